"""Nothing that anybody wrote runs on the site: kinds of attacks through all its text."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.web.injection import VECTORS, Probe, probing
from tests.web.planted_site import paths_of, plant
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
