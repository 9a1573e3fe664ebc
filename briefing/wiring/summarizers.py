"""The `method:` of config.yaml -> the function that condenses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

from briefing.condensing import summarizer
from briefing.config import Config
from briefing.editing.layout import Summarizer
from briefing.errors import InputError
from briefing.models import Budget, Story, Summary
from briefing.wiring.dotted import imported, is_dotted

logger = logging.getLogger(__name__)

_WHERE = "edition: method:"
OWN = "briefing"


def summarizer_of(config: Config) -> Summarizer | None:
    """The method by its name, or a function of somebody else's by its dotted path.

    None for `briefing`: what follows an opening is then chosen by the edition's
    own measure.

    InputError where there is none, or where it gives what no source says.
    """
    method = config.edition.method
    if method == OWN:
        return None
    if not is_dotted(method):
        return summarizer(method)
    return _checked(method, imported(method, where=_WHERE, folder=config.folder))


def _checked(method: str, function: Callable[..., Any]) -> Summarizer:
    """The function, held to the law: sentences of these stories, word for word."""

    def summarize(stories: Sequence[Story], budget: Budget) -> Summary:
        try:
            summary = function(stories, budget)
        except Exception as error:
            logger.exception("the method %s fails", method)
            what = f"{method!r} fails: {type(error).__name__}: {error}"
            raise InputError(what, where=_WHERE, hint="correct that function") from error
        if not isinstance(summary, Summary):
            hint = "it must give a briefing.Summary"
            what = f"{method!r} gave {type(summary).__name__}"
            raise InputError(what, where=_WHERE, hint=hint)
        texts = {story.id: story.text for story in stories}
        for sentence in summary.sentences:
            text = texts.get(sentence.story_id, "")
            if text[sentence.start : sentence.end] != sentence.text or not sentence.text:
                what = (
                    f"{method!r} gave a sentence that no story holds there: {sentence.text[:60]!r}"
                )
                raise InputError(what, where=_WHERE, hint="take Sentence from briefing.sentences")
        return summary

    return summarize
