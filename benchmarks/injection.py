"""Do public attack texts run on the site? In Chromium, through every text of its pages.

    python -m benchmarks.injection --data FILE [--most N] [--json]      exit 1 where one runs

FILE holds a text a line, such as a public list of vectors of cross-site scripting. Each stands
in some place of an edition, its sources, tags, addresses or corrections; the pages' policy is
switched off, every event is sent to every element, links that are scripts are followed. As a
control each tenth text is put into a bare page as it is: there many run.
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
from tests.web.injection import probing
from tests.web.planted_site import paths_of, plant
from tests.web.site import Site, site
from tests.web.uvicorn_server import serving

# Shown strings of an edition into which texts are put: so many texts need one.
TEXTS_AN_EDITION = 100
CONTROL_EVERY = 10
SEARCHED_EVERY = 50


def main() -> int:
    """Plant, look at every page, print; 1 where something ran."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="a text a line")
    parser.add_argument("--most", type=int, default=0, help="only the first so many")
    parser.add_argument("--json", action="store_true", help="print for machines")
    options = parser.parse_args()
    texts = read(options.data, options.most)
    with tempfile.TemporaryDirectory(prefix="injection-") as folder, chromium() as browser:
        letter = {"title": texts[0], "tagline": texts[len(texts) // 2], "address": texts[-1]}
        with site(Path(folder), newsletter=letter) as made:
            figures = measured(made, browser, texts)
    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        for name, figure in figures.items():
            print(f"{name:24} {figure}")
    return int(bool(figures["ran"]))


def read(file: Path, most: int) -> list[str]:
    """The texts of a file, each once, as far as a store can hold them."""
    lines = file.read_text(encoding="utf-8", errors="ignore").splitlines()
    texts = [line for line in dict.fromkeys(lines) if line.strip()]
    return texts[:most] if most else texts


def measured(made: Site, browser: Browser, texts: Sequence[str]) -> dict[str, Any]:
    """How many texts, places and pages there were, and what ran on them and in the control."""
    started = time.monotonic()
    editions = -(-len(texts) // TEXTS_AN_EDITION)
    places = plant(made, texts, editions)
    paths = paths_of(made) + [f"/search?q={quote(text)}" for text in texts[::SEARCHED_EVERY]]
    with serving(made.app) as url, probing(browser, url) as probe:
        ran = [f"{path}: {each}" for path in paths for each in probe.open(path)]
    with serving(made.app) as url:
        controls = texts[::CONTROL_EVERY]
        fired = sum(fires(browser, url, text) for text in controls)
    return {
        "texts": len(texts),
        "places": places,
        "pages": len(paths),
        "ran": ran[:20],
        "control texts": len(controls),
        "control ran": fired,
        "seconds": round(time.monotonic() - started),
    }


def fires(browser: Browser, url: str, text: str) -> bool:
    """Whether a text runs in a bare page of its own: some lead theirs away."""
    with probing(browser, url) as probe:
        return probe.fires(text)


if __name__ == "__main__":
    sys.exit(main())
