"""Desk, shell and library give the same edition, byte for byte, for the same decisions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from briefing import load
from briefing.cli.main import run
from briefing.desk.draft.outcomes import Approved
from briefing.desk.draft.workspace import Workspace
from briefing.models import Edit
from briefing.models.codec import dump
from tests.desk.morning import a_morning, arrive, edit, named, opened
from tests.make import NOW

MOMENT = "2026-11-24T06:00Z"
VIEWS = ("edition.json", "edition.html", "edition.txt", "edition.md", "edition.eml")
# Kind, value, then the stories by the first words of their headlines.
Decision = tuple[str, str, tuple[str, ...]]
SESSIONS: dict[str, tuple[Decision, ...]] = {
    "nothing": (),
    "order": (("move", "1", ("Gold",)), ("pin", "", ("Night",)), ("move", "in_brief", ("Orsk",))),
    "groups": (("together", "", ("Gold", "Orsk")), ("apart", "", ("Court", "Merrow"))),
    "out": (("drop", "", ("Merrow",)), ("hold", "", ("Forest",))),
    "words": (
        ("retitle", "The bridge is shut", ("Halden",)),
        ("subject", "Today: bridges", ()),
        ("preheader", "and a recount", ()),
        ("intro", "Dear *all*,", ()),
        ("sign_off", "Until tomorrow.\n\nThe desk", ()),
        ("note", "A [note](https://example.org/n).", ()),
        ("welcome", "Good morning, {name}.", ()),
    ),
    "sentence": (("swap", "82:134", ("Halden",)),),
    "all": (
        ("move", "lead", ("Halden",)),
        ("together", "event", ("Stolen", "Beekeepers")),
        ("drop", "", ("Gold",)),
        ("retitle", "Counted again", ("Court",)),
        ("free", "", ("Gold",)),
    ),
}


def on_the_desk(folder: Path, session: Sequence[Decision]) -> dict[str, bytes]:
    """The files of an edition that was decided on in a workspace and approved there."""
    workspace = Workspace.open(opened(a_morning(folder)))
    ids = named(workspace)
    for kind, value, stories in session:
        decision = edit(kind, *(ids[word] for word in stories), value=value)
        workspace.decide(decision, by="Ada", seen_version=workspace.draft.version)
    done = workspace.approve(by="Ada", seen_version=workspace.draft.version)
    assert isinstance(done, Approved)
    workspace.close()
    return files(done.folder)


def in_the_shell(folder: Path, session: Sequence[Decision]) -> dict[str, bytes]:
    """The files of an edition that was decided on by commands and built."""
    config = str(a_morning(folder))
    assert run(["build", "--config", config, "--now", MOMENT, "--quiet"]) == 0
    for kind, value, stories in session:
        words = command(kind, value, stories)
        assert run([*words, "--by", "Ada", "--config", config, "--now", MOMENT, "--quiet"]) == 0
    assert run(["build", "--no-ingest", "--config", config, "--now", MOMENT, "--quiet"]) == 0
    return files(folder / "out" / "2026-11-24")


def command(kind: str, value: str, stories: Sequence[str]) -> list[str]:
    """A decision as its command; stories by the words their headlines begin with."""
    names = [HEADLINES[word] for word in stories]
    if kind == "free":
        return ["stories", "free", *names]
    if kind in {"together", "apart"}:
        return ["edit", kind, *names, *(["--event"] if value else [])]
    return ["edit", kind.replace("_", "-"), *names, *([value] if value else [])]


HEADLINES = {
    "Gold": "Gold falls for a fifth day in Lund",
    "Night": "Night ferry to Skarn sails again",
    "Orsk": "Orsk grants chip licences to three firms",
    "Court": "Court in Merrow wants mayoral ballots counted again",
    "Merrow": "Merrow orders recount after vote is settled by 12 ballots",
    "Forest": "Forest fire near Velm is out",
    "Halden": "Halden bridge closes after cable snaps",
    "Stolen": "Stolen Aalto painting is back in Norlund museum",
    "Beekeepers": "Beekeepers count fewest hives in thirty years",
}


def files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in VIEWS}


@pytest.mark.slow
@pytest.mark.parametrize("session", SESSIONS)
def test_a_session_on_the_desk_gives_what_the_shell_gives(
    tmp_path: Path, session: str, capfd: pytest.CaptureFixture[str]
) -> None:
    desk = on_the_desk(tmp_path / "desk", SESSIONS[session])
    shell = in_the_shell(tmp_path / "shell", SESSIONS[session])
    capfd.readouterr()
    for name in VIEWS:
        assert desk[name] == shell[name], name
    if session != "nothing":
        assert desk["edition.html"] != on_the_desk(tmp_path / "other", ())["edition.html"]


def test_a_build_after_a_session_gives_the_sessions_bytes(config: Path) -> None:
    """The library, and the store the desk has left."""
    workspace = Workspace.open(opened(config))
    ids = named(workspace)
    for decision in (edit("apart", ids["Court"], ids["Merrow"]), edit("drop", ids["Halden"])):
        workspace.decide(decision, by="Ada")
    draft = workspace.draft
    workspace.close()
    with load(config, now=NOW) as pipeline:
        built = pipeline.build()
    assert dump(built.edition) == dump(draft.edition)
    assert built.rendering == draft.rendering


def test_what_was_undone_leaves_no_trace(workspace: Workspace) -> None:
    before = dump(workspace.draft.edition)
    for decision in kinds(workspace):
        workspace.decide(decision, by="Ada")
        assert dump(workspace.draft.edition) != before
        workspace.undo(by="Ada")
        assert dump(workspace.draft.edition) == before


def kinds(workspace: Workspace) -> tuple[Edit, ...]:
    """A decision of most kinds, each of which changes the edition."""
    ids = named(workspace)
    return (
        edit("move", ids["Gold"], value="1"),
        edit("drop", ids["Halden"]),
        edit("hold", ids["Orsk"]),
        edit("pin", ids["Night"]),
        edit("together", ids["Gold"], ids["Orsk"]),
        edit("apart", ids["Court"], ids["Merrow"]),
        edit("retitle", ids["Halden"], value="Mine"),
        edit("subject", value="Mine"),
        edit("preheader", value="Mine"),
        edit("intro", value="Mine"),
        edit("sign_off", value="Mine"),
        edit("note", value="Mine"),
    )


def test_what_arrives_meanwhile_changes_nothing_until_it_is_taken_in(
    tmp_path: Path, config: Path
) -> None:
    """Not even after the workspace was closed and another process opens it again."""
    workspace = Workspace.open(opened(config))
    before = dump(workspace.draft.edition)
    arrive(tmp_path)
    with load(config, now=LATER) as later:
        assert later.ingest().added == 2
    workspace.decide(edit("subject", value="Mine"), by="Ada")
    workspace.undo(by="Ada")
    assert dump(workspace.draft.edition) == before
    workspace.close()
    again = Workspace.open(load(config, now=LATER))
    assert dump(again.draft.edition) == before
    again.close()


def test_the_ranking_is_the_one_that_explain_shows(workspace: Workspace, config: Path) -> None:
    with load(config, now=NOW) as pipeline:
        explained = pipeline.ranking(workspace.draft.topics)
    assert explained == workspace.draft.ranking


LATER = NOW.replace(minute=30)
