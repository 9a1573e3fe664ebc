"""The console blocks of README, CONTRIBUTING and docs, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_BLOCK = re.compile(r"^ *```console\n(.*?)^ *```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Typed:
    """A line that is typed: by anybody (`$`) or by root (`#`)."""

    page: str
    by_root: bool
    line: str


def pages() -> dict[str, list[Typed]]:
    """What each page has its reader type, in order; pages by their path below the root."""
    found = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    by_page = {str(path.relative_to(ROOT)): list(typed(path)) for path in found}
    return {page: lines for page, lines in by_page.items() if lines}


def typed(path: Path) -> list[Typed]:
    """The lines after a prompt; what stands without one is an answer."""
    page = str(path.relative_to(ROOT))
    lines = [
        line.strip()
        for block in _BLOCK.findall(path.read_text(encoding="utf-8"))
        for line in block.splitlines()
    ]
    return [
        Typed(page=page, by_root=line[0] == "#", line=line[2:])
        for line in lines
        if line.startswith(("$ ", "# "))
    ]
