"""Readers of imports, asked by mail whether they want to be subscribed: some at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from briefing.audience.self_service import SelfService, page_of
from briefing.config import Config
from briefing.errors import BriefingError, InputError
from briefing.store import Store, Subscription
from briefing.store.subscriptions import INVITED

# Mails of one pass, which may take a minute; chosen, not measured.
MOST_ASKED_AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How many were asked, may not be asked, and still wait; `why` says what keeps those back."""

    mailed: int = 0
    refused: int = 0
    waiting: int = 0
    why: str = ""


def invite_waiting(config: Config, store: Store, clock: Callable[[], datetime]) -> Asked:
    """Ask the first of those who wait, as many as the limits of the forms allow now."""
    newsletter = config.newsletter.id
    waiting = store.invitations.count(newsletter)
    if not waiting:
        return Asked()
    try:
        page_of(config, "confirm")
    except InputError:
        return Asked(waiting=waiting, why="set `web: url:`, then `briefing subscribers ask`")
    room = min(MOST_ASKED_AT_ONCE, store.signups.room(clock()))
    readers = SelfService(config=config, store=store, clock=clock)
    return _invite(readers, newsletter, room)


def _invite(readers: SelfService, newsletter: str, room: int) -> Asked:
    store, mailed, refused, why = readers.store, 0, 0, ""
    for who in store.invitations.waiting(newsletter, limit=room):
        known = store.subscribers.subscription(who.id, newsletter)
        if known and known.status == "pending":
            try:
                done = readers.invite(Subscription(subscriber=who, status="pending"), cause=INVITED)
            except BriefingError as error:
                why = str(error)
                break
            mailed, refused = mailed + done, refused + (not done)
        store.invitations.remove(who.id, newsletter)
    left = store.invitations.count(newsletter)
    return Asked(mailed=mailed, refused=refused, waiting=left, why=why)
