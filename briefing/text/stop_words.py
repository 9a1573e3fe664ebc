"""Words that say nothing by themselves: articles, pronouns, prepositions, auxiliaries, "said"."""

from __future__ import annotations

from importlib import resources


def _read() -> dict[str, frozenset[str]]:
    """The lists of `stop_words.txt`: a paragraph a language, its code and a colon first."""
    text = resources.files("briefing.text").joinpath("stop_words.txt").read_text("utf-8")
    lists = {}
    for paragraph in text.split("\n\n")[1:]:
        code, _, words = paragraph.partition(":")
        lists[code.strip()] = frozenset(words.split())
    return lists


# ISO 639-1 code -> its words, in small letters.
STOP_WORDS = _read()
