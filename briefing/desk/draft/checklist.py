"""What an editor looks at last: to whom it goes, when, how large it is, what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.desk.draft.block_changes import BlockChange
from briefing.models import EditionState
from briefing.models.subscriber import rhythm_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the list: `ok` None is for a person to judge; `blocks` means no approval."""

    name: str
    words: str
    ok: bool | None
    blocks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """All that is to be known before an edition is approved.

    `recipients` are active readers with an address that works, `by_language` those by the
    language they chose ("" is the newsletter's own); `segment` says in words who they are,
    `left_out` why others do not get it. `due` is when it goes out, None for an edition by hand.
    `changes` are the blocks that differ from what the person saw last. `findings` is how many
    an editorial check has, None where none was made; so is `links_checked`.
    """

    edition_id: str
    version: int
    state: EditionState
    approved_by: str
    subject: str
    preheader: str
    recipients: int
    by_language: tuple[tuple[str, int], ...]
    segment: str
    left_out: tuple[tuple[str, int], ...]
    due: datetime | None
    minutes: int
    html_bytes: int
    most_bytes: int
    findings: int | None
    links_checked: bool | None
    verified: bool
    changes: tuple[BlockChange, ...]
    checks: tuple[Check, ...]

    @property
    def ends_the_week(self) -> bool:
        """True for a weekly: to release it ends its readers' week, and is not taken back."""
        return rhythm_of(self.edition_id) == "weekly"

    @property
    def may_approve(self) -> bool:
        """True where nothing on the list forbids it."""
        return not any(check.blocks and not check.ok for check in self.checks)


def failing(checks: Sequence[Check]) -> tuple[Check, ...]:
    """The checks that speak against approval."""
    return tuple(check for check in checks if check.ok is False)
