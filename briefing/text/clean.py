"""Text hygiene. It deletes characters and changes white space; no letter is added or changed."""

from __future__ import annotations

import re
from collections.abc import Collection


def word_set(words: str) -> frozenset[str]:
    """The words of a string, split at white space: how this package writes down a vocabulary."""
    return frozenset(words.split())


# Controls (C0, C1, DEL), bidi marks, embeddings, overrides and isolates
# (UAX #9: they make text read other than it is), zero-width and other
# invisible format characters, tag characters, interlinear marks, lone
# surrogates and non-characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"
)
# The two joiners shape emoji and several scripts; between ASCII they only hide.
_JOINER = re.compile(
    "(?<![^\x00-\x7f])[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]++(?![^\x00-\x7f])"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028]")
_BLANKS = re.compile("[^\\S\n]{2,}|[^\\S\n ]")  # but for what is one blank already
_PARAGRAPH = re.compile("\n{3,}")

_BROKEN_STOP = re.compile(r"(?<=[^\W_]) +(?=[.,](?:\s|$|[”\"’]))")
_BROKEN_GENITIVE = re.compile(r"\b([A-Z]\w+) +(?=[’']s\s)")
_BROKEN_WORD = re.compile(r"\b([A-Z][^\W\d_]{2,}) +(n|ns|s)\b(?=\s+[^\W\d_A-Z]|[.,;:!?’”)]|\s*$)")
# Words in -a that stand before a lone n, but are no places: "sigma n", "Pizza n chips".
_NO_PLACES = word_set(
    "Alpha Beta Gamma Delta Zeta Eta Theta Iota Kappa Lambda Sigma Omega Data Extra Formula "
    "Mama Papa Mamma Pizza Pasta Schema Soda Tequila Vitamin"
)


def clean(text: str) -> str:
    r"""Text without control and invisible characters and with plain white space.

    Runs of blanks become one space, line ends `\n`, more than one empty line
    one empty line; both ends are stripped. Idempotent. Never longer than
    the input.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()  # as most names, titles and addresses are
    if not (text.isascii() and text.replace("\n", " ").isprintable()):
        text = _LINE_END.sub("\n", text.replace("\u2029", "\n\n"))
        text = _BLANKS.sub(" ", _JOINER.sub("", _INVISIBLE.sub("", text)))
    elif "  " in text:
        text = _BLANKS.sub(" ", text)
    text = text.replace(" \n", "\n").replace("\n ", "\n")
    return _PARAGRAPH.sub("\n\n", text).strip()


def one_line(text: str) -> str:
    """`clean(text)` on a single line: for titles, names and captions."""
    return " ".join(clean(text).split())


def mend(text: str, *, seen: Collection[str] = ()) -> str:
    """Words and stops that a page's markup broke, joined again.

    Pages that link names leave "Korea n soldiers", "Japan 's" and "China .":
    only the white space goes. A lone `n`, `ns` or `s` joins the capitalised
    word before it where the joined word is in `seen` (words met elsewhere,
    case as written), or where the word is a name in -a and the ending makes
    its demonym (Russia n). "Plan B", "vitamin C" and "I am" stay.
    """

    def joined(match: re.Match[str]) -> str:
        base, ending = match.groups()
        word = base + ending
        return word if word in seen or _is_demonym(base, ending) else match.group()

    text = _BROKEN_WORD.sub(joined, text)
    return _BROKEN_STOP.sub("", _BROKEN_GENITIVE.sub(r"\1", text))


def joinable_words(text: str) -> tuple[str, ...]:
    """The words that `mend` would join if they were in `seen`."""
    return tuple({match[1] + match[2]: None for match in _BROKEN_WORD.finditer(text)})


def _is_demonym(base: str, ending: str) -> bool:
    return ending in {"n", "ns"} and base.endswith("a") and base not in _NO_PLACES
