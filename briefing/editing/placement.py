"""Which topic stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.editing.beats import BEATS, Beat, beat_of
from briefing.editing.context import EditionContext
from briefing.editing.events import main_event
from briefing.editing.rank import rank
from briefing.editing.selection import Fresh

ASIDE = ("in_brief", "must_reads")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The topics of each block, in order of rank; `ranked` are all of them."""

    ranked: tuple[Fresh, ...]
    lead: tuple[Fresh, ...]
    topics: tuple[Fresh, ...]
    briefs: tuple[Fresh, ...]
    rest: tuple[Fresh, ...]
    last: tuple[Fresh, ...]


def place_topics(fresh: Sequence[Fresh], task: EditionContext) -> Placement:
    """Rank the topics and give each its place, the editor's moves first."""
    layout = task.layout
    scored = rank(fresh, task)
    ranked = tuple(entry.fresh for entry in scored)
    last = tuple(topic for topic in ranked if "finally" in layout.blocks and _ends(topic, task))[:1]
    aside = [topic for topic in ranked if _moved(topic, task) in ASIDE]
    main = _capped([topic for topic in ranked if topic not in last and topic not in aside], task)
    leads = 1 if "lead" in layout.blocks else 0
    briefs = [topic for topic in aside if _moved(topic, task) == "in_brief"] + main[
        layout.max_topics :
    ]
    placed = [*main[: layout.max_topics], *briefs[: layout.in_brief], *last]
    rest = [topic for topic in ranked if topic not in placed]
    return Placement(
        ranked=ranked,
        lead=tuple(main[:leads]),
        topics=tuple(main[leads : layout.max_topics]),
        briefs=tuple(briefs[: layout.in_brief]) if "in_brief" in layout.blocks else (),
        rest=tuple(rest),
        last=last,
    )


def _capped(ranked: Sequence[Fresh], task: EditionContext) -> list[Fresh]:
    """The ranking with the sport and entertainment beyond their caps behind everything else.

    What the editor pinned or moved keeps its place and does not count.
    """
    left: dict[Beat, int | None] = {
        "sport": task.layout.max_sport,
        "culture": task.layout.max_entertainment,
    }
    within, beyond = [], []
    for fresh in ranked:
        beat: Beat = "" if _is_placed(fresh, task) else _beat(fresh, task)
        room = left.get(beat)
        if room is None or room > 0:
            within.append(fresh)
        else:
            beyond.append(fresh)
        if room is not None:
            left[beat] = room - 1
    return within + beyond


def _is_placed(fresh: Fresh, task: EditionContext) -> bool:
    names = [story.id for story in fresh.stories]
    return task.rulings.pinned(names) or bool(_moved(fresh, task))


def _beat(fresh: Fresh, task: EditionContext) -> Beat:
    """The beat of most stories of a topic's main event; none where they disagree."""
    originals = frozenset(story.id for story in fresh.originals)
    stories = main_event(fresh.events, originals, task.layout.language).stories
    beats = [beat_of(story) for story in stories]
    return next((beat for beat in BEATS if beats.count(beat) * 2 > len(beats)), "")


def _moved(fresh: Fresh, task: EditionContext) -> str:
    return task.rulings.place(story.id for story in fresh.stories)


def _ends(fresh: Fresh, task: EditionContext) -> bool:
    """True for what the editor moved to the end, or what has a tag for it."""
    end_tags = {tag.casefold() for tag in task.layout.finally_tags}
    topic_tags = {tag.casefold() for story in fresh.stories for tag in (*story.tags, story.section)}
    return _moved(fresh, task) == "finally" or not end_tags.isdisjoint(topic_tags)
