"""The daily way: ingest, compose, deliver. The only part that touches the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from briefing.condensing import summarizer
from briefing.config import Config, SourceConfig, source_name
from briefing.editing import compose, with_sources
from briefing.grouping import group
from briefing.models import (
    Edition,
    IngestReport,
    Rendering,
    SourceLine,
    SourceReport,
    Story,
    Topic,
)
from briefing.models.codec import dump
from briefing.pipeline.output import Written, folder_name, write
from briefing.pipeline.progress import Progress, silent
from briefing.pipeline.wiring import client_of, layout_of, source_of, store_url
from briefing.rendering import Theme, preview_page, render
from briefing.store import Store

LONGEST_WINDOW = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An edition that was composed, rendered and written."""

    edition: Edition
    rendering: Rendering
    topics: tuple[Topic, ...]
    folder: Path
    files: tuple[Written, ...]


class Pipeline:
    """One newsletter, wired from its config. Close it, or use it in `with`.

    `clock` says what time it is (aware, UTC); `progress` is told of every
    step. `notes` are what the store had to say when it was opened.
    """

    def __init__(
        self, config: Config, *, clock: Callable[[], datetime], progress: Progress = silent
    ) -> None:
        self.config = config
        self.clock = clock
        self.progress = progress
        self.store = Store.open(store_url(config), now=clock())
        self.notes: tuple[str, ...] = self.store.notes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the store back."""
        self.store.close()
