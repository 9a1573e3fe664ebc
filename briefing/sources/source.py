"""The seam: where stories come from, and what a source may know of its earlier reads."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from briefing.errors import ExecutorError
from briefing.models import SourceReport, SourceState, Story

logger = logging.getLogger(__name__)

# As much of a foreign error's own words as a line of a report has room for.
MAX_ERROR_CHARS = 200


class Source(Protocol):
    """A place that gives stories. What fails inside it is a value in its report."""

    name: str

    def read(self, since: datetime | None) -> SourceReport:
        """All it holds; a source may leave out what is older than `since`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadConditions:
    """How a source is asked this time: where, with which validators, and why not at all."""

    url: str
    state: SourceState = field(default_factory=SourceState)
    skipped: str = ""


def _plain(_name: str, url: str, _settings: str) -> ReadConditions:
    return ReadConditions(url=url)


def _unknown(_keys: Sequence[str]) -> Story | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadHistory:
    """What was read before.

    `recall` gives the conditions of the next read by a source's name, its
    address and its settings, `known` the stored story by any of its keys.
    `settings` stand for all that decides what is taken of a source: where they
    are others than at the last read, what it answers then is not "unchanged".
    """

    recall: Callable[[str, str, str], ReadConditions] = _plain
    known: Callable[[Sequence[str]], Story | None] = _unknown
    settings: str = ""

    def conditions(self, name: str, url: str) -> ReadConditions:
        """How a source of these settings is asked this time."""
        return self.recall(name, url, self.settings)


def safely(name: str, read: Callable[..., SourceReport], *arguments: object) -> SourceReport:
    """The report of `read`, also where a fault of ours comes up: one source must not end a run.

    ExecutorError goes on: where nobody parses, no source is to blame.
    """
    try:
        return read(*arguments)
    except ExecutorError:
        raise
    except Exception as error:
        logger.exception("a source cannot be read", extra={"source": name})
        words = f"{type(error).__name__}: {str(error)[:MAX_ERROR_CHARS]}"
        return SourceReport(source=name, error=f"cannot be read: {words} (please report this)")


class UnreadableSource:
    """A source that cannot even be asked; its report says why."""

    def __init__(self, name: str, error: str) -> None:
        self.name = name
        self._error = error

    def read(self, since: datetime | None) -> SourceReport:  # noqa: ARG002 - the seam
        """The report of a source that failed."""
        return SourceReport(source=self.name, error=self._error)


NO_HISTORY = ReadHistory()
