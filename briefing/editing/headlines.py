"""How well a story's headline would stand for its event: form, centrality, state, safety."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.editing.coefficients import weigh
from briefing.editing.kind_groups import group_of
from briefing.editing.morning import Morning
from briefing.editing.states import State, states_of, tolls_of
from briefing.models import Story
from briefing.text.caseless import Caseless
from briefing.text.proper_names import PackedTokens, in_title_case

SHORT_WORDS = 6  # headlines of fewer words lose: the fit's feature, chosen, not measured
LONG_WORDS = 14  # headlines of more words lose: the fit's feature, chosen, not measured
MOST_NAMES = 4  # more make a headline no better: the fit's feature, chosen, not measured
OPENING_SENTENCES = 2  # of a story, one of them is held against its headline: chosen, not measured

# "In pictures", "Map: ...", "as it happened": a way to show news, not the news.
_SHOWS = Caseless(
    r"^(?:map|maps|photos?|watch|video|live|listen|podcast|quiz|graphic|timeline|review|recap|"
    r"fotos?|karte|liveticker|bilder)\b|\b(?:in (?:photos|pictures|maps|charts|graphics)|"
    r"live updates|as it happened|(?:what|everything) (?:we|you) (?:know|need)|what to know|"
    r"key takeaways|takeaways|things (?:to|you)|explained|live blog|newsblog|im Überblick|"
    r"en images|en direct|caught on camera|heartwarming moment)\b",
)
_ASKS = Caseless(
    r"(?:how|why|what|who|where|when|which|is|are|can|could|should|will|does|did|wie|warum|was|"
    r"wer|wo|comment|pourquoi|cómo|por qué|come|perché)\b",
)
# A quotation first, and "Ada Falk: We will be ready", which is one without its marks.
_QUOTE_FIRST = re.compile(
    r"[\"“‘'„«»]|[^:]{2,40}: (?:We|I|My|Our|You|Let['’]s|Wir|Ich|Nous|Je|Nosotros|Noi|Io|Wij|Ik|"
    r"Vi|Jag|Мы|Я)\b"
)
# An accused is no murderer until a court says so; an editor who prints it is sued.
_UNSAFE = Caseless(
    r"\b(?:murderers?|killers?|rapists?|terrorists?|paedophiles?|pedophiles?|fraudsters?|"
    r"Mörder(?:in)?|Vergewaltiger|Täter(?:in)?|meurtriers?|violeurs?|asesinos?|violador|"
    r"assassin[oi]|stupratore|assassinos?|moordenaar)\b",
)
_SAFE = Caseless(
    r"\b(?:alleged(?:ly)?|accused|suspect(?:ed|s)?|charged|convicted|sentenced|jailed|guilty|court|"
    r"trial|verurteilt|mutmaßlich\w*|angeklagt|présumés?|condamné|presunto|condenado|presunto|"
    r"condannato|suposto|vermeende|veroordeeld)\b",
)
_LOADED = Caseless(
    r"\b(?:slams?|slammed|blasts?|blasted|destroys?|rips|ripped|humiliat\w+|shocking|outrage\w*|"
    r"fury|furious|rant\w*|disgrace\w*|bombshell|stunning|sick|evil|thugs?|mob|woke|radical|"
    r"meltdown|savages?|eviscerat\w+|owned|epic|insane|hero(?:ic)?|heartbreaking|horrific|"
    r"must-see|jaw-dropping|so-called|Irrsinn|Skandal|Wahnsinn|Schock\w*|irre|furieux|choc)\b",
)


@dataclass(frozen=True, kw_only=True)
class EventView:
    """One event's stories with what headlines are weighed by, counted once."""

    stories: tuple[Story, ...]
    states: Mapping[str, State]
    shared: frozenset[str]
    morning: Morning

    @cached_property
    def titles(self) -> frozenset[str]:
        """The terms of all headlines: each sentence that may open is held against them."""
        return frozenset().union(*(self.morning.texts[story.id].title for story in self.stories))

    @cached_property
    def highest_tolls(self) -> Mapping[str, float]:
        """The highest toll of each kind that a story which is not behind tells; of one, nothing."""
        values: dict[str, float] = {}
        for story in self.stories if len(self.stories) > 1 else ():
            if self.states[story.id].toll >= 0:
                for kind, value in tolls_of(story):
                    values[kind] = max(value, values.get(kind, 0.0))
        return values

    @classmethod
    def of(
        cls, stories: Sequence[Story], morning: Morning, beside: Sequence[Story] = ()
    ) -> EventView:
        """From the stories of an event that may be told; those `beside` may have overtaken them."""
        ordered = tuple(sorted(stories, key=lambda story: story.id))
        holders = Counter(term for story in ordered for term in morning.texts[story.id].counts)
        shared = frozenset(term for term, count in holders.items() if count > 1)
        return cls(
            stories=ordered,
            states=states_of(_each_once((*ordered, *beside)), morning),
            shared=shared,
            morning=morning,
        )


def _each_once(stories: Sequence[Story]) -> list[Story]:
    return sorted({story.id: story for story in stories}.values(), key=lambda story: story.id)


def headline_score(story: Story, view: EventView, language: str) -> float:
    """How well the headline stands for the event, before its opening is known."""
    return weigh("headline", headline_features(story, view, language))


def headline_features(story: Story, view: EventView, language: str) -> dict[str, float]:
    """What a headline is weighed by."""
    return (
        _kind(story) | _relations(story, view) | _state(story, view) | _form(story, view, language)
    )


def _kind(story: Story) -> dict[str, float]:
    group = group_of(story)
    groups = ("news", "not_news", "live", "video", "soft", "explainer", "preview")
    return {name: float(group == name) for name in groups}


def _relations(story: Story, view: EventView) -> dict[str, float]:
    morning, text = view.morning, view.morning.texts[story.id]
    likeness = [
        morning.likeness(story.id, other.id) for other in view.stories if other.id != story.id
    ]
    openings = [
        morning.cover(text.title, text.terms_of(words))
        for words in text.beginnings[:OPENING_SENTENCES]
    ]
    return {
        "central": sum(likeness) / len(likeness) if likeness else 0.0,
        "best pair": max(likeness, default=0.0),
        "shared": morning.cover(text.title, view.shared),
        "own opening": max(openings, default=0.0),
    }


def shows(title: str) -> bool:
    """True for a headline that shows news, or asks about it, instead of telling it."""
    return _SHOWS.search(title) is not None or _asks(title) or title[:1].islower()


def _state(story: Story, view: EventView) -> dict[str, float]:
    state = view.states[story.id]
    return {
        "outcome": float(state.outcome),
        "overtaken": float(state.overtaken),
        "older": float(state.older),
        "toll": float(state.toll > 0),
        "low toll": float(state.toll < 0),
        "newest": _newness(story, view),
    }


def _newness(story: Story, view: EventView) -> float:
    """1 for the newest dated story of several, falling by a half every six hours."""
    dates = [other.published for other in view.stories if other.published]
    if story.published is None or len(dates) < 2:
        return 0.0
    hours = (max(dates) - story.published).total_seconds() / 3600
    return float(2 ** (-hours / 6))


def _form(story: Story, view: EventView, language: str) -> dict[str, float]:
    title = story.title
    count = len(title.split())
    return {
        "names": min(MOST_NAMES, _names(story, view.morning)) / MOST_NAMES,
        "quote first": float(_QUOTE_FIRST.match(title) is not None),
        "question": float(_asks(title)),
        "shows": float(_SHOWS.search(title) is not None or title[:1].islower()),
        "furniture": float(bool(story.furniture)),
        "loaded": float(_LOADED.search(title) is not None),
        "short": max(0.0, SHORT_WORDS - count) / 3,
        "long": max(0.0, count - LONG_WORDS) / 4,
        "foreign": float(story.language[:2] != language[:2]),
        "unsafe": float(is_unsafe(title)),
        "derived": float(story.title_derived or not title.strip()),
    }


def _asks(title: str) -> bool:
    """True for a question, and for "How the dam broke": it promises an answer."""
    return title.rstrip("\"”’' ").endswith(("?", "？", "؟")) or _ASKS.match(title) is not None


def is_unsafe(title: str) -> bool:
    """True where a headline calls somebody what only a court may call them."""
    return _UNSAFE.search(title) is not None and _SAFE.search(title) is None


def _names(story: Story, morning: Morning) -> int:
    """Runs of capitals in a headline; German gives every noun one, so there it says nothing.

    Of a headline that gives each word a capital those count that the morning writes so.
    """
    if story.language[:2] == "de":
        return 0
    title = PackedTokens.read(story.title)
    if in_title_case(title.words, story.language):
        return sum(1 for _ in morning.names.runs(title.words, title.marks))
    count, before = 0, False
    for token in title.unpacked():
        capital = token.word[:1].isupper() and not token.opens
        count += capital and not before
        before = capital
    return count
