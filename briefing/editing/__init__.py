"""Topics and summaries in, an edition out: ranking, blocks, what is new, edits, verification."""

from briefing.editing.citations import edition_sentences
from briefing.editing.edition import compose, explain_rank
from briefing.editing.fit import smaller, with_losses
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
    "with_losses",
    "with_sources",
]
