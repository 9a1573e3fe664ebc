"""The seam: where stories come from, and what a source may recall while it reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from briefing.models import SourceReport, SourceState, Story


class Source(Protocol):
    """A place that gives stories. What fails inside it is a value in its report."""

    name: str

    def read(self, since: datetime | None) -> SourceReport:
        """All it holds; a source may leave out what is older than `since`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """How a source is asked this time: where, with which validators, and why not at all."""

    url: str
    state: SourceState = field(default_factory=SourceState)
    rests: str = ""


def _plain(_name: str, url: str) -> Recalled:
    return Recalled(url=url)


def _unknown(_keys: Sequence[str]) -> Story | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What was read before: `recall` by a source's name and address, `known` by a story's keys."""

    recall: Callable[[str, str], Recalled] = _plain
    known: Callable[[Sequence[str]], Story | None] = _unknown


NOTHING = Memory()
