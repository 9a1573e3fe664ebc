"""`briefing preview` in Chromium: the page shows what changed without being asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator

from briefing.cli.main import run
from tests.web.running import running

pytestmark = pytest.mark.browser
FOOTER = "<mj-section><mj-column><mj-text>Our own end</mj-text></mj-column></mj-section>"


def write(home: Path, title: str) -> None:
    letter = {"id": "n", "title": title, "address": "1 Example Street"}
    said = {"newsletter": letter, "sources": [{"kind": "folder", "path": "in"}]}
    (home / "config.yaml").write_text(json.dumps(said | {"edition": {"window": "all"}}))


def test_document_config_and_template_show_by_themselves(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Bridge falls\n\nA bridge fell on Monday in the valley.")
    write(tmp_path, "The Daily")
    assert run(["build", "--quiet", "--config", str(tmp_path / "config.yaml")]) == 0
    with running("preview", tmp_path) as (_, url):
        page = browser.new_page()
        page.goto(url)
        shown = page.frame_locator("#edition").frame_locator("iframe >> nth=0")
        sees(shown, "Bridge falls")
        (tmp_path / "in" / "b.txt").write_text("Ferry sinks\n\nA ferry sank near the coast.")
        sees(shown, "Ferry sinks")
        write(tmp_path, "The Nightly")
        sees(shown, "The Nightly")
        (tmp_path / "templates" / "mjml").mkdir(parents=True)
        (tmp_path / "templates" / "mjml" / "footer.mjml").write_text(FOOTER)
        sees(shown, "Our own end")
        (tmp_path / "templates" / "mjml" / "footer.mjml").write_text("{% if %}")
        page.locator("#fault", has_text="footer.mjml:1").wait_for(timeout=60_000)
        page.close()


def sees(shown: FrameLocator, text: str) -> None:
    shown.locator(f"text={text} >> visible=true").first.wait_for(timeout=60_000)
