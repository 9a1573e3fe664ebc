"""Which topic stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.editing.beats import BEATS, Beat, beat_of
from briefing.editing.context import EditionContext
from briefing.editing.events import main_event
from briefing.editing.rank import Ranked, rank
from briefing.editing.retold import retold_last
from briefing.editing.selection import Fresh
from briefing.models import Story
from briefing.text.languages import is_foreign

ASIDE = ("in_brief", "must_reads")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The topics of each block; `ranked` are all of them, `scored` the same with their factors.

    In order of rank, but what no story tells in the edition's language stands last
    among `topics`, and what tells on a topic above last among `briefs` and `rest`.
    """

    scored: tuple[Ranked, ...]
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
    chosen = _own_language_first(main[: layout.max_topics], task)
    below = retold_last(main[layout.max_topics :], chosen, task.morning)
    briefs = [topic for topic in aside if _moved(topic, task) == "in_brief"] + below
    placed = [*chosen, *briefs[: layout.in_brief], *last]
    rest = [topic for topic in ranked if topic not in placed]
    return Placement(
        scored=scored,
        ranked=ranked,
        lead=tuple(chosen[:leads]),
        topics=tuple(chosen[leads:]),
        briefs=tuple(briefs[: layout.in_brief]) if "in_brief" in layout.blocks else (),
        rest=tuple(retold_last(rest, chosen, task.morning)),
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


def _own_language_first(chosen: Sequence[Fresh], task: EditionContext) -> list[Fresh]:
    """The topics with those behind the rest that are told in other languages only."""
    foreign = [
        topic for topic in chosen if not _is_placed(topic, task) and _is_foreign(topic, task)
    ]
    return [topic for topic in chosen if topic not in foreign] + foreign


def _is_foreign(fresh: Fresh, task: EditionContext) -> bool:
    """True where no story of a topic's main event is in the edition's language."""
    return all(is_foreign(story.language, task.layout.language) for story in _main(fresh, task))


def _main(fresh: Fresh, task: EditionContext) -> tuple[Story, ...]:
    originals = frozenset(story.id for story in fresh.originals)
    return main_event(fresh.events, originals, task.layout.language).stories


def _is_placed(fresh: Fresh, task: EditionContext) -> bool:
    names = [story.id for story in fresh.stories]
    return task.rulings.pinned(names) or bool(_moved(fresh, task))


def _beat(fresh: Fresh, task: EditionContext) -> Beat:
    """The beat of most stories of a topic's main event; none where they disagree."""
    beats = [beat_of(story) for story in _main(fresh, task)]
    return next((beat for beat in BEATS if beats.count(beat) * 2 > len(beats)), "")


def _moved(fresh: Fresh, task: EditionContext) -> str:
    return task.rulings.place(story.id for story in fresh.stories)


def _ends(fresh: Fresh, task: EditionContext) -> bool:
    """True for what the editor moved to the end, or what has a tag for it."""
    end_tags = {tag.casefold() for tag in task.layout.finally_tags}
    topic_tags = {tag.casefold() for story in fresh.stories for tag in (*story.tags, story.section)}
    return _moved(fresh, task) == "finally" or not end_tags.isdisjoint(topic_tags)
