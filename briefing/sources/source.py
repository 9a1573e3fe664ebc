"""The seam: where stories come from."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from briefing.models import SourceReport


class Source(Protocol):
    """A place that gives stories. What fails inside it is a value in its report."""

    name: str

    def read(self, since: datetime | None) -> SourceReport:
        """All it holds; a source may leave out what is older than `since`."""
