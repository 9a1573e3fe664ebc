"""The house rules, read from the syntax trees: floors, cycles, sizes, who may know what."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "briefing"

# From the ground up. A room imports only from floors below its own.
FLOORS = (
    {"chunks", "errors", "logs", "models", "namesake", "resources", "user_cache", "version"},
    {"config", "text"},
    {"sources", "store", "grouping", "condensing", "editing", "rendering", "delivery"},
    {"newsletter"},
    {"wiring"},
    {"audience"},
    {"pipeline"},
    {"desk", "health", "api"},
    {"web", "schedule"},
    {"cli"},
    {"__main__"},
)
# `errors` lies under `models`.
ALLOWED_SIDEWAYS = {("models", "errors"), ("resources", "errors"), ("namesake", "version")}

OWNED = {
    "jinja2": {"rendering"},
    "mjml": {"rendering"},
    "vl_convert": {"rendering"},
    "PIL": {"rendering"},
    "babel": {"rendering", "sources", "grouping"},
    "anyascii": {"grouping"},
    "markdown": {"rendering", "sources"},
    "sumy": {"condensing"},
    "smtplib": {"delivery"},
    "aiohttp": {"sources"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "schedule": {"schedule"},
    "nh3": {"text"},
    "sentencex": {"text"},
    "Stemmer": {"text"},
    "trafilatura": {"sources"},
    "feedparser": {"sources"},
    "webencodings": {"sources"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "prometheus_client": {"health"},
    "click": {"cli"},
    "dotenv": {"cli"},
    "rich": {"cli"},
    "yaml": {"config", "rendering", "sources"},
    "pydantic": {"config"},
    "holidays": {"config", "schedule"},
    "itsdangerous": {"audience"},
    "dns": {"health"},
    "distributed": {"wiring"},
    "dask": {"wiring"},
    "argon2": {"desk"},
    "pyotp": {"desk"},
    "segno": {"desk"},
}
FEW_FILES = {"sumy": ("condensing/sumy.py", "condensing/sumy_adapter.py")}
CLOCK_ROOMS = {"cli", "web", "schedule", "api"}

FILES = sorted(PACKAGE.rglob("*.py"))
IDS = [str(path.relative_to(PACKAGE)) for path in FILES]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room_of(path: Path) -> str:
    part = path.relative_to(PACKAGE).parts[0]
    return part.removesuffix(".py")


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ({node.module} if node.module != "briefing" else ())
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions_of(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, kinds)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    doc = node.body[0]
    has_doc = ast.get_docstring(node) is not None
    skipped = (doc.end_lineno or 0) - doc.lineno + 1 if has_doc else 0
    return (node.end_lineno or 0) - node.lineno + 1 - skipped


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_imports_point_down(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] != "briefing" or len(parts) < 2 or parts[1] == room:
            continue
        if (room, parts[1]) in ALLOWED_SIDEWAYS:
            continue
        assert floor_of(parts[1]) < floor_of(room), f"{path.name} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_library_is_known_to_its_room_only(path: Path) -> None:
    for name in imports_of(path):
        library = name.split(".")[0]
        if library in OWNED:
            assert room_of(path) in OWNED[library], f"{path.name} imports {library}"
        if library in FEW_FILES:
            assert path.relative_to(PACKAGE).as_posix() in FEW_FILES[library]


def test_there_is_no_import_cycle() -> None:
    graph = {module(path): targets(path) for path in FILES}
    done: set[str] = set()

    def visit(node: str, trail: tuple[str, ...]) -> None:
        assert node not in trail, " -> ".join((*trail, node))
        if node not in done:
            for target in sorted(graph.get(node, ())):
                visit(target, (*trail, node))
            done.add(node)

    for node in sorted(graph):
        visit(node, ())


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def targets(path: Path) -> set[str]:
    """The modules a file imports, inside functions too; for types alone it loads none."""
    known = {module(other) for other in FILES}
    imported: set[str] = set()
    for node in loading(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            imported |= (names & known) or ({node.module} & known)
        elif isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names} & known
    return imported - {module(path)}


def loading(node: ast.AST) -> Iterator[ast.AST]:
    """Every node below one, but what stands under `if TYPE_CHECKING:`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from loading(child)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_sizes(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    for node in functions_of(path):
        assert length(node) <= 40, f"{node.name} has {length(node)} lines"
        arguments = node.args
        positional = len(arguments.posonlyargs + arguments.args)
        assert positional <= 5, f"{node.name} takes {positional} parameters by position"
        assert positional + len(arguments.kwonlyargs) <= 7, f"{node.name} takes too many"


def test_the_median_function_is_short() -> None:
    lengths = [length(node) for path in FILES for node in functions_of(path)]
    assert statistics.median(lengths) <= 8


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_clock_below_the_edges(path: Path) -> None:
    if room_of(path) in CLOCK_ROOMS:
        return
    calls = [n for n in ast.walk(tree_of(path)) if isinstance(n, ast.Attribute)]
    for node in calls:
        base = node.value.id if isinstance(node.value, ast.Name) else ""
        assert not (base in {"datetime", "date"} and node.attr in {"now", "utcnow", "today"})
        assert not (base == "time" and node.attr == "time")


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_error_is_swallowed(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ExceptHandler):
            assert not all(isinstance(line, ast.Pass) for line in node.body), f"line {node.lineno}"


@pytest.mark.parametrize(
    "room", sorted(FLOORS[2] | {"config", "text"}), ids=sorted(FLOORS[2] | {"config", "text"})
)
def test_a_room_shows_at_most_eight_names(room: str) -> None:
    init = PACKAGE / room / "__init__.py"
    for node in ast.walk(tree_of(init)):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            assert len(ast.literal_eval(node.value)) <= 8
