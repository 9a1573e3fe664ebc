"""The bytes of the sources, and which texts each edition quotes."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add both tables; what earlier editions quote is read from them."""
    op.create_table(
        "origins",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("charset", sa.String(length=40), nullable=False),
        sa.Column("seen_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_index(op.f("ix_origins_seen_at"), "origins", ["seen_at"], unique=False)
    name = op.f("ix_story_texts_origin_sha256")
    op.create_index(name, "story_texts", ["origin_sha256"], unique=False)
    table = op.create_table(
        "edition_texts",
        sa.Column("edition_id", sa.Text(), nullable=False),
        sa.Column("story_id", sa.String(length=80), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"]),
        sa.PrimaryKeyConstraint("edition_id", "story_id"),
    )
    connection = op.get_bind()
    for edition in connection.execute(sa.text("SELECT id, data FROM editions")).mappings():
        rows = {
            reference["story_id"]: {
                "edition_id": edition["id"],
                "story_id": reference["story_id"],
                "text_sha256": reference["text_sha256"],
            }
            for reference in json.loads(edition["data"]).get("references", ())
        }
        if rows:
            connection.execute(sa.insert(table), list(rows.values()))
