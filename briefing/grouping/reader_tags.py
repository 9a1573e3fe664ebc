"""Tags for readers: names and subjects of a topic, as a reader would write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.grouping.labels import without_parts
from briefing.models import Story, Topic

# Of a topic; chosen, not measured.
MOST_TAGS = 5


def tags(topic: Topic, most: int = MOST_TAGS) -> tuple[str, ...]:
    """At most `most` tags, each with a capital, the one that most stories carry first.

    Candidates are the tags that sources gave and the names among the topic's
    keywords; a story carries what it is tagged with or what it says. Only
    where there is neither, other keywords are taken. With several stories, a
    tag is carried by two at least.
    """
    names = [word for word in topic.keywords if not word[0].islower() and not word[0].isdigit()]
    source_tags = [tag for story in topic.stories for tag in story.tags]
    carried = _carried([*names, *source_tags], topic.stories)
    forms = (_written(form) for form in (carried or topic.keywords))
    return without_parts(forms)[:most]


def _carried(candidates: Iterable[str], stories: tuple[Story, ...]) -> list[str]:
    """Each candidate once, in one spelling, by how many stories carry it."""
    first: dict[str, str] = {}
    for form in candidates:
        first.setdefault(form.lower(), form)
    counts = {form: _stories_with(form, stories) for form in first.values()}
    least = min(2, len(stories))
    order = {form: place for place, form in enumerate(counts)}
    ranked = sorted(counts, key=lambda form: (-counts[form], order[form]))
    return [form for form in ranked if counts[form] >= least]


def _stories_with(form: str, stories: tuple[Story, ...]) -> int:
    says = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE)
    return sum(
        any(form.lower() == tag.lower() for tag in story.tags)
        or says.search(story.title) is not None
        or says.search(story.text) is not None
        for story in stories
    )


def _written(form: str) -> str:
    return form[:1].upper() + form[1:]
