"""docs/notebook.ipynb: its cells run in order, and what a cell ends with shows itself.

The cells are run as Python, not by Jupyter: that would bring some forty packages for eight cells.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import briefing

NOTEBOOK = Path(__file__).resolve().parent.parent / "docs" / "notebook.ipynb"


def cells(kind: str) -> list[dict[str, Any]]:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def shown_by_cells() -> Iterator[object]:
    """Runs every cell in one namespace; the value of each cell that ends in an expression."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in cells("code"):
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, cell["id"], "exec"), names)
        if isinstance(last, ast.Expr):
            yield eval(compile(ast.Expression(last.value), cell["id"], "eval"), names)


def test_the_cells_run_in_order_and_show_what_they_say(capsys: Any) -> None:
    shown = [one for one in shown_by_cells() if one is not None]
    printed = capsys.readouterr().out
    assert "Story(published)" in printed
    kinds = [type(one) for one in shown]
    assert briefing.Topic in kinds
    assert briefing.Rendering in kinds
    pages = [one._repr_html_() for one in shown if hasattr(one, "_repr_html_")]
    assert len(pages) >= 2
    assert all("<" in page for page in pages)


def test_no_output_is_kept_in_the_file() -> None:
    code = cells("code")
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    identities = [cell["id"] for kind in ("code", "markdown") for cell in cells(kind)]
    assert len(identities) == len(set(identities))
