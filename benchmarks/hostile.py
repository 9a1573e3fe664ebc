"""How many seconds hostile texts cost, and whether ten times the text costs more than linear time.

    python -m benchmarks.hostile [--json]      exit 1 where growth is past 40 (quadratic: 100)

Processor time, the least of three. What of this can be counted is counted in the tests
(tests/counting.py); patterns are tried by tests/patterns.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from briefing.editing.significance import says_why
from briefing.errors import SourceError
from briefing.models.words import count_words
from briefing.rendering.prose import prose
from briefing.sources.documents.markdown import read_markdown
from briefing.sources.parse.page_boilerplate import story_text
from briefing.sources.sandbox.limits import fit
from briefing.text.html import html_to_text, sanitize
from briefing.text.proper_names import tokens
from briefing.text.sentences import split
from briefing.text.terms import words

RUNS = 3
TIMES = 10
GROWTH = 40.0
# Seconds below which growth is not told from noise.
NOTABLE_SECONDS = 0.02


def _fit(text: str) -> None:
    try:
        fit(text.encode())
    except SourceError as error:
        assert error.what  # refused: that is an answer too


def _page(text: str) -> None:
    html_to_text(sanitize(text))


# What is done to a text, its hostile pieces, and how many characters the large one has.
CASES: tuple[tuple[str, Callable[[str], object], tuple[str, ...], int], ...] = (
    (
        "sentences",
        split,
        ("word ", "a", "“ab. ", ". ", "U.S. The ", "\n", 'He said "no. '),
        1_000_000,
    ),
    ("words", count_words, ("大a 桥ก",), 2_000_000),
    ("why it matters", says_why, ("the vote ", "is important ", "has ", "matters "), 400_000),
    ("tokens", tokens, ("A. ", "'"), 400_000),
    ("terms", words, ("a.", "'"), 400_000),
    ("html", _page, ("<div>", "<b>", "<a href='#'>", "<!--", "<x "), 400_000),
    ("boilerplate", story_text, ("share ", "Share|", "read more ", "[link] ", " "), 250_000),
    (
        "limits",
        _fit,
        ("<a>", "<a", "<!--", "<![CDATA[", "<script", "<!DOCTYPE a [", "]>"),
        1_000_000,
    ),
    ("editor's Markdown", prose, (">", "- ", "*", "[", "![", "<a ", "`", "&"), 18_000),
    ("Markdown", read_markdown, ("[a](", "[", "<a ", "> ", "![", "*a **b ", "`", "- "), 30_000),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case: seconds of a text and of one ten times as long; growth where it can be told."""

    name: str
    piece: str
    small_seconds: float
    seconds: float

    @property
    def growth(self) -> float | None:
        """How many times as long ten times the text takes; None where that is noise."""
        if self.seconds < NOTABLE_SECONDS:
            return None
        return self.seconds / max(self.small_seconds, NOTABLE_SECONDS / TIMES)


def measure() -> Iterator[Row]:
    """Every case, the small text and the large one."""
    for name, act, pieces, characters in CASES:
        for piece in pieces:
            large = characters // len(piece)
            small, whole = (_least(act, piece, count) for count in (large // TIMES, large))
            yield Row(name=name, piece=piece, small_seconds=small, seconds=whole)


def _least(act: Callable[[str], object], piece: str, count: int) -> float:
    """The least of a few runs; each text is another one, lest its answer be kept."""
    return min(_seconds(act, f"{piece * count}{'x' * run}") for run in range(RUNS))


def _seconds(act: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    act(text)
    return time.process_time() - started


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """The figures for people."""
    for row in rows:
        grown = "too fast to tell" if row.growth is None else f"{row.growth:5.1f} times"
        yield f"{row.name:18} {row.piece!r:18} {row.seconds:8.4f} s  {grown}"


def main() -> int:
    """Measure and print; 1 where something grows faster than it may."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="print for machines")
    options = parser.parse_args()
    rows = list(measure())
    if options.json:
        print(json.dumps([asdict(row) | {"growth": row.growth} for row in rows], indent=1))
    else:
        print("\n".join(lines(rows)))
    return int(any(row.growth is not None and row.growth > GROWTH for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
