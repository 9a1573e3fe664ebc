"""What a person decided about single stories stands among all other edits."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_EDITS = sa.table(
    "edits",
    sa.column("number", sa.Integer()),
    sa.column("edition_id", sa.Text()),
    sa.column("kind", sa.String(12)),
    sa.column("data", sa.Text()),
    sa.column("at", sa.String(27)),
)


def upgrade() -> None:
    """Give edits their kind, take decisions in by their time, numbered anew, and drop their table.

    The last hold, drop or free on a story counts, so the order of both tables is one.
    """
    op.add_column("edits", sa.Column("kind", sa.String(12), nullable=False, server_default=""))
    op.create_index(op.f("ix_edits_kind"), "edits", ["kind"], unique=False)
    connection = op.get_bind()
    edits = connection.execute(sa.text("SELECT number, edition_id, data, at FROM edits"))
    decisions = connection.execute(sa.text("SELECT * FROM decisions"))
    rows = [_of_edit(row) for row in edits.mappings()]
    rows += [_of_decision(row) for row in decisions.mappings()]
    rows.sort(key=lambda row: (row["at"], row.pop("table"), row.pop("number")))
    connection.execute(sa.delete(_EDITS))
    if rows:
        numbered = [row | {"number": number} for number, row in enumerate(rows, 1)]
        connection.execute(sa.insert(_EDITS), numbered)
    if connection.dialect.name == "postgresql":
        count_on = "SELECT setval(pg_get_serial_sequence('edits', 'number'), :next, false)"
        connection.execute(sa.text(count_on), {"next": len(rows) + 1})
    op.drop_table("decisions")


def _of_edit(row: Any) -> dict[str, Any]:
    kind = json.loads(row["data"])["kind"]
    return dict(row) | {"kind": kind, "table": 0}


def _of_decision(row: Any) -> dict[str, Any]:
    until = row["until"]
    data = {
        "kind": row["kind"],
        "story_ids": [row["story_id"]],
        "value": "",
        "until": until and f"{until[:26]}+00:00",
        "edition_id": None,
        "by": row["by"],
        "reason": row["reason"],
    }
    return {
        "number": row["number"],
        "table": 1,
        "edition_id": None,
        "kind": row["kind"],
        "data": json.dumps(data, ensure_ascii=False),
        "at": row["at"],
    }
