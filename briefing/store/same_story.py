"""Stories of one read that share a key are one story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.models import Keyed


def one_each(keyed: Sequence[Keyed]) -> tuple[Keyed, ...]:
    """Each story once, where it first stands, with the keys of all that share a key with it.

    Of several versions the longest text stays, of equally long ones the
    first, so that reading the same again changes nothing.
    """
    groups: dict[int, list[Keyed]] = {}
    home: dict[str, int] = {}
    for number, story in enumerate(keyed):
        met = sorted({home[key] for key in story.keys if key in home})
        target = met[0] if met else number
        newcomers = [member for other in met[1:] for member in groups.pop(other)] + [story]
        groups.setdefault(target, []).extend(newcomers)
        home |= {key: target for member in newcomers for key in member.keys}
    return tuple(map(_joined, groups.values()))


def _joined(members: list[Keyed]) -> Keyed:
    if len(members) == 1:
        return members[0]
    best = max(members, key=lambda version: len(version.story.text))
    keys = dict.fromkeys(key for version in members for key in version.keys)
    return replace(best, keys=tuple(keys), story=replace(best.story, id=members[0].story.id))
