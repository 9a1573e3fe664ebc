"""A topic's reasons as lines to read: `briefing explain TOPIC|STORY`."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.errors import InputError
from briefing.models import Reason, Story, Topic

_SAYS = {
    "event": "tells the same as",
    "topic": "belongs with",
    "edit": "was put by the editor with",
    "nearest": "was left out; nearest to it here is",
}


def explain(topic: Topic, about: str = "", *, others: Iterable[Story] = ()) -> tuple[str, ...]:
    """Why the stories of a topic stand together, one line a reason; pure.

    `about` is the id of a story or event: only its reasons are reasons. `others`
    are stories of other topics, to name those that were left out. Scores are
    probabilities, of one event or of one topic. Raises InputError where the
    topic holds no such story or event.
    """
    stories = {story.id: story for story in (*others, *topic.stories)}
    about_ids = _ids(topic, about)
    lines = [f"{topic.title} ({topic.id})"]
    lines += [f"  {e.title} ({e.id}): {_count(len(e.stories))}" for e in topic.events]
    reasons = [reason for reason in topic.reasons if about_ids & {reason.left, reason.right}]
    return tuple(lines + [_line(reason, stories) for reason in reasons])


def _ids(topic: Topic, about: str) -> set[str]:
    every = {story.id for story in topic.stories}
    known = {reason.left for reason in topic.reasons} | {reason.right for reason in topic.reasons}
    if not about or about == topic.id:
        return every | known
    for event in topic.events:
        if event.id == about:
            return {story.id for story in event.stories}
    if about in every:
        return {about}
    raise InputError("is no story or event of this topic", where=about)


def _count(number: int) -> str:
    return f"{number} story" if number == 1 else f"{number} stories"


def _line(reason: Reason, stories: dict[str, Story]) -> str:
    left, right = _name(reason.left, stories), _name(reason.right, stories)
    terms = f" by {', '.join(reason.terms)}" if reason.terms else ""
    why = f"; {reason.why}" if reason.why else ""
    return f"- {right} {_SAYS[reason.kind]} {left}: {reason.score:.3f}{terms}{why}"


def _name(name: str, stories: dict[str, Story]) -> str:
    return f"“{stories[name].title}”" if name in stories else name
