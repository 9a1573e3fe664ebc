"""Stories with what can be found out about them: their kind and their furniture."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.chunks import ChunkMap, in_place
from briefing.models import Story
from briefing.text.furniture import furnished
from briefing.text.kinds import with_kinds


def described(
    stories: Sequence[Story], history: Sequence[Story] = (), each: ChunkMap = in_place
) -> tuple[Story, ...]:
    """The stories in their order, with `kind` and `furniture` known.

    Learned from the stories given and from `history`, earlier ones of the same
    sources, whose order makes no difference. What is known already stays as it
    is. Kinds come first: they read the labels that are furniture of a headline.
    `each` looks at the stories one by one, wherever that is done.
    """
    return furnished(with_kinds(stories, history, each), history, each)
