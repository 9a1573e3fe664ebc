"""docs/api.md: the public names with their signatures and promises, made of the code itself.

`python -m benchmarks.api_page` writes it; a test keeps it true.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import briefing

PAGE = Path(__file__).resolve().parent.parent / "docs" / "api.md"
_HEAD = """# API

What `import briefing` promises; made by `python -m benchmarks.api_page`. Other names in the package
may change with any version. [As a library](library.md) shows them at work, and so does the
notebook, [docs/notebook.ipynb](notebook.ipynb)."""


def page() -> str:
    """The page, as Markdown."""
    public = [name for name in briefing.__all__ if name != "__version__"]
    functions = [name for name in public if inspect.isfunction(getattr(briefing, name))]
    types = [name for name in public if name not in functions]
    parts = [_HEAD, "## Functions", *map(_function, functions)]
    return "\n\n".join([*parts, "## Types", *map(_type, types)]) + "\n"


def _function(name: str) -> str:
    function = getattr(briefing, name)
    return f"### {name}\n\n```text\n{name}{_signature(function)}\n```\n\n{_doc(function)}"


def _signature(function: Any) -> str:
    """As it is called, one parameter a line where it is long."""
    signature = inspect.signature(function)
    parts, gives = list(_parts(signature)), signature.return_annotation
    line = f"({', '.join(parts)}) -> {gives}"
    if len(line) < 80:
        return line
    return "\n".join(["(", *(f"    {part}," for part in parts), f") -> {gives}"])


def _parts(signature: inspect.Signature) -> Iterator[str]:
    is_marked = False
    for parameter in signature.parameters.values():
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and not is_marked:
            is_marked = True
            yield "*"
        is_given = parameter.default is inspect.Parameter.empty
        default = "" if is_given else f" = {parameter.default!r}"
        yield f"{parameter.name}: {parameter.annotation}{default}"


def _type(name: str) -> str:
    kind = getattr(briefing, name)
    rows = "\n".join(_fields(kind))
    table = f"\n\n| field | type | default |\n|---|---|---|\n{rows}" if rows else ""
    methods = "\n".join(_methods(kind))
    listed = f"\n\n| method or property | gives |\n|---|---|\n{methods}" if methods else ""
    return f"### {name}\n\n{_doc(kind)}{table}{listed}"


def _methods(kind: Any) -> Iterator[str]:
    """Public methods and properties, those of our bases too, by name."""
    if issubclass(kind, Exception):
        return
    bases = [base for base in kind.__mro__ if base.__module__.startswith("briefing")]
    fields = {field.name for field in dataclasses.fields(kind)}
    for name in sorted({name for base in bases for name in vars(base)} - fields):
        if not name.startswith("_"):
            member = getattr(kind, name)
            called = name if isinstance(member, property) else f"{name}{_called(member)}"
            yield f"| `{called}` | {_doc(member).splitlines()[0]} |"


def _called(method: Any) -> str:
    names = [name for name in inspect.signature(method).parameters if name != "self"]
    return f"({', '.join(names)})"


def _fields(kind: Any) -> Iterator[str]:
    if dataclasses.is_dataclass(kind):
        for field in dataclasses.fields(kind):
            written = str(field.type).replace("|", "&#124;")
            yield f"| `{field.name}` | {written} | {_default(field)} |"


def _default(field: dataclasses.Field[Any]) -> str:
    if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
        return "must be given"
    if field.default is dataclasses.MISSING:
        return "empty"
    return f"`{field.default!r}`" if len(repr(field.default)) < 60 else "its own"


def _doc(thing: Any) -> str:
    return inspect.cleandoc(thing.__doc__ or "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
