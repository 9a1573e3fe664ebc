"""Writes docs/limits.md: every width, threshold, limit and back-off, with its unit and its reason.

    python -m benchmarks.limits            writes the page
    python -m benchmarks.limits --check    exit 1 where it is out of date

A constant of a module that holds numbers or spans of time is on the page. Its
reason is the comment beside it, else the one right above.
"""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "limits.md"
# Numbers that no policy chose: exit codes, status codes, versions, units of time, formulas.
NO_POLICY = re.compile(
    r"NOTHING_\w+|NOBODY|\w*EXIT_CODE|VERSION|UPGRADE_LOCK|HOUR|HOUR_SECONDS|DAY|_STEPS|_SIZE_BYTES"
    r"|PERMANENT|BUSY|REDIRECTING|ASKS_TO_WAIT|GONE|_?UNCAPPED"
)
UNITS = {
    "SECONDS": "seconds",
    "HOURS": "hours",
    "BYTES": "bytes",
    "BITS": "bits",
    "CHARS": "characters",
    "CHARACTERS": "characters",
    "SHARE": "share of one",
    "CONTRAST": "ratio",
    "RATIO": "ratio",
    "COSINE": "cosine",
    "IDF": "log of a ratio",
    "PROBABILITY": "probability",
    "SIMILARITY": "share of one",
    "WEIGHT": "weight",
    "LENGTH": "length of a vector",
}
HEAD = """# Limits

Every width, threshold, limit and back-off of the code, made by `python -m benchmarks.limits`.
What a config can set stands in [Config](config.md). "Chosen, not measured" is meant as it
is said: nobody has shown that another value would be worse.

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One constant: where it stands, what it is, and why."""

    name: str
    place: str
    value: str
    unit: str
    why: str


def limits(package: Path) -> Iterator[Limit]:
    """All limits of a package, by file and line."""
    for path in sorted(package.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from limits_of(path.read_text(encoding="utf-8"), str(path.relative_to(package)))


def limits_of(source: str, place: str) -> Iterator[Limit]:
    """The limits of one file."""
    lines = source.split("\n")
    for node in ast.parse(source).body:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        name, value = node.targets[0].id, value_of(node.value)
        if value is not None and name.isupper() and not NO_POLICY.fullmatch(name):
            last = node.end_lineno or node.lineno
            why = reason(lines, node.lineno - 1, last - 1)
            yield Limit(name=name, place=place, value=value, unit=unit_of(name, value), why=why)


def value_of(node: ast.expr) -> str | None:
    """Numbers and spans of time as the page shows them; None for anything else."""
    if isinstance(node, ast.Tuple) and node.elts:
        members = [value_of(member) for member in node.elts]
        return None if None in members else ", ".join(filter(None, members))
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "timedelta":
        spans = {item.arg: number_of(item.value) for item in node.keywords if item.arg}
        known = {name: number for name, number in spans.items() if number is not None}
        return span(timedelta(**known)) if known else "see the code"
    number = number_of(node)
    return None if number is None else f"{number:,}"


def number_of(node: ast.expr) -> int | float | None:
    """The value of an expression of numbers; None where it is no such thing."""
    if isinstance(node, ast.Constant):
        return node.value if type(node.value) in {int, float} else None  # type: ignore[return-value]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = number_of(node.operand)
        return None if inner is None else -inner
    if not isinstance(node, ast.BinOp):
        return None
    left, right = number_of(node.left), number_of(node.right)
    if left is None or right is None:
        return None
    if isinstance(node.op, ast.Mult):
        return left * right
    return round(left / right, 5) if isinstance(node.op, ast.Div) else None


def span(duration: timedelta) -> str:
    """A span of time in the largest unit that divides it."""
    seconds = int(duration.total_seconds())
    for name, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= size and seconds % size == 0:
            number = seconds // size
            return f"{number} {name if number > 1 else name[:-1]}"
    return f"{seconds} seconds"


def unit_of(name: str, value: str) -> str:
    """The unit: of a span of time its own, else the last word of the name where that is one."""
    if not re.fullmatch(r"[-\d., e]+", value):
        return "time"
    last = name.strip("_").split("_")[-1]
    return UNITS.get(last) or (last.lower() if last.endswith("S") and len(last) > 3 else "–")


def reason(lines: Sequence[str], first: int, last: int) -> str:
    """The comment beside a constant, else the block of comments right above it."""
    beside = re.search(r"\s#\s*(?!noqa)(.+)$", lines[last])
    if beside:
        return beside[1].strip()
    above: list[str] = []
    at = first - 1
    while at >= 0 and lines[at].startswith("#"):
        above.insert(0, lines[at].lstrip("# ").strip())
        at -= 1
    return " ".join(above)


def page(package: Path) -> str:
    """The whole page: a table for each room."""
    rooms: dict[str, list[Limit]] = {}
    for limit in limits(package):
        rooms.setdefault(limit.place.partition("/")[0].removesuffix(".py"), []).append(limit)
    return HEAD + "\n".join(_table(room, rows) for room, rows in rooms.items())


def _table(room: str, rows: Sequence[Limit]) -> str:
    lines = [f"## {room}", "", "| limit | value | unit | place | why |", "|---|---|---|---|---|"]
    for row in rows:
        why = row.why.replace("|", "\\|") or "*not said*"
        lines.append(f"| `{row.name}` | {row.value} | {row.unit} | `{row.place}` | {why} |")
    return "\n".join([*lines, ""])


def main() -> int:
    """Write the page, or say whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; 1 where it differs")
    made = page(ROOT / "briefing")
    if parser.parse_args().check:
        return int(made != PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
