"""Nothing that a source wrote runs on the desk: attacks in headlines, texts, names, decisions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.web.desk.morning import OUTLETS, Document, slug, write
from tests.web.desk.workspace import EDITION, MorningDesk, morning_desk
from tests.web.injection import VECTORS, Probe, probing

pytestmark = pytest.mark.browser
# What the templates of the page and of the mail write themselves.
OURS = {"strange: IFRAME", "strange: HEAD STYLE"}
WORK = f"/work/{EDITION}"
SHEETS = ("retitle", "subject", "welcome", "note", "image", "embargo", "condense", "approve")


def hostile(number: int, vector: str) -> Document:
    """A story that is an attack wherever it may be one."""
    outlet = OUTLETS[number % len(OUTLETS)]
    line = " ".join(vector.split())
    text = (
        f"---\ntitle: '{line.replace(chr(39), chr(39) * 2)}'\n"
        f"date: 2026-11-24T0{number % 5}:00:00+00:00\n"
        f"author: '{line.replace(chr(39), chr(39) * 2)}'\npublisher: {outlet}\n"
        f"url: https://e.example.org/{number}?q={quote(line)}\nsection: World\n---\n\n"
        f"The {number}th attack said {line} and was refused by the guards at gate {number}. "
        f"Nobody in district {number} was surprised by {line} on Monday.\n"
    )
    return Document(outlet, f"hostile-{number}.md", text)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MorningDesk]:
    home: Path = tmp_path_factory.mktemp("hostile")
    for outlet in OUTLETS:
        (home / slug(outlet)).mkdir()
    for number, vector in enumerate(VECTORS):
        write(home, hostile(number, vector))
    with morning_desk(home, stories=6) as made:
        yield made


@pytest.fixture
def probe(browser: Browser, desk: MorningDesk) -> Iterator[Probe]:
    token = desk.house.token("Ada", "editor")
    cookie = {"name": "desk_session", "value": token, "url": desk.url}
    with probing(browser, desk.url, [cookie]) as opened:
        yield opened


def ran(probe: Probe, path: str) -> list[str]:
    return [line for line in probe.open(path) if line not in OURS]


def test_the_probe_sees_what_runs(probe: Probe) -> None:
    assert len([vector for vector in VECTORS if probe.fires(vector)]) >= 15


def test_no_text_of_a_story_runs(probe: Probe, desk: MorningDesk) -> None:
    page = desk.house.client("Ada", "editor").get(WORK).body
    keys = {part.partition('"')[0] for part in page.split('data-block="')[1:]}
    assert len(keys) > 2
    assert "&lt;" in page  # the attacks do stand there, as words
    for path in ("/panes", "/letter", "/letter?view=dark"):
        assert ran(probe, f"{WORK}{path}") == [], path
    for key in sorted(keys):
        assert ran(probe, f"{WORK}/evidence?block={quote(key)}") == [], key
    for sheet in SHEETS:
        key = quote(min(keys))
        assert ran(probe, f"{WORK}/sheet/{sheet}?block={key}") == [], sheet


def test_no_decision_runs(probe: Probe, desk: MorningDesk) -> None:
    client = desk.house.client("Ada", "editor")
    story = next(iter(desk.house.store.edits.list()), None)
    assert story is None
    for kind in ("subject", "preheader", "welcome", "note", "intro", "sign_off"):
        for vector in VECTORS[::9]:
            answer = client.post(f"{WORK}/decide", kind=kind, value=vector)
            assert answer.status in {200, 422}
    for path in ("/panes", "/letter", "/sheet/subject", "/sheet/welcome", "/sheet/approve"):
        assert ran(probe, f"{WORK}{path}") == [], path


def test_the_page_itself_runs_none_of_it(probe: Probe) -> None:
    probe.page.goto(f"{probe.home}{WORK}")
    probe.page.locator("body[data-ready]").wait_for(timeout=20_000)
    probe.page.wait_for_timeout(800)
    assert [line for line in probe.look() if line not in OURS] == []
