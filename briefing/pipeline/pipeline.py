"""The daily way: ingest, compose, build, deliver."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from briefing.chunks import in_place
from briefing.condensing import judged, passages
from briefing.config import Config
from briefing.editing import (
    Layout,
    edition_id,
    explain_rank,
    smaller,
    with_sources,
)
from briefing.editing.composing import Composition, Prepared, composed_in, prepare
from briefing.editing.fit import with_losses
from briefing.editing.morning import Passages
from briefing.editing.rank import Ranked
from briefing.grouping.partition import group_on
from briefing.models import (
    DeliveryReport,
    Edition,
    Fault,
    IngestReport,
    Rendering,
    Topic,
)
from briefing.newsletter import Newsletter
from briefing.pipeline.chart_data import chart_of
from briefing.pipeline.descriptions import described_topics
from briefing.pipeline.earlier import LONGEST_WINDOW
from briefing.pipeline.edition_files import Written, files_of, write
from briefing.pipeline.folders import folder_name
from briefing.pipeline.ingest import ingest
from briefing.pipeline.material import Material
from briefing.pipeline.pictures import fetch_pictures, kept_pictures
from briefing.pipeline.progress import Progress, silent
from briefing.pipeline.source_state import history_of
from briefing.pipeline.window import Window
from briefing.rendering import Theme, render
from briefing.rendering.block_marks import marked_html
from briefing.rendering.checking.html_checks import MAX_HTML_BYTES
from briefing.store import Store
from briefing.store.edition_table import FINAL
from briefing.wiring.edition_layout import layout_now, with_view
from briefing.wiring.executors import Workers
from briefing.wiring.parts import client_of, templates_of
from briefing.wiring.summarizers import summarizer_of

if TYPE_CHECKING:
    from briefing.pipeline.sending import Mailer

logger = logging.getLogger(__name__)

# The largest, which come first: of those told all stories are looked into, of the many others none.
# 283 of 1,000 made stories were asked for; chosen, not measured.
JUDGED_TOPICS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An edition that was composed, rendered and written."""

    edition: Edition
    rendering: Rendering
    topics: tuple[Topic, ...]
    folder: Path
    files: tuple[Written, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """An edition with its views, and the topics it could tell, in their order, with factors."""

    edition: Edition
    rendering: Rendering
    ranking: tuple[Ranked, ...]


class Pipeline:
    """The daily way of one newsletter. Close it, or use it in `with`.

    `progress` is told of every step. `faults` are the photos that could not be fetched.
    `workers` is where heavy steps are worked; what `executor:` says where none are given.
    """

    def __init__(
        self,
        newsletter: Newsletter,
        *,
        progress: Progress = silent,
        workers: Workers | None = None,
    ) -> None:
        self.newsletter = newsletter
        self.progress = progress
        self.workers = workers or Workers(newsletter.config)
        self.theme = Theme.from_values(newsletter.config.theme)
        self.faults: tuple[Fault, ...] = ()
        self._measured: tuple[Edition, Rendering] | None = None

    @classmethod
    def open(
        cls, config: Config, *, clock: Callable[[], datetime], progress: Progress = silent
    ) -> Self:
        """With the store that the config names; StoreError where it cannot be opened."""
        return cls(Newsletter.open(config, clock=clock), progress=progress)

    @property
    def config(self) -> Config:
        """The newsletter's config."""
        return self.newsletter.config

    @property
    def store(self) -> Store:
        """The newsletter's store."""
        return self.newsletter.store

    @property
    def clock(self) -> Callable[[], datetime]:
        """The newsletter's clock."""
        return self.newsletter.clock

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
        """Give the store back, and end what worked for us."""
        self.workers.close()
        self.newsletter.close()

    def at(self, moment: datetime) -> Pipeline:
        """The same newsletter seen at another moment. It shares the store: do not close it."""
        at = self.newsletter.at(moment)
        return Pipeline(at, progress=self.progress, workers=self.workers)

    def ingest(self, *, force: bool = False) -> IngestReport:
        """Read all sources into the store; what failed is named in the report.

        With `force` also those are asked that should wait: after a failure, or
        because their last answer still holds.
        """
        from briefing.wiring.planned_reads import planned_read

        now = self.clock()
        history = history_of(self.store, now, force=force)
        reader = self.workers.reader(len(self.config.sources))
        with client_of(self.config, reader=reader) as client:
            asked = [
                planned_read(source, config=self.config, client=client, history=history)
                for source in self.config.sources
            ]
            report = ingest(
                asked,
                self.store,
                client=client,
                since=now - LONGEST_WINDOW,
                now=now,
                progress=self.progress,
            )
        self._forget_origins(now)
        return report

    def _forget_origins(self, now: datetime) -> None:
        """Documents that no edition quotes go after their days; where all counts, none does."""
        if self.config.edition.window != "all":
            self.store.origins.prune(now - timedelta(days=self.config.originals.keep_days))

    def window(self, edition_id: str = "") -> Window:
        """What an edition of now may be made of; read once for an act."""
        return Window.read(self.newsletter, edition_id, steps=self.workers.steps)

    def layout(self, slot: str = "") -> Layout:
        """What the next edition of this newsletter should hold."""
        return layout_now(self.newsletter, slot)

    def topics(self, edition_id: str = "") -> tuple[Topic, ...]:
        """The stories of now in events and topics."""
        return self._grouped(self.window(edition_id))

    def _grouped(self, window: Window) -> tuple[Topic, ...]:
        """The window's stories in events and topics; what was published keeps its group and id."""
        self.progress("Grouping stories", 0, 1)
        return group_on(
            self.workers.steps(len(window.stories)),
            window.stories,
            known=window.past.topics,
            edits=window.edits,
            digest=self.config.edition.digest,
        )

    def compose(self, slot: str = "") -> tuple[Edition, tuple[Topic, ...]]:
        """The edition of now (or of a slot) and the topics it is made of, as a saved draft.

        An edition that was sent is given back as it stands.
        """
        name = edition_id(self.layout(slot), self.clock())
        stored = self.store.editions.get(name)
        if stored is not None and self.final_state(stored):
            return stored, self.store.topics.of(name)
        material = Material.read(self.newsletter, slot, steps=self.workers.steps)
        topics = self.grouped(material)
        made = self.composed(topics, material, judge=self._judged(topics))
        self._measured = made.edition, made.rendering
        self.save(made.edition, topics, material)
        return made.edition, topics

    def grouped(self, material: Material) -> tuple[Topic, ...]:
        """The topics an edition of this material tells of; nothing is saved."""
        return self._grouped(material.window) if material.week is None else material.week

    def composed(
        self, topics: Sequence[Topic], material: Material, *, judge: Passages = passages
    ) -> Composed:
        """The edition of these topics and its views, cut until its mail is not clipped.

        Nothing is saved. `judge` gives the passages of a story.
        """
        chart = chart_of(self.config, topics, self.store, material.window.now)
        layout = replace(material.layout, chart=chart)
        layout = with_view(layout, self.config, material.edition_id)
        ready = self._prepared(topics, layout, material, judge)
        whole = made = self._in_layout(layout, ready, material)
        edition, views = whole.edition, self.render(whole.edition)
        while len(views.html.encode()) >= MAX_HTML_BYTES and (less := smaller(layout)):
            layout, made = less, self._in_layout(less, ready, material)
            edition = with_losses(made.edition, whole.edition)
            views = self.render(edition)
        return Composed(edition=edition, rendering=views, ranking=made.ranking)

    def _prepared(
        self, topics: Sequence[Topic], layout: Layout, material: Material, judge: Passages
    ) -> Prepared:
        """What may be told of these topics, read once for however many layouts."""
        self.progress("Condensing and composing", 0, 1)
        window = material.window
        return prepare(
            topics,
            now=window.now,
            layout=layout,
            earlier=window.past.editions,
            edits=window.edits,
            passages=judge,
        )

    def _in_layout(self, layout: Layout, ready: Prepared, material: Material) -> Composition:
        """The edition in a layout, with the order of its topics."""
        self.progress("Condensing and composing", 0, 1)
        noted = replace(layout, notes=(*layout.notes, *material.window.notes))
        made = composed_in(noted, ready, summarize=summarizer_of(self.config))
        stale = {report.source for report in material.reports if report.stale}
        return replace(made, edition=with_sources(made.edition, material.reports, stale=stale))

    def save(self, edition: Edition, topics: Sequence[Topic], material: Material) -> None:
        """Keep the edition and its topics as a draft; one that did not change stays approved."""
        at = material.window.now
        self.store.editions.save(
            edition, at=at, rhythm=material.rhythm, revision=material.window.revision
        )
        counts = len(material.window.stories), len(topics)
        logger.info("composed: %d stories, %d topics", *counts, extra={"edition": edition.id})
        self.store.topics.save(topics, edition_id=edition.id, at=at)

    def _rendered(self, edition: Edition) -> Rendering:
        """What was measured, where it was this edition and no photo has come since."""
        measured, self._measured = self._measured, None
        if measured is None or measured[0] is not edition or self.theme.images == "cid":
            return self.render(edition)
        return measured[1]

    def _judged(self, topics: Sequence[Topic]) -> Passages:
        """What judges passages: those of the largest topics are judged by the workers now."""
        each = self.workers.steps(sum(len(topic.stories) for topic in topics))
        stories = [story for topic in topics[:JUDGED_TOPICS] for story in topic.stories]
        return passages if each is in_place else judged(stories, each)

    def ranking(self, topics: Sequence[Topic], slot: str = "") -> tuple[Ranked, ...]:
        """The topics an edition may tell, in their order, each with the factors of its score."""
        layout = self.layout(slot)
        window = self.window(edition_id(layout, self.clock()))
        return explain_rank(
            described_topics(self.store, topics, window.now),
            now=window.now,
            layout=replace(layout, notes=(*layout.notes, *window.notes)),
            earlier=window.past.editions,
            edits=window.edits,
            passages=passages,
        )

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

    def marked(self, edition: Edition, keys: Sequence[str]) -> str:
        """The mail of `render`, with a mark before each block, by these keys of the blocks."""
        pictures = kept_pictures(self.store, edition) if self.theme.images == "cid" else None
        templates = templates_of(self.config)
        return marked_html(edition, keys, self.theme, templates=templates, pictures=pictures)

    def build(self, slot: str = "") -> Built:
        """Compose and render the edition and write its files to the `out:` folder."""
        return self.write(*self.compose(slot))

    def final_state(self, edition: Edition) -> str:
        """The state of an edition that was released, and is built as it was; "" of any other."""
        state = self.store.editions.state(edition.id)
        return state if state in FINAL else ""

    def write(self, edition: Edition, topics: tuple[Topic, ...]) -> Built:
        """Render an edition and write its files to the `out:` folder.

        Where photos go along with the mail, or stand on the site, they are fetched here, once.
        """
        if self.theme.images == "cid" or self.config.web.photos:
            self.progress("Fetching photos", 0, 1)
            with client_of(self.config) as client:
                self.faults += fetch_pictures(self.store, edition, client)
        rendering = self._rendered(edition)
        folder = self.config.data_path(self.config.out) / folder_name(edition)
        sender = self.config.newsletter.sender
        self.progress("Writing", 0, 1)
        files = write(folder, files_of(edition, rendering, sender=sender, theme=self.theme))
        return Built(
            edition=edition, rendering=rendering, topics=topics, folder=folder, files=files
        )

    def deliver(self, edition_id: str) -> DeliveryReport:
        """Send an approved edition to every active subscriber who has not had it."""
        return self.mailer.deliver(edition_id)

    @property
    def mailer(self) -> Mailer:
        """What releases and sends editions of this newsletter; loaded by those who send."""
        from briefing.pipeline.sending import Mailer

        return Mailer(config=self.config, store=self.store, clock=self.clock, render=self.render)
