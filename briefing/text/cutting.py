"""Lines that are too long for their place: whole words always, a whole thought where one ends."""

from __future__ import annotations

import re

from briefing.text.clean import one_line, word_set

SUBJECT_CHARS = 60  # what inboxes show of a subject: chosen, not measured
FEWEST_CHARS = 18  # a thought of less says too little: chosen, not measured
FEWEST_WORDS = 3  # of a line that is cut: chosen, not measured
SMALL_WORD_CHARS = 3  # of, by, the, und, der, les: chosen, not measured
_PUNCTUATION = ",;:–—،؛，；：、"
# Words that begin the next thought of a headline.
_JOINTS = word_set(
    "as after before while but and when amid despite because "
    "während nachdem bevor aber und wenn weil trotz "
    "alors après avant tandis mais et quand malgré "
    "mientras tras antes pero y cuando"
)
_WORD = re.compile(r"\S+")


def cut(text: str, most: int) -> str:
    """At most `most` characters, cut at a word, with an ellipsis where something went."""
    line = one_line(text)
    if len(line) <= most:
        return line
    whole_words = line[:most].rsplit(" ", 1)[0] if " " in line[:most] else line[: most - 1]
    return whole_words.rstrip(" ,;:–—-")[: most - 1] + "…"


def cut_at_thought(text: str, most: int = SUBJECT_CHARS) -> str:
    """At most `most` characters, cut where a thought ends, else at a word; with an ellipsis."""
    line = one_line(text)
    if len(line) <= most:
        return line
    ends = [end for end in _ends(line) if FEWEST_CHARS <= end < most]
    return line[: max(ends)].rstrip(f" {_PUNCTUATION}-") + "…" if ends else _whole(cut(line, most))


def _whole(line: str) -> str:
    """A cut line without the small words that lead on to what is gone: "by a vote of…"."""
    words = line.removesuffix("…").split(" ")
    while len(words) > FEWEST_WORDS and len(words[-1]) <= SMALL_WORD_CHARS:
        words.pop()
    return " ".join(words).rstrip(f" {_PUNCTUATION}-") + "…"


def _ends(line: str) -> list[int]:
    """Where a thought ends: behind a sign, and before a word that begins another."""
    ends = []
    for word in _WORD.finditer(line):
        if word[0][-1] in _PUNCTUATION:
            ends.append(word.end() - 1)
        if word[0].casefold() in _JOINTS:
            ends.append(word.start())
    return ends
