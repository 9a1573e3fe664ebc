"""What a preview does when a file changed: render anew, or read and build anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from briefing.config import Config, FolderConfig
from briefing.desk.editions import latest
from briefing.desk.export import topics_of
from briefing.pipeline.pipeline import Built, Pipeline

OpenPipeline = Callable[[Callable[[Config], Config]], Pipeline]


def watched(pipeline: Pipeline, config_file: Path) -> tuple[Path, ...]:
    """The files and folders an edition depends on: config, templates, folders of documents."""
    config = pipeline.config
    folders = (s.path for s in config.sources if isinstance(s, FolderConfig))
    return (config_file, config.path(config.templates), *(config.path(path) for path in folders))


def refresh(opening: OpenPipeline, changed: Sequence[str], *, edition: str = "") -> Built:
    """Bring an edition's files up to date after these files changed.

    Where only templates did, or the edition is one by name, it is rendered
    anew as it stands; else folders are read and the edition of now is built.
    No source on the web is read; a photo the mail takes along (`images: cid`) is
    fetched where the edition has not got it yet.
    """
    with opening(lambda config: config) as pipeline:
        templates = pipeline.config.path(pipeline.config.templates)
        if edition or all(Path(name).is_relative_to(templates) for name in changed):
            shown_edition = latest(pipeline.newsletter, edition)
            return pipeline.write(shown_edition, topics_of(pipeline, shown_edition.id))
    with opening(_folders_only) as reading:
        reading.ingest()
    with opening(lambda config: config) as pipeline:
        return pipeline.build()


def _folders_only(config: Config) -> Config:
    folders = tuple(source for source in config.sources if isinstance(source, FolderConfig))
    return config.model_copy(update={"sources": folders})
