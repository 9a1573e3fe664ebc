"""What can be done with editions that were built: find, list, approve."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefing.errors import InputError
from briefing.models import Edition
from briefing.newsletter import Newsletter
from briefing.pipeline.emptiness import refuse_empty
from briefing.pipeline.folders import folder_name

# How the reason of a slot begins whose edition a person took back.
WITHDRAWN = "withdrawn by"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """One edition as lists show it."""

    id: str
    state: str
    subject: str


def latest(newsletter: Newsletter, name: str = "") -> Edition:
    """The edition of that id, or the newest of this newsletter; InputError where there is none."""
    editions = newsletter.store.editions
    edition = editions.get(name) if name else editions.latest(newsletter.id)
    if edition is None:
        what = "there is no such edition" if name else "no edition was built yet"
        raise InputError(what, where=name, hint="run `briefing build`, or see `briefing editions`")
    return edition


def editions_of(newsletter: Newsletter) -> tuple[EditionLine, ...]:
    """All editions of this newsletter, newest first."""
    editions = newsletter.store.editions
    return tuple(
        EditionLine(
            id=edition.id, state=editions.state(edition.id) or "draft", subject=edition.subject
        )
        for edition in editions.list(newsletter.id)
    )


def folder_of(newsletter: Newsletter, name: str = "") -> Path:
    """The folder of an edition's files; InputError where they are not there."""
    edition = latest(newsletter, name)
    folder = newsletter.config.data_path(newsletter.config.out) / folder_name(edition)
    if not (folder / "index.html").is_file():
        hint = "run `briefing build` again"
        raise InputError("the edition's files are not there", where=str(folder), hint=hint)
    return folder


def approve(newsletter: Newsletter, name: str = "", *, by: str) -> str:
    """Release an edition for sending; returns its id.

    NothingToSendError where it has no story, InputError where decisions were made since it was
    built: what goes out is what its editor decided.
    """
    edition = latest(newsletter, name)
    refuse_empty(edition)
    refuse_later_decisions(newsletter, edition.id)
    newsletter.store.editions.approve(edition.id, by=by, at=newsletter.clock())
    reopen_slot(newsletter, edition.id)
    return edition.id


def refuse_later_decisions(newsletter: Newsletter, edition_id: str) -> None:
    """InputError where decisions about a draft are newer than the draft."""
    made_with = newsletter.store.editions.revision(edition_id)
    if made_with is None or newsletter.store.editions.state(edition_id) != "draft":
        return
    later = newsletter.store.edits.log(edition_id, after=made_with)
    if later:
        what = "1 decision is" if len(later) == 1 else f"{len(later)} decisions are"
        what += " newer than it, and not in it"
        raise InputError(what, where=edition_id, hint="run `briefing build`, then approve it")


def withdraw(newsletter: Newsletter, name: str = "", *, by: str) -> str:
    """Withdraw an approval: an edition is a draft again, and no schedule sends it; returns its id.

    StoreError where a mail of it was begun, or where it was not approved.
    """
    edition = latest(newsletter, name)
    newsletter.store.editions.withdraw(edition.id)
    close_slot(newsletter, edition.id, by=by)
    return edition.id


def reopen_slot(newsletter: Newsletter, edition_id: str) -> None:
    """A slot whose edition was withdrawn and is approved again goes out at its time."""
    slot = newsletter.store.slots.get(newsletter.id, edition_id.removeprefix(f"{newsletter.id}-"))
    if slot and slot.state == "skipped" and slot.reason.startswith(WITHDRAWN):
        newsletter.store.slots.mark(newsletter.id, slot.local, "built")


def close_slot(newsletter: Newsletter, edition_id: str, *, by: str) -> None:
    """No schedule approves or builds the edition by itself that a person took back."""
    slot = newsletter.store.slots.get(newsletter.id, edition_id.removeprefix(f"{newsletter.id}-"))
    if slot and slot.state in {"planned", "built"}:
        reason = f"{WITHDRAWN} {by or 'a person'}"
        newsletter.store.slots.mark(newsletter.id, slot.local, "skipped", reason=reason)
