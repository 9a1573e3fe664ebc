"""`briefing explain` and `briefing editions show`: every reason an edition has."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.cli.main import run
from tests.cli.desk import ID, Call, a_desk


@pytest.fixture
def call(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Call:
    """The newsletter's command line, after a first build."""
    desk = a_desk(tmp_path, capfd)
    desk("build")
    return desk


def test_a_topic_is_explained_with_all_of_its_stories(call: Call) -> None:
    topic = call("topics")[0]
    explanation = call("explain", topic["id"])
    assert explanation["edition"] == ID
    assert explanation["topic"]["id"] == topic["id"]
    assert explanation["rank"]["place"] >= 1
    names = [factor["name"] for factor in explanation["rank"]["factors"]]
    assert names == [
        "sources",
        "reach",
        "freshness",
        "kind",
        "beat",
        "gravity",
        "position",
        "language",
        "weight",
        "novelty",
    ]
    assert all(factor["why"] for factor in explanation["rank"]["factors"])
    ids = [name for event in topic["events"] for name in event["story_ids"]]
    assert [one["id"] for one in explanation["stories"]] == ids


def test_a_story_is_explained_with_its_sentences(call: Call) -> None:
    (story,) = call("explain", "Pier of Lund")["stories"]
    assert story["used"]
    sentences = [one for place in story["places"] for one in place["sentences"]]
    assert all(one["story_id"] == story["id"] for one in sentences)
    assert any("pier of Lund" in one["text"] for one in sentences)


def test_a_story_left_out_has_its_reason(call: Call) -> None:
    call("edit", "drop", "Pier of Lund", "--reason", "not ours")
    call("build")
    explanation = call("explain", "Pier of Lund")
    assert explanation["rank"]["place"] == 0
    (story,) = explanation["stories"]
    assert (story["used"], story["reason"]) == (False, "dropped by the editor: not ours")


@pytest.mark.parametrize(
    ("name", "fault"),
    [("nonsense", "is no topic"), ("Orsk", "means 2 things"), ("", "is no topic")],
)
def test_an_unknown_name_is_said_with_a_hint(call: Call, name: str, fault: str) -> None:
    error = call("explain", name, code=2)
    assert fault in error
    assert "briefing topics" in error


def test_nothing_built_yet_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert "no edition was built" in a_desk(tmp_path, capfd)("explain", "x", code=2)


def test_people_get_lines(call: Call, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    config = str(tmp_path / "config.yaml")
    assert run(["explain", "Pier of Lund", "--config", config]) == 0
    out = capfd.readouterr().out
    assert "Ranked" in out
    assert "independent source" in out
    assert run(["editions", "show", "--config", config]) == 0
    out = capfd.readouterr().out
    assert "1 source read, 0 failed, 0 stale; 3 stories considered, 3 used, 0 left out" in out
    assert run(["edit", "list", "--config", config]) == 0


def test_an_edition_gives_account_of_itself(call: Call) -> None:
    call("edit", "drop", "Pier of Lund")
    call("build")
    summary = call("editions", "show")
    assert summary["line"].endswith("3 stories considered, 2 used, 1 left out")
    assert [one["reason"] for one in summary["dropped"]] == ["dropped by the editor"]
    assert summary["sources"] == ["desk: 3 stories"]
    assert call("editions", "list") == call("editions")
