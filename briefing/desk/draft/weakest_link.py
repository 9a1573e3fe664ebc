"""Where a topic would come apart: the weakest link of what holds its stories together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.desk.draft.ties import Tie
from briefing.models import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakestLink:
    """The tie to cut, the stories on either side of it, and the decision that does it."""

    tie: Tie
    near: tuple[str, ...]
    far: tuple[str, ...]
    edit: Edit


def weakest_link(story_ids: Sequence[str], ties: Sequence[Tie]) -> WeakestLink | None:
    """The weakest link of the strongest chain that joins the stories; None of a story alone.

    The chain is the maximum spanning tree over the probabilities of one topic (Prim, 1957);
    stories that share nothing are joined with none. Pure.
    """
    if len(story_ids) < 2:
        return None
    chain = _spanning(story_ids, ties)
    weakest = min(chain, key=lambda tie: (tie.topic, tie.event, tie.left, tie.right))
    near = _reached(weakest.left, [tie for tie in chain if tie is not weakest])
    far = tuple(name for name in story_ids if name not in near)
    return WeakestLink(
        tie=weakest,
        near=tuple(name for name in story_ids if name in near),
        far=far,
        edit=Edit(kind="apart", story_ids=(weakest.left, weakest.right), edition_id=""),
    )


def _spanning(story_ids: Sequence[str], ties: Sequence[Tie]) -> list[Tie]:
    """The strongest ties that join all stories; `ties` has one for each pair."""
    reached, chain = {story_ids[0]}, []
    while len(reached) < len(story_ids):
        bridges = [tie for tie in ties if (tie.left in reached) != (tie.right in reached)]
        best = max(bridges, key=lambda tie: (tie.topic, tie.event, tie.left, tie.right))
        chain.append(best)
        reached |= {best.left, best.right}
    return chain


def _reached(start: str, ties: Sequence[Tie]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for tie in ties:
            ends = {tie.left, tie.right}
            if here in ends and (other := (ends - {here}).pop()) not in reached:
                reached.add(other)
                waiting.append(other)
    return reached
