"""The methods by name, each as a function from stories and a budget to a summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from briefing.condensing import cluster, single_story, sumy
from briefing.condensing.input import Material, gather
from briefing.condensing.lead import down, in_turns, lead, nearest_unit
from briefing.condensing.lexrank import ratings
from briefing.condensing.sentence_units import Unit
from briefing.errors import InputError
from briefing.models import Budget, Story, Summary
from briefing.models.method_names import METHODS
from briefing.text.described import described
from briefing.text.languages import has_word_lists

Summarizer = Callable[[Sequence[Story], Budget], Summary]


def summarizer(method: str) -> Summarizer:
    """The summarizer of that name; picklable. Raises InputError for an unknown one."""
    if method not in METHODS:
        raise InputError(
            f"no method {method!r} to summarize with", hint=f"choose one of {', '.join(METHODS)}"
        )
    return partial(_summarize, method)


def condense(stories: Sequence[Story], words: int = 60, method: str = "briefing") -> Summary:
    """The sentences that say most of the stories within a number of words.

    The summary is a subset of their sentences in reading order, without
    repeats and within `words`; where the only sentence fit to stand alone is
    longer, it is that sentence. It is empty only where no story has one
    besides its title. `Summary.method` names the method that chose: it is
    `lead` in languages without word lists (see `briefing.text.languages`). Raises
    InputError for an unknown method and for a budget below 1. Furniture is no
    sentence: what a source hangs on its stories is learned from those given,
    unless it is known.
    """
    return summarizer(method)(described(stories), Budget(words=words))


def _summarize(method: str, stories: Sequence[Story], budget: Budget) -> Summary:
    if budget.words < 1:
        raise InputError(f"a summary of {budget.words} words", hint="ask for at least 1 word")
    material = gather(stories, budget)
    usable = method if has_word_lists(material.language) else "lead"
    chosen = _CHOOSE[usable](material) if material.free else []
    used = usable if chosen else "lead"
    units = chosen or _last_resort(material)
    return Summary(sentences=tuple(unit.sentence for unit in units), method=used)


def _ours(material: Material) -> list[Unit]:
    return single_story.choose(material) if material.alone else cluster.choose(material)


def _lexrank(material: Material) -> list[Unit]:
    units = material.free
    rated = np.round(ratings([[stem for stem in unit.stems if stem] for unit in units]), 6)
    return down([units[row] for row in np.argsort(-rated, kind="stable").tolist()], material)


def _last_resort(material: Material) -> list[Unit]:
    """One sentence where the method found none."""
    return nearest_unit(in_turns(material.free), material)


_CHOOSE: dict[str, Callable[[Material], list[Unit]]] = {
    "briefing": _ours,
    "lead": lead,
    "lexrank": _lexrank,
    **{name: partial(sumy.choose, name) for name in sumy.SUMY_METHODS},
}
