"""Topics and summaries in, an edition out: ranking, blocks, what is new, edits, verification."""

from briefing.editing.compose import compose
from briefing.editing.explain import explain_rank
from briefing.editing.layout import Layout, edition_id
from briefing.editing.ledger import with_sources
from briefing.editing.quoted import shown
from briefing.editing.shrink import smaller
from briefing.editing.verify import verify

__all__ = [
    "Layout",
    "compose",
    "edition_id",
    "explain_rank",
    "shown",
    "smaller",
    "verify",
    "with_sources",
]
