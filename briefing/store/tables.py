"""The tables, as the newest migration leaves them. A test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    Connection,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    event,
    text,
)


def moment_text(value: datetime) -> str:
    """A moment as it is stored; ValueError where it has no offset."""
    if value.tzinfo is None:
        raise ValueError(f"a moment without an offset cannot be stored: {value}")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").zfill(27)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC text of fixed width: it sorts, on every engine alike."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """The text; ValueError where the moment has no offset."""
        del dialect
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """The moment, in UTC."""
        del dialect
        return datetime.fromisoformat(value) if value else None


metadata = MetaData()

stories = Table(
    "stories",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("source", Text, nullable=False),
    Column("published", Moment),
    Column("first_seen", Moment, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("data", Text, nullable=False),  # the story without its text, as JSON
    Index("stories_by_source", "source", "published", "first_seen"),
    Index("stories_by_day", "published", "first_seen"),
)

# Every source that carried a story, and where it stood in that source's document when it was
# last read (`position` of `position_count`); `stories.source` is the one its text is from.
story_sources = Table(
    "story_sources",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("source", Text, primary_key=True),
    Column("position", Integer),
    Column("position_count", Integer),
    Index("story_sources_by_source", "source"),
)

story_keys = Table(
    "story_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False, index=True),
)

story_texts = Table(
    "story_texts",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("text", Text, nullable=False),
    Column("origin_sha256", String(64), nullable=False, index=True),
    Column("seen_at", Moment, nullable=False),
)

# What the stories were read from: the sources' own bytes, for proofs.
origins = Table(
    "origins",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),  # compressed by zlib
    Column("size", Integer, nullable=False),  # of the bytes themselves
    Column("kind", String(10), nullable=False),
    Column("url", Text, nullable=False),
    Column("charset", String(40), nullable=False),
    Column("seen_at", Moment, nullable=False, index=True),
)

story_titles = Table(
    "story_titles",
    metadata,
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("name", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("last_read", Moment, nullable=False),
    Column("last_success", Moment),
    Column("failures", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("address", Text, nullable=False, server_default=""),  # where it was read last
    Column("moved", Text, nullable=False, server_default=""),  # where `address` has gone for good
    Column("retry_at", Moment),
    Column("fresh_until", Moment),
    Column("paused", Text, nullable=False, server_default=""),  # why it is not read
    Column("settings", Text, nullable=False, server_default=""),  # filters and limits, as a hash
    Column("faults", Integer, nullable=False, server_default="0"),  # of its last read
)

editions = Table(
    "editions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("newsletter", Text, nullable=False, index=True),
    Column("state", String(10), nullable=False),
    Column("created", Moment, nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("approved_at", Moment),
    Column("data", Text, nullable=False),
    Column("released_at", Moment),  # when its recipients were frozen
    Column("rhythm", String(10), nullable=False, server_default="daily"),  # whom it is for
    Column("revision", Integer),  # of the decisions it was made with; none before that was kept
)

# Which versions of texts an edition quotes: their origins are kept as long as it is.
edition_texts = Table(
    "edition_texts",
    metadata,
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("story_id", String(80), primary_key=True),
    Column("text_sha256", String(64), nullable=False),
    Index("edition_texts_by_story", "story_id"),
)

edition_topics = Table(
    "edition_topics",
    metadata,
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("created", Moment, nullable=False, index=True),
    Column("data", Text, nullable=False),  # the topic with story ids in place of stories
)

edition_files = Table(
    "edition_files",
    metadata,
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("name", String(80), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("data", LargeBinary, nullable=False),
)

edits = Table(
    "edits",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("edition_id", Text, index=True),  # NULL: standing
    Column("kind", String(12), nullable=False, index=True),
    Column("data", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("undone_at", Moment),  # NULL: it is in force
    Column("undone_by", Text, nullable=False, server_default=""),
)

# What happened to decisions, in order: a block's version is the last revision that touched it.
edit_log = Table(
    "edit_log",
    metadata,
    Column("revision", Integer, primary_key=True),
    Column("edition_id", Text, index=True),  # NULL: standing
    Column("act", String(10), nullable=False),
    Column("number", Integer, ForeignKey("edits.number")),  # NULL: stories were taken in
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("touched", Text, nullable=False),  # JSON: ids of stories, kinds of what has none
    Column("request_id", String(80), unique=True),
)

subscribers = Table(
    "subscribers",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("address", Text, nullable=False, unique=True),  # lower case, to compare
    Column("email", Text, nullable=False),  # as given
    Column("name", Text, nullable=False),
    Column("language", String(35), nullable=False),
    Column("status", String(10), nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("subscriber_id", ForeignKey("subscribers.id"), primary_key=True),
    Column("newsletter", Text, primary_key=True),
    Column("status", String(12), nullable=False, index=True),
    Column("rhythm", String(10), nullable=False, server_default="daily"),  # daily, weekly
    Column("next_rhythm", String(10), nullable=False, server_default=""),  # from the next week on
)

subscription_history = Table(
    "subscription_history",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("subscriber_id", ForeignKey("subscribers.id"), nullable=False, index=True),
    Column("newsletter", Text, nullable=False),
    Column("status", String(12), nullable=False),
    Column("cause", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("import_number", Integer),  # the import that wrote it
)

subscription_tags = Table(
    "subscription_tags",
    metadata,
    Column("subscriber_id", ForeignKey("subscribers.id"), primary_key=True),
    Column("newsletter", Text, primary_key=True),
    Column("tag", String(63), primary_key=True),
    Column("import_number", Integer),  # the import that added it
)

imports = Table(
    "imports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("newsletter", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("undone_at", Moment),
)

# Readers of an import who have not been asked yet whether they want to be subscribed.
invitations = Table(
    "invitations",
    metadata,
    Column("subscriber_id", ForeignKey("subscribers.id"), primary_key=True),
    Column("newsletter", Text, primary_key=True),
    Column("at", Moment, nullable=False),
)

# What readers asked for on the pages; addresses and clients as keyed hashes only.
requests = Table(
    "requests",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("address", String(64), nullable=False),
    Column("newsletter", Text, nullable=False),
    Column("kind", String(12), nullable=False),  # confirm, preferences
    Column("client", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Index("requests_by_address", "address", "at"),
    Index("requests_by_time", "at", "client"),
)

blocks = Table(
    "blocks",
    metadata,
    Column("address", String(64), primary_key=True),  # a keyed hash
    Column("cause", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("import_number", Integer),  # the import that blocked it
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("subscriber_id", ForeignKey("subscribers.id"), primary_key=True),
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reply", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("worker", Text, nullable=False),
    Column("not_before", Moment),
    Column("lease_until", Moment),
    Column("language", String(35), nullable=False, server_default=""),
    Column("first_tried", Moment),
    Index("deliveries_by_message", "message_id"),
)
# Two small indexes of what is under way: a delivery that is done stands in neither.
WAITS = text("state IN ('pending', 'deferred')")
LEASED = text("lease_until IS NOT NULL")
_WAITING = Index(
    "deliveries_waiting",
    deliveries.c.edition_id,
    deliveries.c.state,
    deliveries.c.not_before,
    deliveries.c.subscriber_id,
)
_LEASES = Index("deliveries_leased", deliveries.c.worker)


@event.listens_for(metadata, "before_create")
def _small_indexes(_metadata: MetaData, connection: Connection, **_settings: object) -> None:
    """Say which rows they hold to the engine that makes them: no other one is loaded for it."""
    for index, rows in ((_WAITING, WAITS), (_LEASES, LEASED)):
        index.dialect_kwargs[f"{connection.dialect.name}_where"] = rows


# What came back: one line a report, so that reading a mailbox twice counts once.
bounces = Table(
    "bounces",
    metadata,
    Column("report", String(64), primary_key=True),  # SHA-256 of the report's bytes
    Column("edition_id", Text, nullable=False),
    Column("subscriber_id", ForeignKey("subscribers.id"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),  # hard, soft, complaint
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("edition_id", ForeignKey("editions.id"), nullable=False, index=True),
    Column("date", String(10), nullable=False),  # in the newsletter's zone
    Column("text", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("told_in", Text, nullable=False),  # the edition that told readers; empty: none yet
)

slots = Table(
    "slots",
    metadata,
    Column("newsletter", Text, primary_key=True),
    Column("local", String(20), primary_key=True),
    Column("due", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("taken_by", Text, nullable=False),
    Column("taken_at", Moment),
    Column("edition_id", Text, nullable=False, server_default=""),
    Column("reminded_at", Moment),
    Column("retry_at", Moment),
    Column("failures", Integer, nullable=False, server_default="0"),
)

# How much a relay or a receiving domain was given, by all processes and hosts together.
throttles = Table(
    "throttles",
    metadata,
    Column("name", Text, primary_key=True),
    Column("next_at", Moment, nullable=False),  # of a rate: when the next message may go
    Column("started", Moment, nullable=False),  # of a warm-up: when its first period began
    Column("period", Integer, nullable=False, server_default="0"),
    Column("used", Integer, nullable=False, server_default="0"),  # in this period
)

schedules = Table(
    "schedules",
    metadata,
    Column("newsletter", Text, primary_key=True),
    Column("last_pass", Moment),
    Column("paused_until", Moment),
    Column("paused_why", Text, nullable=False),
    Column("week_from", Moment),  # editions released since then stand in no weekly yet
)

meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
