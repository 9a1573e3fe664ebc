"""The last look at an edition, its approval by a person, and its withdrawal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from briefing.desk.draft.block_changes import BlockChange
from briefing.desk.draft.checklist import Check, Checklist
from briefing.desk.draft.draft import Draft
from briefing.desk.draft.outline import Outline, outline_of
from briefing.editing.verification import verify
from briefing.models.segment import Audience, written
from briefing.newsletter import Newsletter
from briefing.pipeline.edition_audience import audience_of
from briefing.rendering.checking.html_checks import WARN_HTML_BYTES


def checklist_of(
    newsletter: Newsletter,
    draft: Draft,
    *,
    changes: Sequence[BlockChange] = (),
    findings: Sequence[object] | None = None,
    links_checked: bool | None = None,
) -> Checklist:
    """The list of a draft as it stands in the store.

    `changes` are those since the person's last look. `findings` are an editorial check's,
    `links_checked` says whether all links answered; None where nobody looked.
    """
    store, name = newsletter.store, draft.edition.id
    audience = audience_of(newsletter.config, store, name)
    languages = store.subscribers.languages(newsletter.id, audience=audience)
    outline, approval = outline_of(draft), store.editions.approval(name)
    listed = Checklist(
        edition_id=name,
        version=draft.version,
        state=store.editions.state(name) or "draft",
        approved_by=approval[0] if approval else "",
        subject=draft.edition.subject,
        preheader=draft.edition.preheader,
        recipients=sum(count for _, count in languages),
        by_language=languages,
        segment=written(audience.segment),
        left_out=tuple(_left_out(newsletter, audience, sum(count for _, count in languages))),
        due=due_of(newsletter, name),
        minutes=outline.minutes,
        html_bytes=outline.html_bytes,
        most_bytes=outline.most_bytes,
        findings=None if findings is None else len(findings),
        links_checked=links_checked,
        verified=not verify(draft.edition, text=store.stories.text, titles=store.stories.titles),
        changes=tuple(changes),
        checks=(),
    )
    return replace(listed, checks=tuple(_checks(listed, outline, newsletter.clock())))


def due_of(newsletter: Newsletter, edition_id: str) -> datetime | None:
    """When an edition's slot is due; None for one built by hand."""
    local = edition_id.removeprefix(f"{newsletter.id}-")
    if "T" not in local:
        return None
    slot = newsletter.store.slots.get(newsletter.id, local)
    if slot is not None:
        return slot.due
    zone = ZoneInfo(newsletter.config.newsletter.timezone)
    return datetime.fromisoformat(local[:16]).replace(tzinfo=zone).astimezone(ZoneInfo("UTC"))


def _left_out(
    newsletter: Newsletter, audience: Audience, recipients: int
) -> Iterator[tuple[str, int]]:
    """Why readers do not get it: their subscription, their address, the audience."""
    figures = newsletter.store.figures
    subscriptions = figures.subscriptions(newsletter.id)
    for status, count in sorted(subscriptions.items()):
        if status != "active":
            yield f"the subscription is {status}", count
    every = newsletter.store.subscribers.languages(newsletter.id)
    reachable = sum(count for _, count in every)
    unreachable = subscriptions.get("active", 0) - reachable
    if unreachable:
        yield "the address does not work", unreachable
    if reachable > recipients:
        yield (
            f"not in the audience: {written(audience.segment) or 'another rhythm'}",
            (reachable - recipients),
        )


def _checks(listed: Checklist, outline: Outline, now: datetime) -> Iterator[Check]:
    told = any(block.story_ids for block in outline.blocks)
    words = f"{len(outline.blocks)} blocks" if told else "tells of no story"
    yield Check(name="stories", words=words, ok=told, blocks=True)
    words = "each sentence is its source's own" if listed.verified else "a sentence is not proved"
    yield Check(name="verified", words=words, ok=listed.verified, blocks=True)
    words = f"goes to {listed.recipients:,}" if listed.recipients else "goes to nobody"
    yield Check(name="recipients", words=words, ok=listed.recipients > 0)
    if listed.due is not None:
        late = listed.due < now
        words = f"{'was' if late else 'is'} due {listed.due:%Y-%m-%d %H:%M} UTC"
        yield Check(name="due", words=words, ok=not late)
    small = listed.html_bytes < WARN_HTML_BYTES
    words = f"{listed.html_bytes:,} of {listed.most_bytes:,} bytes"
    yield Check(name="size", words=words, ok=small)
    if listed.findings is not None:
        words = f"{listed.findings} to look at" if listed.findings else "nothing to look at"
        yield Check(name="findings", words=words, ok=None if listed.findings else True)
    if listed.links_checked is not None:
        words = "all links answer" if listed.links_checked else "a link does not answer"
        yield Check(name="links", words=words, ok=listed.links_checked)
    if listed.changes:
        words = f"{len(listed.changes)} blocks have changed since your last look"
        yield Check(name="changes", words=words, ok=None)
