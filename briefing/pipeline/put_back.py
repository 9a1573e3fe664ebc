"""A store that was put back from a copy or a snapshot, unlike by `db restore`: noticed here."""

from __future__ import annotations

from datetime import datetime

from briefing.config import Config
from briefing.delivery.commit_file import CommitFile
from briefing.store import Store
from briefing.store.store import IDENTITY


def commit_file(config: Config, store: Store) -> CommitFile:
    """The number kept in the folder `delivery: state:` for this store."""
    return CommitFile(config.data_path(config.delivery.state), store.secret(IDENTITY)[:16])


def notice_put_back(config: Config, store: Store, now: datetime) -> str:
    """Where the store knows of fewer transactions than were made: what is done about it, in words.

    "" where all is well. What was on its way is in doubt, approved editions are drafts
    again, no slot up to now is sent unasked.
    """
    file = commit_file(config, store)
    if file.count <= store.commit_counts.count(file.key):
        return ""
    doubtful = store.mark_put_back(now)
    store.commit_counts.go_on_from(file.key, file.count)
    return (
        "is older than what was sent from it: it was put back from a copy or a"
        f" snapshot; {doubtful} deliveries are in doubt, approved editions are drafts again, no"
        f" slot before {now:%Y-%m-%d %H:%M} UTC is sent unasked"
    )
