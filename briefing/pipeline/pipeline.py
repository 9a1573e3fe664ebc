"""The daily way: ingest, compose, deliver. The only part that touches the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from briefing.condensing import passages
from briefing.config import Config
from briefing.editing import (
    Layout,
    compose,
    edition_id,
    explain_rank,
    smaller,
    with_sources,
)
from briefing.editing.rank import Ranked
from briefing.grouping import group
from briefing.models import (
    DeliveryReport,
    Edit,
    Edition,
    Fault,
    IngestReport,
    Rendering,
    Story,
    Topic,
)
from briefing.pipeline.chart_data import chart_of
from briefing.pipeline.earlier import LONGEST_WINDOW, Past
from briefing.pipeline.edits_in_force import edits_for, embargoes
from briefing.pipeline.ingest import ingest
from briefing.pipeline.output import Written, files_of, folder_name, write
from briefing.pipeline.pictures import fetch_pictures, kept_pictures
from briefing.pipeline.progress import Progress, silent
from briefing.pipeline.sending import Mailroom
from briefing.pipeline.source_state import memory_of
from briefing.pipeline.window import source_lines, usable
from briefing.rendering import Theme, render
from briefing.store import Store
from briefing.wiring.layout import layout_of, summarizer_of, with_view
from briefing.wiring.parts import client_of, store_url, templates_of

MAX_HTML = 100_000
SENT = ("sending", "sent", "corrected")


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
        self.theme = Theme.from_values(config.theme)
        self.store = Store.open(store_url(config), now=clock())
        self.notes: tuple[str, ...] = self.store.notes
        self.faults: tuple[Fault, ...] = ()

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

    def at(self, moment: datetime) -> Pipeline:
        """The same newsletter seen at another moment. It shares the store: do not close it."""
        other = copy(self)
        other.clock = lambda: moment
        return other

    def ingest(self, *, force: bool = False) -> IngestReport:
        """Read all sources into the store; what failed is named in the report.

        With `force` also those are asked that should wait: after a failure, or
        because their last answer still holds.
        """
        from briefing.wiring.sources import asked_of

        now = self.clock()
        memory = memory_of(self.store, now, force=force)
        with client_of(self.config) as client:
            asked = [
                asked_of(source, config=self.config, client=client, memory=memory)
                for source in self.config.sources
            ]
            return ingest(
                asked,
                self.store,
                client=client,
                since=now - LONGEST_WINDOW,
                now=now,
                progress=self.progress,
            )

    def stories(self) -> tuple[Story, ...]:
        """The stories an edition of now may use: of these sources, in its window."""
        now = self.clock()
        since = self.past.since(now, self.config)
        return usable(self.store, self.config, since=since, now=now)

    def topics(self, edition: str = "") -> tuple[Topic, ...]:
        """These stories in events and topics; what was published keeps its group and id."""
        stories = self.stories()
        self.progress("Grouping stories", 0, 1)
        return group(stories, known=self.past.topics, edits=self.edits(edition))

    def edits(self, edition: str) -> tuple[Edit, ...]:
        """The editor's decisions that hold for an edition now, and what is under embargo."""
        now = self.clock()
        held = embargoes(self.store, self.stories(), now)
        return edits_for(self.store, edition, now) + held

    def layout(self, slot: str = "") -> Layout:
        """What the next edition of this newsletter should hold."""
        newsletter = self.config.newsletter.id
        number = self.store.editions.count_sent(newsletter) + 1
        due = self.store.corrections.due(newsletter, until=self.clock())
        return layout_of(self.config, slot, number=number, corrections=due)

    def compose(self, slot: str = "") -> tuple[Edition, tuple[Topic, ...]]:
        """The edition of now (or of a slot) and the topics it is made of, as a saved draft.

        An edition that was sent is given back as it stands.
        """
        now, layout = self.clock(), self.layout(slot)
        name = edition_id(layout, now)
        stored = self.store.editions.get(name)
        if stored is not None and self.store.editions.state(name) in SENT:
            return stored, self.store.topics.of(name)
        topics = self.topics(name)
        chart = chart_of(self.config, topics, self.store, now)
        self.progress("Condensing and composing", 0, 1)
        layout = with_view(replace(layout, chart=chart), self.config, name)
        edition = self._fitting(topics, layout, now)
        self.store.editions.save(edition, at=now)
        self.store.topics.save(topics, edition_id=name, at=now)
        return edition, topics

    def _fitting(self, topics: Sequence[Topic], layout: Layout, now: datetime) -> Edition:
        """The edition, cut until its mail is not clipped (Gmail clips at some 102,000 bytes)."""
        edition = self.composed(topics, layout, now)
        while len(self.render(edition).html.encode()) >= MAX_HTML and (less := smaller(layout)):
            layout, edition = less, self.composed(topics, less, now)
        return edition

    def composed(self, topics: Sequence[Topic], layout: Layout, now: datetime) -> Edition:
        """The edition of these topics in a layout; nothing is saved."""
        edition = compose(
            topics,
            now=now,
            layout=layout,
            earlier=self.past.editions,
            edits=self.edits(edition_id(layout, now)),
            summarize=summarizer_of(layout),
            passages=passages,
        )
        return self._with_sources(edition)

    def ranking(self, topics: Sequence[Topic], slot: str = "") -> tuple[Ranked, ...]:
        """The topics an edition may tell, in their order, each with the factors of its score."""
        now, layout = self.clock(), self.layout(slot)
        edits = self.edits(edition_id(layout, now))
        earlier = self.past.editions
        return explain_rank(
            topics, now=now, layout=layout, earlier=earlier, edits=edits, passages=passages
        )

    def _with_sources(self, edition: Edition) -> Edition:
        """The ledger's lines, from the store: the same whether or not this run has read."""
        reports = source_lines(self.store, self.config, self.stories())
        return with_sources(edition, reports, stale={one.source for one in reports if one.stale})

    def render(self, edition: Edition, language: str = "") -> Rendering:
        """The edition's views, with this newsletter's theme and templates.

        `language` is that of the phrases, where it is not the edition's own.
        """
        self.progress("Rendering", 0, 1)
        pictures = kept_pictures(self.store, edition) if self.theme.images == "cid" else None
        templates = templates_of(self.config)
        return render(
            edition, self.theme, templates=templates, pictures=pictures, language=language
        )

    def build(self, slot: str = "") -> Built:
        """Compose and render the edition and write its files to the `out:` folder."""
        return self.write(*self.compose(slot))

    def write(self, edition: Edition, topics: tuple[Topic, ...]) -> Built:
        """Render an edition and write its files to the `out:` folder.

        Where photos go along with the mail, they are fetched here, once.
        """
        if self.theme.images == "cid":
            self.progress("Fetching photos", 0, 1)
            with client_of(self.config) as client:
                self.faults += fetch_pictures(self.store, edition, client)
        rendering = self.render(edition)
        folder = self.config.path(self.config.out) / folder_name(edition)
        sender = self.config.newsletter.sender
        self.progress("Writing", 0, 1)
        files = write(folder, files_of(edition, rendering, sender=sender, theme=self.theme))
        return Built(
            edition=edition, rendering=rendering, topics=topics, folder=folder, files=files
        )

    def deliver(self, edition_id: str) -> DeliveryReport:
        """Send an approved edition to every active subscriber who has not had it."""
        return self.mailroom.deliver(edition_id)

    @property
    def mailroom(self) -> Mailroom:
        """What releases and sends editions of this newsletter."""
        return Mailroom(
            config=self.config,
            store=self.store,
            clock=self.clock,
            render=self.render,
            translate=self.render,
        )

    @property
    def past(self) -> Past:
        """What went before an edition of now."""
        return Past.of(self.store, self.config, self.clock())
