"""How our values show themselves in a notebook: HTML without script, all text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

_FRAME_STYLE = "width:100%;max-width:760px;height:640px;border:1px solid #ccc"
# Enough to see what one has; a notebook that shows all is slow. Chosen, not measured.
MOST_ROWS = 200


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with a caption; behind MOST_ROWS it says how many more there are."""
    listed = list(rows)
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
        for row in listed[:MOST_ROWS]
    )
    more = f"<p>and {len(listed) - MOST_ROWS} more</p>" if len(listed) > MOST_ROWS else ""
    return f"<table><caption>{escape(caption)}</caption><tr>{head}</tr>{body}</table>{more}"


def frame(page: str, title: str) -> str:
    """A whole page in a frame of its own that runs nothing."""
    document, name = escape(page, quote=True), escape(title, quote=True)
    return f'<iframe sandbox title="{name}" style="{_FRAME_STYLE}" srcdoc="{document}"></iframe>'
