"""The daily way, wired from a config: ingest, compose, build, deliver."""

from briefing.pipeline.pipeline import Built, Pipeline

__all__ = ["Built", "Pipeline"]
