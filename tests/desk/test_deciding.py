"""Decisions of one person and of two: applied once, undone, refused where others were faster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefing import load
from briefing.cli.main import run
from briefing.desk.draft.outcomes import Applied, ChangedMeanwhile
from briefing.desk.draft.outline import outline_of
from briefing.desk.draft.workspace import Workspace
from briefing.errors import InputError
from briefing.models import Edit, Lead
from briefing.models.codec import dump
from tests.desk.morning import edit, named
from tests.make import NOW


@pytest.fixture
def other(workspace: Workspace, config: Path) -> Iterator[Workspace]:
    """The same edition on another desk, as another process has it."""
    work = Workspace.open(load(config, now=NOW))
    yield work
    work.close()


def applied(outcome: object) -> Applied:
    assert isinstance(outcome, Applied), outcome
    return outcome


def lead_of(workspace: Workspace) -> str:
    return next(b.title for b in workspace.draft.edition.blocks if isinstance(b, Lead))


def test_a_decision_is_applied_and_says_which_blocks_to_show_anew(workspace: Workspace) -> None:
    gold = named(workspace)["Gold"]
    key = f"topic:{workspace.draft.topic_ids[gold]}"
    done = applied(workspace.decide(edit("retitle", gold, value="Gold sinks"), by="Ada"))
    assert done.changed == (key,)
    assert getattr(done.draft.blocks[key], "title", "") == "Gold sinks"
    assert done.draft is workspace.draft
    assert "Gold sinks" in done.draft.rendering.html
    stored = workspace.newsletter.store.editions.get(workspace.edition_id)
    assert stored is not None
    assert dump(stored) == dump(done.draft.edition)


def test_a_request_that_comes_twice_is_applied_once(workspace: Workspace) -> None:
    decision = edit("note", value="Once")
    first = applied(workspace.decide(decision, by="Ada", request_id="r1"))
    again = applied(workspace.decide(decision, by="Ada", request_id="r1"))
    assert (again.number, again.repeated, again.changed) == (first.number, True, ())
    assert dump(again.draft.edition) == dump(first.draft.edition)
    assert [line.words for line in workspace.history()] == ["wrote a note: Once"]


def test_an_outdated_block_is_not_overwritten(workspace: Workspace, other: Workspace) -> None:
    gold, seen = named(workspace)["Gold"], other.draft.version
    applied(workspace.decide(edit("retitle", gold, value="Ada's"), by="Ada"))
    # Ben looks at another story of the same block.
    fifth = named(other)["Fifth"]
    refused = other.decide(edit("retitle", fifth, value="Ben's"), by="Ben", seen_version=seen)
    assert isinstance(refused, ChangedMeanwhile)
    assert refused.words == "Ada retitled “Gold falls for a fifth day in Lund”: Ada's"
    assert dump(refused.draft.edition) == dump(workspace.draft.edition)
    assert len(workspace.newsletter.store.edits.list(workspace.edition_id)) == 1
    now = refused.draft.version
    applied(other.decide(edit("retitle", fifth, value="Ben's"), by="Ben", seen_version=now))
    assert "Ben&#39;s" in workspace.refresh().rendering.html


def test_two_may_decide_on_two_blocks_at_once(workspace: Workspace, other: Workspace) -> None:
    ids, seen = named(workspace), workspace.draft.version
    first = edit("retitle", ids["Gold"], value="Ada's")
    second = edit("retitle", ids["Orsk"], value="Ben's")
    applied(workspace.decide(first, by="Ada", seen_version=seen))
    done = applied(other.decide(second, by="Ben", seen_version=seen))
    assert len(done.draft.decisions) == 2
    assert dump(workspace.refresh().edition) == dump(done.draft.edition)


def test_what_the_shell_decides_is_on_the_desk(
    workspace: Workspace, config: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["edit", "move", "Gold falls", "lead", "--by", "Ben", "--config", str(config)]
    assert run([*words, "--now", "2026-11-24T06:00Z", "--quiet"]) == 0
    capfd.readouterr()
    assert lead_of(workspace) != "Gold falls for a fifth day in Lund"
    workspace.refresh()
    assert lead_of(workspace) == "Gold falls for a fifth day in Lund"
    assert workspace.history()[0].by == "Ben"


def test_undo_takes_back_the_last_of_this_person(workspace: Workspace) -> None:
    ids, start = named(workspace), dump(workspace.draft.edition)
    applied(workspace.decide(edit("drop", ids["Gold"]), by="Ada"))
    applied(workspace.decide(edit("retitle", ids["Orsk"], value="Ben's"), by="Ben"))
    undone = applied(workspace.undo(by="Ada"))
    assert [one.edit.by for one in undone.draft.decisions] == ["Ben"]
    with pytest.raises(InputError, match="has decided nothing"):
        workspace.undo(by="Ada")
    number = workspace.draft.decisions[0].number
    applied(workspace.undo(number, by="Ada"))
    assert dump(workspace.draft.edition) == start
    with pytest.raises(InputError, match="no decision in force"):
        workspace.undo(number, by="Ada")


def test_what_was_undone_stays_in_the_history(workspace: Workspace) -> None:
    gold = named(workspace)["Gold"]
    applied(workspace.decide(edit("drop", gold), by="Ada"))
    applied(workspace.undo(by="Ada"))
    (line,) = workspace.history()
    assert line.words == "dropped “Gold falls for a fifth day in Lund”"
    assert (line.by, line.at, line.undone_by, line.undone_at) == ("Ada", NOW, "Ada", NOW)


def test_undo_is_refused_where_another_has_gone_on(workspace: Workspace) -> None:
    gold = named(workspace)["Gold"]
    first = applied(workspace.decide(edit("retitle", gold, value="Mine"), by="Ada"))
    seen = first.draft.version
    applied(workspace.decide(edit("pin", gold), by="Ben"))
    refused = workspace.undo(first.number, by="Ada", seen_version=seen)
    assert isinstance(refused, ChangedMeanwhile)
    assert refused.words.startswith("Ben pinned")


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (edit("retitle", "nobody", value="x"), "no story in the store"),
        (edit("subject", value=""), "1 to 150 characters"),
        (edit("preheader", value="x" * 201), "1 to 200 characters"),
        (edit("together"), "at least 2 stories"),
        (edit("intro", value=" "), "an intro has 1 to 10,000 characters"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(
    workspace: Workspace, decision: Edit, words: str
) -> None:
    before = workspace.draft
    for act in (workspace.preview, workspace.decide):
        with pytest.raises(InputError, match=words):
            act(decision, by="Ada")
    assert workspace.draft is before


def test_a_block_that_the_layout_leaves_out_cannot_be_filled(config: Path) -> None:
    with config.open("a") as file:
        file.write("  blocks: [masthead, lead, topics, colophon]\n")
    workspace = Workspace.open(load(config, now=NOW))
    with pytest.raises(InputError, match="has no place in this newsletter"):
        workspace.decide(edit("sign_off", value="Bye"), by="Ada")
    workspace.close()


@pytest.mark.slow
def test_racing_editors_on_two_desks_lose_nothing(workspace: Workspace, other: Workspace) -> None:
    """Four people on two desks retitle and note; each tries again where refused."""
    stories = [named(workspace)[word] for word in ("Gold", "Orsk")]

    def work(person: int) -> None:
        desk = (workspace, other)[person % 2]
        for number in range(5):
            decision = edit("retitle", stories[number % 2], value=f"{person}-{number}")
            while isinstance(
                desk.decide(
                    decision,
                    by=f"p{person}",
                    seen_version=desk.draft.version,
                    request_id=f"{person}-{number}",
                ),
                ChangedMeanwhile,
            ):
                pass

    with ThreadPoolExecutor(4) as people:
        list(people.map(work, range(4)))
    values = sorted(one.edit.value for one in workspace.refresh().decisions)
    assert values == sorted(f"{person}-{number}" for person in range(4) for number in range(5))
    assert dump(other.refresh().edition) == dump(workspace.draft.edition)
    stored = workspace.newsletter.store.editions.get(workspace.edition_id)
    assert stored is not None
    assert dump(stored) == dump(workspace.draft.edition)
    shown = {block.title for block in outline_of(workspace.draft).blocks}
    assert {one.edit.value for one in workspace.draft.decisions[-1:]} <= shown
