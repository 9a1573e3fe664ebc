"""What an edition may be made of, read once: stories of its sources, decisions, the past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefing.chunks import Steps, here
from briefing.config import Config, source_name
from briefing.config.sources_section import AnySource
from briefing.models import Edit, Keyed, SourceReport, Story
from briefing.newsletter import Newsletter
from briefing.pipeline.descriptions import described_now, unwanted_kinds
from briefing.pipeline.earlier import Past
from briefing.pipeline.embargoes import embargoes
from briefing.sources.filters import chosen
from briefing.store import Store
from briefing.store.edits import Numbered, wanted
from briefing.wiring.planned_reads import rule_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One moment of a newsletter: all that an edition of then is made from, read once.

    `stories` have their kind and furniture. `edits` are the decisions that hold for the
    edition `edition_id`, a hold for each story under embargo, and a drop for each of a kind
    that the newsletter leaves out; `revision` is that of the decisions. `notes` say what waits
    outside. `given` are the stories as their sources gave them. What looks at one window sees
    one "now".
    """

    now: datetime
    edition_id: str
    past: Past
    stories: tuple[Story, ...]
    edits: tuple[Edit, ...]
    notes: tuple[str, ...] = ()
    revision: int | None = None
    given: tuple[Story, ...] = ()

    @classmethod
    def read(
        cls,
        newsletter: Newsletter,
        edition_id: str,
        *,
        as_known: bool = False,
        steps: Steps = here,
    ) -> Window:
        """The window of now, from the store; `steps` says where so many stories are looked at.

        `as_known`: the sources' stories as they were at that moment, whatever the store knows
        today. Where a desk has taken them then, just those; else those that were seen by then,
        with the text and headline they had.
        """
        store, config, now = newsletter.store, newsletter.config, newsletter.clock()
        past = Past.of(store, config, now)
        since = past.since(now, config)
        kept = store.draft_stories.of(edition_id, taken_at=now) if as_known else None
        given = usable(store, config, since=since, now=now) if kept is None else kept
        revision = store.edits.version(edition_id)  # before they are read: never a later one
        read = cls(
            now=now,
            edition_id=edition_id,
            past=past,
            stories=(),
            edits=(),
            notes=waiting_notes(store, config, now),
            given=store.history.as_of(given, now) if as_known and kept is None else given,
        )
        return read.decided(newsletter, store.edits.list(edition_id), revision, steps)

    def decided(
        self,
        newsletter: Newsletter,
        decisions: Sequence[Numbered],
        revision: int,
        steps: Steps = here,
    ) -> Window:
        """The same window under these decisions of persons, which are of that revision.

        What a person asked for stands in it, whenever it was seen.
        """
        store, config = newsletter.store, newsletter.config
        since = self.past.since(self.now, config)
        ids = wanted(decisions, since=since, until=self.now, edition_id=self.edition_id)
        asked_for = store.stories.of_ids(ids) if config.by_hand else ()
        every = _each_once([*self.given, *asked_for])
        stories = self.stories
        if [story.id for story in every] != [story.id for story in stories]:
            stories = described_now(store, every, self.now, steps(len(every)))
        edits = tuple(decision.edit for decision in decisions)
        unwanted = unwanted_kinds(stories, config.edition.kinds, ids)
        embargoed = embargoes(stories, edits, self.now)
        edits = (*edits, *embargoed, *unwanted)
        return replace(self, stories=stories, edits=edits, revision=revision)


def waiting_notes(store: Store, config: Config, now: datetime) -> tuple[str, ...]:
    """How many stories of the sources wait for their date, or to be old enough, and until when."""
    due = [
        (story.published or now) + wait
        for wait, names in _by_embargo(config)
        for story in store.stories.window(since=now - wait, sources=names)
        if story.published and story.published + wait > now
    ]
    if not due:
        return ()
    wait = "1 story waits" if len(due) == 1 else f"{len(due)} stories wait"
    return (f"{wait} for the hour it may be told, the first at {min(due):%Y-%m-%d %H:%M} UTC.",)


def usable(
    store: Store,
    config: Config,
    *,
    since: datetime | None,
    now: datetime,
    ids: Sequence[str] = (),
) -> tuple[Story, ...]:
    """The stories of the configured sources, and those a person asked for (`ids`), each once.

    Filters, caps and embargoes of sources hold for what is stored already, too.
    """
    groups = _by_embargo(config)
    stories = _each_once(story for group in groups for story in _stored(store, group, since, now))
    stories = chosen(stories, rule_of(config.filter))
    of = _by_source(stories)
    usable_ids = {story.id for source in config.sources for story in _let_through(of, source)}
    asked_for = store.stories.of_ids(ids) if config.by_hand else ()
    return _each_once([*(story for story in stories if story.id in usable_ids), *asked_for])


def _by_embargo(config: Config) -> list[tuple[timedelta, tuple[str, ...]]]:
    """Sources by the hours for which their stories are held back."""
    names: dict[float, list[str]] = {}
    for source in config.sources:
        names.setdefault(source.embargo_hours, []).append(source_name(source))
    return [(timedelta(hours=hours), tuple(group)) for hours, group in sorted(names.items())]


def _stored(
    store: Store,
    group: tuple[timedelta, tuple[str, ...]],
    since: datetime | None,
    now: datetime,
) -> tuple[Story, ...]:
    """What a group of sources has; an embargo shifts the whole window, so that nothing is lost."""
    wait, names = group
    start = since - wait if since else None
    return store.stories.window(since=start, until=now - wait, sources=names)


def _let_through(of: Mapping[str, Sequence[Story]], source: AnySource) -> tuple[Story, ...]:
    return chosen(of.get(source_name(source), ()), rule_of(source.filter, cap=source.cap))


def _by_source(stories: Iterable[Story]) -> dict[str, list[Story]]:
    """The stories of each source, in their order."""
    of: dict[str, list[Story]] = {}
    for story in stories:
        of.setdefault(story.source, []).append(story)
    return of


def _each_once(stories: Iterable[Story]) -> tuple[Story, ...]:
    first: dict[str, Story] = {}
    for story in stories:
        first.setdefault(story.id, story)
    return tuple(first.values())


def source_lines(
    store: Store, config: Config, stories: Sequence[Story]
) -> tuple[SourceReport, ...]:
    """How each source fared last, with the stories it has in this window.

    From the store, so that building again without reading says the same.
    """
    of = _by_source(stories)
    configured = [source_name(source) for source in config.sources]
    configured_names = frozenset(configured)
    others = [name for name in of if name not in configured_names]
    return (
        *(_last_report(name, store, of, unread="was never read") for name in configured),
        *(_last_report(name, store, of) for name in others),
    )


def recounted(
    reports: Sequence[SourceReport], store: Store, stories: Sequence[Story]
) -> tuple[SourceReport, ...]:
    """How the sources fared, as it was read before, with the stories of another window.

    Of a source that is new to it the store is asked.
    """
    of = _by_source(stories)
    known = {report.source: report for report in reports}
    others = [name for name in of if name not in known]
    return (
        *(replace(report, stories=_keyed(of.get(name, ()))) for name, report in known.items()),
        *(_last_report(name, store, of) for name in others),
    )


def _keyed(stories: Iterable[Story]) -> tuple[Keyed, ...]:
    return tuple(Keyed(story=story, keys=(), origin_sha256="") for story in stories)


def _last_report(
    name: str, store: Store, of: Mapping[str, Sequence[Story]], *, unread: str = ""
) -> SourceReport:
    record = store.sources.get(name)
    paused = f"is not read: {record.paused}" if record and record.paused else ""
    return SourceReport(
        source=name,
        stories=_keyed(of.get(name, ())),
        error=record.error or paused if record else unread,
        failures=record.failures if record else 0,
    )
