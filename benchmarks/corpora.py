"""Reads public corpora of feeds, pages, mails, addresses and strings: `corpora.py FOLDER [--json]`.

FOLDER holds checkouts, each under its own name; none of them is part of this
project, and what is not there is left out:

    feedparser                     kurtmckee/feedparser
    gofeed                         mmcdole/gofeed
    article-extraction-benchmark   scrapinghub/article-extraction-benchmark
    mail-parser                    SpamScope/mail-parser
    rust-url                       servo/rust-url
    big-list-of-naughty-strings    minimaxir/big-list-of-naughty-strings

Every document is parsed in the process that can be killed, as in a run.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from types import ModuleType

from briefing.errors import SourceError
from briefing.models import Keyed
from briefing.sources import parse_feed
from briefing.sources.sandbox.pool import Reader

URL = "https://feeds.example/feed.xml"
FEED_NAMES = (".xml", ".json", ".tmpl", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeds:
    """Feed files: how many were read, refused in words, or cost too much, and what they held."""

    files: int
    refused: int
    killed: int
    slowest: float
    stories: int
    feedparser: int
    fewer: tuple[str, ...]
    json_files: int
    json_read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The article benchmark by its own scorer."""

    pages: int
    refused: int
    f1: float
    precision: float
    recall: float
    accuracy: float
    milliseconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mails:
    """Mails: how many gave a story, how many were refused in words."""

    mails: int
    stories: int
    refused: int


def feed_files(folder: Path) -> tuple[Path, ...]:
    """The feeds of both corpora; a JSON file only where it is a feed, not an expectation."""
    ours = (path for path in (folder / "feedparser" / "tests").rglob("*") if path.is_file())
    feedparser = [
        path for path in ours if path.suffix in FEED_NAMES and path.parent.name != "tests"
    ]
    data = folder / "gofeed" / "testdata"
    gofeed = [*data.rglob("*.xml"), *(p for p in data.rglob("*.json") if "json" in p.parts)]
    return tuple(sorted([*feedparser, *gofeed]))


def read_feeds(folder: Path) -> Feeds:
    """Parse every feed file where it can be killed, and count its stories beside feedparser."""
    files = feed_files(folder)
    with Reader() as reader:
        _told(partial(reader.stories, b"<rss version='2.0'/>", URL, source="x"))  # loads parsers
        read = [_read_one(reader, path.read_bytes()) for path in files]
    counts = [(_stories(path.read_bytes()), _by_feedparser(path.read_bytes())) for path in files]
    pairs = list(zip(files, counts, strict=True))
    return Feeds(
        files=len(files),
        refused=sum(bool(why) for why, _ in read),
        killed=sum("given up" in why for why, _ in read),
        slowest=round(max(seconds for _, seconds in read), 3),
        stories=sum(ours for ours, _ in counts),
        feedparser=sum(theirs for _, theirs in counts),
        fewer=tuple(
            str(path.relative_to(folder)) for path, (ours, theirs) in pairs if ours < theirs
        ),
        json_files=sum(path.suffix == ".json" for path in files),
        json_read=sum(path.suffix == ".json" and ours > 0 for path, (ours, _) in pairs),
    )


def _read_one(reader: Reader, data: bytes) -> tuple[str, float]:
    """Why a feed gives nothing, and the seconds it took."""
    started = time.perf_counter()
    _, why = _told(partial(reader.stories, data, URL, source="x"))
    return why, time.perf_counter() - started


def _stories(data: bytes) -> int:
    try:
        return len(parse_feed(data, URL))
    except SourceError:
        return 0


def _told(read: Callable[[], tuple[Keyed, ...] | Keyed]) -> tuple[tuple[Keyed, ...], str]:
    """The stories, or why there are none."""
    try:
        found = read()
    except SourceError as error:
        return (), error.what
    return (found,) if isinstance(found, Keyed) else found, ""


def _by_feedparser(data: bytes) -> int:
    import feedparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    return len(found.entries)


def read_pages(folder: Path) -> Pages:
    """The texts of the article benchmark, scored by its `evaluate.py`."""
    home = folder / "article-extraction-benchmark"
    truth = json.loads((home / "ground-truth.json").read_text(encoding="utf-8"))
    told: dict[str, dict[str, str]] = {}
    spent, refused = 0.0, 0
    with Reader() as reader:
        for name, known in truth.items():
            data = gzip.decompress((home / "html" / f"{name}.html.gz").read_bytes())
            started = time.perf_counter()
            found, why = _told(partial(reader.page, data, known["url"], source="x"))
            spent += time.perf_counter() - started
            refused += bool(why)
            told[name] = {"articleBody": found[0].story.text if found else ""}
    scores = _module(home / "evaluate.py").evaluate(truth, told, 10)
    return Pages(
        pages=len(truth),
        refused=refused,
        milliseconds=round(spent / len(truth) * 1000, 1),
        **{
            name: round(float(scores[name]), 4)
            for name in ("f1", "precision", "recall", "accuracy")
        },
    )


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["scorer"] = module
    spec.loader.exec_module(module)
    return module


def read_mails(folder: Path) -> Mails:
    """The stories of the mails."""
    files = sorted((folder / "mail-parser" / "tests" / "mails").iterdir())
    with Reader() as reader:
        found = [
            _told(partial(reader.mail, path.read_bytes(), path.name, source="x"))[0]
            for path in files
        ]
    stories = sum(map(bool, found))
    return Mails(mails=len(files), stories=stories, refused=len(files) - stories)


def addresses(folder: Path) -> tuple[str, ...]:
    """The inputs of the URL cases, relative ones resolved by their base where that is plain."""
    file = folder / "rust-url" / "url" / "tests" / "urltestdata.json"
    cases = json.loads(file.read_text(encoding="utf-8", errors="surrogatepass"))
    return tuple(case["input"] for case in cases if isinstance(case, dict))


def naughty_strings(folder: Path) -> tuple[str, ...]:
    """The strings of the list."""
    file = folder / "big-list-of-naughty-strings" / "blns.json"
    return tuple(json.loads(file.read_text(encoding="utf-8")))


def measured(folder: Path) -> Iterator[tuple[str, object]]:
    """What can be measured in a folder, by name."""
    if (folder / "feedparser").is_dir() and (folder / "gofeed").is_dir():
        yield "feeds", asdict(read_feeds(folder))
    if (folder / "article-extraction-benchmark").is_dir():
        yield "pages", asdict(read_pages(folder))
    if (folder / "mail-parser").is_dir():
        yield "mails", asdict(read_mails(folder))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = dict(measured(options.folder))
    if options.json:
        print(json.dumps(found, indent=2))
        return
    for name, figures in found.items():
        assert isinstance(figures, dict)
        print(name, *(f"{key}={value}" for key, value in figures.items()), sep="  ")


if __name__ == "__main__":
    main()
