"""How fast the archive is searched: `python -m benchmarks.search [--stories N] [--json]`.

A seeded corpus is put into a store as ingesting does it; then queries of each kind are drawn
from its words and asked one after the other. Prints the median and the 95th percentile in
milliseconds (of the clock, and of the processor: on a busy machine they differ), the size of
the index against the texts, and the processor time that one story costs. `--store URL` takes
another store than a temporary SQLite file, `--keep FILE` keeps that.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from benchmarks.search_corpus import NEWEST, Corpus, make_corpus
from briefing.store import Store
from briefing.store.engine import Database
from briefing.store.search_index import refill

STORIES = 500_000
QUERIES = 100
# What a search may take, of the machine this is measured on.
MOST_P95_MS = 50.0
Draw = Callable[[Random], tuple[str, dict[str, Any]]]


def main() -> None:
    """Build the store, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=STORIES)
    parser.add_argument("--queries", type=int, default=QUERIES, help="of each kind")
    parser.add_argument("--store", default="", help="the URL of an empty store")
    parser.add_argument("--keep", type=Path, help="a file; it is used again where it is there")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    corpus = make_corpus()
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        file = options.keep or Path(folder) / "store.db"
        url = options.store or f"sqlite:///{file}"
        store = Store.open(url, now=NEWEST)
        found: dict[str, Any] = {"stories": options.stories}
        if not store.archive.search("", limit=1).total:
            found["ingest"] = _fill(store, corpus, options.stories)
        found["ingest alone"] = _cost_of_index(corpus, Path(folder) / "small.db")
        found["bytes"] = _sizes(Database(url))
        gc.freeze()  # the corpus is ours: to look through it is no part of a search
        found["search"] = {
            kind: _timed(store, draw, options.queries) for kind, draw in kinds(corpus).items()
        }
        store.close()
    _show(found, as_json=options.json)


def _fill(store: Store, corpus: Corpus, count: int) -> dict[str, float]:
    wall, cpu = 0.0, 0.0
    for batch in corpus.stories(count):
        began, began_cpu = time.perf_counter(), time.process_time()
        store.stories.add(batch, seen_at=NEWEST)
        wall, cpu = wall + time.perf_counter() - began, cpu + time.process_time() - began_cpu
    return {"cpu ms a story": 1000 * cpu / count, "wall seconds": wall}


def _cost_of_index(corpus: Corpus, file: Path) -> dict[str, float]:
    """What adding a story costs, and how much of it is the index: that part is done again."""
    url, batch = f"sqlite:///{file}", next(corpus.stories(5_000))
    store = Store.open(url, now=NEWEST)
    began = time.process_time()
    store.stories.add(batch, seen_at=NEWEST)
    added = time.process_time() - began
    store.close()
    with Database(url).write() as connection:
        began = time.process_time()
        refill(connection)
        indexed = time.process_time() - began
    return {
        "add, cpu ms a story": 1000 * added / len(batch),
        "made anew, cpu ms a story": 1000 * indexed / len(batch),
    }


def _sizes(database: Database) -> dict[str, int]:
    """Bytes of the texts and of the index, by the pages of the file."""
    if not database.is_sqlite:
        query = "SELECT pg_total_relation_size('{}')"
        names = ("story_texts", "search_words", "search_documents")
        with database.read() as connection:
            return {n: connection.exec_driver_sql(query.format(n)).scalar_one() for n in names}
    query = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name"
    with database.raw() as connection:
        sizes = dict(connection.execute(query).fetchall())
    return {
        "story_texts": sizes["story_texts"],
        "search_words, folded texts": sizes["search_words_content"],
        "search_words, index": sizes["search_words_data"] + sizes["search_words_idx"],
        "search_documents": sizes["search_documents"] + sizes["search_documents_by_ref"],
    }


def kinds(corpus: Corpus) -> dict[str, Draw]:
    """How a query of each kind is drawn."""

    def word(random: Random, first: int, last: int) -> str:
        return corpus.words[random.randrange(first, last)]

    def rare(random: Random) -> str:
        return word(random, 20_000, 150_000)

    def common(random: Random) -> str:
        return word(random, 0, 20)

    def middle(random: Random) -> str:
        return word(random, 200, 2_000)

    def signs(random: Random, count: int) -> str:
        return "".join(corpus.signs[random.randrange(0, 60)] for _ in range(count))

    def days(random: Random) -> dict[str, Any]:
        start = NEWEST - timedelta(days=random.randrange(30, 700))
        return {"since": start, "until": start + timedelta(days=7)}

    return {
        "rare": lambda r: (rare(r), {}),
        "middle": lambda r: (middle(r), {}),
        "common": lambda r: (common(r), {}),
        "two words": lambda r: (f"{middle(r)} {middle(r)}", {}),
        "rare and common": lambda r: (f"{rare(r)} {common(r)}", {}),
        "phrase": lambda r: (f'"{common(r)} {middle(r)}"', {}),
        "phrase of common": lambda r: (f'"{common(r)} {common(r)}"', {}),
        "without": lambda r: (f"{middle(r)} -{common(r)}", {}),
        "only without": lambda r: (f"-{common(r)} -{middle(r)}", {}),
        "prefix of 3": lambda r: (f"{middle(r)[:3]}*", {}),
        "prefix of 4": lambda r: (f"{rare(r)[:4]}*", {}),
        "two characters": lambda r: (signs(r, 2), {}),
        "one character": lambda r: (signs(r, 1), {}),
        "four characters": lambda r: (signs(r, 4), {}),
        "common, a week": lambda r: (common(r), days(r)),
        "rare source": lambda r: (common(r), {"source": f"Source {r.randrange(20, 200)}"}),
        "source, language, week": lambda r: (
            middle(r),
            {"source": f"Source {r.randrange(3)}", "language": "en", **days(r)},
        ),
        "unused": lambda r: (middle(r), {"state": "unused", "now": NEWEST}),
        "filters only": lambda r: ("", {"publisher": f"Outlet {r.randrange(100)}"}),
        "page 10": lambda r: (common(r), {"offset": 180}),
        "word and character": lambda r: (f"{middle(r)}{signs(r, 1)}", {}),
        "sixteen words": lambda r: (" ".join(middle(r) for _ in range(16)), {}),
        "hostile": lambda r: (" ".join(f"{middle(r)[:3]}*" for _ in range(40)), {}),
    }


def _timed(store: Store, draw: Draw, count: int) -> dict[str, float]:
    random, times, cpu, totals = Random(7), [], [], []
    store.archive.search(*draw(random)[:1])
    for _ in range(count):
        query, filters = draw(random)
        began, began_cpu = time.perf_counter(), time.process_time()
        hits = store.archive.search(query, **filters)
        times.append(1000 * (time.perf_counter() - began))
        cpu.append(1000 * (time.process_time() - began_cpu))
        totals.append(hits.total)
    return {
        "p50 ms": median(times),
        "p95 ms": _p95(times),
        "p95 cpu ms": _p95(cpu),
        "hits": median(totals),
    }


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _show(found: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
        return
    for name, figures in found.items():
        sys.stdout.write(f"{name}\n" if isinstance(figures, dict) else f"{name} {figures:,}\n")
        for kind, value in figures.items() if isinstance(figures, dict) else ():
            figure = (
                " ".join(f"{label} {number:,.1f}" for label, number in value.items())
                if isinstance(value, dict)
                else f"{value:,.2f}"
            )
            sys.stdout.write(f"  {kind:28} {figure}\n")


if __name__ == "__main__":
    main()
