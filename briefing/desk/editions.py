"""What can be done with editions that were built: find, prove, export, approve."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefing.desk.proof import Proof, prove, prove_archived
from briefing.errors import InputError
from briefing.models import Edition, Topic
from briefing.pipeline.output import Written, files_of, folder_name, write
from briefing.pipeline.pipeline import Pipeline
from briefing.rendering.topic_pages import topic_pages
from briefing.wiring.parts import templates_of


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """One edition as lists show it."""

    id: str
    state: str
    subject: str


def latest(pipeline: Pipeline, name: str = "") -> Edition:
    """The edition of that id, or the newest of this newsletter; InputError where there is none."""
    editions = pipeline.store.editions
    found = editions.get(name) if name else editions.latest(pipeline.config.newsletter.id)
    if found is None:
        what = "there is no such edition" if name else "no edition was built yet"
        raise InputError(what, where=name, hint="run `briefing build`, or see `briefing editions`")
    return found


def topics_of(pipeline: Pipeline, name: str = "") -> tuple[Topic, ...]:
    """The topics an edition was made of; those of now where none was built yet."""
    if not name and pipeline.store.editions.latest(pipeline.config.newsletter.id) is None:
        return pipeline.topics()
    return pipeline.store.topics.of(latest(pipeline, name).id)


def editions_of(pipeline: Pipeline) -> tuple[EditionLine, ...]:
    """All editions of this newsletter, newest first."""
    editions = pipeline.store.editions
    return tuple(
        EditionLine(
            id=edition.id, state=editions.state(edition.id) or "draft", subject=edition.subject
        )
        for edition in editions.list(pipeline.config.newsletter.id)
    )


def folder_of(pipeline: Pipeline, name: str = "") -> Path:
    """The folder of an edition's files; InputError where they are not there."""
    edition = latest(pipeline, name)
    folder = pipeline.config.path(pipeline.config.out) / folder_name(edition)
    if not (folder / "index.html").is_file():
        hint = "run `briefing build` again"
        raise InputError("the edition's files are not there", where=str(folder), hint=hint)
    return folder


def export(pipeline: Pipeline, kind: str, name: str = "") -> bytes:
    """An edition in one format: md, html, txt, json or eml."""
    edition = latest(pipeline, name)
    rendering = pipeline.render(edition)
    sender = pipeline.config.newsletter.sender
    return files_of(edition, rendering, sender=sender)[f"edition.{kind}"]


def export_topics(pipeline: Pipeline, folder: Path, name: str = "") -> tuple[Written, ...]:
    """Write one Markdown file a topic of an edition into a folder."""
    pages = topic_pages(latest(pipeline, name), templates=templates_of(pipeline.config))
    return write(folder, {file: page.encode() for file, page in pages.items()})


def approve(pipeline: Pipeline, name: str = "", *, by: str) -> str:
    """Release an edition for sending; returns its id."""
    edition = latest(pipeline, name)
    pipeline.store.editions.approve(edition.id, by=by, at=pipeline.clock())
    return edition.id


def prove_file(pipeline: Pipeline, file: Path) -> Proof:
    """Prove an edition.json against this newsletter's store, theme and templates.

    Where there is no such file, but an edition of that id: as it was sent.
    """
    templates = templates_of(pipeline.config)
    if not file.exists() and pipeline.store.editions.state(str(file)):
        return prove_archived(str(file), pipeline.store, pipeline.theme, templates)
    return prove(file, pipeline.store, pipeline.theme, templates)
