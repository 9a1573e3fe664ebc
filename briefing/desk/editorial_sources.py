"""Sources of an edition that an editor should look at: silent, nameless, unlinked ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from briefing.desk.editorial import Act, EditorialFinding, EditorialMaterial, SourceActivity
from briefing.desk.stories import BY_HAND
from briefing.editing.citations import block_stories

# A day, as an edition has.
SILENT_AFTER = timedelta(days=1)
# A source that had stories on fewer of six days may well have none today; chosen, not measured.
FEWEST_ACTIVE_DAYS = 4
# Of a source's stories so many have an address where it gives any; chosen, not measured.
LINKED_SHARE = 0.5
# An address where a name should stand, or who only collects what others write.
_NO_NAME = re.compile(
    r"https?://\S{1,200}|(?:www|feeds?|rss)\.\S{1,80}|[^\s.]{1,80}\.(?:md|txt|xml|rss|html?)|unknown|"
    r"untitled|rss|feed|google news|yahoo(?:!? news)?|msn|flipboard|reddit|newsbreak",
    re.IGNORECASE,
)


def silent_sources(material: EditorialMaterial) -> Iterator[EditorialFinding]:
    """Sources without a story for a day that have some nearly every day, or could not be read."""
    for source in material.sources:
        why = _silence(source, material)
        if why:
            yield EditorialFinding(
                kind="silent source",
                block="",
                what=f"{source.name} gave nothing for a day",
                why=why,
                act=Act(
                    words="read it once and see", command=f"briefing sources test '{source.name}'"
                ),
            )


def _silence(source: SourceActivity, material: EditorialMaterial) -> str:
    start = material.edition.created - SILENT_AFTER
    if source.error and (source.last_success is None or source.last_success < start):
        return f"it could not be read: {source.error}"
    is_daily = source.active_days >= FEWEST_ACTIVE_DAYS
    if is_daily and source.newest is not None and source.newest < start:
        return f"its newest story is of {source.newest:%Y-%m-%d %H:%M} UTC"
    return ""


def unknown_outlets(material: EditorialMaterial) -> Iterator[EditorialFinding]:
    """Stories of which readers cannot see who wrote them."""
    told: set[str] = set()
    named = ((key, name) for key, block in material.blocks.items() for name in block_stories(block))
    for key, name in named:
        reference = material.references.get(name)
        if reference is None or reference.outlet in told or not _is_unknown(reference.outlet):
            continue
        told.add(reference.outlet)
        yield EditorialFinding(
            kind="outlet",
            block=key,
            story_id=reference.story_id,
            what=f"who wrote “{reference.title}” is given as “{reference.outlet}”",
            why="readers judge a sentence by who says it",
            act=Act(words="name the publisher of its source in config.yaml: `publisher:`"),
        )


def _is_unknown(outlet: str) -> bool:
    return not outlet.strip() or outlet == BY_HAND or _NO_NAME.fullmatch(outlet.strip()) is not None


def unlinked_marks(material: EditorialMaterial) -> Iterator[EditorialFinding]:
    """Quoted stories without an address, of sources that give one for most."""
    stories = Counter(story.source for story in material.stories.values())
    linked = Counter(story.source for story in material.stories.values() if story.url)
    told: set[str] = set()
    for key, sentence in material.quoted:
        reference = material.references.get(sentence.story_id)
        if reference is None or reference.url or reference.story_id in told:
            continue
        told.add(reference.story_id)
        if linked[reference.source] > LINKED_SHARE * stories[reference.source]:
            yield EditorialFinding(
                kind="unlinked",
                block=key,
                story_id=reference.story_id,
                sentence=sentence,
                what=f"the mark of {reference.outlet} leads nowhere: “{reference.title}”",
                why="its source gives an address for most stories, not for this one",
                act=Act(
                    words="look at the story",
                    command=f"briefing explain {reference.story_id}",
                ),
            )
