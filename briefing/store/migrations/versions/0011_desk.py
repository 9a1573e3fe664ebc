"""Who works at the desk: accounts, sessions, single-use secrets, logins that failed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the tables; there is no account yet."""
    op.create_table(
        "desk_accounts",
        sa.Column("newsletter", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        *_texts("name"),
        sa.Column("role", sa.String(10), nullable=False),
        *_texts("password", "totp"),
        sa.Column("totp_step", sa.Integer, nullable=False),
        *_moments("created", "changed"),
    )
    op.create_table(
        "desk_sessions",
        sa.Column("token", sa.String(64), primary_key=True),
        *_texts("newsletter", "account"),
        *_moments("created", "seen"),
        *_texts("agent"),
        sa.ForeignKeyConstraint(
            ["newsletter", "account"], ["desk_accounts.newsletter", "desk_accounts.key"]
        ),
    )
    op.create_index("desk_sessions_by_account", "desk_sessions", ["newsletter", "account"])
    op.create_table(
        "desk_one_time",
        sa.Column("token", sa.String(64), primary_key=True),
        *_texts("newsletter", "account"),
        sa.Column("kind", sa.String(10), nullable=False),
        *_moments("expires"),
    )
    op.create_index("desk_one_time_by_account", "desk_one_time", ["newsletter", "account"])
    op.create_table(
        "desk_failures",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        *_moments("at"),
    )
    op.create_index("desk_failures_by_key", "desk_failures", ["key", "at"])
    op.create_index("desk_failures_by_time", "desk_failures", ["at"])


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _moments(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(27), nullable=False) for name in names]
