"""Opens the database: SQLite with settings that hold at power loss, or PostgreSQL by URL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Error as SqliteError
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from briefing.errors import StoreError, StoreUnavailableError
from briefing.version import extra

# Seconds a writer waits for another before it gives up.
BUSY_SECONDS = 45.0
HINTS = {
    "locked": "another program holds it; try again when that one is done",
    "not a database": "the file is something else; name another store, or restore a backup",
    "unable to open": "check that the folder exists and may be written",
    "readonly": "check the rights of the file and its folder",
    "write-ahead log": "keep the store on a disk of this machine, or use PostgreSQL",
    "disk is full": "make room on the disk; nothing was half written",
    "Connection refused": "start the database, or put its address right: `store:`, BRIEFING_STORE",
    "password authentication": "put its login right: `store:`, BRIEFING_STORE",
    # What SQLite says of a full disk as well, where its journal finds no room.
    "disk I/O error": "the disk is full, or fails: make room; nothing was half written",
}


class Database:
    """An engine with two ways in: to read, and to write in one transaction."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._reader = self.engine.execution_options(read_only=True)
        self._of_thread = threading.local()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the store; StoreError where that fails."""
        with translated(self.url), self._shared() or self._reader.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: all of it is durable at the end, or none; StoreError where that fails."""
        with translated(self.url), self._shared() or self.engine.begin() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction for all that this thread reads and writes within.

        A commit costs SQLite a sync of the disk. What fails inside has to leave the whole.
        """
        before = self._connection()
        with self.write() as connection:
            self._of_thread.connection = connection
            try:
                yield
            finally:
                self._of_thread.connection = before

    def _shared(self) -> AbstractContextManager[Connection] | None:
        """The transaction this thread is in, which whoever began it ends."""
        connection = self._connection()
        return nullcontext(connection) if connection else None

    def _connection(self) -> Connection | None:
        connection: Connection | None = getattr(self._of_thread, "connection", None)
        return connection

    def lock(self, connection: Connection, table: Table) -> None:
        """Let no other writer near a table until the transaction ends; SQLite has one writer."""
        if not self.is_sqlite:
            connection.exec_driver_sql(f'LOCK TABLE "{table.name}" IN EXCLUSIVE MODE')

    @contextmanager
    def raw(self) -> Iterator[SqliteConnection]:
        """SQLite's own connection, outside of any transaction."""
        with translated(self.url), closing(self.engine.raw_connection()) as connection:
            inner = connection.driver_connection
            assert isinstance(inner, SqliteConnection)
            yield inner

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection for which nothing changes while it is open, however long that is."""
        level = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self.read() as connection:
            yield connection.execution_options(**level)

    def scrub(self) -> None:
        """Leave no trace of deleted rows in SQLite's journal file; PostgreSQL sees to its own."""
        if self.is_sqlite:
            with self.raw() as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def settle(self) -> None:
        """Put all of a SQLite store into its one file."""
        with self.raw() as connection:
            connection.execute("PRAGMA journal_mode = DELETE")

    @property
    def is_sqlite(self) -> bool:
        """True for a file, False for a server."""
        return self.engine.dialect.name == "sqlite"


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Turn the library's errors into StoreUnavailableError, once, at this edge."""
    try:
        yield
    except (SQLAlchemyError, SqliteError) as error:
        cause = str(getattr(error, "orig", None) or error).split("\n")[0]
        hint = next((text for sign, text in HINTS.items() if sign in cause), "")
        what = f"the store failed: {cause}"
        raise StoreUnavailableError(what, where=shown(url), hint=hint) from error


def shown(url: str) -> str:
    """The URL as errors may show it: without a password."""
    head, at, tail = url.rpartition("@")
    return f"{head.split('://')[0]}://…@{tail}" if at else url


def _engine(url: str) -> Engine:
    try:
        engine = create_engine(_with_driver(url), pool_pre_ping=not url.startswith("sqlite"))
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise _no_store(url, error) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgres)
    return engine


def _no_store(url: str, error: Exception) -> StoreError:
    if isinstance(error, ImportError) and url.startswith("postgres"):
        hint = f"pip install '{extra('postgres')}'"
        return StoreError("its driver is not installed", where=shown(url), hint=hint)
    hint = "write sqlite:///FILE or postgresql://USER@HOST/NAME"
    return StoreError("is no store", where=shown(url), hint=hint)


def _with_driver(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    known = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
    return f"{known.get(scheme, scheme)}{separator}{rest}"


def _prepare_sqlite(connection: Any, entry: ConnectionPoolEntry) -> None:
    """WAL lets readers read while one writes; FULL syncs each commit to the disk.

    What is deleted is overwritten: a reader who is erased leaves no bytes behind.
    """
    del entry
    assert isinstance(connection, SqliteConnection)
    connection.isolation_level = None  # we begin transactions ourselves, below
    for line in (
        f"busy_timeout = {int(BUSY_SECONDS * 1000)}",
        "synchronous = FULL",
        "fullfsync = ON",  # macOS: a plain sync leaves it to the disk's own memory
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {line}")
    # Where the journal cannot be had, e.g. on a network folder, it would stay another silently.
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise SqliteError(f"no write-ahead log can be kept here (the journal is {mode})")


def _prepare_postgres(connection: Any, entry: ConnectionPoolEntry) -> None:
    """A commit that returns is on the disk, whatever the server does for others."""
    del entry
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION synchronous_commit = on")
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: two that read first and write later would collide."""
    reads = connection.get_execution_options().get("read_only")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
