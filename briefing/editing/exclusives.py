"""What was found in one outlet alone: "Found only in B: …", in B's own sentence.

The line must be true of what was read, so every doubt counts against it: what
another outlet tells in like words, in any of its stories of the topic, told
now or before, is not B's alone; nor is what the others had no room to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.editing.context import EditionContext
from briefing.editing.novelty import KnownText
from briefing.editing.selection import Fresh
from briefing.models import Sentence, Story, count_words
from briefing.text.caseless import Caseless
from briefing.text.clean import word_set
from briefing.text.sentences import sentences
from briefing.text.terms import terms, words
from briefing.text.voice import in_first_person, unquoted

FEWEST_OTHER_OUTLETS = 2  # of two, each reports half of everything alone (docs/decisions.md)
TEASER_SENTENCES = 2  # the silence of a story that has no more says nothing (docs/decisions.md)
MOST_SENTENCES = 2  # a topic, each of another event: chosen, not measured
WORDS = range(8, 35)  # of such a sentence: chosen, not measured


def only_one_outlet(
    fresh: Fresh, title: str, beside: Sequence[Sentence], task: EditionContext
) -> tuple[Sentence, ...]:
    """At most two sentences, one an event, that tell what no other outlet tells.

    An outlet is asked where at least two others tell the event at length.
    Sentences readers know, and those shown already, do not count, nor do
    outlets whose text is another's copy. Of several outlets the one that alone
    tells most has the word.
    """
    chosen: list[Sentence] = []
    originals = {story.id for story in fresh.originals}
    for event in fresh.events:
        stories = [story for story in event.stories if story.id in originals]
        asked = [_alone(story, title, (*beside, *chosen), fresh, task) for story in _asked(stories)]
        asked.sort(key=lambda answer: answer[0], reverse=True)
        chosen += [sentence for _, fits in asked for sentence in fits][:1]
    return tuple(chosen[:MOST_SENTENCES])


def _asked(stories: Sequence[Story]) -> list[Story]:
    """The stories of an event that enough other outlets tell at length."""
    at_length = {story.outlet for story in stories if len(sentences(story)) > TEASER_SENTENCES}
    return [story for story in stories if len(at_length - {story.outlet}) >= FEWEST_OTHER_OUTLETS]


def _alone(
    story: Story, title: str, beside: Sequence[Sentence], fresh: Fresh, task: EditionContext
) -> tuple[float, tuple[Sentence, ...]]:
    """The sentence that says most of what a story alone tells, if any, and how much that is."""
    above = [title, *(sentence.text for sentence in beside)]
    readable = [
        sentence
        for sentence in task.standing(story)
        if count_words(sentence.text) in WORDS
        and not is_loose(sentence.text, above, story.language)
    ]
    if not readable:
        return 0.0, ()
    elsewhere = _elsewhere(story, beside, fresh)
    free = [
        sentence
        for sentence in readable
        if elsewhere.lacks(sentence.text) and task.may_quote(story, sentence, fresh, beside)
    ]
    best = max(
        free,
        key=lambda sentence: (elsewhere.memory.unseen(sentence.text), -sentence.start),
        default=None,
    )
    return (elsewhere.memory.unseen(best.text), (best,)) if best else (0.0, ())


def _elsewhere(story: Story, beside: Sequence[Sentence], fresh: Fresh) -> Elsewhere:
    """What stands against a story: all stories of the topic by others, and all that is shown."""
    others = [other for other in fresh.topic.stories if other.outlet != story.outlet]
    texts = [sentence.text for sentence in beside]
    for other in others:
        texts += [other.title, *(sentence.text for sentence in sentences(other))]
    return Elsewhere(
        memory=KnownText.of(texts, language=story.language),
        outlets=tuple(dict.fromkeys(other.outlet for other in others)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What the other outlets tell, and their names."""

    memory: KnownText
    outlets: tuple[str, ...]

    def lacks(self, text: str) -> bool:
        """True where nobody else tells a sentence, and it credits none of them."""
        credited = any(
            name in text and re.search(rf"\b{re.escape(name)}\b", text) for name in self.outlets
        )
        return not credited and self.memory.is_alone(text)


_POINTS = re.compile(r"[\"“‘(]?(?:The|This|That|These|Those|Such)\s+")
_CLAUSE = re.compile(
    r"(?:As (?:previously|already|mentioned|noted|described)|(?:Just |Only |Soon )?(?:[\w-]+ ){0,3}"
    r"(?:After|after|Before|before|When|when|While|while|Once|once|Until|until|As|as|If|if|Since|"
    r"since|Because|because) (?:it|they|he|she|this|that|these|those)|In order to|To do (?:so|this|"
    r"that)|Adding insult)\b"
)
# "KCCA also has been rocked": it goes on from something; "at 4 p.m.", but of which day?
_ADDS = Caseless(
    r"\b(?:also|too|as well|instead|meanwhile|moreover|in addition|similarly|likewise|again|"
    r"another|other|others|the latter|the former|such|the same|both)\b",
)
# An answer without its question, and somebody who "has been named" without the name.
_ANSWERS = Caseless(
    r"\b(?:replied|responded|responding to|in (?:response|reply|answer) to|answered|"
    r"(?:when )?asked (?:if|whether|about|why|how|what)|"
    r"(?:has|have|had) (?:not )?(?:yet )?been (?:named|identified)(?! as\b)|"
    r"(?:was|were) not (?:named|identified))\b",
)
_HOUR = Caseless(
    r"\b\d{1,2}(?:[:.]\d\d)? ?(?:a\.?m\b|p\.?m\b|o['’]clock)|\b\d{1,2}:\d\d\b|"
    r"\b(?:at noon|by noon|at midnight|this morning|tonight|that (?:day|night|morning|evening))\b",
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DAY = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    rf"|\b\d{{1,2}} {_MONTH}\b|\b{_MONTH} \d{{1,2}}\b"
)
_HEAD_WORDS = 4  # after "the", among which its noun stands: chosen, not measured
_EXPLAINED = word_set("of who whom whose that which where behind against between")
_ONLY_ONE = word_set(
    "government opposition president prime king queen pope parliament police army navy weather sun "
    "moon world country capital economy public media internet press stock central foreign finance "
    "interior supreme army coast first latest most best worst biggest largest highest lowest only"
)


def is_loose(text: str, above: Iterable[str], language: str = "en") -> bool:
    """True for a sentence that readers of `above` alone cannot place. English; else False."""
    if language[:2] != "en":
        return False
    if _goes_on(text):
        return True
    match = _POINTS.match(text)
    return match is not None and not _is_known(text[match.end() :], above)


@lru_cache(maxsize=2_000)  # a sentence is asked about for each place it may have
def _goes_on(text: str) -> bool:
    """True for a sentence that nobody can place, whatever stands above it."""
    bare = unquoted(text)
    if _ADDS.search(bare) or (_HOUR.search(bare) and not _DAY.search(bare)):
        return True
    asks = text.rstrip('"”’) ').endswith("?")
    answers = _ANSWERS.search(bare) is not None or _CLAUSE.match(bare) is not None
    return asks or answers or in_first_person(bare)


def _is_known(rest: str, above: Iterable[str]) -> bool:
    """True where what follows "the" is explained, unique, named or met above."""
    opening = rest.split()[:_HEAD_WORDS]
    if any(word[:1].isupper() or word[:1].isdigit() for word in opening[:2]):
        return True
    first = words(" ".join(opening))
    if set(first[1:]) & _EXPLAINED or set(first[:1]) & _ONLY_ONE:
        return True
    met = {term for text in above for term in terms(text)}
    return bool(set(terms(" ".join(opening))) & met)
