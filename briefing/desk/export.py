"""An edition taken out: in one format, as pages by topic, and proved. What needs the renderer."""

from __future__ import annotations

from pathlib import Path

from briefing.desk.editions import latest
from briefing.desk.proof import Proof, prove, prove_archived
from briefing.models import Topic
from briefing.newsletter import Newsletter
from briefing.pipeline.edition_files import Written, files_of, write
from briefing.pipeline.pipeline import Pipeline
from briefing.rendering.topic_pages import topic_pages
from briefing.wiring.parts import templates_of


def topics_of(pipeline: Pipeline, name: str = "") -> tuple[Topic, ...]:
    """The topics an edition was made of; those of now where none was built yet."""
    if not name and pipeline.store.editions.latest(pipeline.newsletter.id) is None:
        return pipeline.topics()
    return pipeline.store.topics.of(latest(pipeline.newsletter, name).id)


def export(pipeline: Pipeline, kind: str, name: str = "") -> tuple[str, bytes]:
    """An edition's id, and the edition in one format: md, html, txt, json or eml."""
    edition = latest(pipeline.newsletter, name)
    rendering = pipeline.render(edition)
    sender = pipeline.config.newsletter.sender
    return edition.id, files_of(edition, rendering, sender=sender)[f"edition.{kind}"]


def export_topics(newsletter: Newsletter, folder: Path, name: str = "") -> tuple[Written, ...]:
    """Write one Markdown file a topic of an edition into a folder."""
    pages = topic_pages(latest(newsletter, name), templates=templates_of(newsletter.config))
    return write(folder, {file: page.encode() for file, page in pages.items()})


def prove_file(pipeline: Pipeline, file: Path) -> Proof:
    """Prove an edition.json against this newsletter's store, theme and templates.

    Where there is no such file, but an edition of that id: as it was sent.
    """
    templates = templates_of(pipeline.config)
    if not file.exists() and pipeline.store.editions.state(str(file)):
        return prove_archived(str(file), pipeline.store, pipeline.theme, templates)
    return prove(file, pipeline.store, pipeline.theme, templates)
