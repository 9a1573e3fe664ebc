"""The store: one class that holds the parts, each with one table's worth of verbs."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from sqlalchemy import update

from briefing.store import tables as t
from briefing.store.archive_search import ArchiveSearch
from briefing.store.backup import PUT_BACK, backup, mark_put_back
from briefing.store.blocked_addresses import BlockedAddresses
from briefing.store.bounce_table import Bounces
from briefing.store.commit_count import CommitCounts
from briefing.store.correction_table import CorrectionLog
from briefing.store.delivery_table import Deliveries
from briefing.store.desk_accounts import DeskAccounts
from briefing.store.desk_listings import DeskListings
from briefing.store.desk_one_time import OneTimeSecrets
from briefing.store.desk_sessions import DeskSessions
from briefing.store.draft_stories import DraftStories
from briefing.store.edition_table import Editions
from briefing.store.edits import Edits
from briefing.store.engine import Database
from briefing.store.figures import Figures
from briefing.store.history import History
from briefing.store.import_table import Imports
from briefing.store.invitation_queue import Invitations
from briefing.store.login_failures import LoginFailures
from briefing.store.origin_table import Origins
from briefing.store.reading_rhythms import Rhythms
from briefing.store.schedule_state import Schedules
from briefing.store.schema import current, integrity_faults, prepare
from briefing.store.secrets import secret
from briefing.store.signups import Signups
from briefing.store.slot_table import Slots
from briefing.store.source_table import Sources
from briefing.store.story_table import Stories
from briefing.store.subscriber_table import Subscribers
from briefing.store.throttle_table import Throttles
from briefing.store.topic_table import Topics

# What tells this store from any other, for those who keep something beside it.
IDENTITY = "identity"


class Store:
    """All that is remembered. Open it with `Store.open`, close it when done.

    `notes` is what there was to say when it was opened, e.g. an upgrade.
    """

    def __init__(self, database: Database, notes: tuple[str, ...] = ()) -> None:
        self._database = database
        self.notes = notes
        self.stories = Stories(database)
        self.history = History(database)
        self.origins = Origins(database)
        self.sources = Sources(database)
        self.topics = Topics(database, self.stories)
        self.editions = Editions(database)
        self.edits = Edits(database)
        self.draft_stories = DraftStories(database)
        self.corrections = CorrectionLog(database)
        self.blocks = BlockedAddresses(database)
        self.subscribers = Subscribers(database, self.blocks)
        self.signups = Signups(database, self.subscribers, self.blocks)
        self.imports = Imports(database, self.blocks)
        self.invitations = Invitations(database)
        self.figures = Figures(database)
        self.rhythms = Rhythms(database)
        self.deliveries = Deliveries(database)
        self.bounces = Bounces(database)
        self.commit_counts = CommitCounts(database)
        self.throttles = Throttles(database)
        self.slots = Slots(database)
        self.schedules = Schedules(database)
        self.archive = ArchiveSearch(database)
        self.accounts = DeskAccounts(database)
        self.desk_sessions = DeskSessions(database)
        self.one_time = OneTimeSecrets(database)
        self.login_failures = LoginFailures(database)
        self.listings = DeskListings(database)

    @classmethod
    def open(cls, url: str, *, now: datetime) -> Store:
        """Open a store by its URL, `sqlite:///FILE` or `postgresql://…`.

        A new one is created; an older one is backed up and upgraded. Raises
        StoreError where it cannot be opened, is newer, or is no store.
        """
        database = Database(url)
        try:
            notes = prepare(database, now=now)
            secret(database, IDENTITY)  # made before any copy of it can be
            return cls(database, notes)
        except BaseException:
            database.engine.dispose()
            raise

    def together(self) -> AbstractContextManager[None]:
        """One transaction for all that this thread reads and writes within: all of it, or none."""
        return self._database.together()

    def secret(self, name: str) -> str:
        """A secret of the store's own, made when first asked for, then always the same."""
        return secret(self._database, name)

    def backup(self, target: Path) -> int:
        """Write the whole store into a new file while it is in use; its size in bytes."""
        return backup(self._database, target)

    def schema(self) -> str:
        """The revision of the tables."""
        return current(self._database) or ""

    def integrity_faults(self) -> tuple[str, ...]:
        """What is wrong with the store, in plain words."""
        return integrity_faults(self._database)

    def mark_put_back(self, now: datetime) -> int:
        """Note that the store was put back from a copy; how many deliveries that leaves in doubt.

        As after a restore: nothing that may have been sent since is sent again unasked.
        """
        with self._database.write() as connection:
            approved = t.editions.c.state == "approved"
            connection.execute(update(t.editions).where(approved).values(state="draft"))
            return mark_put_back(connection, now, PUT_BACK)

    def close(self) -> None:
        """Give all connections back."""
        self._database.engine.dispose()
