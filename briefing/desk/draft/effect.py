"""What a decision would do to an edition, shown before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.desk.draft.block_changes import BlockChange, block_changes
from briefing.desk.draft.draft import Draft
from briefing.desk.draft.spots import PLACES, Spot, spots_of
from briefing.desk.draft.ties import Tie, ties_between
from briefing.desk.draft.word_budgets import over_budget
from briefing.editing.verification import verify
from briefing.models import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicShift:
    """A topic that a decision moves, brings in or takes out.

    `before` is None for one that was not there, e.g. the half of one that is split;
    `after` for one that is gone, e.g. joined to another.
    """

    topic_id: str
    title: str
    before: Spot | None
    after: Spot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Both orders, and the difference, of an edition before and after a decision.

    `falls` are topics of which less is told, `enters` those of which more is, e.g. "Gold drops
    to In brief". `ties` are what holds the stories of a split or join together: the pairs
    that the machine compared, with their scores. `over_budget` are words beyond a block's, by
    its key. `verified`: every sentence of the edition is its source's own.
    """

    edit: Edit
    before: tuple[Spot, ...]
    after: tuple[Spot, ...]
    falls: tuple[TopicShift, ...]
    enters: tuple[TopicShift, ...]
    blocks: tuple[BlockChange, ...]
    ties: tuple[Tie, ...]
    over_budget: tuple[tuple[str, int], ...]
    html_bytes: tuple[int, int]
    verified: bool
    draft: Draft


def effect_of(edit: Edit, before: Draft, after: Draft) -> Effect:
    """The effect of a decision, from the drafts without and with it."""
    old, new = spots_of(before), spots_of(after)
    shifts = _shifts(old, new)
    joins = edit.kind in {"together", "apart"}
    return Effect(
        edit=edit,
        before=tuple(old.values()),
        after=tuple(new.values()),
        falls=tuple(shift for shift in shifts if _level(shift.after) > _level(shift.before)),
        enters=tuple(shift for shift in shifts if _level(shift.after) < _level(shift.before)),
        blocks=block_changes(before, after),
        ties=ties_between(edit.story_ids, before) if joins else (),
        over_budget=over_budget(after),
        html_bytes=(len(before.rendering.html.encode()), len(after.rendering.html.encode())),
        verified=is_verified(after),
        draft=after,
    )


def is_verified(draft: Draft) -> bool:
    """True where every sentence and headline of the edition is its story's own."""
    stories = draft.stories
    faults = verify(
        draft.edition,
        text=lambda name, _: stories[name].text if name in stories else None,
        titles=lambda name: (stories[name].title,) if name in stories else (),
    )
    return not faults


def _level(spot: Spot | None) -> int:
    """How far down a topic is told; one that is not there is as one that is not told."""
    return len(PLACES) - 1 if spot is None else spot.level


def _shifts(old: dict[str, Spot], new: dict[str, Spot]) -> Sequence[TopicShift]:
    names = dict.fromkeys((*new, *old))
    return [
        TopicShift(
            topic_id=name,
            title=(new.get(name) or old[name]).title,
            before=old.get(name),
            after=new.get(name),
        )
        for name in names
    ]
