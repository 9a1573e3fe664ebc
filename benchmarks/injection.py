"""Do public attack texts run on the site or the desk? In Chromium, through every text of them.

    python -m benchmarks.injection --data FILE [--where site|desk] [--first N] [--most N] [--json]

FILE holds a text a line, such as a public list of vectors of cross-site scripting. On the site
each stands in some place of an edition, its sources, tags, addresses or corrections; on the desk
in config, stories, decisions, readers, accounts, answers of servers and what is asked for, as
often as the table says of each kind of page. The pages' policy is switched off, every event is
sent to every element, links that are scripts are followed. As a control each tenth text is put
into a bare page as it is: there many run. Exit 1 where one runs. With TMPDIR in memory it takes
half as long.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser

from tests.rendering.browser import chromium
from tests.web.desk.desk_tour import Tour, touring, whole
from tests.web.desk.planted_desk import PlantedDesk, chunks, planted_desk
from tests.web.desk.words_tour import live, words
from tests.web.desk.workspace import morning_desk
from tests.web.injection import probing
from tests.web.planted_site import paths_of, plant
from tests.web.site import site
from tests.web.uvicorn_server import serving

# Shown strings of an edition into which texts are put: so many texts need one.
TEXTS_AN_EDITION = 100
# Texts that one desk holds: fewer cost more desks, more make composing slow.
TEXTS_A_DESK = 240
CONTROL_EVERY = 10
SEARCHED_EVERY = 50


def main() -> int:
    """Plant, look at every page, print; 1 where something ran."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="a text a line")
    parser.add_argument("--where", choices=("site", "desk"), default="site")
    parser.add_argument("--first", type=int, default=0, help="leave out so many before")
    parser.add_argument("--most", type=int, default=0, help="only the first so many")
    parser.add_argument("--json", action="store_true", help="print for machines")
    options = parser.parse_args()
    texts = read(options.data)[options.first :][: options.most or None]
    with tempfile.TemporaryDirectory(prefix="injection-") as folder, chromium() as browser:
        measure = on_site if options.where == "site" else on_desk
        figures = measure(Path(folder), browser, texts)
    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        for name, figure in figures.items():
            print(f"{name:24} {figure}")
    return int(bool(figures["ran"]))


def read(file: Path) -> list[str]:
    """The texts of a file, each once, as far as a store can hold them."""
    lines = file.read_text(encoding="utf-8", errors="ignore").splitlines()
    return [line for line in dict.fromkeys(lines) if line.strip()]


def on_site(folder: Path, browser: Browser, texts: Sequence[str]) -> dict[str, Any]:
    """How many texts, places and pages there were, and what ran on them and in the control."""
    started = time.monotonic()
    editions = -(-len(texts) // TEXTS_AN_EDITION)
    letter = {"title": texts[0], "tagline": texts[len(texts) // 2], "address": texts[-1]}
    with site(folder, newsletter=letter) as made:
        places = plant(made, texts, editions)
        paths = paths_of(made) + [f"/search?q={quote(text)}" for text in texts[::SEARCHED_EVERY]]
        with serving(made.app) as url, probing(browser, url) as probe:
            ran = [f"{path}: {each}" for path in paths for each in probe.open(path)]
        with serving(made.app) as url:
            control = controlled(browser, url, texts)
    return {
        "texts": len(texts),
        "places": places,
        "pages": len(paths),
        "ran": ran[:20],
        **control,
        "seconds": round(time.monotonic() - started),
    }


def on_desk(folder: Path, browser: Browser, texts: Sequence[str]) -> dict[str, Any]:
    """Of each kind of page how many were looked at and how many texts stood there; what ran."""
    started, tour = time.monotonic(), Tour()
    control: dict[str, Any] = {}
    for number, part in enumerate(chunks(texts, TEXTS_A_DESK)):
        with planted_desk(made_in(folder, f"desk-{number}"), part) as desk:
            with touring(browser, desk, tour) as one:
                whole(one)
                live(one)
            control = control or controlled(browser, desk.url, texts)
        with (
            morning_desk(made_in(folder, f"words-{number}"), stories=4) as small,
            touring(browser, PlantedDesk(small.house, small.url, part), tour) as one,
        ):
            words(one)
        print(f"{number}: {len(tour.ran)} ran", file=sys.stderr, flush=True)
    return {
        "texts": len(texts),
        "pages": sum(tour.pages.values()),
        "ran": tour.ran[:20],
        **control,
        **tour.figures(texts),
        "seconds": round(time.monotonic() - started),
    }


def made_in(folder: Path, name: str) -> Path:
    """A new folder in a folder."""
    (folder / name).mkdir()
    return folder / name


def controlled(browser: Browser, url: str, texts: Sequence[str]) -> dict[str, int]:
    """How many of some texts run where they are put into a page as they are."""
    controls = texts[::CONTROL_EVERY]
    fired = sum(fires(browser, url, text) for text in controls)
    return {"control texts": len(controls), "control ran": fired}


def fires(browser: Browser, url: str, text: str) -> bool:
    """Whether a text runs in a bare page of its own: some lead theirs away."""
    with probing(browser, url) as probe:
        return probe.fires(text)


if __name__ == "__main__":
    sys.exit(main())
