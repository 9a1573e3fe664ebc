"""Stories and topics as plain objects, for `--json` and for scripts."""

from __future__ import annotations

from datetime import datetime

from briefing.models import Event, Media, Reason, Story, Topic


def story_record(story: Story) -> dict[str, object]:
    """One story: id, title, text, author, source, url, published, media and the rest."""
    return {
        "id": story.id,
        "title": story.title,
        "title_derived": story.title_derived,
        "text": story.text,
        "author": story.author,
        "source": story.source,
        "publisher": story.outlet,
        "url": story.url,
        "published": _moment(story.published),
        "updated": _moment(story.updated),
        "language": story.language,
        "section": story.section,
        "kind": story.kind,
        "tags": list(story.tags),
        "media": [_media(media) for media in story.media],
        "marks": [{"kind": m.kind, "start": m.start, "end": m.end} for m in story.marks],
    }


def topic_record(topic: Topic) -> dict[str, object]:
    """One topic: id, title, keywords, reasons, and its events with their story ids."""
    return {
        "id": topic.id,
        "title": topic.title,
        "keywords": list(topic.keywords),
        "reasons": [_reason(reason) for reason in topic.reasons],
        "events": [_event(event) for event in topic.events],
    }


def _event(event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "title": event.title,
        "keywords": list(event.keywords),
        "story_ids": [story.id for story in event.stories],
    }


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "kind": reason.kind,
        "left": reason.left,
        "right": reason.right,
        "score": reason.score,
        "terms": list(reason.terms),
    }


def _media(media: Media) -> dict[str, object]:
    return {
        "kind": media.kind,
        "url": media.url,
        "caption": media.caption,
        "credit": media.credit,
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
