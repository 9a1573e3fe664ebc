"""Nothing that anybody wrote runs on the site: kinds of attacks through all its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from briefing.config import Config
from briefing.models import Correction, Ledger, SourceLine
from briefing.rendering import Theme
from briefing.web.responses import PageTemplates
from briefing.web.site.site_pages import SitePages
from tests.make import NOW
from tests.rendering.sample import sample_edition
from tests.web.injection import VECTORS, Planted, Probe, probing
from tests.web.site import Site, site
from tests.web.uvicorn_server import serving

pytestmark = pytest.mark.browser
EDITIONS = 2


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A newsletter whose every text is hostile, its own name too."""
    letter = {"title": VECTORS[3], "tagline": VECTORS[0], "address": VECTORS[6]}
    with site(tmp_path_factory.mktemp("site"), newsletter=letter) as made:
        plant(made, VECTORS, EDITIONS)
        yield made


def plant(made: Site, texts: tuple[str, ...], count: int) -> None:
    """So many editions with these texts in all their strings."""
    hand = Planted(texts)
    for number in range(count):
        edition = hand.into(sample_edition())
        lines = tuple(SourceLine(name=text, stories=1) for text in texts[:20])
        edition = replace(
            edition, id=f"n-{number}", newsletter="n", ledger=Ledger(sources=lines, considered=9)
        )
        made.store.editions.save(edition, at=NOW)
        made.store.editions.keep_files(edition.id, {})
        made.store.editions.mark(edition.id, "sent")
        note = Correction(date=NOW.date(), edition_id=edition.id, text=texts[number % len(texts)])
        made.store.corrections.add(note, by="Ada", at=NOW)


def paths_of(made: Site) -> list[str]:
    """Every page of the site."""
    said = {"newsletter": {"id": "n", "title": "x", "sender": "D <d@example.org>"}}
    config = Config.model_validate(
        said | {"sources": [{"kind": "folder", "path": "in"}], "folder": made.home}
    )
    pages = SitePages.of(made.store, PageTemplates(config=config, theme=Theme()))
    files = [path for path, _ in pages.files() if path.endswith("index.html")]
    return [f"/{path.removesuffix('index.html').rstrip('/')}" for path in files]


@pytest.fixture
def probe(browser: Browser, planted: Site) -> Iterator[Probe]:
    with serving(planted.app) as url, probing(browser, url) as opened:
        yield opened


def test_the_probe_sees_what_runs(probe: Probe) -> None:
    assert probe.fires(VECTORS[3])
    assert probe.fires(VECTORS[6])
    assert not probe.fires("plain words")
    fired = [text for text in VECTORS if probe.fires(text)]
    assert len(fired) >= 15, fired


def test_no_text_of_the_site_runs(probe: Probe, planted: Site) -> None:
    paths = paths_of(planted)
    assert len(paths) > 15
    for path in paths:
        assert probe.open(path) == [], path


@pytest.mark.parametrize("text", VECTORS[::3])
def test_what_is_searched_for_does_not_run(probe: Probe, text: str) -> None:
    assert probe.open(f"/search?q={quote(text)}") == []
    # Where no server has answered, the script writes what it found.
    probe.page.goto(f"{probe.home}/search")
    probe.page.evaluate("(q) => history.replaceState(0, '', '?q=' + encodeURIComponent(q))", text)
    probe.page.add_script_tag(url=f"{probe.home}/site.js")
    probe.page.wait_for_function("document.getElementById('found').children.length > 0")
    assert probe.look() == []
