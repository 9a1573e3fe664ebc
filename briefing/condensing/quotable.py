"""Which sentences of a story can be read with nothing beside them."""

from __future__ import annotations

from functools import lru_cache

from briefing.condensing.candidates import may_stand
from briefing.condensing.dependencies import ties
from briefing.condensing.units import units
from briefing.models import Sentence, Story


@lru_cache(maxsize=500)
def stand_alone(story: Story) -> tuple[Sentence, ...]:
    """The sentences that pass every check a summary's sentences pass, in reading order.

    None leans on the one before it or is taken back by the one after it, calls
    somebody by surname whom only another sentence names in full, or lacks its
    speaker, its end or a quotation mark.
    """
    every = units(story)
    found = zip(every, ties(every, (story,)), strict=True)
    return tuple(
        unit.sentence for unit, needs in found if not needs and may_stand(unit, alone=False)
    )
