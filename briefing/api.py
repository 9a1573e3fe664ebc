"""Public functions that need more than one room: wired here, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from briefing.config import load as load_config
from briefing.editing import Layout
from briefing.editing import compose as compose_edition
from briefing.editing.layout import Summarizer
from briefing.models import Edit, Edition, Topic
from briefing.pipeline.pipeline import Pipeline


def compose(
    topics: Sequence[Topic],
    *,
    now: datetime,
    layout: Layout | None = None,
    earlier: Sequence[Edition] = (),
    edits: Sequence[Edit] = (),
    summarize: Summarizer | None = None,
) -> Edition:
    """An edition from topics; `summarize=None` uses `condense`'s default method.

    Pure: the same arguments give the same edition. `now` is an aware
    datetime; `earlier` are editions that were sent, whose stories are not
    told again unless they have news.
    """
    from briefing.condensing import passages  # numpy: only where it is needed

    return compose_edition(
        topics,
        now=now,
        layout=layout,
        earlier=earlier,
        edits=edits,
        summarize=summarize,
        passages=passages,
    )


def load(path: str | Path = "config.yaml", *, now: datetime | None = None) -> Pipeline:
    """A newsletter's pipeline from its config file; close it or use it in `with`.

    `now` freezes the clock, for rebuilds. Raises ConfigError and StoreError.
    """
    clock = (lambda: now) if now else (lambda: datetime.now(UTC))
    return Pipeline.open(load_config(path), clock=clock)
