"""What counts as a word in every budget, in scripts with and without spaces."""

from __future__ import annotations

import re

# Chinese and Japanese write no spaces; a word has about two characters.
_HAN_KANA = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
# Thai, Lao, Burmese and Khmer neither; with their marks a word has about five.
_MARKED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def count_words(text: str) -> int:
    """White-space separated words; where a script has no spaces, two or five characters a word.

    A text of both has the words of both. Time is linear in the text.
    """
    if text.isascii():
        return len(text.split())
    rest, short = _HAN_KANA.subn(" ", text)
    rest, long = _MARKED.subn(" ", rest)
    if not short and not long:
        return len(text.split())
    spaced = sum(any(map(str.isalnum, word)) for word in rest.split())
    return spaced + (short + 1) // 2 + (long + 4) // 5
