"""Why a topic matters: what a source labels so, else a sentence that says so, else nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.editing.context import EditionContext
from briefing.editing.selection import Fresh
from briefing.editing.significance import points_at_the_news, says_why
from briefing.editing.strangers import opens_with_a_stranger
from briefing.editing.telling import Telling
from briefing.models import Sentence, Story, count_words
from briefing.text.sentences import sentences

MOST_LABELLED_SENTENCES = 2  # of those a source labels: chosen, not measured
WORDS = range(6, 41)  # of one that is not labelled: chosen, not measured
MOST_PLACES = 25  # of sentences: why it matters, a story says early; chosen, not measured


def why_it_matters(fresh: Fresh, telling: Telling, task: EditionContext) -> tuple[Sentence, ...]:
    """What its sources label as why it matters, at most two sentences; else one that says so.

    Without what readers know and what the headline says. One that is not
    labelled can be read alone, or its "this" means the news itself.
    """
    head = telling.story
    taken = {(sentence.story_id, sentence.start) for sentence in telling.opening}
    marked = _marked(fresh.originals)
    free = [
        sentence
        for sentence in marked
        if _is_free(sentence, fresh, head) and (sentence.story_id, sentence.start) not in taken
    ]
    chosen: list[Sentence] = []
    for sentence in free:
        if len(chosen) < MOST_LABELLED_SENTENCES and _fits(
            sentence, task, (*telling.opening, *chosen)
        ):
            chosen.append(sentence)
    if free:
        return tuple(chosen)
    unlabelled = (
        sentence for story in telling.view.stories for sentence in _saying_why(story, task)
    )
    fits = (
        sentence
        for sentence in unlabelled
        if sentence not in telling.opening
        and _is_free(sentence, fresh, head)
        and _is_placed(sentence, telling, task)
        and _fits(sentence, task, telling.opening)
    )
    return tuple([*fits][:1])


def _marked(stories: Sequence[Story]) -> Iterator[Sentence]:
    for story in stories:
        for mark in story.marks:
            text = story.text[mark.start : mark.end]
            yield Sentence(text=text, story_id=story.id, start=mark.start, end=mark.end)


def _saying_why(story: Story, task: EditionContext) -> Iterator[Sentence]:
    """The sentences of a story that say why it matters; its opening says what it is."""
    for sentence in sentences(story)[1:MOST_PLACES]:
        says = count_words(sentence.text) in WORDS and says_why(sentence.text, story.language)
        if says and (points_at_the_news(sentence.text) or sentence in task.standing(story)):
            yield sentence


def _is_free(sentence: Sentence, fresh: Fresh, head: Story) -> bool:
    """True for one that readers do not know yet and that is not the headline."""
    is_known = any(
        old.story_id == sentence.story_id and old.start < sentence.end and sentence.start < old.end
        for old in fresh.old
    )
    return bool(sentence.text.strip()) and sentence.text != head.title and not is_known


def _is_placed(sentence: Sentence, telling: Telling, task: EditionContext) -> bool:
    """True where all that it speaks of stands in the headline or the opening."""
    above = [telling.story.title, *(one.text for one in telling.opening)]
    language = task.stories[sentence.story_id].language
    return not opens_with_a_stranger(sentence.text, above, language)


def _fits(sentence: Sentence, task: EditionContext, beside: Sequence[Sentence]) -> bool:
    """True where so much of the story may still be quoted."""
    story = task.stories[sentence.story_id]
    return count_words(sentence.text) <= task.room(story, beside)
