"""The daily way, wired from a config: ingest, compose, build, deliver."""

from briefing.pipeline.pipeline import Built, Pipeline
from briefing.pipeline.proof import Proof
from briefing.pipeline.records import story_record, topic_record
from briefing.pipeline.shelf import (
    EditionLine,
    approve,
    editions_of,
    export,
    folder_of,
    latest,
    prove_file,
    topics_of,
)
from briefing.pipeline.wiring import with_given

__all__ = [
    "Built",
    "EditionLine",
    "Pipeline",
    "Proof",
    "approve",
    "editions_of",
    "export",
    "folder_of",
    "latest",
    "prove_file",
    "story_record",
    "topic_record",
    "topics_of",
    "with_given",
]
