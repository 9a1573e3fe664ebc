"""The editor's decisions, as data that survive a rebuild."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

EditKind = Literal[
    "together",
    "apart",
    "pin",
    "drop",
    "hold",
    "free",
    "add",
    "move",
    "retitle",
    "swap",
    "note",
    "subject",
    "welcome",
    "preheader",
    "intro",
    "sign_off",
    "image",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One decision of the editor. It names stories only, never topics.

    Of hold, drop and free the last one on a story counts; `free` ends an
    embargo, too. `add` wants a story in, whatever the filters say.

    `value` depends on the kind: the new title, the note's text, the new
    place, `start:end` of the sentence to swap in, the address of the photo to
    show (`none` for no photo), with ` @x,y` behind it where a point of it must
    be seen, in per cent from its left and upper edge. `edition_id` None means
    standing: it holds for every later edition too. `reason` is why, where
    `value` does not say it already.
    """

    kind: EditKind
    story_ids: tuple[str, ...]
    value: str = ""
    until: datetime | None = None
    edition_id: str | None = None
    by: str = ""
    reason: str = ""
