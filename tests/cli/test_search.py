"""`briefing search` end to end: found by words, by state, and put into the edition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefing.cli.main import run
from tests.cli.desk import Call, a_desk

PIER = "Pier of Lund reopens after two years"


@pytest.fixture
def call(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Call:
    """The newsletter's command line, after its sources were read."""
    desk = a_desk(tmp_path, capfd)
    desk("ingest")
    return desk


def titles(found: dict[str, Any]) -> list[str]:
    return [hit["title"] for hit in found["hits"]]


def test_words_are_all_wanted_and_marked(call: Call) -> None:
    found = call("search", "KEEPER", "weir")
    (hit,) = found["hits"]
    assert (found["total"], found["more"], found["by_relevance"]) == (1, False, True)
    marked = [hit["passage"][a:b] for a, b in hit["marks"]]
    assert {word.lower() for word in marked} == {"keeper", "weir"}
    assert [hit["title"][a:b] for a, b in hit["title_marks"]] == ["Weir"]


def test_phrases_beginnings_and_what_is_not_wanted(call: Call) -> None:
    assert len(titles(call("search", '"dam above orsk"'))) == 2
    assert titles(call("search", '"dam above orsk"', "--without", "keeper of the weir")) == [
        "Dam above Orsk breaks"
    ]
    assert titles(call("search", "keep*")) == ["Weir of Orsk holds as dam above Orsk breaks"]


def test_a_story_that_was_dropped_is_found_as_dropped(call: Call) -> None:
    call("stories", "drop", "Pier")
    assert titles(call("search", "--state", "dropped")) == [PIER]
    assert PIER not in titles(call("search", "--state", "unused"))


def test_editions_are_found_and_only_those_sent_are_published(call: Call) -> None:
    call("build")
    assert [hit["kind"] for hit in call("search", "orsk", "--kind", "edition")["hits"]] == [
        "edition"
    ]
    assert call("search", "orsk", "--published")["hits"] == []


def test_what_was_found_is_asked_for(call: Call) -> None:
    (hit,) = call("search", "keeper")["hits"]
    call("edit", "add", hit["id"], "--reason", "it fits today's lead")
    (decision,) = call("edit", "list")
    assert (decision["kind"], decision["story_ids"]) == ("add", [hit["id"]])


def test_a_person_reads_a_table(call: Call, tmp_path: Path, capfd: Any) -> None:
    assert run(["search", "keeper", "--config", str(tmp_path / "config.yaml")]) == 0
    out, err = capfd.readouterr()
    assert "Weir of Orsk holds" in out and "keeper" in out
    assert "1 found, the best first" in err
