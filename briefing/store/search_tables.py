"""The tables of the search index: they repeat what others say, and can be made anew from those.

`search_words` holds the words of a document under its number, on each engine by its own means:
SQLite in a full-text table (FTS5), PostgreSQL in a text vector with an inverted index (GIN).
Both cut texts at blanks only: the words come folded from `briefing.text.search_words`.
"""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)
from sqlalchemy.sql.expression import column, table

from briefing.store.tables import Moment

search_metadata = MetaData()

documents = Table(
    "search_documents",
    search_metadata,
    Column(
        "number",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),  # grows with its day
    Column("kind", String(8), nullable=False),  # story, edition
    Column("ref", Text, nullable=False),  # the id of the story or edition
    Column("day", Moment, nullable=False),  # published, else first seen; of an edition: created
    Index("search_documents_by_ref", "ref", "kind", unique=True),
)

# `facets` are one word each for source, publisher, language and the like, marked by "=".
words = table(
    "search_words", column("rowid", BigInteger), column("title"), column("body"), column("facets")
)

# On PostgreSQL alone: FTS5 knows the places of its words (`briefing.store.search_pairs`).
pairs = column("pairs", ARRAY(SmallInteger))
words_with_pairs = table(
    "search_words", *(column(each.name) for each in words.c), column("pairs", ARRAY(SmallInteger))
)

# Of `ascii` every character beyond ASCII belongs to a word. Prefixes of three letters, the
# shortest that are searched for, and of four have indexes of their own (docs/decisions.md). No
# sizes of documents: we rank by other means.
_FTS5 = """CREATE VIRTUAL TABLE search_words USING fts5(
    title, body, facets, tokenize = 'ascii', prefix = '3 4', columnsize = 0)"""
# What is long stands beside the table (TOAST): the newest of many rows are then found by reading
# a tenth of the pages.
_VECTORS = """CREATE TABLE search_words (
    rowid BIGINT PRIMARY KEY,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    facets TEXT NOT NULL,
    pairs SMALLINT[] NOT NULL,
    words TSVECTOR GENERATED ALWAYS AS (array_to_tsvector(
        string_to_array(title, ' ') || string_to_array(body, ' ') || string_to_array(facets, ' ')
    )) STORED) WITH (toast_tuple_target = 128)"""
_INVERTED = "CREATE INDEX search_words_by_word ON search_words USING gin (words, pairs)"


def create_words(connection: Connection) -> None:
    """Make the table of words, as this engine has it."""
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in (_FTS5,) if is_sqlite else (_VECTORS, _INVERTED):
        connection.exec_driver_sql(statement)
