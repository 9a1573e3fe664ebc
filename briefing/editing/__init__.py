"""Topics and summaries in, an edition out: ranking, blocks, what is new, edits, verification.

Loaded when first used: who only asks for an edition's id composes none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.editing.citations import edition_sentences
    from briefing.editing.composing import compose, explain_rank
    from briefing.editing.fit import smaller
    from briefing.editing.layout import Layout, edition_id
    from briefing.editing.ledger import with_sources
    from briefing.editing.verification import verify

__all__ = [
    "Layout",
    "compose",
    "edition_id",
    "edition_sentences",
    "explain_rank",
    "smaller",
    "verify",
    "with_sources",
]

_HOMES = {
    "Layout": "layout",
    "compose": "composing",
    "edition_id": "layout",
    "edition_sentences": "citations",
    "explain_rank": "composing",
    "smaller": "fit",
    "verify": "verification",
    "with_sources": "ledger",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'briefing.editing' has no attribute {name!r}")
    value: object = getattr(import_module(f"briefing.editing.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
