"""Count how common everyday words are in English news, for `briefing/text/background/en.txt`.

    python -m benchmarks.count_background --data FOLDER [--out FILE]

Reads every set of the folder's `grouping` and `condensing` that holds texts.
A set counts once, and in it an event counts once, however many stories tell
it; a word must stand in most of the sets. So no event and no set makes its
own words common. Only the numbers of the most common words leave
this script.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from briefing.text.terms import is_stop_word, words

OUT = Path(__file__).resolve().parents[1] / "briefing" / "text" / "background" / "en.txt"
WORDS = 650
# Characters of a text that are read: page furniture gathers at the end of long ones.
_CHARACTERS = 20_000
# A set with fewer characters a text holds headlines, which leave out everyday words.
_LEAST_CHARACTERS = 200
HEAD = "# Occurrences per million words of English news; made by benchmarks/count_background.py"


def shares(path: Path) -> Counter[str]:
    """Word -> its share of the words of a set, every event of equal weight."""
    events: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, text in _texts(path):
        events[name].update(words(text[:_CHARACTERS]))
    total: Counter[str] = Counter()
    for counts in events.values():
        size = counts.total() * len(events)
        for word, count in counts.items():
            total[word] += count / size  # type: ignore[assignment]
    return total


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """The texts of a set, each with the event it tells."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        for text in row.get("texts") or [row["text"]]:
            if len(text) >= _LEAST_CHARACTERS:
                yield str(row.get("event", row["id"])), f"{row['title']}\n{text}"


def table(folder: Path, size: int = WORDS) -> list[tuple[str, int]]:
    """The most common words that say something, with their occurrences per million words."""
    sets = [counts for path in sorted(folder.glob("*/*.jsonl")) if (counts := shares(path))]
    every = sorted({word for counts in sets for word in counts if _counts(word)})
    per_million = {
        word: round(1e6 * fmean(counts[word] for counts in sets))
        for word in every
        if sum(word in counts for counts in sets) > len(sets) / 2
    }
    return sorted(per_million.items(), key=lambda pair: (-pair[1], pair[0]))[:size]


def _counts(word: str) -> bool:
    return word.isalpha() and word.isascii() and len(word) > 1 and not is_stop_word(word)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the sets, count, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the open sets")
    parser.add_argument("--out", type=Path, default=OUT, help="where the table is written")
    options: Any = parser.parse_args(arguments)
    lines = [HEAD, *(f"{word} {count}" for word, count in table(options.data))]
    options.out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"wrote {len(lines) - 1} words to {options.out.name}")


if __name__ == "__main__":
    main()
