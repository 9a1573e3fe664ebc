"""Tags and kickers: whole names that a topic's stories share; none is better than a bad one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from briefing.editing.name_tally import NameTally
from briefing.editing.sections import Sections, section_of
from briefing.editing.telling import Telling
from briefing.models import Story

MOST_TAGS = 4  # more are no summary of a topic: chosen, not measured
LONGEST_KICKER_CHARS = 24  # a longer section is a phrase, no kicker: chosen, not measured


def tags_of(telling: Telling, tally: NameTally) -> tuple[str, ...]:
    """At most four names, those of the headline first, then by how many stories write them.

    A name counts that two stories of the event write, or the headline; a
    surname as the full form the morning has for it.
    """
    title = telling.story.title
    holders: Counter[str] = Counter()
    for story in telling.view.stories:
        holders.update(dict.fromkeys(map(tally.full, tally.names_of(story)), 1))
    named = [
        name
        for name, count in holders.items()
        if tally.is_whole(name) and (count > 1 or _in_headline(name, title))
    ]
    named.sort(key=lambda name: (not _in_headline(name, title), -holders[name], name))
    return _without_parts(named)[:MOST_TAGS]


def _in_headline(name: str, title: str) -> bool:
    """True where a headline writes a name, or its last word."""
    return re.search(rf"(?<!\w){re.escape(name.split()[-1])}(?!\w)", title) is not None


def kicker_of(story: Story, sections: Sections = ()) -> str:
    """The newsletter's own section for a story; without sections of its own, the source's.

    A source's section counts where it is a word readers know. Else nothing.
    """
    if sections:
        return section_of(story, sections)
    section = " ".join(story.section.split())
    plain = re.fullmatch(r"[^\W\d_]+(?:[ &-]+[^\W\d_]+){0,2}", section)
    fits = plain and section[:1].isupper() and 2 < len(section) <= LONGEST_KICKER_CHARS
    return section if fits else ""


def _without_parts(names: Iterable[str]) -> tuple[str, ...]:
    chosen: list[str] = []
    for name in names:
        words = set(name.split())
        if not any(words <= set(other.split()) or words >= set(other.split()) for other in chosen):
            chosen.append(name)
    return tuple(chosen)
