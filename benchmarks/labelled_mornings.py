"""Labelled mornings: what the sources hold when an edition is built, with an editor's labels.

A morning is a file `NAME.jsonl`, one item a line: `id`, `outlet`, `position`,
`title`, `text`, `url`, `published`, `categories`, `language`, and the labels
`event`, `topic`, `kind`, `stale`, `furniture`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.models import Kind, Story

VARIABLE = "BRIEFING_MORNINGS"  # names the folder, for tests and benchmarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story with its labels. `furniture` are exact pieces of title or text."""

    morning: str
    story: Story
    event: str
    topic: str
    kind: Kind
    stale: bool
    furniture: tuple[str, ...]


def folder_of_mornings() -> Path | None:
    """The folder named by the environment, if there is one with mornings in it."""
    folder = Path(os.environ.get(VARIABLE, ""))
    return folder if os.environ.get(VARIABLE) and any(folder.glob("*.jsonl")) else None


def load(folder: Path) -> dict[str, tuple[Item, ...]]:
    """All mornings of a folder, by name."""
    return {path.stem: tuple(_items(path)) for path in sorted(folder.glob("*.jsonl"))}


def _items(path: Path) -> Iterable[Item]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield _item(path.stem, json.loads(line))


def _item(morning: str, row: dict[str, object]) -> Item:
    published = row.get("published")
    categories = row.get("categories")
    labels = [categories] if isinstance(categories, str) else categories
    story = Story(
        id=f"{morning}/{row['id']}",
        title=str(row["title"]),
        text=str(row["text"] or ""),
        source=str(row["outlet"]),
        url=str(row["url"]) if row.get("url") else None,
        published=datetime.fromisoformat(str(published)) if published else None,
        language=str(row.get("language") or "en"),
        tags=tuple(map(str, labels)) if isinstance(labels, list) else (),
    )
    return Item(
        morning=morning,
        story=story,
        event=str(row["event"] or ""),
        topic=str(row["topic"] or ""),
        kind=row["kind"],  # type: ignore[arg-type]
        stale=bool(row["stale"]),
        furniture=tuple(row["furniture"]),  # type: ignore[arg-type]
    )
