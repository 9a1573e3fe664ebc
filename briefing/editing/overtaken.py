"""Which stories of an event another one of the same morning has overtaken.

Of numbers that grow the last stands, also over what was told before any was counted; a
result stands over its preview, an end over what was vowed before it, and a live page
falls behind the news it led to. What is overtaken is neither a headline nor an opening
nor a sentence of an edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache

from briefing.editing.stages import Stage, ends_the_matter, is_stance, stage
from briefing.editing.tolls import is_vague, tolls
from briefing.models import Kind, Story
from briefing.text.terms import terms

OPENING_CHARS = 300  # of a story, read for tolls and its matter: chosen, not measured
# Chosen on labelled mornings: docs/decisions.md, "What is overtaken".
LEAST_GROWTH_SHARE = 0.85  # under that share of the last, a toll is of another hour (decisions)
FREAK_TIMES = 10  # so many times the next one, a toll is a slip: chosen on labelled mornings
FEWEST_SHARED_TERMS = 2  # of two headlines about one thing (docs/decisions.md) ...
LEAST_COVER_SHARE = 0.15  # ... or so much of the older headline in the newer story (decisions)
COMPARED_LETTERS = 6  # the beginning of a word that stands for it: chosen, not measured
SLACK = timedelta(minutes=30)  # clocks of outlets differ
STANCE_LASTS = timedelta(hours=2)  # what ends a matter within it may be of the same hour
LIVE_LASTS = timedelta(hours=2)  # then the news has left a live page behind


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """A story that is behind the news, the story that overtook it, and how."""

    story_id: str
    by: str
    reason: str


@dataclass(frozen=True)
class _State:
    """What a story says of the state of things; its matter is read where another may be ahead."""

    story: Story
    stage: Stage
    toll: float

    @cached_property
    def title(self) -> frozenset[str]:
        """The matter of its headline."""
        return _beginnings(self.story.title, self.story.language)

    @cached_property
    def opening(self) -> frozenset[str]:
        """The matter of its opening."""
        return _beginnings(self.story.text[:OPENING_CHARS], self.story.language)


def overtaken(stories: Sequence[Story]) -> tuple[Overtaken, ...]:
    """The stories of one event that another of them has overtaken, in the order given.

    Pure, and independent of the order but for the order of the answer. Kinds
    should be known; furniture should be cut off the headlines. Stories without
    a time are older than none, and newer than none.
    """
    if len(stories) < 2:
        return ()
    return _overtaken(tuple(stories), tuple(story.kind for story in stories))


@lru_cache(maxsize=500)  # a topic is asked about while it is ranked, placed and told
def _overtaken(
    stories: tuple[Story, ...], _kinds: tuple[Kind | None, ...]
) -> tuple[Overtaken, ...]:
    """What was found out about a story is no part of its equality, so it is a key of its own."""
    states = [_state(story) for story in stories]
    behind = _behind_another(states)
    for first, last in _behind_what_was_counted(states, behind):
        why = f"no toll yet, where another says {last.toll:.0f}"
        name = first.story.id
        behind[name] = Overtaken(story_id=name, by=last.story.id, reason=why)
    return tuple(behind[story.id] for story in stories if story.id in behind)


def highest_toll(stories: Sequence[Story]) -> float:
    """The highest exact number of dead that stories of one event tell, 0 where none does."""
    return _highest_toll([_state(story) for story in stories])


def _behind_another(states: Sequence[_State]) -> dict[str, Overtaken]:
    """What another story overtakes by itself, by the id of the story that is behind."""
    worst = _highest_toll(states)
    behind: dict[str, Overtaken] = {}
    for old in states:
        newer = sorted(
            (state for state in states if state is not old and not _is_older(state, old)),
            key=lambda state: (_seconds(state), state.story.id),
            reverse=True,
        )
        for is_behind, reason in _REASONS:
            by = next((new for new in newer if is_behind(old, new, worst)), None)
            if by is not None:
                why = reason.format(old=old.toll, new=by.toll)
                name = old.story.id
                behind[name] = Overtaken(story_id=name, by=by.story.id, reason=why)
                break
    return behind


def _behind_what_was_counted(
    states: Sequence[_State], behind: Mapping[str, Overtaken]
) -> Iterator[tuple[_State, _State]]:
    """Stories without a toll, older than one whose toll is overtaken; each with what overtook that.

    The first alert of a quake, and what was feared, are older than any count of its dead.
    """
    by_id = {state.story.id: state for state in states}
    counted = [(old, by_id[behind[name].by]) for name, old in by_id.items() if name in behind]
    for first in states:
        if first.toll or first.story.id in behind:
            continue
        for old, last in counted:
            if _is_counted_on(old, last) and _is_older(first, old) and _same_matter(first, last):
                yield first, last
                break


def _is_counted_on(old: _State, last: _State) -> bool:
    """True where the later story overtook the earlier one by its toll."""
    return 0 < old.toll < last.toll


def _state(story: Story) -> _State:
    opening = story.text[:OPENING_CHARS]
    return _State(
        story,
        stage(story),
        max(_killed(story.title, story), _killed(opening, story)),
    )


def _killed(text: str, story: Story) -> float:
    return dict(tolls(text, story.language)).get("killed", 0.0)


def _beginnings(text: str, language: str) -> frozenset[str]:
    """The terms of a text by their first letters: Ecuador and Ecuadoreans are one matter."""
    return frozenset(term[:COMPARED_LETTERS] for term in terms(text, language))


def _highest_toll(states: Sequence[_State]) -> float:
    """The highest exact toll of the event that is no slip."""
    exact = sorted({state.toll for state in states if not is_vague(state.toll)}, reverse=True)
    while len(exact) > 2 and exact[0] > FREAK_TIMES * exact[1] and _tellers(states, exact[0]) < 2:
        exact.pop(0)
    return exact[0] if exact else 0.0


def _tellers(states: Sequence[_State], number: float) -> int:
    return len({state.story.outlet for state in states if state.toll == number})


def _is_older(state: _State, other: _State) -> bool:
    """True where a story is known to be older than another."""
    mine, its = state.story.published, other.story.published
    return mine is not None and its is not None and mine < its - SLACK


def _seconds(state: _State) -> float:
    return state.story.published.timestamp() if state.story.published else 0.0


def _is_behind_in_toll(old: _State, new: _State, worst: float) -> bool:
    least = LEAST_GROWTH_SHARE * worst
    return 0 < old.toll < least <= new.toll <= worst and not is_vague(new.toll)


def _is_before_the_result(old: _State, new: _State, _worst: float) -> bool:
    return old.stage == "foreseen" and new.stage == "done" and _same_matter(old, new)


def _is_before_the_end(old: _State, new: _State, _worst: float) -> bool:
    mine, its = old.story.published, new.story.published
    if mine is None or its is None or its - mine < STANCE_LASTS:
        return False
    return is_stance(old.story) and ends_the_matter(new.story) and _same_matter(old, new)


def _is_live_page_left_behind(old: _State, new: _State, _worst: float) -> bool:
    if old.story.kind != "live" or new.story.kind in {"live", "preview", "paper", "opinion"}:
        return False
    mine, its = old.story.published, new.story.published
    return mine is not None and its is not None and its - mine >= LIVE_LASTS


def _same_matter(old: _State, new: _State) -> bool:
    shared = len(old.title & (new.title | new.opening))
    least = FEWEST_SHARED_TERMS if old.story.kind != "preview" else 1
    return shared >= least or shared >= LEAST_COVER_SHARE * max(1, len(old.title))


_REASONS: tuple[tuple[Callable[[_State, _State, float], bool], str], ...] = (
    (_is_behind_in_toll, "{old:.0f} where another says {new:.0f}"),
    (_is_before_the_result, "before the result"),
    (_is_before_the_end, "before the end of the matter"),
    (_is_live_page_left_behind, "a live page that the news has left behind"),
)
