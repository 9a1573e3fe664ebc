"""Writes an edition's files into out/<date>[-HHMM]/, each whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefing.delivery import eml
from briefing.delivery.folder_transports import PRIVATE_FILE_MODE
from briefing.errors import BriefingError
from briefing.models import Edition, Rendering
from briefing.models.codec import dump
from briefing.rendering import Theme, preview_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was written, and its size in bytes."""

    path: Path
    size: int


def files_of(
    edition: Edition, rendering: Rendering, *, sender: str, theme: Theme | None = None
) -> dict[str, bytes]:
    """The edition's files by name; the same edition gives the same bytes."""
    return {
        "edition.html": rendering.html.encode(),
        "edition.txt": rendering.text.encode(),
        "edition.md": rendering.markdown.encode(),
        "edition.eml": eml(edition, rendering, sender=sender),
        "edition.json": dump(edition).encode(),
        "index.html": preview_page(edition, rendering, theme).encode(),
    }


def write(folder: Path, files: dict[str, bytes]) -> tuple[Written, ...]:
    """Write each file beside its final place, then move it there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(_write_one(folder / name, data) for name, data in files.items())
    except OSError as error:
        hint = "check the folder `out:` names, its rights and the free space"
        raise BriefingError(
            f"cannot be written: {error.strerror}", where=str(folder), hint=hint
        ) from error


def _write_one(path: Path, data: bytes) -> Written:
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(data)
    if path.suffix == ".eml":
        beside.chmod(PRIVATE_FILE_MODE)
    beside.replace(path)
    return Written(path=path, size=len(data))
