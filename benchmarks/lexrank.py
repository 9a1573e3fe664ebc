"""LexRank, vectorised, beside sumy's own: the same ranking, and how much faster.

    python -m benchmarks.lexrank [--data FOLDER] [--stories 60] [--sentences 30,300] [--json]

Parity: for the first stories of FOLDER (by default the own ones), both rank
all sentences of the same document, with sumy's English stop words and stemmer;
printed is how many rankings are the same to the last place, and the largest
difference of two ratings. Speed: both rank one document of so many sentences of
those stories, in one process, the least processor time of three runs: once as
both come (words as they are), once with sumy's stop words and stemmer, whose
own time is the same for both and most of ours.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer as Theirs
from sumy.utils import get_stop_words

from benchmarks.condensing_data import read_set, sets_in
from briefing.condensing.sumy_adapter import LexRankSummarizer
from briefing.text.sentences import split
from briefing.text.terms import words

OWN = Path(__file__).parent / "own" / "summaries"
STORIES, RUNS = 60, 3
Ranking = list[tuple[int, float]]


class Words:
    """What sumy calls a tokenizer."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence."""
        return tuple(words(sentence))


# What ranking 300 sentences without stems must gain on sumy.
LEAST_RATIO = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """How many rankings are the same, and how far two ratings of one sentence are apart."""

    stories: int
    same: int
    largest_difference: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Seconds of processor time for one document; `stems`: with sumy's stemmer and stop words."""

    sentences: int
    stems: bool
    sumy: float
    ours: float

    @property
    def ratio(self) -> float:
        """How many times faster ours is."""
        return self.sumy / self.ours


def texts_of(folder: Path, most: int) -> list[str]:
    """Texts of the stories of all sets, in turns, so that each set counts."""
    sets = [[s.text for i in read_set(path) for s in i.stories] for _, path in sets_in(folder)]
    longest = max(map(len, sets), default=0)
    turns = [held[place] for place in range(longest) for held in sets if place < len(held)]
    return turns[:most]


def document(sentences: Sequence[str]) -> ObjectDocumentModel:
    """A sumy document of one paragraph."""
    return ObjectDocumentModel([Paragraph([Sentence(text, Words()) for text in sentences])])


def made(kind: type[Any], *, stems: bool = True) -> Any:
    """A LexRank of either kind; with English stop words and stems, or as it comes."""
    if not stems:
        return kind()
    summarizer = kind(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    return summarizer


def ranking(summarizer: Any, given: ObjectDocumentModel) -> Ranking:
    """Place and rating of every sentence, best first."""
    found: Ranking = []

    def keep(infos: Sequence[Any]) -> Sequence[Any]:
        found.extend((info.order, float(info.rating)) for info in infos)
        return infos

    summarizer(given, keep)
    return found


def parity(texts: Sequence[str]) -> Parity:
    """Both on the same documents."""
    same, apart = 0, 0.0
    for text in texts:
        given = document([text[start:end] for start, end in split(text)])
        theirs, ours = ranking(made(Theirs), given), ranking(made(LexRankSummarizer), given)
        same += [place for place, _ in theirs] == [place for place, _ in ours]
        pairs = zip(sorted(theirs), sorted(ours), strict=True)
        apart = max([apart, *(abs(a[1] - b[1]) for a, b in pairs)])
    return Parity(stories=len(texts), same=same, largest_difference=apart)


def speed(texts: Sequence[str], count: int, *, stems: bool = False) -> Speed:
    """Both on a document of `count` different sentences."""
    every = dict.fromkeys(text[a:b] for text in texts for a, b in split(text))
    given = document([*every][:count])
    sumy, ours = (
        min(_seconds(made(kind, stems=stems), given) for _ in range(RUNS))
        for kind in (Theirs, LexRankSummarizer)
    )
    return Speed(sentences=len(given.sentences), stems=stems, sumy=sumy, ours=ours)


def _seconds(summarizer: Any, given: ObjectDocumentModel) -> float:
    first = [str(sentence) for sentence in given.sentences[:3]]
    summarizer(document(first), 1)  # loads what is loaded once
    started = time.process_time()
    summarizer(given, 3)
    return max(time.process_time() - started, 1e-6)


def lines(same: Parity, speeds: Sequence[Speed]) -> Iterator[str]:
    """The figures for people."""
    apart = np.format_float_scientific(same.largest_difference, precision=1)
    yield f"same ranking: {same.same} of {same.stories} stories, ratings apart by at most {apart}"
    for one in speeds:
        what = "sentences, stemmed" if one.stems else "sentences"
        yield (
            f"{one.sentences:5} {what}: sumy {one.sumy:.4f} s, ours {one.ours:.4f} s, "
            f"{one.ratio:.0f} times faster"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where 300 sentences are not ranked `LEAST_RATIO` times as fast."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=OWN, help="folder of .jsonl sets")
    parser.add_argument("--stories", type=int, default=STORIES)
    parser.add_argument("--sentences", default="30,300", help="sizes of documents to time")
    parser.add_argument("--json", action="store_true", help="print for machines")
    options = parser.parse_args(arguments)
    same = parity(texts_of(options.data, options.stories))
    many = texts_of(options.data, 10_000)
    sizes = [int(count) for count in options.sentences.split(",")]
    speeds = [speed(many, count, stems=stems) for stems in (False, True) for count in sizes]
    if options.json:
        timed = [asdict(one) | {"ratio": one.ratio} for one in speeds]
        print(json.dumps({"parity": asdict(same), "speeds": timed}, indent=1))
    else:
        print("\n".join(lines(same, speeds)))
    slow = (one.sentences >= 300 and not one.stems and one.ratio < LEAST_RATIO for one in speeds)
    return int(any(slow))


if __name__ == "__main__":
    raise SystemExit(main())
