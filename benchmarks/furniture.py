"""Measure which furniture is recognised on labelled mornings.

    python -m benchmarks.furniture --data FOLDER [--json] [--pin] [--alone]

Each source has its stories of the other mornings for a history, as a store of
some weeks would; with `--alone` it has none. A labelled piece counts as found
where four fifths of its letters are marked. A marked sentence is false where
less than half of its letters are labelled; what repeats the story's own
headline or an earlier sentence is counted apart. Figures are per cent, `false`
is per 1,000 sentences.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import floors_file
from benchmarks.labelled_mornings import LabelledStory, load_stories
from briefing.models import Span, Story
from briefing.text.furniture import furniture_of
from briefing.text.furniture.apply import habits_by_source
from briefing.text.sentences import split

SINKING = frozenset({"false"})
ENOUGH = 0.8  # of a labelled piece's letters
HALF = 0.5  # of a marked sentence's letters
FEWEST_LETTERS = 25  # of a sentence whose repetition is a repetition


def measured(
    mornings: Mapping[str, Sequence[LabelledStory]], *, alone: bool = False
) -> dict[str, float]:
    """Recall and precision of headlines and sentences, false removals per 1,000 sentences."""
    counts: Counter[str] = Counter()
    for name, labelled in mornings.items():
        stories = [one.story for one in labelled]
        others = (one.story for other, each in mornings.items() if other != name for one in each)
        history = [] if alone else list(others)
        habits = habits_by_source((*stories, *history), {story.source for story in stories})
        for one in labelled:
            of_title, of_text = furniture_of(one.story, habits[one.story.source])
            counts.update(_count("headline", one.story.title, of_title, one))
            counts.update(_count("sentence", one.story.text, of_text, one))
            counts["sentences"] += len(split(one.story.text, one.story.language))
    return _figures(counts)


def _figures(counts: Counter[str]) -> dict[str, float]:
    figures = {}
    for part in ("headline", "sentence"):
        marked = counts[f"{part} right"] + counts[f"{part} wrong"]
        figures[f"{part} recall"] = _share(counts[f"{part} found"], counts[f"{part} labelled"])
        figures[f"{part} precision"] = _share(counts[f"{part} right"], marked)
    figures["false"] = 10 * _share(counts["sentence wrong"], counts["sentences"])
    return figures


def _share(part: int, whole: int) -> float:
    return 100 * part / max(1, whole)


def _count(part: str, text: str, marked: Sequence[Span], one: LabelledStory) -> Iterator[str]:
    """What one text adds to the counts."""
    labelled = [piece for piece in one.furniture if piece in text]
    cut = {place for start, end in marked for place in range(start, end)}
    for piece in labelled:
        yield f"{part} labelled"
        if any(_covered(text, span, cut) >= ENOUGH for span in _occurrences(text, piece)):
            yield f"{part} found"
    known = {n for piece in labelled for span in _occurrences(text, piece) for n in range(*span)}
    pieces = split(text, one.story.language) if part == "sentence" else ((0, len(text)),)
    for start, end in marked:
        for low, high in pieces:
            span = max(start, low), min(end, high)
            if span[0] < span[1] and any(text[n].isalnum() for n in range(*span)):
                yield f"{part} {_verdict(one.story, text, span, known, pieces)}"


def _verdict(story: Story, text: str, span: Span, known: set[int], pieces: Sequence[Span]) -> str:
    if _covered(text, span, known) >= HALF:
        return "right"
    own = _letters(text[slice(*span)])
    earlier = (_letters(text[low:high]) for low, high in pieces if high <= span[0])
    said = own == _letters(story.title) or any(
        len(one) > FEWEST_LETTERS and one in own for one in earlier
    )
    return "repeated" if said else "wrong"


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _covered(text: str, span: Span, places: set[int]) -> float:
    """The share of a span's letters and digits that stand at these places."""
    own = [n for n in range(*span) if text[n].isalnum()] or [span[0]]
    return sum(n in places for n in own) / len(own)


def _occurrences(text: str, piece: str) -> Iterable[Span]:
    start = text.find(piece)
    while start >= 0:
        yield start, start + len(piece)
        start = text.find(piece, start + 1)


def main() -> None:
    """Measure, print, and compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--alone", action="store_true", help="no history beside the morning")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pin", action="store_true")
    options = parser.parse_args()
    figures = measured(load_stories(options.data), alone=options.alone)
    print(json.dumps(figures) if options.json else _table(figures))
    if options.pin:
        floors_file.pin("furniture", figures, sinking=SINKING)
    if not options.alone:
        print("\n".join(floors_file.fallen("furniture", figures, sinking=SINKING)))


def _table(figures: Mapping[str, float]) -> str:
    return "\n".join(f"{name:20} {value:6.1f}" for name, value in figures.items())


if __name__ == "__main__":
    main()
