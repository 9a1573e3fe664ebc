"""What `import briefing` promises: each function works alone, without config, store or network.

Rooms are imported where they are used: who only groups pays for no templates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.api.arguments import (
    count_of,
    moment_of,
    of_type,
    probability_of,
    stories_of,
    topics_of,
)
from briefing.errors import InputError
from briefing.models import Digest, Edit, Edition, Rendering, Story, Summary, Topic

if TYPE_CHECKING:
    from briefing.editing.layout import Layout, Summarizer
    from briefing.pipeline.pipeline import Pipeline
    from briefing.rendering.theme import Theme


def parse_feed(data: bytes, url: str = "") -> tuple[Story, ...]:
    """The stories of a feed (RSS, Atom, JSON Feed), in its order.

    `url` resolves relative links. Every item is one story. Raises SourceError where
    the bytes are no feed, InputError where they are no bytes.
    """
    from briefing.sources import parse_feed as parse

    return parse(of_type(bytes, data, "parse_feed(data)", "read it as bytes"), url)


def extract_page(data: bytes, url: str = "") -> Story:
    """The story of an article's page; `url` resolves relative links.

    Raises SourceError where the bytes are no page, or a page without a story.
    """
    from briefing.sources import extract_page as extract

    return extract(of_type(bytes, data, "extract_page(data)", "read it as bytes"), url)


def group(
    stories: Sequence[Story],
    *,
    known: Sequence[Topic] = (),
    edits: Sequence[Edit] = (),
    event_threshold: float | None = None,
    topic_threshold: float | None = None,
    digest: Digest | None = None,
) -> tuple[Topic, ...]:
    """Events (stories that tell the same) and topics (events that belong together).

    Every story is in exactly one event of one topic. `known` are topics of earlier
    calls: they keep their ids and are never split or merged. Thresholds are
    probabilities from 0 to 1; the higher, the less is put together.
    """
    from briefing.grouping import group as put_together

    return put_together(
        stories_of(stories, "group(stories)"),
        known=topics_of(known, "group(known)"),
        edits=edits,
        event_threshold=probability_of(event_threshold, "group(event_threshold)"),
        topic_threshold=probability_of(topic_threshold, "group(topic_threshold)"),
        digest=digest,
    )


def condense(stories: Sequence[Story], words: int = 60, method: str = "briefing") -> Summary:
    """The sentences that say most of the stories within a number of words.

    All are the stories' own, in reading order, without repeats. Raises InputError
    for an unknown method and for a number of words below 1.
    """
    from briefing.condensing import condense as choose

    checked = stories_of(stories, "condense(stories)")
    if not checked:
        raise InputError("holds no story", where="condense(stories)", hint="hand over at least one")
    return choose(checked, count_of(words, "condense(words)"), method)


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
    from briefing.condensing import passages
    from briefing.editing import Layout as LayoutType
    from briefing.editing import compose as compose_edition

    if layout is not None:
        of_type(LayoutType, layout, "compose(layout)", "make one with briefing.Layout(title=…)")
    return compose_edition(
        topics_of(topics, "compose(topics)"),
        now=moment_of(now, "compose(now)"),
        layout=layout,
        earlier=earlier,
        edits=edits,
        summarize=summarize,
        passages=passages,
    )


def render(
    edition: Edition,
    theme: Theme | Mapping[str, object] | str | None = None,
    *,
    templates: Path | None = None,
    language: str = "",
) -> Rendering:
    """The edition's views: subject, preheader, HTML, text, Markdown.

    `theme` is a Theme, its name, or values as the config's `theme:` has them.
    `templates` is a folder that overrides the built-in templates file by file.
    `language` is that of the phrases around the stories; the edition's where nothing is said.
    """
    from briefing.rendering import render as render_edition
    from briefing.rendering.theme import Theme as ThemeType

    if isinstance(theme, str):
        theme = {"name": theme}
    if isinstance(theme, Mapping):
        theme = ThemeType.from_values(theme)
    elif theme is not None:
        of_type(ThemeType, theme, "render(theme)", "make one with briefing.Theme(name=…)")
    checked = of_type(
        Edition, edition, "render(edition)", "briefing.compose(topics, now=…) gives one"
    )
    return render_edition(checked, theme, templates=templates, language=language)


def load(path: str | Path = "config.yaml", *, now: datetime | None = None) -> Pipeline:
    """A newsletter's pipeline from its config file; close it or use it in `with`.

    `now` freezes the clock, for rebuilds. Raises ConfigError and StoreError.
    """
    from briefing.config import load as load_config
    from briefing.pipeline.pipeline import Pipeline

    frozen = moment_of(now, "load(now)") if now is not None else None
    return Pipeline.open(load_config(path), clock=lambda: frozen or datetime.now(UTC))
