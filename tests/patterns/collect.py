"""All regular expressions of the package: those in module attributes and those of `re.` calls.

A pattern is collected with the ways it is used (`search`, `fullmatch`, …), as
the syntax trees tell them: what is linear from one place on may be quadratic
where it is searched for.
"""

from __future__ import annotations

import ast
import importlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import briefing
from briefing.text.caseless import Caseless

PACKAGE = Path(briefing.__file__).parent
WAYS = ("match", "fullmatch", "search", "sub", "subn", "finditer", "findall", "split")
Ways = defaultdict[tuple[str, str], set[str]]
# What stands for a value that is only known while the program runs.
PLACEHOLDER = "word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A pattern, where it stands, and how it is applied."""

    where: str
    pattern: str | bytes
    flags: int
    way: str

    def to_json(self) -> str:
        """One line that `from_json` reads again."""
        is_bytes = isinstance(self.pattern, bytes)
        pattern = (
            self.pattern.decode("latin-1") if isinstance(self.pattern, bytes) else self.pattern
        )
        return json.dumps([self.where, pattern, is_bytes, self.flags, self.way])

    @classmethod
    def from_json(cls, line: str) -> Use:
        """The use that `to_json` wrote."""
        where, pattern, is_bytes, flags, way = json.loads(line)
        known = pattern.encode("latin-1") if is_bytes else pattern
        return cls(where=where, pattern=known, flags=flags, way=way)


def uses() -> list[Use]:
    """Every pattern of the package with every way it is used, in a fixed order.

    One that no method is seen called on, as a member of a table, counts as searched for.
    """
    trees = {_name(path): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    ways = _ways(trees)
    found: dict[Use, None] = {}
    for name, tree in sorted(trees.items()):
        if not any(_brings_patterns(node) for node in tree.body):
            continue
        module = importlib.import_module(name)
        for use in (*_attributes(module, tree, ways), *_calls(module, tree, name)):
            found[use] = None
    return list(found)


def _brings_patterns(node: ast.stmt) -> bool:
    """True for the import of `re`, or of the module that searches without regard to case."""
    if isinstance(node, ast.ImportFrom):
        return node.module == Caseless.__module__
    return isinstance(node, ast.Import) and node.names[0].name == "re"


def _name(path: Path) -> str:
    parts = ("briefing", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


def _attributes(module: Any, tree: ast.Module, ways: Ways) -> Iterator[Use]:
    """The patterns a module makes, used as it does and as those do that import them."""
    for attribute, value in vars(module).items():
        if not _is_own(tree, attribute):
            continue
        for pattern in _patterns(value):
            for way in sorted(ways[module.__name__, attribute]) or ["search"]:
                yield Use(
                    where=f"{module.__name__}.{attribute}",
                    pattern=pattern.pattern,
                    flags=pattern.flags,
                    way=way,
                )


def _patterns(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, Caseless):
        yield value.pattern
    elif isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for member in (*value.keys(), *value.values()):
            yield from _patterns(member)
    elif isinstance(value, (tuple, list, frozenset, set)):
        for member in value:
            yield from _patterns(member)


def _ways(trees: dict[str, ast.Module]) -> Ways:
    """(module, name) -> the methods of a pattern that are named on it, in any module."""
    ways: Ways = defaultdict(set)
    for name, tree in trees.items():
        homes = {
            alias.asname or alias.name: (node.module, alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Attribute) and node.attr in WAYS):
                continue
            if isinstance(node.value, ast.Name):
                ways[homes.get(node.value.id, (name, node.value.id))].add(node.attr)
        for member, container in _memberships(tree):
            ways[name, member] |= ways[name, container]
    return ways


def _memberships(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(name, other name) where what is done to the other is done to the first.

    `for line in LINES` does to LINES what it does to `line`, and `LINES = (A, B)` to A and B.
    """
    for node in ast.walk(tree):
        loops = isinstance(node, (ast.For, ast.comprehension))
        if loops and isinstance(node.target, ast.Name) and isinstance(node.iter, ast.Name):
            yield node.iter.id, node.target.id
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, (ast.Tuple, ast.List)):
            for target, member in product(node.targets, node.value.elts):
                if isinstance(target, ast.Name) and isinstance(member, ast.Name):
                    yield member.id, target.id


def _is_own(tree: ast.Module, name: str) -> bool:
    """True where the module itself makes the value, and does not only import it."""
    targets = (
        target
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    )
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def _calls(module: Any, tree: ast.Module, name: str) -> Iterator[Use]:
    """The patterns of `re.sub(…)` and the like, and of `re.compile(…)` inside functions."""
    chained = {
        id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    inside = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner, way = node.func.value, node.func.attr
        if not (isinstance(owner, ast.Name) and owner.id == "re" and way in (*WAYS, "compile")):
            continue
        pattern = _value(node.args[0], module)
        if way == "compile":
            way = chained.get(id(node), "search" if id(node) in inside else "")
        if way in WAYS and isinstance(pattern, (str, bytes)):
            flags = _flags(node, module)
            yield Use(where=f"{name}:{node.lineno}", pattern=pattern, flags=flags, way=way)


def _flags(call: ast.Call, module: Any) -> int:
    """The flags of a call, named or as its second argument of `compile`."""
    values = [word.value for word in call.keywords if word.arg == "flags"]
    if isinstance(call.func, ast.Attribute) and call.func.attr == "compile":
        values += call.args[1:2]
    return int(eval(ast.unparse(values[0]), dict(vars(module)))) if values else 0


def _value(node: ast.expr, module: Any) -> Any:
    """The pattern itself; names known only while the program runs stand for a word."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(_value(part, module)) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return _value(node.value, module)
    if isinstance(node, ast.BinOp):
        sides = [_value(side, module) for side in (node.left, node.right)]
        if any(isinstance(side, bytes) for side in sides):
            sides = [side.encode() if isinstance(side, str) else side for side in sides]
        return sides[0] + sides[1]
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        owner = getattr(module, node.value.id, None)
        return owner.pattern if isinstance(owner, re.Pattern) else PLACEHOLDER
    if isinstance(node, ast.Name) and isinstance(getattr(module, node.id, None), (str, bytes)):
        return getattr(module, node.id)
    return PLACEHOLDER
