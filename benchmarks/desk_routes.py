"""Writes the table of routes into docs/desk.md: each path, the least role that may call it.

python -m benchmarks.desk_routes            writes the table
python -m benchmarks.desk_routes --check    exit 1 where it is out of date
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from briefing.config import Config
from briefing.pipeline.pipeline import Pipeline
from briefing.web.desk.app import desk_of, routes_of
from briefing.web.desk.desk_route import DeskRoute

PAGE = Path(__file__).resolve().parents[1] / "docs" / "desk.md"
BEGIN, END = "<!-- routes -->\n", "<!-- end of routes -->\n"
MADE = datetime(2026, 1, 1, tzinfo=UTC)


def routes() -> list[DeskRoute]:
    """Every route of the desk, by path and method."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config.model_validate(
            {
                "newsletter": {"id": "n", "title": "The Daily"},
                "sources": [{"kind": "folder", "path": "in"}],
                "folder": Path(folder),
            }
        )
        with Pipeline.open(config, clock=lambda: MADE) as pipeline:
            made = routes_of(desk_of(pipeline))
    return sorted(made, key=lambda route: (route.path, method_of(route)))


def method_of(route: DeskRoute) -> str:
    """GET or POST."""
    (method,) = (route.methods or set()) - {"HEAD"}
    return method


def table() -> str:
    """The table in Markdown."""
    rows = [
        f"| `{route.path}` | {method_of(route)} | {route.role or 'anybody'} | {route.purpose} |"
        for route in routes()
    ]
    return "\n".join(("| path | method | at least | what |", "|---|---|---|---|", *rows, ""))


def page(text: str) -> str:
    """The page with its table as it is now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{table()}{END}{after}"


def main() -> int:
    """Write or compare; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true")
    written = PAGE.read_text(encoding="utf-8")
    wanted = page(written)
    if parser.parse_args().check:
        return int(written != wanted)
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
