"""`briefing slots`: the brake, and a missed slot after all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.cli.main import run
from briefing.models import Slot
from briefing.store import Store
from tests.make import NOW

CONFIG = {
    "newsletter": {"id": "n", "title": "The Daily", "timezone": "Europe/Berlin"},
    "sources": [{"kind": "folder", "path": "in"}],
    "edition": {"window": "all"},
}
AT = ["--now", NOW.isoformat(), "--json"]


@pytest.fixture
def config(tmp_path: Path) -> str:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("The port is shut. Boats wait.", encoding="utf-8")
    (tmp_path / "config.yaml").write_text(json.dumps(CONFIG))
    return str(tmp_path / "config.yaml")


def test_the_schedule_is_paused_until_a_day_and_goes_on(
    config: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["slots", "pause", "--until", "2026-12-24", "--why", "x", "-c", config, *AT]) == 0
    said = json.loads(capfd.readouterr().out)
    assert said["paused_until"] == "2026-12-23T23:00:00+00:00"
    assert run(["slots", "pause", "--until", "soon", "-c", config, *AT]) == 2
    assert run(["slots", "resume", "-c", config, *AT]) == 0


def test_a_skipped_slot_is_built_after_all(
    config: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["slots", "redo", "2026-11-24T07:00", "-c", config, *AT]) == 2
    store = Store.open(f"sqlite:///{tmp_path}/briefing.db", now=NOW)
    store.slots.plan(Slot(newsletter="n", local="2026-11-24T07:00", due=NOW))
    store.slots.mark("n", "2026-11-24T07:00", "skipped", reason="missed")
    capfd.readouterr()
    assert run(["slots", "redo", "2026-11-24T07:00", "-c", config, *AT]) == 0
    edition = json.loads(capfd.readouterr().out)["edition"]
    slot = store.slots.get("n", "2026-11-24T07:00")
    assert slot is not None
    assert (slot.edition_id, slot.reason) == (edition, "made by hand")
    assert store.editions.state(edition) == "draft"
    store.close()
