"""Reads the labelled sets of stories and human summaries that condensing is measured on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.models import Story
from briefing.text.sentences import split


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One story, or several that tell one event, and what an editor wrote of it.

    `reference` has one sentence a line, as ROUGE-L wants it.
    """

    id: str
    stories: tuple[Story, ...]
    reference: str

    @property
    def is_cluster(self) -> bool:
        """True where there are several stories."""
        return len(self.stories) > 1


def read_set(path: Path, *, titles: bool = True) -> tuple[Item, ...]:
    """The items of a `.jsonl` file with the fields id, title, texts, references.

    `titles=False` blanks the headlines, as where a source gives none.
    """
    with path.open(encoding="utf-8") as lines:
        return tuple(_item(json.loads(line), titles=titles) for line in lines if line.strip())


def sets_in(folder: Path, names: str = "") -> Iterator[tuple[str, Path]]:
    """The sets of a folder by name, in order; `names` keeps some, separated by commas."""
    wanted = set(filter(None, names.split(",")))
    for path in sorted(folder.glob("*.jsonl")):
        if not wanted or path.stem in wanted:
            yield path.stem, path


def _item(row: dict[str, object], *, titles: bool) -> Item:
    texts, references = row["texts"], row["references"]
    assert isinstance(texts, list)
    assert isinstance(references, list)
    title = str(row["title"]) if titles else ""
    stories = tuple(
        Story(id=f"{row['id']}-{number}", title=title, text=str(text), source=f"source {number}")
        for number, text in enumerate(texts)
    )
    return Item(id=str(row["id"]), stories=stories, reference=_lines(str(references[0])))


def _lines(text: str) -> str:
    return "\n".join(text[start:end] for start, end in split(text))
