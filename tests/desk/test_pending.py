"""What arrives while an editor works waits, with the effect of taking it in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from briefing import load
from briefing.desk.draft.outcomes import Applied, ChangedMeanwhile
from briefing.desk.draft.workspace import Workspace
from briefing.errors import InputError
from briefing.models.codec import dump
from briefing.newsletter import Newsletter
from briefing.pipeline.pipeline import Pipeline
from briefing.store import Store
from tests.desk.morning import STORIES, a_morning, arrive, document, edit, named, opened, write
from tests.make import NOW

LATER = NOW.replace(minute=30)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(config: Path, clock: Clock) -> Iterator[Workspace]:
    """A workspace whose clock goes on."""
    opened(config).close()
    with load(config, now=NOW) as first:
        settings = first.config
    store = Store.open(f"sqlite:///{config.parent}/briefing.db", now=NOW)
    work = Workspace.open(Pipeline(Newsletter(config=settings, store=store, clock=clock)))
    yield work
    work.close()


def ingest(config: Path, now: datetime = LATER) -> None:
    with load(config, now=now) as pipeline:
        pipeline.ingest()


def test_nothing_waits_where_nothing_came(desk: Workspace, clock: Clock) -> None:
    clock.now = LATER
    assert desk.pending().stories == ()


def test_what_came_waits_with_its_effect(
    desk: Workspace, clock: Clock, config: Path, tmp_path: Path
) -> None:
    before = dump(desk.draft.edition)
    arrive(tmp_path)
    ingest(config)
    clock.now = LATER
    pending = desk.pending()
    effects = {one.story.title.split()[0]: one for one in pending.stories}
    assert set(effects) == {"Second", "Storm"}
    assert effects["Second"].effect.startswith("joins topic 2")
    storm = effects["Storm"]
    assert storm.effect.startswith(f"new topic, would rank {storm.rank}")
    assert storm.arrival == "new"
    assert (pending.at, dump(desk.draft.edition)) == (LATER, before)


def test_taking_in_gives_what_a_build_of_then_gives(
    desk: Workspace, clock: Clock, config: Path, tmp_path: Path
) -> None:
    """The decisions stay; the blocks that changed are named."""
    desk.decide(edit("retitle", named(desk)["Gold"], value="Mine"), by="Ada")
    arrive(tmp_path)
    ingest(config)
    clock.now = LATER
    pending = desk.pending()
    changes = desk.take_in(by="Ada")
    assert changes == pending.blocks != ()
    assert desk.pending().stories == ()
    assert desk.draft.taken_at == LATER
    assert "Mine" in [getattr(block, "title", "") for block in desk.draft.edition.blocks]
    with load(config, now=LATER) as shell:
        assert dump(shell.build().edition) == dump(desk.draft.edition)


def test_a_changed_text_waits_too(
    desk: Workspace, clock: Clock, config: Path, tmp_path: Path
) -> None:
    text = "The forest fire near Velm burns again, the fire brigade said."
    title = "Forest fire near Velm is out"
    write(tmp_path, "fire-a", document(title, "Velm Herald", "2026-11-23T12:00:00+00:00", text))
    ingest(config)
    clock.now = LATER
    (one,) = desk.pending().stories
    assert (one.arrival, one.effect.split(";")[0]) == (
        "changed",
        "its text or headline has changed",
    )


def test_who_looked_at_a_block_that_was_taken_into_must_look_again(
    desk: Workspace, clock: Clock, config: Path, tmp_path: Path
) -> None:
    other = Workspace.open(load(config, now=NOW))
    seen, ids = other.draft.version, named(other)
    arrive(tmp_path)
    ingest(config)
    clock.now = LATER
    desk.take_in(by="Ada")
    refused = other.decide(
        edit("retitle", ids["Halden"], value="Ben's"), by="Ben", seen_version=seen
    )
    assert isinstance(refused, ChangedMeanwhile)
    assert refused.words == "Ada took new stories in"
    assert refused.draft.taken_at == LATER
    done = other.decide(edit("retitle", ids["Orsk"], value="x"), by="Ben", seen_version=seen)
    assert isinstance(done, Applied)
    other.close()


def test_who_looked_at_a_block_that_a_build_changed_must_look_again(
    desk: Workspace, clock: Clock, config: Path, tmp_path: Path
) -> None:
    """A build of the same edition, by the shell or a schedule, takes in what has come."""
    seen, ids = desk.draft.version, named(desk)
    arrive(tmp_path)
    with load(config, now=LATER) as shell:
        shell.ingest()
        shell.build()
    clock.now = LATER
    decision = edit("retitle", ids["Halden"], value="Ben's")
    refused = desk.decide(decision, by="Ben", seen_version=seen)
    assert isinstance(refused, ChangedMeanwhile)
    assert refused.words == "a build took new stories in"
    now = desk.draft.version
    assert isinstance(desk.decide(decision, by="Ben", seen_version=now), Applied)


def test_a_story_asked_for_by_hand_is_in_at_once(
    desk: Workspace, clock: Clock, config: Path, tmp_path: Path
) -> None:
    """Though it came after the draft was taken; the others that came still wait."""
    arrive(tmp_path)
    ingest(config)
    clock.now = LATER
    storm = next(one.story for one in desk.pending().stories if "Storm" in one.story.title)
    done = desk.decide(edit("add", storm.id), by="Ada")
    assert isinstance(done, Applied)
    assert storm.id in done.draft.stories
    assert [one.story.title.split()[0] for one in desk.pending().stories] == ["Second"]
    with load(config, now=NOW) as shell:
        assert storm.id in {story.id for topic in shell.build().topics for story in topic.stories}


def test_the_day_of_an_edition_by_hand_ends(desk: Workspace, clock: Clock) -> None:
    clock.now = NOW.replace(day=25)
    with pytest.raises(InputError, match="not the edition of this day"):
        desk.pending()


def test_an_edition_of_another_newsletter_is_no_workspace(tmp_path: Path) -> None:
    pipeline = opened(a_morning(tmp_path / "other"))
    with pytest.raises(InputError, match="no edition of this newsletter"):
        Workspace.open(pipeline, "evening-2026-11-24")
    pipeline.close()


def test_a_slot_of_the_schedule_has_a_workspace_of_its_own(config: Path) -> None:
    workspace = Workspace.open(opened(config), "morning-2026-11-24T07:00")
    assert workspace.draft.edition.id == "morning-2026-11-24T07:00"
    stored = dump(workspace.draft.edition)
    workspace.close()
    with load(config, now=NOW) as shell:
        assert dump(shell.build("2026-11-24T07:00").edition) == stored


def test_a_draft_keeps_its_stories_whatever_the_sources_say_later(
    desk: Workspace, config: Path, tmp_path: Path
) -> None:
    """Another process that opens it has the same: also what no history of texts knows."""
    before = dump(desk.draft.edition)
    for name, title, publisher, hour, text in STORIES:
        when = f"2026-11-23T{hour - 9:02}:00:00+00:00"
        write(tmp_path, name, document(title, f"New {publisher}", when, f"{text} And more."))
    ingest(config)
    other = Workspace.open(load(config, now=LATER))
    assert dump(other.draft.edition) == before
    assert len(other.pending().stories) == len(STORIES)
    other.close()


def test_of_a_released_edition_no_stories_are_kept(desk: Workspace, clock: Clock) -> None:
    store, name = desk.newsletter.store, desk.edition_id
    assert store.draft_stories.of(name, taken_at=NOW) == desk.draft.material.window.given
    assert store.draft_stories.of(name, taken_at=LATER) is None
    store.editions.mark(name, "sent")
    store.draft_stories.keep("morning-other", (), taken_at=NOW)
    assert store.draft_stories.of(name, taken_at=NOW) is None
