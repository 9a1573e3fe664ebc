"""A digest's items, a line or two each: the headline says what, a sentence the result.

Papers and releases come one to a topic; the news of a line is often not its first
sentence, but the one with the result and its number.
"""

from __future__ import annotations

import re
from itertools import islice

from briefing.editing.context import EditionContext
from briefing.editing.selection import Fresh
from briefing.editing.swap import swapped
from briefing.editing.telling import Telling, tell, words_of
from briefing.editing.topic_blocks import also_in
from briefing.models import Passage, Sentence, TopicBlock, count_words
from briefing.text.caseless import Caseless

NUMBER_POINTS = 1.0  # a result that says how much; chosen, not measured
PLACE_POINTS = -0.1  # for each sentence before it: results come early in news; chosen, not measured
FEWEST_WORDS = 6  # of a result in the authors' own voice: chosen, not measured
LAST_PLACE = 10  # an abstract has some ten sentences; what follows is background; chosen
# A number that measures: not a year, not the number of a figure, a version or a name.
_NUMBER = re.compile(r"(?<![\w.-])(?!(?:19|20)\d\d\b)[$€£]?\d[\d.,]{0,14}(?![\w-])")
# Papers say "we" of their authors; elsewhere a source's "we" is not repeated unquoted.
_OWN_VOICE = Caseless(
    r"\b(?:we|our|wir|unser\w{0,2}|nous|notre|nos|nuestr[oa]s?|nostr[oaie]|noss[oa]s?|onze|wij|vi|"
    r"vår[at]?|мы|наш\w{0,2})\b",
)
_RESULT = Caseless(
    r"\b(?:results?|show(?:s|ed|n)?|find(?:s|ings?)?|found|demonstrat\w{1,9}|outperform\w{0,3}|"
    r"achiev\w{1,6}|improv\w{1,6}|reduc\w{1,6}|increas\w{1,4}|decreas\w{1,4}|exceed\w{0,3}|"
    r"reach(?:es|ed)|rose|fell|grew|up\ from|down\ from|won|wins|approv\w{1,3}|reported|"
    r"announce[sd]?|agreed|sold|raised|cuts?|"
    r"ergab\w{0,3}|zeig(?:t|en|ten)|stieg\w{0,2}|sank\w{0,2}|erreich\w{1,4}|verbesser\w{1,4}|"
    r"montre(?:nt)?|résultats?|atteint|augment\w{1,4}|baiss\w{1,4}|"
    r"muestra[n]?|resultados?|alcanz\w{1,3}|aument\w{1,4}|mejor\w{1,3}|"
    r"mostra(?:no)?|risultati?|raggiun\w{1,4}|miglior\w{1,4}|"
    r"resultaten?|toont|tonen|stijg\w{1,2}|daalde|resultat\w{0,2}|visar|ökade|minskade|"
    r"показал\w{0,2}|результат\w{0,2}|вырос\w{0,2}|снизил\w{0,4})\b",
    verbose=True,
)


def digest_line(fresh: Fresh, context: EditionContext) -> TopicBlock:
    """A topic as an item of a digest: its headline, the result, and a number where there is one."""
    telling = tell(fresh, context)
    title = context.rulings.title(story.id for story in fresh.stories)
    return TopicBlock(
        topic_id=fresh.topic.id,
        title=title or telling.story.title,
        retitled=bool(title),
        story_id=telling.story.id,
        sentences=swapped(_said(telling, context), telling.view.stories, context),
        outlets=tuple(dict.fromkeys(story.outlet for story in fresh.stories)),
        developing=fresh.developing,
        also_in=also_in(fresh, telling.story),
        line=True,
    )


def _said(telling: Telling, context: EditionContext) -> tuple[Sentence, ...]:
    """The result, or the opening; beside one without a number the first that has it."""
    standing = _quotable(telling, context)
    results = [sentence for sentence in standing if _RESULT.search(sentence.text)]
    if context.layout.digest == "news" or not results:
        first = telling.opening or tuple(standing[:1])
    else:
        first = (max(results, key=lambda sentence: _worth(sentence, standing.index(sentence))),)
    if not first or _NUMBER.search(first[0].text):
        return first
    left = context.layout.topic_words - words_of(first)
    measured = (
        sentence
        for sentence in standing
        if sentence not in first
        and _NUMBER.search(sentence.text)
        and count_words(sentence.text) <= left
        and context.may_quote(telling.story, sentence, telling.fresh, first)
    )
    said = (*first, *islice(measured, 1))
    return tuple(sorted(said, key=lambda sentence: sentence.start))


def _quotable(telling: Telling, context: EditionContext) -> list[Sentence]:
    """The sentences of the headline's story that stand alone, fit, and readers do not know."""
    papers = context.layout.digest == "papers"
    return [
        passage.sentence
        for passage in context.morning.texts[telling.story.id].early(LAST_PLACE)
        if passage.stands or (papers and _is_authors_result(passage))
        if count_words(passage.text) <= context.layout.topic_words
        and context.may_quote(telling.story, passage.sentence, telling.fresh)
    ]


def _is_authors_result(passage: Passage) -> bool:
    """True for what the authors of a paper say of their own work: "we show that"."""
    whole = not (passage.leans or passage.needs) and passage.text.endswith(".")
    says = _OWN_VOICE.search(passage.text) and _RESULT.search(passage.text)
    return whole and bool(says) and count_words(passage.text) >= FEWEST_WORDS


def _worth(sentence: Sentence, place: int) -> float:
    """How much a result says: with its number more, and the earlier the more."""
    number = NUMBER_POINTS if _NUMBER.search(sentence.text) else 0.0
    return round(number + PLACE_POINTS * place, 6)
