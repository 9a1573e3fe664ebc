"""Measures summaries against what editors wrote.

    python -m benchmarks.condensing --data FOLDER [--json] [--pin]

Prints, per set, ROUGE-1, -2 and -L (rouge-score, stemmed, one sentence a
line, F1) at 60 words for one story and 100 for several; the paired
difference to `lead` at the same budget with its 95 % bootstrap interval;
summaries of a hundred that show a hazard; the closest pair of sentences in a
summary; and stories or clusters a second of processor time. Figures of ours
that fell below their floor in `benchmarks/floors/condensing.json` are named;
`--pin` makes the figures of this run the floors of their rows.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import fmean

from benchmarks.condensing_data import Item, read_set, sets_in
from benchmarks.condensing_hazards import hazards
from benchmarks.condensing_rows import Row, fallen, pin, table
from benchmarks.condensing_scores import Rarity, as_lines, interval, oracle, rouge
from briefing.condensing import METHODS, Summarizer, summarizer
from briefing.models import Budget, Summary
from briefing.text.sentences import sentences

WORDS, CLUSTER_WORDS = 60, 100
Chooser = Callable[[Item, int], Summary]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one method made of a set."""

    summaries: tuple[Summary, ...]
    scores: tuple[tuple[float, float, float], ...]
    seconds: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    options = options_of(arguments)
    rows = list(rows_of(options))
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
    else:
        print(table(rows))
    if options.pin:
        pin(rows, options.data.name)
    for line in () if options.no_titles else fallen(rows, options.data.name):
        print(line, file=sys.stderr)


def rows_of(options: argparse.Namespace) -> Iterator[Row]:
    """The rows of all sets asked for. How rare a word is, all sets of the folder say."""
    folder: Path = options.data
    loaded = {name: read_set(path, titles=not options.no_titles) for name, path in sets_in(folder)}
    rarity = Rarity([s.text for items in loaded.values() for i in items for s in i.stories])
    for name, _ in sets_in(folder, options.sets):
        yield from measure(name, loaded[name], rarity, options)


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    return _options().parse_args(arguments)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of .jsonl sets")
    parser.add_argument("--json", action="store_true", help="print for machines")
    parser.add_argument("--sets", default="", help="only these, separated by commas")
    parser.add_argument("--methods", default=",".join((*METHODS, "oracle")), help="only these")
    parser.add_argument("--words", default=str(WORDS), help="budgets for one story: 25,40,60,150")
    parser.add_argument("--cluster-words", default=str(CLUSTER_WORDS), help="... for several")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--no-titles", action="store_true", help="blank the headlines")
    kind.add_argument("--pin", action="store_true", help="make these figures the floors")
    return parser


def measure(
    name: str, items: Sequence[Item], rarity: Rarity, options: argparse.Namespace
) -> list[Row]:
    """The rows of one set. Sets of single stories and of clusters have budgets of their own."""
    clusters = any(item.is_cluster for item in items)
    budgets = options.cluster_words if clusters else options.words
    rows = []
    for words in map(int, budgets.split(",")):
        lead = run(items, chooser("lead"), words)
        for method in options.methods.split(","):
            mine = lead if method == "lead" else run(items, chooser(method), words)
            rows.append(_row((name, method, words), items, mine, lead, rarity))
    return rows


def chooser(method: str) -> Chooser:
    """A method of the package by name, or `oracle`."""
    return _best if method == "oracle" else partial(_chosen, summarizer(method))


def _chosen(summarize: Summarizer, item: Item, words: int) -> Summary:
    return summarize(item.stories, Budget(words=words))


def _best(item: Item, words: int) -> Summary:
    every = [sentence for story in item.stories for sentence in sentences(story)]
    picked = set(oracle([sentence.text for sentence in every], item.reference, words))
    return Summary(sentences=tuple(s for s in every if s.text in picked), method="oracle")


def run(items: Sequence[Item], choose: Chooser, words: int) -> Run:
    """Summaries and scores of a set."""
    started = time.process_time()
    summaries = tuple(choose(item, words) for item in items)
    seconds = time.process_time() - started
    pairs = zip(items, summaries, strict=True)
    scores = tuple(rouge(item.reference, as_lines(summary)) for item, summary in pairs)
    return Run(summaries=summaries, scores=scores, seconds=seconds)


def _row(
    what: tuple[str, str, int], items: Sequence[Item], mine: Run, lead: Run, rarity: Rarity
) -> Row:
    pairs = list(zip(mine.scores, lead.scores, strict=True))
    flags = [hazards(s, i.stories) for s, i in zip(mine.summaries, items, strict=True)]
    closest = [rarity.closest_pair(summary) for summary in mine.summaries]
    one, two, longest = (fmean(score[n] for score in mine.scores) for n in range(3))
    name, method, words = what
    return Row(
        set=name,
        method=method,
        words=words,
        items=len(items),
        rouge1=one,
        rouge2=two,
        rougeL=longest,
        used=fmean(summary.words for summary in mine.summaries),
        difference1=interval([a[0] - b[0] for a, b in pairs]),
        difference2=interval([a[1] - b[1] for a, b in pairs]),
        hazards=100 * fmean(bool(kinds) for kinds in flags),
        kinds=dict(sorted(Counter(kind for kinds in flags for kind in kinds).items())),
        closest=max(closest),
        closest_mean=fmean(closest),
        a_second=len(items) / max(mine.seconds, 1e-9),
    )


if __name__ == "__main__":
    main()
