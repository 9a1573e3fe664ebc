"""Which words a text must hold for a pattern to find anything: read off the pattern.

    python -m benchmarks.needed_words > briefing/text/kinds/mark_words.json

A match of `(?:quiz|test your)$` holds "quiz" or "test your": a text without either need
not be searched. The words of the marks of kinds stand in `mark_words.json`, by field and mark; a
mark without words is searched for in every text. A test compares the file with the patterns.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from briefing.text.caseless import Caseless
from briefing.text.kinds.marks import patterns

# Of a class of letters each is a word: of larger ones a text nearly always holds one.
MOST_LETTERS = 8

Words = frozenset[str]


def needed_words(pattern: Caseless) -> Words:
    """Words in small letters of which each match holds one; none where nothing is sure."""
    words = max(every_choice(pattern), key=_worth, default=frozenset())
    return frozenset(word for word in words if not any(word != w and w in word for w in words))


def every_choice(pattern: Caseless) -> list[Words]:
    """All sets of words of which each match holds one."""
    return list(_of_sequence(_parser.parse(pattern.source, pattern.pattern.flags)))


def _worth(words: Words) -> tuple[int, int, list[str]]:
    """Long words are seldom met; of as long ones few are looked for faster."""
    return min(map(len, words)), -len(words), sorted(words)


def _of_sequence(parts: Iterable[Any]) -> Iterator[Words]:
    """Runs of letters, and what each part that must be there needs by itself."""
    run = ""
    for operator, argument in parts:
        if operator is sre.LITERAL:
            run += chr(argument).lower()
            continue
        if run:
            yield frozenset((run,))
        run = ""
        yield from _of_part(operator, argument)
    if run:
        yield frozenset((run,))


def _of_part(operator: Any, argument: Any) -> Iterator[Words]:
    if operator is sre.BRANCH:
        ways = [max(_of_sequence(way), key=_worth, default=frozenset()) for way in argument[1]]
        if all(ways):
            yield frozenset().union(*ways)
    elif operator is sre.IN and all(kind is sre.LITERAL for kind, _ in argument):
        if len(argument) <= MOST_LETTERS:
            yield frozenset(chr(code).lower() for _, code in argument)
    elif operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT) and argument[0] > 0:
        yield from _of_sequence(argument[2])
    elif operator in (sre.SUBPATTERN, sre.ATOMIC_GROUP, sre.ASSERT):
        yield from _of_sequence(argument if operator is sre.ATOMIC_GROUP else argument[-1])


def mark_words() -> dict[str, dict[str, list[str]]]:
    """The words of each mark that needs some, by field."""
    return {field: _of_marks(marks) for field, marks in patterns().items()}


def _of_marks(marks: dict[str, Caseless]) -> dict[str, list[str]]:
    words = {name: sorted(needed_words(mark)) for name, mark in marks.items()}
    return {name: needed for name, needed in words.items() if needed}


def as_json(table: dict[str, dict[str, list[str]]]) -> str:
    """The table with a line for each mark."""
    fields = [
        f"{json.dumps(field)}: {{\n"
        + ",\n".join(f" {json.dumps(name)}: {_listed(words)}" for name, words in marks.items())
        + "\n}"
        for field, marks in table.items()
    ]
    return "{" + ",\n".join(fields) + "}"


def _listed(words: list[str]) -> str:
    return json.dumps(words, ensure_ascii=False)


if __name__ == "__main__":
    print(as_json(mark_words()))
