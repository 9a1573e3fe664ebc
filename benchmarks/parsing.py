"""Stories and pages a second, and memory: `parsing.py [--corpora FOLDER] [--pages 2000] [--json]`.

With `--data FOLDER` instead, our reading of public feeds beside feedparser's.

Pages are those of the article benchmark in FOLDER (see corpora.py), again and
again until there are enough; without it, one page of our own. Seconds are of
processor time here, and of wall time in the process that can be killed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path

from benchmarks.feed_agreement import agreement
from benchmarks.fetching import feed
from briefing.sources import extract_page, parse_feed
from briefing.sources.sandbox.pool import MEMORY_BYTES, SECONDS
from briefing.sources.sandbox.process import Child
from briefing.sources.sandbox.protocol import decode_answer

URL = "https://wire.example/2026/bridge"
FEEDS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one processor reads, and what it holds meanwhile."""

    feed_stories_a_second: int
    pages_a_second: float
    pages: int
    bytes_a_page: int
    worker_pages_a_second: float
    worker_peak_mb: int
    peak_mb: int


def pages(folder: Path | None) -> list[bytes]:
    """The pages to read."""
    home = folder / "article-extraction-benchmark" / "html" if folder else None
    if home and home.is_dir():
        return [gzip.decompress(path.read_bytes()) for path in sorted(home.glob("*.html.gz"))]
    told = "<p>A bridge fell on Monday in the north of the country, and nobody was hurt.</p>" * 30
    return [f"<html><head><title>B</title></head><body><article>{told}</article></body>".encode()]


def measured(found: list[bytes], count: int) -> Figures:
    """Read feeds and pages here, then all pages in the worker."""
    many = list(islice(cycle(found), count))
    seconds, peak = _in_worker(islice(cycle(found), count))
    return Figures(
        feed_stories_a_second=round(_feeds()),
        pages_a_second=round(_pages(found), 1),
        pages=count,
        bytes_a_page=sum(map(len, many)) // count,
        worker_pages_a_second=round(count / seconds, 1),
        worker_peak_mb=peak // 2**20,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def _feeds() -> float:
    data = feed()
    parse_feed(data, URL)
    started = time.process_time()
    stories = sum(len(parse_feed(data, URL)) for _ in range(FEEDS))
    return stories / (time.process_time() - started)


def _pages(found: list[bytes]) -> float:
    extract_page(found[0], URL)
    started = time.process_time()
    for data in found[:60]:
        extract_page(data, URL)
    return len(found[:60]) / (time.process_time() - started)


def _in_worker(found: Iterator[bytes]) -> tuple[float, int]:
    child = Child.spawned(memory=MEMORY_BYTES, seconds=SECONDS)
    header = json.dumps({"kind": "page", "url": URL, "source": "x", "charset": ""}).encode()
    child.ask(header, b"<html/>", wall_seconds=60)
    started = time.perf_counter()
    for data in found:
        answer = child.ask(header, data, wall_seconds=60)
        assert answer is not None, "killed"
        assert decode_answer(answer).stories
    spent, peak = time.perf_counter() - started, child.peak_memory()
    child.end()
    return spent, peak


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--data", type=Path, help="public feeds: see feed_agreement.py")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.data:
        found = agreement(options.data).figures()
    else:
        found = asdict(measured(pages(options.corpora), options.pages))
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        print(*(f"{name}: {value}" for name, value in found.items()), sep="\n")


if __name__ == "__main__":
    main()
