"""The bytes of the sources, each document once, as long as a proof may need them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from briefing.models import Origin
from briefing.store import tables as t
from briefing.store.engine import Database
from briefing.store.upsert import insert_new


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginSizes:
    """How much is kept: documents, their bytes, and the bytes they take compressed."""

    documents: int
    data_bytes: int
    stored_bytes: int


class Origins:
    """What stories were read from, by the hash of its bytes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, origins: Sequence[Origin], *, seen_at: datetime) -> None:
        """Keep documents; one that is kept already stays as it is."""
        with self._database.write() as connection:
            for origin in origins:
                row = {
                    "sha256": origin.sha256,
                    "data": origin.packed,
                    "size": origin.size,
                    "kind": origin.kind,
                    "url": origin.url,
                    "charset": origin.charset[:40],
                    "seen_at": seen_at,
                }
                insert_new(connection, t.origins, row)

    def of_text(self, story_id: str, text_sha256: str) -> Origin | None:
        """The document that a version of a story was read from; None where it is not kept."""
        query = select(t.origins).join(
            t.story_texts, t.story_texts.c.origin_sha256 == t.origins.c.sha256
        )
        same = (t.story_texts.c.story_id == story_id) & (t.story_texts.c.sha256 == text_sha256)
        with self._database.read() as connection:
            row = connection.execute(query.where(same)).first()
        if row is None:
            return None
        return Origin(
            sha256=row.sha256,
            packed=row.data,
            size=row.size,
            kind=row.kind,
            url=row.url,
            charset=row.charset,
        )

    def prune(self, before: datetime) -> int:
        """Forget documents first seen before a moment that no edition quotes; how many."""
        texts, quotes = t.story_texts.c, t.edition_texts.c
        quoted = select(texts.origin_sha256).join(
            t.edition_texts,
            (quotes.story_id == texts.story_id) & (quotes.text_sha256 == texts.sha256),
        )
        old = (t.origins.c.seen_at < before) & t.origins.c.sha256.not_in(quoted)
        with self._database.write() as connection:
            return connection.execute(delete(t.origins).where(old)).rowcount

    def sizes(self) -> OriginSizes:
        """How much is kept now."""
        stored = func.coalesce(func.sum(func.length(t.origins.c.data)), 0)
        query = select(func.count(), func.coalesce(func.sum(t.origins.c.size), 0), stored)
        with self._database.read() as connection:
            documents, data_bytes, stored_bytes = connection.execute(
                query.select_from(t.origins)
            ).one()
        return OriginSizes(
            documents=documents, data_bytes=data_bytes, stored_bytes=int(stored_bytes)
        )
