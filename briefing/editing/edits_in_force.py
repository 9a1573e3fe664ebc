"""The editor's decisions, sorted by the step they enter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefing.models import Edit, EditKind
from briefing.text.clean import one_line

# The decisions on whether a story may be shown at all.
WITHHOLDING = frozenset(("hold", "drop", "free"))


BY_CONFIG = "config.yaml"  # who decides where the settings do


@dataclass(frozen=True, slots=True)
class EditsInForce:
    """Decisions that hold for one edition at one moment, oldest first."""

    edits: tuple[Edit, ...]
    now: datetime

    @classmethod
    def of(cls, edits: Sequence[Edit], *, edition_id: str, now: datetime) -> EditsInForce:
        """Standing decisions and those of this edition."""
        scope = (None, edition_id)
        return cls(in_force([edit for edit in edits if edit.edition_id in scope]), now)

    def withheld(self, story_id: str) -> str:
        """Why a story may not be shown; nothing where it may."""
        reason = ""
        for edit in self._about("drop", (story_id,)):
            who = "config" if edit.by == BY_CONFIG else "editor"
            reason = f"dropped by the {who}{_because(why(edit))}"
        for edit in self._about("hold", (story_id,)):
            if edit.until is None:
                reason = f"held back{_because(why(edit))}"
            elif edit.until > self.now:
                reason = f"held until {edit.until:%Y-%m-%d %H:%M} UTC{_because(why(edit))}"
        return reason

    def pinned(self, story_ids: Iterable[str]) -> bool:
        """True where a story of these is pinned."""
        return any(self._about("pin", story_ids))

    def place(self, story_ids: Iterable[str]) -> str:
        """Where the editor moved these stories: a block's kind or a number from 1; else nothing."""
        return self._last("move", story_ids)

    def title(self, story_ids: Iterable[str]) -> str:
        """The editor's headline for these stories, else nothing."""
        return one_line(self._last("retitle", story_ids))

    def picture(self, story_ids: Iterable[str]) -> str:
        """What the editor said of the photo for these stories, else nothing."""
        return self._last("image", story_ids)

    def subject(self) -> str:
        """The editor's subject for this edition, else nothing."""
        return one_line(self._newest("subject").value)

    def preheader(self) -> str:
        """What the editor wants inboxes to show beside the subject, else nothing."""
        return one_line(self._newest("preheader").value)

    def welcome(self) -> str:
        """The editor's line of the day for this edition, else nothing."""
        return one_line(self._newest("welcome").value)

    def intro(self) -> Edit | None:
        """The editor's first words for this edition (Markdown); None where there are none."""
        return self._words("intro")

    def sign_off(self) -> Edit | None:
        """The editor's last words for this edition (Markdown); None where there are none."""
        return self._words("sign_off")

    def swaps(self, story_ids: Iterable[str]) -> tuple[Edit, ...]:
        """Sentences to swap in, oldest first."""
        return tuple(self._about("swap", story_ids))

    def together(self) -> tuple[frozenset[str], ...]:
        """Stories the editor put together, in groups."""
        return tuple(frozenset(e.story_ids) for e in self.edits if e.kind == "together")

    def notes(self) -> tuple[Edit, ...]:
        """The editor's own words for this edition."""
        return tuple(edit for edit in self.edits if edit.kind == "note" and edit.value.strip())

    def _words(self, kind: EditKind) -> Edit | None:
        newest = self._newest(kind)
        return newest if newest.value.strip() else None

    def _newest(self, kind: EditKind) -> Edit:
        """The last decision of a kind that names no story; an empty one where there is none."""
        of_kind = (edit for edit in reversed(self.edits) if edit.kind == kind)
        return next(of_kind, Edit(kind=kind, story_ids=()))

    def _last(self, kind: EditKind, story_ids: Iterable[str]) -> str:
        return next((edit.value.strip() for edit in reversed(self._about(kind, story_ids))), "")

    def _about(self, kind: EditKind, story_ids: Iterable[str]) -> list[Edit]:
        asked_ids = frozenset(story_ids)
        return [
            edit
            for edit in self.edits
            if edit.kind == kind and not asked_ids.isdisjoint(edit.story_ids)
        ]


def in_force(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits, oldest first: of hold, drop and free only the last one on each story."""
    last = {
        story_id: place
        for place, edit in enumerate(edits)
        if edit.kind in WITHHOLDING
        for story_id in edit.story_ids
    }
    counting: list[Edit] = []
    for place, edit in enumerate(edits):
        if edit.kind not in WITHHOLDING:
            counting.append(edit)
        elif ids := tuple(name for name in edit.story_ids if last[name] == place):
            counting.append(replace(edit, story_ids=ids))
    return tuple(counting)


def freed(edits: Sequence[Edit]) -> frozenset[str]:
    """The ids of stories that a person set free last: no embargo of theirs counts."""
    free = (edit for edit in in_force(edits) if edit.kind == "free")
    return frozenset(story_id for edit in free for story_id in edit.story_ids)


def why(edit: Edit) -> str:
    """The reason of a hold or drop; older ones have it as their value."""
    return edit.reason or edit.value


def _because(reason: str) -> str:
    return f": {reason.strip()}" if reason.strip() else ""
