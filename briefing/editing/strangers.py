"""Does a line open with a name that readers have not met? Then it needs what stands around it."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.text.proper_names import ROLES, tokens
from briefing.text.terms import terms

SUBJECT_WORDS = 6  # of a sentence, among which its subject stands: chosen, not measured


def opens_with_a_stranger(text: str, above: Iterable[str], language: str = "en") -> bool:
    """True where a name of one word among the first is in nothing that stands above.

    A name of several words introduces itself. German gives every noun a capital: there
    only names in capitals throughout count.
    """
    met = {term for one in above for term in terms(one, language)}
    read = tokens(text, SUBJECT_WORDS + 1)
    for place, token in enumerate(read[:SUBJECT_WORDS]):
        beside = [*read[max(0, place - 1) : place], *read[place + 1 : place + 2]]
        if any(near.word[:1].isupper() for near in beside) or token.word in ROLES:
            continue
        in_capitals = len(token.word) > 2 and token.word.isupper()
        is_name = in_capitals or (
            language[:2] != "de" and token.word[:1].isupper() and not token.opens
        )
        if is_name and not met.intersection(terms(token.word, language)):
            return True
    return False
