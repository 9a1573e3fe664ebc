"""How well a sentence would open a block: it delivers the headline above it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from briefing.editing.coefficients import weigh
from briefing.editing.headlines import EventView
from briefing.editing.kind_groups import group_of
from briefing.editing.morning import cosine
from briefing.editing.states import LOWER_TOLL_SHARE
from briefing.editing.tolls import tolls
from briefing.models import Passage, Story, count_words
from briefing.text.background_sentences import is_background
from briefing.text.proper_names import tokens
from briefing.text.voice import quoted_share

MOST_PLACES = 6  # of a story's sentences; an opening stands early in its story (docs/decisions.md)
FEWEST_WORDS = 3  # an opening of fewer says nothing: chosen, not measured
MOST_WORDS = 60  # an opening of more is no opening: chosen, not measured
MOST_NAMES = 6  # more make an opening no better: the fit's feature, chosen, not measured
# A sentence that covers less of its headline is no opening: scenes and background do. News
# may go on from its headline, unless it leans or is mostly quoted.
LEAST_COVER_SHARE = 0.06  # of what is not told as news: chosen, not measured
LEAST_LOOSE_COVER_SHARE = 0.12  # of one that leans or is mostly quoted: chosen, not measured
MOSTLY_QUOTED_SHARE = 0.6  # of its characters; then it is mostly quoted: chosen, not measured
# A way in like "As the sun rose" with less of its headline than that is a scene: chosen, not
# measured.
SCENE_COVER_SHARE = 0.3
SHORTEST_OUTLET = 3  # letters; a shorter name stands in other words: chosen, not measured
# A matter of procedure, or what stood before, opens only where it has so much of its headline.
LEAST_BACKGROUND_COVER_SHARE = 0.7  # chosen, not measured
# A section, or a brief, stands only where its opening has so much of its headline
# (docs/decisions.md, "Must-reads and briefs tell what was not told").
LEAST_SECTION_COVER_SHARE = 0.25
_DAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight|overnight|"
    r"(?:this|last) (?:morning|night|week|evening)|(?:Jan|Febr)uary \d|March \d|April \d|May \d|"
    r"June \d|July \d|August \d|(?:Sept|Nov|Dec)ember \d|October \d|"
    r"Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|gestern|heute|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|lunes|martes|miércoles|jueves|"
    r"viernes|sábado|domingo|ayer|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|ieri|"
    r"ontem|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|gisteren|igår|måndagen|"
    r"tisdagen|onsdagen|torsdagen|fredagen|lördagen|söndagen)\b"
)
# "As the sun rose over", "Standing outside", "It was just after": a feature's way in.
_SCENE = re.compile(
    r"(?:As|When|While|Standing|Sitting|Walking|Inside|Outside|Imagine|Once upon|Picture|"
    r"It was (?:a|an|the|just|early|late)|There (?:is|was|were)|For (?:years|decades|months|weeks|"
    r"many)|In the (?:heart|shadow|middle))\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may open a block, under the headline of its own story."""

    story: Story
    passage: Passage
    place: int
    terms: frozenset[str]


def candidates(story: Story, view: EventView) -> list[Candidate]:
    """The passages of a story that may open a block: fit, early, and not just its headline."""
    text = view.morning.texts[story.id]
    return [
        Candidate(story=story, passage=passage, place=place, terms=text.terms_of(passage.text))
        for place, passage in enumerate(text.early(MOST_PLACES))
        if _may_open(passage, story)
    ]


def _may_open(passage: Passage, story: Story) -> bool:
    words = count_words(passage.text)
    if not passage.opens or not FEWEST_WORDS <= words <= MOST_WORDS:
        return False
    return not _is_title(passage, story) and not _is_marked(passage, story)


def _is_marked(passage: Passage, story: Story) -> bool:
    """True for what the source labels as why it matters: that has a place of its own."""
    sentence = passage.sentence
    return any(sentence.start < mark.end and mark.start < sentence.end for mark in story.marks)


def _is_title(passage: Passage, story: Story) -> bool:
    """True where the sentence only repeats the headline."""
    bare, title = _letters(passage.text), _letters(story.title)
    return bool(title) and (bare == title or (story.title_derived and bare in title))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def opening_features(candidate: Candidate, view: EventView) -> dict[str, float]:
    """What an opening is weighed by."""
    return (
        _places(candidate)
        | _relations(candidate, view)
        | _form(candidate)
        | _state(candidate, view)
    )


def opening_score(candidate: Candidate, view: EventView) -> float:
    """How well the sentence opens a block; never one that leaves its headline undelivered."""
    return weigh("opening", opening_features(candidate, view))


def delivers(candidate: Candidate, view: EventView) -> float:
    """The share of its headline's weight that the sentence holds."""
    return view.morning.cover(view.morning.texts[candidate.story.id].title, candidate.terms)


def credits_another(candidate: Candidate, view: EventView) -> bool:
    """True for "according to the Post" where the Post's own story stands beside it."""
    own = candidate.story.outlet
    others = {story.outlet for story in view.stories} - {own}
    return any(name in candidate.passage.text for name in others if len(name) > SHORTEST_OUTLET)


def is_aside(candidate: Candidate, view: EventView) -> bool:
    """True for procedure or background that says little of its headline.

    And for what an outlet says of its own work: "The Courier watched the video".
    """
    text, outlet = candidate.passage.text, candidate.story.outlet
    if len(outlet) > SHORTEST_OUTLET and text.startswith(outlet):
        return True
    if not is_background(text, candidate.story.language):
        return False
    return delivers(candidate, view) < LEAST_BACKGROUND_COVER_SHARE


def is_adrift(candidate: Candidate, view: EventView) -> bool:
    """True for a sentence that has hardly anything of its headline.

    One that leans or is mostly quoted must have more of it.
    """
    if candidate.story.title_derived:  # the headline is the sentence before
        return False
    # A teaser is written to stand under its headline: "The former MP" is met there.
    is_teaser = candidate.place == 0 and candidate.passage.text.startswith("The ")
    leans = candidate.passage.leans and not is_teaser
    loose = leans or quoted_share(candidate.passage.text) > MOSTLY_QUOTED_SHARE
    if not loose and group_of(candidate.story) == "news":
        return False  # a teaser that goes on from its headline: "Deaths were reported in Austria"
    return delivers(candidate, view) < (LEAST_LOOSE_COVER_SHARE if loose else LEAST_COVER_SHARE)


def _places(candidate: Candidate) -> dict[str, float]:
    return {
        "first": float(candidate.place == 0),
        "second": float(candidate.place == 1),
        "late": float(candidate.place > 2),
    }


def _relations(candidate: Candidate, view: EventView) -> dict[str, float]:
    morning = view.morning
    vector = morning.unit_of(candidate.terms)
    others = [
        cosine(vector, morning.vector(s.id)) for s in view.stories if s.id != candidate.story.id
    ]
    cover = delivers(candidate, view)
    return {
        "delivers": cover,
        "centre": cosine(vector, morning.unit_of(view.shared)) if view.shared else 0.0,
        "others": sum(others) / len(others) if others else 0.0,
        "new": 1 - morning.cover(candidate.terms, view.titles),
        "scene": float(
            cover < SCENE_COVER_SHARE and _SCENE.match(candidate.passage.text) is not None
        ),
    }


def _form(candidate: Candidate) -> dict[str, float]:
    text = candidate.passage.text
    return {
        "day": float(_DAY.search(text) is not None),
        "names": min(MOST_NAMES, _names(text, candidate.story.language)) / MOST_NAMES,
        "length": math.log(max(1, count_words(text))),
        "number": float(any(map(str.isdigit, text))),
        "leans": float(candidate.passage.leans),
        "no stop": float(text[-1:].isalnum()),
        "quoted": quoted_share(text),
        "soft": float(group_of(candidate.story) == "soft"),
    }


def _names(text: str, language: str) -> int:
    if language[:2] == "de":
        return 0
    return sum(t.word[:1].isupper() and not t.opens for t in tokens(text))


def _state(candidate: Candidate, view: EventView) -> dict[str, float]:
    candidate_tolls = dict(tolls(candidate.passage.text, candidate.story.language))
    state = view.states[candidate.story.id]
    highest = view.highest_tolls
    return {
        "toll": float(
            any(value >= highest.get(kind, math.inf) for kind, value in candidate_tolls.items())
        ),
        "low toll": float(
            any(
                v < LOWER_TOLL_SHARE * highest.get(kind, 0.0) for kind, v in candidate_tolls.items()
            )
        ),
        "overtaken": float(state.overtaken),
    }
