"""Which stories of a source are wanted: pure, and every drop has its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from briefing.errors import InputError
from briefing.models import Keyed, Story

# Chosen: a story says what it is about in its first thousand words.
MAX_SEARCHED_CHARS = 5000
_OLDEST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is wanted of a source; an empty field asks for nothing.

    `include` and `exclude` hold words or phrases, found as whole words in
    title and text in any case, or patterns between slashes (`/fl[oa]wed/`).
    `sections`, `languages` and `authors` name what alone is wanted. `cap` is
    the number of stories a run, the newest first; 0 is no cap.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    cap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """The stories let through, in their order, and why the others are not: ids with reasons.

    `places` are those of `stories` among all that were judged.
    """

    stories: tuple[Keyed, ...]
    places: tuple[int, ...]
    dropped: tuple[tuple[str, str], ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """One line a reason, with the number of stories."""
        reasons = Counter(reason for _, reason in self.dropped)
        return tuple(f"{count} left out: {why}" for why, count in sorted(reasons.items()))


def select(stories: Sequence[Keyed], rule: Filter) -> Selected:
    """The stories a filter lets through.

    Raises InputError for a pattern that is no regular expression.
    """
    reasons = _reasons([keyed.story for keyed in stories], rule)
    places = tuple(place for place, why in enumerate(reasons) if not why)
    return Selected(
        stories=tuple(stories[place] for place in places),
        places=places,
        dropped=tuple(
            (keyed.story.id, why) for keyed, why in zip(stories, reasons, strict=True) if why
        ),
    )


def chosen(stories: Sequence[Story], rule: Filter) -> tuple[Story, ...]:
    """As `select`, for stories that were stored before."""
    reasons = _reasons(stories, rule)
    return tuple(story for story, why in zip(stories, reasons, strict=True) if not why)


def _reasons(stories: Sequence[Story], rule: Filter) -> list[str]:
    """Why each story is not wanted, "" where it is."""
    judge = _Judge(rule)
    reasons = [judge.against(story) for story in stories]
    candidates = [at for at, why in enumerate(reasons) if not why]
    newest = _newest(stories, candidates, rule.cap)
    for at in candidates:
        reasons[at] = "" if at in newest else f"more than {rule.cap} stories"
    return reasons


class _Judge:
    """A filter with its words compiled."""

    def __init__(self, rule: Filter) -> None:
        self._include = tuple(map(_pattern, rule.include))
        self._exclude = tuple((word, _pattern(word)) for word in rule.exclude)
        self._sections = _folded(rule.sections)
        self._languages = _folded(rule.languages)
        self._authors = _folded(rule.authors)

    def against(self, story: Story) -> str:
        """Why this story is not wanted, or ""."""
        return self._by_words(story) or self._by_field(story)

    def _by_words(self, story: Story) -> str:
        words = f"{story.title}\n{story.text[:MAX_SEARCHED_CHARS]}"
        for word, pattern in self._exclude:
            if pattern.search(words):
                return f"holds “{word}”"
        if self._include and not any(pattern.search(words) for pattern in self._include):
            return "holds none of the words asked for"
        return ""

    def _by_field(self, story: Story) -> str:
        if self._sections and story.section.casefold() not in self._sections:
            return "another section"
        if self._languages and story.language.casefold() not in self._languages:
            return "another language"
        if self._authors and not any(name in story.author.casefold() for name in self._authors):
            return "another author"
        return ""


def _pattern(word: str) -> re.Pattern[str]:
    """A word or phrase as whole words, or what stands between slashes as it is."""
    if len(word) > 2 and word.startswith("/") and word.endswith("/"):
        try:
            return re.compile(word[1:-1], re.IGNORECASE)
        except re.error as error:
            raise InputError(
                f"is no pattern: {error}", where=word, hint="see Python's re"
            ) from error
    phrase = r"\s+".join(map(re.escape, word.split()))
    return re.compile(rf"(?<!\w){phrase}(?!\w)", re.IGNORECASE)


def _folded(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip().casefold() for name in names)


def _newest(stories: Sequence[Story], candidates: list[int], cap: int) -> set[int]:
    """At most `cap` of the candidates, the newest; one without a date counts as the oldest."""
    order = sorted(candidates, key=lambda at: (stories[at].published or _OLDEST, -at))
    return set(order[-cap:] if cap else order)
