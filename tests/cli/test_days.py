"""Three days on the command line: what develops, what goes on, decisions that later runs keep."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing.cli.main import run
from tests.cli.desk import answer_of, blocks, edition_in
from tests.editing.days import FIRST, stories_of

CONFIG = """\
newsletter:
  id: corrick
  title: The Corrick Letter
  timezone: Europe/Berlin
sources:
  - kind: folder
    name: Courier
    path: press/courier
  - kind: folder
    name: Ledger
    path: press/ledger
  - kind: folder
    name: Gazette
    path: press/gazette
delivery:
  transport: eml
  folder: out/mail
"""
STORY = """\
---
title: "{title}"
date: {date}
publisher: {publisher}
---
{text}
"""


class Letter:
    """A newsletter of two folders, day by day; a third folder does not exist."""

    def __init__(self, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.home, self._capfd = home, capfd
        (home / "config.yaml").write_text(CONFIG, encoding="utf-8")
        for outlet in ("courier", "ledger"):
            (home / "press" / outlet).mkdir(parents=True)
        self.call("subscribers", "add", "ada@example.org", day=0)

    def call(self, *arguments: str, day: int, minute: int = 0, code: int | None = 0) -> Any:
        """A command at that minute of the morning of a day; its JSON."""
        now = (FIRST + timedelta(days=day, minutes=minute)).isoformat()
        config = str(self.home / "config.yaml")
        done = run([*arguments, "--config", config, "--now", now, "--json", "--quiet"])
        out, err = self._capfd.readouterr()
        assert code is None or done == code, err
        return answer_of(out, err)

    def read(self, day: int) -> None:
        """The stories of a day come in."""
        for story in stories_of(day):
            written = STORY.format(
                title=story.title,
                date=story.published and story.published.isoformat(),
                publisher=story.source,
                text=story.text,
            )
            path = self.home / "press" / story.source.lower() / f"{story.id}.md"
            path.write_text(written, encoding="utf-8")

    def build(self, day: int, minute: int = 0) -> dict[str, Any]:
        """The edition of a day; one source always fails, which is no failure of the build."""
        self.call("build", day=day, minute=minute, code=None)
        return edition_in(self.home, f"{(FIRST + timedelta(days=day)):%Y-%m-%d}")

    def send(self, day: int) -> None:
        self.call("approve", day=day, minute=30)
        self.call("send", day=day, minute=31)

    def page(self, day: int, name: str) -> str:
        folder = self.home / "out" / f"{(FIRST + timedelta(days=day)):%Y-%m-%d}"
        return " ".join((folder / name).read_text(encoding="utf-8").split())


@pytest.fixture
def letter(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Letter:
    return Letter(tmp_path, capfd)


def heads(edition: dict[str, Any]) -> list[str]:
    return [block["title"] for block in blocks(edition, "lead", "topic")]


def reasons(edition: dict[str, Any]) -> dict[str, str]:
    return {one["title"]: one["reason"] for one in edition["ledger"]["dropped"]}


def test_a_topic_develops_another_goes_on_and_the_ledger_tells_of_all(letter: Letter) -> None:
    for day in (0, 1):
        letter.read(day)
        edition = letter.build(day)
        letter.send(day)
    assert "Developing, first covered 19 Nov, 1st update" in letter.page(1, "edition.txt")
    assert "**Developing**, first covered 19 Nov, 1st update" in letter.page(1, "edition.md")
    assert "first covered 19 Nov, 1st update" in letter.page(1, "edition.html")
    assert not blocks(edition, "still_running")  # what was told once has not run
    assert reasons(edition)["Lund has its pier back after two years"] == (
        "adds nothing to earlier editions"
    )
    ledger = edition["ledger"]
    assert ledger["considered"] == ledger["used"] + len(ledger["dropped"])
    assert [one["name"] for one in ledger["sources"] if one["error"]] == ["Gazette"]
    assert "Gazette" not in letter.page(1, "edition.txt")  # failures are the editor's
    assert "Gazette" in letter.page(1, "index.html")
    assert "adds nothing to earlier editions" in letter.page(1, "index.html")


def test_a_merge_and_a_split_hold_on_later_days(letter: Letter) -> None:
    letter.read(0)
    letter.build(0)
    letter.call("edit", "together", "Pier of Lund", "Hollin dam gives", day=0, minute=1)
    assert len(heads(letter.build(0, 2))) == 1
    letter.send(0)
    letter.read(1)
    before = letter.build(1)
    letter.call("edit", "apart", "letter shows board", day=1, minute=1)
    split = letter.build(1, 2)
    assert len(heads(split)) == len(heads(before)) + 1
    letter.send(1)
    letter.read(2)
    letter.build(2)
    groups = letter.call("topics", day=2)
    dam = next(topic for topic in groups if "resigns" in str(topic))
    merged = blocks(edition_in(letter.home, "2026-11-19"), "lead")[0]["topic_id"]
    apart = {block["title"]: block["topic_id"] for block in blocks(split, "lead", "topic")}
    assert dam["id"] in {merged, apart["Hollin dam: letter shows board was warned"]}
    assert len(set(apart.values())) == len(apart)


def test_a_pin_and_a_drop_hold_for_every_build_of_their_edition(letter: Letter) -> None:
    letter.read(0)
    letter.build(0)
    letter.call("edit", "pin", "Pier of Lund", day=0, minute=1)
    letter.call("edit", "drop", "Houses flooded", "--reason", "not confirmed", day=0, minute=1)
    for minute in (2, 20):
        edition = letter.build(0, minute)
        assert heads(edition)[0] == "Pier of Lund opens to walkers again"
        assert reasons(edition)["Houses flooded in Corrick as Hollin dam breaks"] == (
            "dropped by the editor: not confirmed"
        )
    pinned = letter.call("explain", "Pier of Lund", day=0, minute=21)
    assert [one["name"] for one in pinned["rank"]["factors"]][-1] == "pin"
    letter.send(0)
    letter.read(1)
    assert "Pier" not in heads(letter.build(1))[0]  # a pin without --standing is one edition's


def test_a_standing_drop_holds_on_later_days(letter: Letter) -> None:
    letter.read(0)
    letter.call("ingest", day=0, code=None)
    letter.call("edit", "drop", "Houses flooded", "--standing", day=0, minute=1)
    for day in (0, 1):
        letter.read(day)
        edition = letter.build(day, 2)
        assert "rooftops" not in str(edition["blocks"])
        letter.send(day)


def test_explain_names_stories_of_earlier_days_by_their_headlines(letter: Letter) -> None:
    for day in (0, 1):
        letter.read(day)
        letter.build(day)
        letter.send(day)
    explanation = letter.call("explain", "letter shows board", day=1)
    lines = [line for line in explanation["grouping"] if line.startswith("- ")]
    assert any("Hollin dam gives way above Corrick" in line for line in lines)
    assert not any(re.search(r"\b[0-9a-f]{16}\b", line) for line in lines)


def test_a_replay_makes_the_days_as_they_were_sent(letter: Letter) -> None:
    sent = []
    for day in (0, 1, 2):
        letter.read(day)
        sent.append(letter.build(day))
        letter.send(day)
    again = letter.call("replay", "--from", "2026-11-19", "--to", "2026-11-21", day=5)
    assert [day["editions"][0]["headlines"] for day in again] == [heads(one) for one in sent]
    assert [day["editions"][0]["stories_used"] for day in again] == [
        one["ledger"]["used"] for one in sent
    ]
