"""A correction of an edition that was sent: for the archive, and for the next edition."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from briefing.errors import InputError
from briefing.models import Correction
from briefing.pipeline.pipeline import Pipeline
from briefing.pipeline.shelf import latest

LONGEST = 2000


def correct(pipeline: Pipeline, name: str, text: str, *, by: str) -> Correction:
    """Keep a dated notice on a sent edition (the last built, unless named).

    `text` is the editor's, in Markdown. The next edition tells it, and the
    archive shows it with the edition. InputError where there is no text, or
    too much; StoreError where the edition was not sent.
    """
    words = text.strip()
    if not words or len(words) > LONGEST:
        what = f"a correction of 1 to {LONGEST} characters is expected"
        raise InputError(what, where="--text", hint="say what was wrong and what is right")
    edition = latest(pipeline, name)
    zone = ZoneInfo(pipeline.config.newsletter.timezone)
    day = pipeline.clock().astimezone(zone).date()
    correction = Correction(date=day, edition_id=edition.id, text=words)
    pipeline.store.corrections.add(correction, by=by, at=pipeline.clock())
    return correction
