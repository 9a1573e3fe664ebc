"""`briefing edit` end to end: what the editor decides is in the edition, and survives rebuilds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefing.cli.main import run
from tests.cli.desk import ID, TOMORROW, Call, a_desk, blocks, edition_in

PIER = "Pier of Lund"
DAM = "Dam above Orsk breaks"
WEIR = "Weir of Orsk"


@pytest.fixture
def call(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Call:
    """The newsletter's command line, after a first build."""
    desk = a_desk(tmp_path, capfd)
    desk("build")
    return desk


def rebuilt(call: Call, folder: Path) -> dict[str, Any]:
    """The edition built twice more: the decisions are in both."""
    call("build", "--no-ingest")
    first = edition_in(folder)
    call("build")
    assert edition_in(folder) == first
    return first


def headlines(edition: dict[str, Any]) -> list[str]:
    return [block["title"] for block in blocks(edition, "lead", "topic")]


def test_a_pin_leads_and_survives_a_rebuild(call: Call, tmp_path: Path) -> None:
    assert PIER not in headlines(edition_in(tmp_path))[0]
    made = call("edit", "pin", PIER, "--by", "Ada", "--reason", "it is Sunday")
    assert (made["kind"], made["edition"], made["by"]) == ("pin", ID, "Ada")
    assert PIER in headlines(rebuilt(call, tmp_path))[0]
    factors = call("explain", PIER)["rank"]["factors"]
    assert factors[-1]["name"] == "pin"
    assert factors[-1]["value"] > 0


def test_undo_takes_a_decision_back(call: Call, tmp_path: Path) -> None:
    before = rebuilt(call, tmp_path)
    number = call("edit", "pin", PIER)["number"]
    assert [one["number"] for one in call("edit", "list")] == [number]
    call("edit", "undo", str(number))
    assert call("edit", "list") == []
    assert rebuilt(call, tmp_path) == before
    assert "is no decision" in call("edit", "undo", str(number), code=2)


def test_a_dropped_and_a_held_story_are_in_the_ledger(call: Call, tmp_path: Path) -> None:
    call("edit", "drop", PIER, "--reason", "not ours")
    call("edit", "hold", WEIR, "--until", "2026-11-24T09:00Z", "--reason", "not sure")
    edition = rebuilt(call, tmp_path)
    reasons = {one["title"]: one["reason"] for one in edition["ledger"]["dropped"]}
    assert reasons["Pier of Lund reopens after two years"] == "dropped by the editor: not ours"
    held = reasons["Weir of Orsk holds as dam above Orsk breaks"]
    assert held == "held until 2026-11-24 09:00 UTC: not sure"
    assert "left out" not in str(headlines(edition))


def test_a_story_moves_and_a_topic_is_retitled(call: Call, tmp_path: Path) -> None:
    call("edit", "move", DAM, "in_brief")
    call("edit", "retitle", PIER, "Walkers are back in Lund")
    edition = rebuilt(call, tmp_path)
    assert "Walkers are back in Lund" in headlines(edition)
    assert DAM not in headlines(edition)
    (brief,) = blocks(edition, "in_brief")
    assert len(brief["items"]) == 1


def test_stories_are_put_together_and_apart(call: Call, tmp_path: Path) -> None:
    call("edit", "together", DAM, PIER)
    assert len(headlines(rebuilt(call, tmp_path))) < 3
    number = call("edit", "list")[0]["number"]
    call("edit", "undo", str(number))
    call("edit", "apart", DAM, WEIR)
    assert len(headlines(rebuilt(call, tmp_path))) == 3


def test_a_sentence_is_swapped_by_its_words(call: Call, tmp_path: Path) -> None:
    call("edit", "apart", DAM, WEIR)
    made = call("edit", "swap", PIER, "Fishermen were", "--for", "Repairs took two years")
    gone, _, replacement = made["value"].partition("=")
    assert gone.replace(":", "").isdecimal()
    assert replacement.replace(":", "").isdecimal()
    edition = rebuilt(call, tmp_path)
    block = next(b for b in blocks(edition, "lead", "topic") if PIER in b["title"])
    texts = [one["text"] for one in block["sentences"]]
    assert "Fishermen were the first to come." in texts
    assert not any("Repairs" in text for text in texts)


def test_a_note_and_a_subject_are_the_editors_own(call: Call, tmp_path: Path) -> None:
    call("edit", "note", "Back on **Monday**.", "--by", "Ada")
    call("edit", "subject", "All about water")
    edition = rebuilt(call, tmp_path)
    (note,) = blocks(edition, "note")
    assert (note["text"], note["author"]) == ("Back on **Monday**.", "Ada")
    assert edition["subject"] == "All about water"
    summary = call("editions", "show")
    assert summary["subject"] == "All about water"
    assert len(summary["subjects"]) > 1


def test_a_decision_for_today_does_not_hold_tomorrow_and_a_standing_one_does(
    call: Call, tmp_path: Path
) -> None:
    call("edit", "note", "Only today.")
    call("edit", "note", "Always.", "--standing")
    call("build", now=TOMORROW)
    (note,) = blocks(edition_in(tmp_path, "2026-11-25"), "note")
    assert note["text"] == "Always."
    assert len(call("edit", "list", "--all")) == 2
    assert [one["value"] for one in call("edit", "list", now=TOMORROW)] == ["Always."]


def test_what_was_sent_takes_no_decision_and_the_next_edition_is_meant(call: Call) -> None:
    call("subscribers", "add", "ada@example.org")
    call("approve")
    call("send")
    assert "was sent" in call("edit", "pin", PIER, "--edition", ID, code=2)
    assert call("edit", "pin", PIER)["edition"] == "the-test-2026-11-25"


def test_a_draft_without_the_newest_decisions_is_not_approved(call: Call) -> None:
    call("edit", "drop", PIER)
    assert "1 decision is newer than it" in call("approve", code=2)
    call("edit", "undo", "1")
    assert "2 decisions are newer than it" in call("approve", code=2)
    call("build")
    assert call("approve")["state"] == "approved"


def test_an_approved_edition_that_shows_what_is_held_since_is_not_sent(call: Call) -> None:
    call("subscribers", "add", "ada@example.org")
    call("approve")
    call("edit", "hold", PIER)
    assert "is held" in call("send", code=1)
    assert call("editions")[0]["state"] == "draft"


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("pin", "nonsense"), "is no story"),
        (("pin", "Orsk"), "means 2 stories"),
        (("pin", "  "), "is no story"),
        (("move", PIER, "attic"), "is no place"),
        (("move", PIER, "0"), "is no place"),
        (("retitle", PIER, " "), "1 to 200 characters"),
        (("retitle", PIER, "x" * 201), "1 to 200 characters"),
        (("together", PIER), "at least 2 stories"),
        (("together", PIER, PIER), "at least 2 stories"),
        (("hold", PIER, "--until", "2026-11-20T06:00Z"), "over already"),
        (("swap", PIER, "no such words"), "stands in no sentence"),
        (("swap", PIER, "e"), "stands in 3 sentences"),
        (("swap", PIER, "9000:9001"), "is no passage"),
        (("swap", PIER, "5:5"), "is no passage"),
        (("note", " "), "a note has"),
        (("subject", "x" * 151), "a subject has"),
        (("pin", PIER, "--edition", "other-2026-11-24"), "no edition of this newsletter"),
    ],
)
def test_what_cannot_be_meant_is_said_in_words(
    arguments: tuple[str, ...], fault: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    call = a_desk(tmp_path, capfd)
    call("ingest")
    assert fault in call("edit", *arguments, code=2)
    assert call("edit", "list", "--all") == []


@pytest.mark.parametrize("group", ["edit", "stories"])
@pytest.mark.parametrize("kind", ["hold", "drop"])
def test_free_undoes_what_withholds_a_story_whichever_verb_did(
    call: Call, tmp_path: Path, group: str, kind: str
) -> None:
    call(group, kind, PIER, "--by", "Ada", "--reason", "legal")
    assert PIER not in "".join(headlines(rebuilt(call, tmp_path)))
    number = call("edit", "list")[0]["number"]
    call("stories", "free", PIER, "--by", "Ben")
    assert PIER in "".join(headlines(rebuilt(call, tmp_path)))
    assert [one["kind"] for one in call("edit", "list")] == [kind, "free"]
    call("edit", "undo", str(number + 1))
    assert PIER not in "".join(headlines(rebuilt(call, tmp_path)))


def test_free_says_what_it_undid(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    a_desk(tmp_path, capfd)("build")
    config = ("--config", str(tmp_path / "config.yaml"), "--now", "2026-11-24T06:00Z")
    run(["edit", "hold", PIER, "--standing", "--by", "Ada", "--reason", "legal", *config])
    run(["stories", "drop", PIER, "--by", "Ben", *config])
    capfd.readouterr()
    for words in ("hold 1 by Ada (legal); drop 2 by Ben withheld it", "nothing withheld it"):
        assert run(["stories", "free", PIER, *config]) == 0
        assert words in " ".join(capfd.readouterr().err.split())
