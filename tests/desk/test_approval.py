"""The last look, the approval by a person, and the way back until a mail is begun."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from briefing import load
from briefing.desk.draft.outcomes import Applied, Approved, ChangedMeanwhile
from briefing.desk.draft.workspace import Workspace
from briefing.errors import DeliveryError, InputError, NothingToSendError, StoreError
from briefing.models import Slot
from briefing.models.codec import dump
from briefing.schedule.signals import Signals
from briefing.schedule.steps import PipelineSteps
from briefing.store import Store
from tests.desk.morning import STORIES, a_morning, arrive, document, edit, named, opened, write
from tests.make import NOW

SLOT = "2026-11-24T07:00"


def subscribe(store: Store, *languages: str) -> None:
    for number, language in enumerate(languages):
        email = f"r{number}@example.org"
        reader = store.subscribers.add(email, newsletter="morning", at=NOW)
        store.subscribers.change(reader.id, newsletter="morning", language=language)


def approve(workspace: Workspace, *, by: str = "Ada") -> Approved:
    done = workspace.approve(by=by, seen_version=workspace.draft.version)
    assert isinstance(done, Approved)
    return done


def test_the_list_says_to_how_many_in_which_languages_and_how_large(workspace: Workspace) -> None:
    store = workspace.newsletter.store
    subscribe(store, "", "de", "de", "fr")
    store.subscribers.unsubscribe("r3@example.org", newsletter="morning", cause="x", at=NOW)
    listed = workspace.checklist()
    assert (listed.recipients, listed.by_language) == (3, (("de", 2), ("", 1)))
    assert listed.left_out == (("the subscription is unsubscribed", 1),)
    assert (listed.due, listed.findings, listed.links_checked) == (None, None, None)
    assert listed.html_bytes == len(workspace.draft.rendering.html.encode())
    assert listed.verified
    assert listed.may_approve
    assert [check.ok for check in listed.checks] == [True] * 4


def test_findings_are_counted_and_left_to_the_person(workspace: Workspace) -> None:
    subscribe(workspace.newsletter.store, "")
    listed = workspace.checklist(findings=("one", "two"), links_checked=False)
    words = {check.name: (check.ok, check.words) for check in listed.checks}
    assert words["findings"] == (None, "2 to look at")
    assert words["links"] == (False, "a link does not answer")
    assert listed.may_approve


def test_what_changed_since_the_last_look_is_shown(workspace: Workspace) -> None:
    seen = workspace.draft.version
    gold = named(workspace)["Gold"]
    workspace.decide(edit("retitle", gold, value="Ben's"), by="Ben")
    workspace.decide(edit("subject", value="Ben's"), by="Ben")
    workspace.undo(by="Ben")
    (change,) = workspace.checklist(seen_version=seen).changes
    assert (change.manner, change.title) == ("changed", "Ben's")
    assert change.was_title == "Gold falls for a fifth day in Lund"
    assert workspace.checklist(seen_version=workspace.draft.version).changes == ()


def test_a_named_person_approves_what_they_saw(workspace: Workspace) -> None:
    done = approve(workspace)
    store = workspace.newsletter.store
    assert store.editions.state(workspace.edition_id) == "approved"
    assert store.editions.approval(workspace.edition_id) == ("Ada", NOW)
    stored = (done.folder / "edition.json").read_text("utf-8")
    assert stored == dump(workspace.draft.edition)
    with pytest.raises(InputError, match="approved by a person"):
        workspace.approve(by=" ", seen_version=workspace.draft.version)


def test_nobody_approves_what_another_has_changed(workspace: Workspace) -> None:
    seen = workspace.draft.version
    workspace.decide(edit("subject", value="Ben's"), by="Ben")
    refused = workspace.approve(by="Ada", seen_version=seen)
    assert isinstance(refused, ChangedMeanwhile)
    assert refused.words == "Ben wrote the subject: Ben's"
    assert workspace.state == "draft"


def test_a_decision_after_the_approval_asks_for_another(workspace: Workspace) -> None:
    approve(workspace)
    done = workspace.decide(edit("subject", value="Late"), by="Ben")
    assert isinstance(done, Applied)
    assert workspace.state == "draft"


def test_to_look_at_an_approved_edition_changes_nothing_of_it(config: Path, tmp_path: Path) -> None:
    """Though its stories have changed at their source since the shell built it."""
    with opened(config) as shell:
        name = shell.build().edition.id
        stored = shell.store.editions.get(name)
        shell.store.editions.approve(name, by="Ada", at=NOW)
    for story, title, publisher, hour, text in STORIES:
        when = f"2026-11-23T{hour - 9:02}:00:00+00:00"
        write(tmp_path, story, document(title, f"New {publisher}", when, f"{text} And more."))
    later = load(config, now=NOW + timedelta(minutes=30))
    later.ingest()
    workspace = Workspace.open(later)
    workspace.refresh()
    workspace.pending()
    assert workspace.state == "approved"
    assert later.store.editions.get(name) == stored
    workspace.close()


def test_an_edition_without_a_story_is_not_approved(workspace: Workspace) -> None:
    workspace.decide(edit("drop", *workspace.draft.stories), by="Ada")
    assert not workspace.checklist().may_approve
    with pytest.raises(NothingToSendError):
        workspace.approve(by="Ada", seen_version=workspace.draft.version)


def test_the_presses_are_stopped_before_a_mail_is_begun(workspace: Workspace, config: Path) -> None:
    """Approved, or released with nothing begun: whom it was to go to is forgotten."""
    store = workspace.newsletter.store
    subscribe(store, "", "de")
    approve(workspace)
    workspace.withdraw(by="Ada")
    assert workspace.state == "draft"
    with load(config, now=NOW) as shell, pytest.raises(DeliveryError, match="not approved"):
        shell.deliver(workspace.edition_id)
    approve(workspace)
    freeze(store, workspace.edition_id)
    workspace.withdraw(by="Ada")
    assert store.deliveries.list(workspace.edition_id) == ()
    assert isinstance(workspace.decide(edit("subject", value="Better"), by="Ada"), Applied)
    approve(workspace)
    with load(config, now=NOW) as shell:
        assert dict(shell.deliver(workspace.edition_id).counts) == {"sent": 2}
    with pytest.raises(StoreError, match="nothing to withdraw"):
        workspace.withdraw(by="Ada")
    with pytest.raises(InputError, match="was sent and cannot change"):
        workspace.decide(edit("subject", value="Too late"), by="Ada")


def test_it_is_too_late_once_a_mail_is_begun(workspace: Workspace) -> None:
    store = workspace.newsletter.store
    subscribe(store, "", "de")
    approve(workspace)
    freeze(store, workspace.edition_id)
    (first,) = store.deliveries.claim(workspace.edition_id, worker="w", now=NOW, limit=1)
    with pytest.raises(StoreError, match="on its way: 1 of its mails were begun"):
        workspace.withdraw(by="Ada")
    assert workspace.state == "sending"
    assert len(store.deliveries.list(workspace.edition_id)) == 2
    assert first.state == "leased"


def test_a_sender_who_was_about_to_release_finds_a_draft(workspace: Workspace) -> None:
    approve(workspace)
    workspace.withdraw(by="Ada")
    with pytest.raises(StoreError, match="was withdrawn"):
        freeze(workspace.newsletter.store, workspace.edition_id)


def test_no_schedule_sends_what_was_withdrawn(tmp_path: Path) -> None:
    """Its slot is closed, until a person approves the edition again."""
    pipeline = opened(a_morning(tmp_path))
    workspace = Workspace.open(pipeline, f"morning-{SLOT}")
    slots = pipeline.store.slots
    due = NOW + timedelta(hours=1)
    slots.plan(Slot(newsletter="morning", local=SLOT, due=due))
    slots.mark("morning", SLOT, "built", edition_id=workspace.edition_id)
    assert workspace.checklist().due == due
    approve(workspace)
    workspace.withdraw(by="Ada")
    slot = slots.get("morning", SLOT)
    assert slot is not None
    assert (slot.state, slot.reason) == ("skipped", "withdrawn by Ada")
    approve(workspace)
    again = slots.get("morning", SLOT)
    assert again is not None
    assert (again.state, again.reason) == ("built", "")
    workspace.close()


def test_what_is_approved_before_its_hour_is_not_built_anew(tmp_path: Path) -> None:
    pipeline = opened(a_morning(tmp_path))
    workspace = Workspace.open(pipeline, f"morning-{SLOT}")
    slot = Slot(newsletter="morning", local=SLOT, due=NOW + timedelta(hours=1))
    workspace.decide(edit("subject", value="Mine"), by="Ada")
    done = approve(workspace)
    arrive(tmp_path)
    later = load(tmp_path / "config.yaml", now=NOW + timedelta(minutes=30))
    later.ingest()
    assert PipelineSteps(later, Signals()).build(slot) == workspace.edition_id
    assert later.store.editions.get(workspace.edition_id) == done.draft.edition
    assert workspace.state == "approved"
    workspace.withdraw(by="Ada")
    assert PipelineSteps(later, Signals()).build(slot) == workspace.edition_id
    built = workspace.refresh()
    assert built.taken_at == NOW + timedelta(minutes=30)
    assert built.edition.subject == "Mine"
    later.close()
    workspace.close()


def test_a_slot_nobody_planned_yet_is_due_at_its_wall_time(tmp_path: Path) -> None:
    workspace = Workspace.open(opened(a_morning(tmp_path)), f"morning-{SLOT}")
    assert workspace.checklist().due == NOW + timedelta(hours=1)
    workspace.close()


def freeze(store: Store, edition_id: str) -> None:
    """Release an edition as a sender does."""
    store.deliveries.freeze(
        edition_id,
        newsletter="morning",
        message_id=lambda name: f"<{name}@example.org>",
        at=NOW,
        approved=True,
    )
