"""Topics and summaries in, an edition out: ranking, blocks, what is new, edits, verification."""

from briefing.editing.citations import shown
from briefing.editing.compose import compose
from briefing.editing.fit import smaller
from briefing.editing.layout import Layout, edition_id
from briefing.editing.ledger import with_sources
from briefing.editing.rank import explain_rank
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
