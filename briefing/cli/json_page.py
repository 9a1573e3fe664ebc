"""docs/json.md: what `--json` prints, made of the types themselves."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints

from briefing.cli.json_registry import ERROR, LINE_BY_LINE, NO_JSON, SHAPES
from briefing.cli.json_words import OWN_WORDS, WORDS

_HEAD = f"""# What `--json` prints

Made by `briefing help --shapes`; a test holds it against what the commands print. Every command
takes `--json`, but for {", ".join(f"`{name}`" for name in sorted(NO_JSON))}, which print a page
or a script. The answer is one JSON value in UTF-8 on standard output; talk and warnings stay on
standard error. Commands that go on ({", ".join(f"`{name}`" for name in sorted(LINE_BY_LINE))})
print one JSON value a line, as things happen. Moments are ISO 8601 with their offset, days
`2026-11-24`. Within a version 1 fields may be added, but none is removed or changes its type.

Exit codes are the same with and without `--json`. Where a command ends without its answer, an
error stands in its place, and the same words on standard error:

```json
{{"error": {{"kind": "config", "message": "config.yaml: is not there", "exit_code": 2}}}}
```

`edition.json` has a format of its own: [edition.schema.json](edition.schema.json)."""
_SIMPLE = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    NoneType: "null",
    datetime: "moment",
    date: "day",
    Any: "any",
}


def page() -> str:
    """The page, as Markdown."""
    parts = [_HEAD, "## By command", "| command | prints |\n|---|---|\n" + "\n".join(_commands())]
    parts += ["## Shapes", *(_about(shape) for shape in shapes())]
    return "\n\n".join(parts) + "\n"


def _commands() -> Iterator[str]:
    for name, shape in sorted(SHAPES.items()):
        lines = ", a line each" if name in LINE_BY_LINE else ""
        yield f"| `briefing {name}` | {in_words(shape)}{lines} |"


def shapes() -> tuple[type, ...]:
    """Every shape with fields of its own, in the order of the alphabet."""
    found: dict[str, type] = {}
    for shape in (ERROR, *SHAPES.values()):
        for one in _within(shape):
            found[one.__name__] = one
    return tuple(found[name] for name in sorted(found))


def _within(shape: Any) -> Iterator[type]:
    """The shapes in a type: itself, and those of its fields."""
    for part in get_args(shape):
        yield from _within(part)
    if is_shape(shape):
        yield shape
        for part in fields_of(shape).values():
            yield from _within(part)


def is_shape(shape: Any) -> bool:
    """Whether a type has fields: a TypedDict or a dataclass."""
    return isinstance(shape, type) and (
        dataclasses.is_dataclass(shape) or hasattr(shape, "__required_keys__")
    )


def fields_of(shape: type) -> dict[str, Any]:
    """The fields of a shape with their types; NotRequired shows."""
    hints = get_type_hints(shape, include_extras=True)
    if dataclasses.is_dataclass(shape):
        return {field.name: hints[field.name] for field in dataclasses.fields(shape)}
    return hints


def in_words(shape: Any) -> str:
    """A type as the page writes it."""
    origin, parts = get_origin(shape), get_args(shape)
    if is_shape(shape):
        return f"[{shape.__name__}](#{shape.__name__.lower()})"
    if origin is NotRequired:
        return f"{in_words(parts[0])}; may be missing"
    if origin in {Union, UnionType}:
        return " or ".join(in_words(part) for part in parts)
    if origin is Literal:
        return ", ".join(f"`{part}`" if part else "empty" for part in parts)
    if origin in {list, tuple}:
        inner = [part for part in parts if part is not Ellipsis]
        return f"list of {' and '.join(in_words(part) for part in inner)}"
    if origin is dict:
        return f"object of {in_words(parts[1])} by name"
    return _SIMPLE[shape]


def _about(shape: type) -> str:
    said = (shape.__doc__ or "").strip().splitlines()[0]
    rows = "\n".join(
        f"| `{name}` | {in_words(kind)} | {words_for(shape, name)} |"
        for name, kind in fields_of(shape).items()
    )
    return f"### {shape.__name__}\n\n{said}\n\n| field | type | is |\n|---|---|---|\n{rows}"


def words_for(shape: type, field: str) -> str:
    """What a field is; KeyError where nobody has said it."""
    own = OWN_WORDS.get(f"{shape.__name__}.{field}")
    return own or WORDS[field]
