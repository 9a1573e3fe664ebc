"""What is remembered between two runs: SQLAlchemy Core over SQLite or PostgreSQL.

Called by the pipeline and the floors above it only; rooms beside it get values
and give back values.
"""

from briefing.store.slot_table import Slots
from briefing.store.source_table import SourceRecord
from briefing.store.store import Store
from briefing.store.story_table import Added
from briefing.store.subscriptions import Subscription

__all__ = ["Added", "Slots", "SourceRecord", "Store", "Subscription"]
