"""Why topics stand in the order they do: one line a factor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.editing.layout import Layout, edition_id
from briefing.editing.pick import pick
from briefing.editing.published import Published
from briefing.editing.rank import Ranked, rank
from briefing.editing.rulings import Rulings
from briefing.models import Edit, Edition, Topic


def explain_rank(
    topics: Sequence[Topic],
    *,
    now: datetime,
    layout: Layout,
    earlier: Sequence[Edition] = (),
    edits: Sequence[Edit] = (),
) -> tuple[Ranked, ...]:
    """The topics of an edition in their order, each with the factors of its score."""
    name = edition_id(layout, now)
    rulings = Rulings.of(edits, edition_id=name, now=now)
    picked = pick(topics, Published.of(earlier, but=name), rulings)
    return rank(picked.fresh, layout=layout, rulings=rulings, now=now)
