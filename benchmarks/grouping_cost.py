"""Measure what grouping costs: processor time a story, and memory, by the number of stories.

    python -m benchmarks.grouping_cost [--stories 500,1000,5000] [--mornings FOLDER] [--json]

Stories are the labelled mornings together, as far as they reach; then made
ones: words by Zipf's law, half of the stories alone, the others in events of
2 to 12 that share names. Memory is the peak of the whole process, so sizes
grow.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.grouping_training import as_labelled
from benchmarks.mornings_data import load_mornings
from briefing.grouping import group
from briefing.models import Story

BEGIN = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
# Words of the made language and its names, words of a text, and of a headline.
VOCABULARY, NAMES, TEXT_WORDS, TITLE_WORDS = 20_000, 60_000, 35, 7


def made(count: int, seed: int = 0) -> list[Story]:
    """Stories with the lengths and the repetition of teasers."""
    rng = random.Random(seed)
    weights = [1 / (rank + 3) for rank in range(VOCABULARY)]
    stories: list[Story] = []
    while len(stories) < count:
        size = 1 if rng.random() < 0.8 else rng.randint(2, 12)
        names = [f"Na{rng.randrange(NAMES)}me" for _ in range(3)]
        core = _words(rng, weights, 12)
        for _ in range(size):
            words = [*_words(rng, weights, TEXT_WORDS - 15), *rng.sample(core, 12), *names]
            rng.shuffle(words)
            title = [names[0], *rng.sample(core, 3), *_words(rng, weights, TITLE_WORDS - 4)]
            stories.append(
                Story(
                    id=f"m{len(stories):06d}",
                    title=" ".join(title),
                    text=" ".join(words) + ".",
                    source=f"s{rng.randrange(200)}",
                    published=BEGIN + timedelta(minutes=rng.randrange(2_880)),
                )
            )
    return stories[:count]


def _words(rng: random.Random, weights: Sequence[float], count: int) -> list[str]:
    return [f"word{n}" for n in rng.choices(range(VOCABULARY), weights, k=count)]


def measure(stories: Sequence[Story], kind: str) -> dict[str, float | str]:
    """Milliseconds of processor time a story, peak memory in MB, and the topics made."""
    began = time.process_time()
    topics = group(stories)
    seconds = time.process_time() - began
    return {
        "kind": kind,
        "stories": len(stories),
        "ms_a_story": round(1000 * seconds / len(stories), 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "topics": len(topics),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--stories", default="500,1000,5000", help="sizes, with commas")
    parser.add_argument("--mornings", type=Path, help="labelled mornings")
    parser.add_argument("--json", action="store_true", help="for machines")
    options = parser.parse_args(arguments)
    real = [
        story
        for morning in (load_mornings(options.mornings) if options.mornings else ())
        for story in as_labelled(morning).stories
    ]
    for size in map(int, options.stories.split(",")):
        kinds = {"mornings": real} if len(real) >= size else {}
        for kind, stories in (kinds | {"made": made(size)}).items():
            row = measure(stories[:size], kind)
            print(
                json.dumps(row) if options.json else "  ".join(f"{k} {v}" for k, v in row.items())
            )


if __name__ == "__main__":
    main()
