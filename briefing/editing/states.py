"""How far the news of an event has come: which of its stories another one has overtaken.

Of like stories the newest state is told: a result beats its preview, "agrees"
beats "considers", eleven dead beat three.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from briefing.editing.morning import Morning
from briefing.editing.overtaken import overtaken
from briefing.editing.tolls import tolls
from briefing.models import Story
from briefing.text.caseless import Caseless

# Chosen on labelled mornings: docs/decisions.md, "What is overtaken".
LOWER_TOLL_SHARE = 0.85  # of the highest toll; under it a number is an earlier one (decisions)
OUTLIER_TIMES = 10.0  # so many times the next one, a number is of something else: chosen
OLDER_HOURS = 2.0  # by which the story with the outcome is newer: chosen, not measured
OLDER_LIKENESS = 0.15  # from there two stories tell of one matter: chosen, not measured
TOLL_CHARS = 600  # of a text, in which tolls are looked for: chosen, not measured

_OUTCOME = Caseless(
    r"\b(?:wins?|won|beats?|defeats?|loses?|lost|elected|re-elected|killed|kills|dead|dies|died|"
    r"charged|arrested|arrests|jailed|sentenced|convicted|acquitted|guilty|resigns?|resigned|quits?|"
    r"fired|ousted|sacked|launched|launches|lands?|crashes|crashed|collapses|collapsed|approves?|"
    r"approved|passes|passed|rejects?|rejected|bans|banned|signs|signed|agrees?|agreed|strikes?|"
    r"struck|hits|attacks?|attacked|invades|invaded|captured|seized|seizes|releases|released|"
    r"freed|rescued|found|confirms?|confirmed|announces?|announced|declares?|declared|ends|ended|"
    r"begins|began|opens|opened|closes|closed|shut|raises|raised|cuts?|falls|fell|rises|rose|"
    r"soars|plunges|plunged|explodes|exploded|shot|stabbed|injured|blocks|blocked|overturns|"
    r"overturned|rules|ruled|orders|ordered|names|named|steps down|takes over|withdraws|withdrew|"
    r"gewinnt|gewann|siegt|schlägt|besiegt|verliert|tot|tote|getötet|stirbt|gestorben|verhaftet|"
    r"festgenommen|verurteilt|zurückgetreten|tritt zurück|beschließt|beschlossen|stimmt|einigt|"
    r"einigen|gestartet|greift|angegriffen|evakuiert|gagne|remporte|bat|meurt|morts?|tués?|arrêté|"
    r"condamné|démissionne|adopte|rejette|gana|vence|muere|muertos|detenido|condenado|dimite|"
    r"aprueba|vince|batte|muore|morti|arrestato|condannato|si dimette|approva|vence|morre|mortos|"
    r"preso|condenado|renuncia|aprova|wint|verslaat|overleden|gedood|opgepakt|veroordeeld|stapt op|"
    r"vinner|vann|slår|döda|dör|gripen|dömd|avgår|победил|погиб|погибли|арестован|ушел)\b",
)
_UNDECIDED = Caseless(
    r"\b(?:considers?|considering|mulls?|weighs?|weighing|may|might|could|urged|urges?|calls? for|"
    r"called on|plans? to|set to|poised|expected|to (?:meet|vote|decide|face|announce)|ahead of|"
    r"prepares?|threatens?|likely|erwägt|könnte|prüft|plant|fordert|soll|pourrait|envisage|"
    r"podría|considera|potrebbe|valuta|poderia|avalia|overweegt|kan|överväger|kan komma)\b",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a story stands among the others of its event.

    `overtaken`: another story has later news of the same. `older`: it tells no
    outcome while a newer one does. `toll` is 1 where it tells the highest
    number of dead, hurt or missing, -1 where it tells a lower one, else 0.
    """

    outcome: bool = False
    overtaken: bool = False
    older: bool = False
    toll: int = 0


@lru_cache(maxsize=5_000)  # each headline stands in many pairs
def has_outcome(text: str) -> bool:
    """True for a headline that says what happened."""
    return _OUTCOME.search(text) is not None and not is_undecided(text)


def is_undecided(text: str) -> bool:
    """True for a headline that says what may happen."""
    return _UNDECIDED.search(text) is not None


def states_of(stories: Sequence[Story], morning: Morning) -> Mapping[str, State]:
    """The state of each story of one event."""
    highest = _highest(stories)
    behind = {old.story_id for old in overtaken(stories)}
    states = {story.id: _state(story, stories, highest, morning) for story in stories}
    return {name: replace(state, overtaken=name in behind) for name, state in states.items()}


def _state(
    story: Story, stories: Sequence[Story], highest: Mapping[str, float], morning: Morning
) -> State:
    others = [other for other in stories if other.id != story.id]
    story_tolls = dict(tolls_of(story))
    low = any(
        value < LOWER_TOLL_SHARE * highest[kind]
        for kind, value in story_tolls.items()
        if kind in highest
    )
    high = (
        any(value == highest.get(kind) for kind, value in story_tolls.items()) and len(others) > 0
    )
    return State(
        outcome=has_outcome(story.title),
        older=any(_is_later(other, story, morning) for other in others),
        toll=-1 if low else int(high),
    )


def tolls_of(story: Story) -> tuple[tuple[str, float], ...]:
    """The highest number of each kind that its headline and opening tell."""
    return tolls(f"{story.title}. {story.text[:TOLL_CHARS]}", story.language)


def _highest(stories: Sequence[Story]) -> Mapping[str, float]:
    """The highest toll of each kind that is no outlier."""
    values: dict[str, list[float]] = {}
    for story in stories:
        for kind, value in tolls_of(story):
            values.setdefault(kind, []).append(value)
    return {kind: _credible(sorted(numbers, reverse=True)) for kind, numbers in values.items()}


def _credible(ranked: Sequence[float]) -> float:
    if len(ranked) > 1 and ranked[0] > OUTLIER_TIMES * max(1.0, ranked[1]):
        return ranked[1]
    return ranked[0]


def _is_later(other: Story, story: Story, morning: Morning) -> bool:
    if has_outcome(story.title) or not has_outcome(other.title):
        return False
    hours = _hours_between(story, other)
    return (
        hours is not None
        and hours >= OLDER_HOURS
        and morning.likeness(other.id, story.id) >= OLDER_LIKENESS
    )


def _hours_between(first: Story, second: Story) -> float | None:
    """Hours from the first story to the second; None where one is undated."""
    start: datetime | None = first.published
    end: datetime | None = second.published
    return None if start is None or end is None else (end - start).total_seconds() / 3600
