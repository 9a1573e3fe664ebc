"""Withdraws an approval: an edition is a draft again, as long as no mail of it has been begun."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, select, update

from briefing.errors import StoreError
from briefing.store import tables as t
from briefing.store.engine import Database

_HINT = "what is wrong in it is put right by a correction"


def withdraw_edition(database: Database, edition_id: str) -> None:
    """Make an edition a draft again that is approved, or released with no mail begun.

    Whom it was to go to is forgotten, its corrections are due again. All or nothing, whoever
    is about to send it. StoreError where it is too late, or where there is nothing to withdraw.
    """
    with database.write() as connection:
        e = t.editions.c
        row = connection.execute(
            select(e.state, e.rhythm).where(e.id == edition_id).with_for_update()
        ).first()
        state = row.state if row else None
        if row is None or state not in {"approved", "sending"}:
            what = f"is {state}: there is nothing to withdraw" if state else "does not exist"
            raise StoreError(what, where=edition_id, hint="see `briefing editions`")
        if state == "sending":
            if row.rhythm == "weekly":
                what = "ended its readers' week when it was released"
                raise StoreError(what, where=edition_id, hint=_HINT)
            _unfreeze(connection, edition_id)
        values = {"state": "draft", "approved_by": "", "approved_at": None, "released_at": None}
        connection.execute(update(t.editions).where(e.id == edition_id).values(**values))


def _unfreeze(connection: Connection, edition_id: str) -> None:
    """Forget deliveries nobody has begun; a sender who takes some at this moment wins."""
    d, c = t.deliveries.c, t.corrections.c
    same = d.edition_id == edition_id
    untouched = same & (d.state == "pending") & (d.attempts == 0)
    connection.execute(delete(t.deliveries).where(untouched))
    begun = connection.execute(
        select(func.count()).select_from(t.deliveries).where(same, d.state != "withdrawn")
    ).scalar_one()
    if begun:
        what = f"is on its way: {begun} of its mails were begun"
        raise StoreError(what, where=edition_id, hint=_HINT)
    connection.execute(delete(t.deliveries).where(same))
    for part in (t.edition_files,):
        connection.execute(delete(part).where(part.c.edition_id == edition_id))
    told = update(t.corrections).where(c.told_in == edition_id)
    connection.execute(told.values(told_in=""))


def refuse_draft(connection: Connection, edition_id: str) -> None:
    """StoreError where an edition that is about to be released is a draft (again)."""
    e = t.editions.c
    query = select(e.state).where(e.id == edition_id).with_for_update()
    if connection.execute(query).scalar() == "draft":
        hint = "look at it, then approve it"
        raise StoreError("is a draft: it was withdrawn", where=edition_id, hint=hint)
