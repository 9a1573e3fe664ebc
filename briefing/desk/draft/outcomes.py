"""What became of a decision or an approval: done, or refused since others were faster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.desk.draft.draft import Draft
from briefing.desk.draft.history_lines import MeanwhileLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A decision that is kept, and the draft as it is now.

    `changed` are the keys of the blocks to show anew. `repeated`: the same request was
    applied before, and this one changed nothing.
    """

    number: int
    draft: Draft
    changed: tuple[str, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedMeanwhile:
    """A decision that was refused, since others changed the same block; nothing is overwritten.

    `changes` say what they did, the oldest first; `draft` is the newest, to look at and decide
    anew with its version.
    """

    changes: tuple[MeanwhileLine, ...]
    draft: Draft

    @property
    def words(self) -> str:
        """Who did what meanwhile, in one line."""
        return "; ".join(f"{line.by or 'somebody'} {line.words}" for line in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """An edition released for sending, by whom and when; `folder` has its files."""

    by: str
    at: datetime
    draft: Draft
    folder: Path


Outcome = Applied | ChangedMeanwhile
