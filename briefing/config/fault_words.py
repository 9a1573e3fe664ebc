"""pydantic's complaints in plain words, with the name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from pydantic_core import ErrorDetails

KINDS = "folder, feed, page, index, sitemap, opml, mail or package.module:Class"
# What other programs call the same.
_OTHER_NAMES = {
    "atom": "feed",
    "directory": "folder",
    "imap": "mail",
    "maildir": "mail",
    "mbox": "mail",
    "rss": "feed",
    "url": "page",
}
_WHOLE = {
    "missing": "is missing",
    "model_type": "should hold keys of its own, indented below it",
    "dict_type": "should hold names and values, indented below it",
    "tuple_type": "should be a list, such as [one, another]",
    "union_tag_not_found": f"needs `kind:` ({KINDS})",
}
_VALUE = {
    "string_type": "should be text; put it into quotation marks",
    "int_type": "should be a whole number, without quotation marks",
    "int_from_float": "should be a whole number",
    "float_type": "should be a number, without quotation marks",
    "bool_type": "should be true or false",
    "date_type": "should be a date such as 2026-12-24, without quotation marks",
}
# What most often is behind a complaint of libyaml, whose words are about its own grammar.
_YAML = {
    "cannot start any token": "a tab, or a text that begins with @, ` or %: indent with blanks, "
    "put the text into quotation marks",
    "a tab character": "indent with blanks, not with a tab",
    "mapping values are not allowed": "a second colon in a line: put the text into quotation "
    "marks; or the line is indented too far",
    "did not find expected key": "check how this line and those before it are indented",
    "expected node content": "a bracket is not closed, or nothing stands behind a comma",
    "expected ',' or": "a bracket is not closed, a comma is missing, or a text with a colon lacks "
    "its quotation marks",
    "expected '-' indicator": "a list and keys stand at one indentation",
    "end of stream": "a quotation mark or bracket is not closed",
    "undefined alias": "a text that begins with *: put it into quotation marks",
}
_BOUNDS = {
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
    "greater_than": ("above", "gt"),
    "less_than": ("below", "lt"),
}


def expected(fault: ErrorDetails, known: Iterable[str] = ()) -> str:
    """What was expected at the place of a complaint; `known` are the keys that may stand there."""
    kind = fault["type"]
    if kind == "extra_forbidden":
        return _unknown_key(str(fault["loc"][-1]), known)
    if kind in _WHOLE:
        return _WHOLE[kind]
    if kind == "union_tag_invalid":
        return f"`kind:` should be {KINDS}{_nearest_kind(str(fault['ctx']['tag']))}"
    return _with_value(fault)


def not_yaml(problem: str) -> str:
    """A complaint of libyaml, with what is most often behind it."""
    hint = next((words for sign, words in _YAML.items() if sign in problem), "")
    return f"is not YAML: {problem}" + (f" ({hint})" if hint else "")


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean “title”?`, or nothing where no known word is like it."""
    close = get_close_matches(word.lower(), list(known), n=1)
    return f"; did you mean “{close[0]}”?" if close else ""


def _nearest_kind(tag: str) -> str:
    meant = _OTHER_NAMES.get(tag.lower(), tag)
    return nearest(meant, KINDS.replace(" or ", ", ").split(", "))


def _unknown_key(name: str, known: Iterable[str]) -> str:
    names = tuple(known)
    hint = nearest(name, names)
    if not hint and names:
        hint = f"; known here: {', '.join(names)}"
    return f"is not a key that may stand here{hint}"


def _with_value(fault: ErrorDetails) -> str:
    value = fault.get("input")
    suffix = f", not {value!r}" if isinstance(value, str | int | float | bool) else ""
    if fault["type"] in _BOUNDS:
        word, bound = _BOUNDS[fault["type"]]
        return f"should be {word} {fault['ctx'][bound]}{suffix}"
    if fault["type"] == "literal_error":
        words = fault["ctx"]["expected"].replace("'", "")
        close = nearest(str(value), words.replace(" or ", ", ").split(", "))
        return f"should be {words}{suffix}{close}"
    if fault["type"] == "too_short":
        return f"should be a list with at least {fault['ctx']['min_length']} in it"
    message = _VALUE.get(fault["type"]) or fault["msg"].removeprefix("Value error, ")
    message = message.replace("Input should be", "should be").replace("String should", "should")
    wanted, mark, close = message.partition("; did you mean")
    return f"{wanted}{suffix}{mark}{close}"
