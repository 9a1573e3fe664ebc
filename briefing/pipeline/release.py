"""An edition is released: nothing in it is withheld, its bytes are archived, its readers fixed."""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from briefing.config import Config
from briefing.delivery.message.template import message_id
from briefing.editing.edits_in_force import freed, in_force
from briefing.errors import DeliveryError
from briefing.models import Attachment, Edition, Rendering
from briefing.models.segment import EVERY_READER, Audience
from briefing.pipeline.edition_files import files_of
from briefing.pipeline.emptiness import refuse_empty
from briefing.rendering.render_edition import header_subject
from briefing.store import Store
from briefing.store.edition_table import FINAL

logger = logging.getLogger(__name__)

_WITHHELD_WORDS = {"hold": "held", "drop": "dropped"}
# What a released edition shows inside its HTML is kept under this name and its own.
INLINE = "inline/"


def release(
    edition: Edition,
    rendering: Rendering,
    *,
    config: Config,
    store: Store,
    now: datetime,
    audience: Audience = EVERY_READER,
) -> None:
    """From approved to sending: check, archive, freeze. Safe to repeat after a crash.

    It goes to those readers who are in the audience.
    Does nothing where another sender has released it meanwhile. DeliveryError
    where the edition is not approved, has no story, or holds a story that is held, dropped
    or under embargo by now: then it is a draft again.
    """
    state = store.editions.state(edition.id)
    if state in FINAL:
        return
    if state != "approved":
        hint = f"look at it, then `briefing approve {edition.id}`"
        raise DeliveryError("is not approved", where=edition.id, hint=hint)
    refuse_empty(edition)
    withheld = tuple(_withheld(edition, store, now))
    if withheld:
        store.editions.mark(edition.id, "draft")
        hint = "it is a draft again: build it anew, or wait, then approve it"
        what = f"holds what must not go out: {'; '.join(withheld)}"
        raise DeliveryError(what, where=edition.id, hint=hint)
    sender = config.newsletter.sender
    store.editions.keep_files(edition.id, archived(edition, rendering, sender=sender))
    store.deliveries.freeze(
        edition.id,
        newsletter=config.newsletter.id,
        audience=audience,
        message_id=partial(message_id, edition.id, sender=sender),
        at=now,
        approved=True,
    )
    store.corrections.told(edition)
    logger.info("released", extra={"edition": edition.id})


def archived(edition: Edition, rendering: Rendering, *, sender: str) -> dict[str, bytes]:
    """The files of an edition as they are kept, what its HTML shows inline included."""
    inline = {f"{INLINE}{attachment.name}": attachment.data for attachment in rendering.attachments}
    return files_of(edition, rendering, sender=sender) | inline


def _withheld(edition: Edition, store: Store, now: datetime) -> Sequence[str]:
    """What of the edition must not go out now, each with its story and until when."""
    edits = store.edits.for_edition(edition.id)
    names = {reference.story_id: reference.title for reference in edition.references}
    withheld = [
        _withheld_line(names[story_id], story_id, _WITHHELD_WORDS[edit.kind], edit.until)
        for edit in in_force(edits)
        if edit.kind in _WITHHELD_WORDS and (edit.until is None or edit.until > now)
        for story_id in edit.story_ids
        if story_id in names
    ]
    for story_id in names.keys() - freed(edits):
        story = store.stories.get(story_id)
        if story and story.embargo and story.embargo > now:
            withheld.append(_withheld_line(story.title, story_id, "under embargo", story.embargo))
    return sorted(withheld)


def _withheld_line(title: str, story_id: str, what: str, until: datetime | None) -> str:
    moment = f" until {until:%Y-%m-%d %H:%M} UTC" if until else ""
    return f"“{title}” ({story_id}) is {what}{moment}"


def as_archived(edition: Edition, files: Mapping[str, bytes]) -> Rendering:
    """The views as `archived` kept them, so that a send that goes on sends the same bytes."""
    inline = {
        name.removeprefix(INLINE): data for name, data in files.items() if name.startswith(INLINE)
    }
    return Rendering(
        subject=header_subject(edition),
        preheader=edition.preheader,
        html=files["edition.html"].decode(),
        text=files["edition.txt"].decode(),
        markdown=files["edition.md"].decode(),
        attachments=tuple(
            Attachment(name=name, content_type=_kind(name), data=inline[name])
            for name in sorted(inline)
        ),
    )


def _kind(name: str) -> str:
    return mimetypes.types_map.get(Path(name).suffix, "application/octet-stream")
