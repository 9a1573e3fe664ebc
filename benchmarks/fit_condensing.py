"""Fits the coefficients of `briefing.condensing`: `fit_condensing.py --data FOLDER [--write]`.

Every allowed set of sentences of an item is one choice (`softmax.py`). Fits
start from, and are pulled to, `condensing_start.json`, so that a few labels
of one's own move them a little. Prints the coefficients, and beside them
what fits to other folds score; `--write` puts them where the package reads them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np

from benchmarks.condensing_data import Item, read_set, sets_in
from benchmarks.condensing_gold import gold
from benchmarks.softmax import Example, Fit, Matrix
from briefing.condensing import cluster, sentence_ranking, single_story
from briefing.condensing.candidates import Pool
from briefing.condensing.input import Material, gather
from briefing.condensing.sentence_vectors import Chosen
from briefing.models import Budget

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "briefing" / "condensing" / "scoring_weights.json"

# Budgets in words, each with its weight; 60 and 100 are the ones editions use most.
STORY_WORDS = {25: 1.0, 40: 1.0, 60: 2.0, 100: 1.0, 150: 0.2}
CLUSTER_WORDS = {100: 1.0}
# A set counts by what it is like, not by its size: inshorts has the product's shape.
SET_WEIGHTS = {"inshorts": 2.0}
PULL = {"story": 1.0, "untitled": 1.0, "cluster": 1.0, "rank": 10.0}
# The price of a lost quotation mark is set by hand: ROUGE does not see what it costs a reader.
HELD = 1e6
BIGRAMS = {"story": 1.0, "untitled": 1.0, "cluster": 1.5}

Table = dict[str, dict[str, float]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of .jsonl sets")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    options = parser.parse_args(arguments)
    start = starting_point()
    sets, untitled = (_read(options.data, titles=titles) for titles in (True, False))
    found = _fit(start, ("story",), list(story_examples("story", sets)))
    found |= _fit(start, ("untitled",), list(story_examples("untitled", untitled)))
    found |= _fit(start, ("rank", "cluster"), list(cluster_examples(sets)))
    found["cluster"]["rank"] = 1.0  # a set's sum of part `rank`, which is fitted with it
    text = json.dumps(found, indent=2) + "\n"
    print(text)
    if options.write:
        TARGET.write_text(text, encoding="utf-8")


def _read(folder: Path, *, titles: bool) -> dict[str, Sequence[Item]]:
    return {name: read_set(path, titles=titles) for name, path in sets_in(folder)}


@cache
def starting_point() -> Table:
    """Part -> feature -> the coefficient a fit starts from.

    Part `untitled` starts as `story` without its title, but for what the file says of it.
    """
    table: Table = json.loads((HERE / "condensing_start.json").read_text("utf-8"))
    untitled = {name: v for name, v in table["story"].items() if not name.startswith("title")}
    return table | {"untitled": untitled | table["untitled"]}


def _fit(start: Table, parts: Sequence[str], examples: Sequence[Example]) -> Table:
    """The coefficients of some parts, fitted together."""
    names = [(part, name) for part in parts for name in start[part]]
    fit = Fit(
        start=np.array([start[part][name] for part, name in names]),
        pull=np.array([HELD if name == "damaged" else PULL[part] for part, name in names]),
        bigrams=BIGRAMS[parts[-1]],
    )
    for (name, words), (one, two) in sorted(fit.left_out(examples).items()):
        print(f"# folds left out: {name} at {words} words {one:.2f} / {two:.2f}")
    found: Table = {part: {} for part in parts}
    for (part, name), value in zip(names, fit.coefficients(examples).tolist(), strict=True):
        found[part][name] = round(value, 3)
    return found


def story_examples(part: str, sets: Mapping[str, Sequence[Item]]) -> Iterator[Example]:
    """Every item of one story, at every budget, with the features of that part.

    A set without headlines serves part `story`, too: its title features are 0.
    """
    for name, item, words, weight in _each(sets, STORY_WORDS, clusters=False):
        material = gather(item.stories, Budget(words=words))
        pool, chosen = _sets(single_story, material)
        if len(chosen):
            features = single_story.features(material, pool)(chosen)
            none = np.zeros(len(chosen))
            table = {part: {name: features.get(name, none) for name in starting_point()[part]}}
            yield _example((item, name, words, weight), pool, chosen, table)


def cluster_examples(sets: Mapping[str, Sequence[Item]]) -> Iterator[Example]:
    """Every item of several stories, at every budget; `rank` taken apart into its features."""
    for name, item, words, weight in _each(sets, CLUSTER_WORDS, clusters=True):
        material = gather(item.stories, Budget(words=words))
        pool, chosen = _sets(cluster, material)
        if not len(chosen):
            continue
        share = chosen * (np.array([unit.words for unit in pool.units]) / words)
        row = {unit.sentence: number for number, unit in enumerate(material.every)}
        rows = [row[unit.sentence] for unit in pool.units]
        scores = sentence_ranking.sentence_features(material.every)
        table = {
            "rank": {name: share @ values[rows] for name, values in scores.items()},
            "cluster": cluster.features(material, pool)(chosen),
        }
        yield _example((item, name, words, weight), pool, chosen, table)


def _sets(kind: ModuleType, material: Material) -> tuple[Pool, Chosen]:
    pool: Pool = kind.candidates(material)
    chosen: Chosen = np.zeros((0, 0), dtype=bool)
    if pool.units:
        chosen, _ = kind.allowed_sets(material, pool)
    return pool, chosen


def _each(
    sets: Mapping[str, Sequence[Item]], budgets: Mapping[int, float], *, clusters: bool
) -> Iterator[tuple[str, Item, int, float]]:
    for name, items in sorted(sets.items()):
        fit = [item for item in items if item.is_cluster == clusters]
        for item in fit if len(fit) > len(items) / 2 else ():
            for words, weight in budgets.items():
                yield name, item, words, weight * SET_WEIGHTS.get(name, 1.0) / len(fit)


def _example(
    what: tuple[Item, str, int, float],
    pool: Pool,
    chosen: Chosen,
    table: Mapping[str, Mapping[str, Matrix]],
) -> Example:
    item, name, words, weight = what
    start = starting_point()
    columns = [table[part][feature] for part in table for feature in start[part]]
    one, two = gold([unit.text for unit in pool.units], item.reference, chosen)
    return Example(
        id=item.id,
        set=name,
        words=words,
        weight=weight,
        features=np.stack(columns, axis=1),
        one=one,
        two=two,
    )


if __name__ == "__main__":
    main()
