"""Proves an edition: its sentences against the store, its views against a fresh rendering."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefing.editing import shown, verify
from briefing.errors import VerifyError
from briefing.models import Edition, Fault, Rendering
from briefing.models.codec import MAX_BYTES, load
from briefing.pipeline.pictures import kept_pictures
from briefing.rendering import Theme, render
from briefing.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was checked: the edition, how many sentences it quotes, every fault found."""

    edition_id: str
    sentences: int
    faults: tuple[Fault, ...]


VIEWS = {"edition.html": "html", "edition.txt": "text", "edition.md": "markdown"}


def read_edition(path: Path) -> Edition:
    """The edition in an edition.json; VerifyError where it cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise VerifyError("is too large for an edition", where=str(path))
        return load(path.read_text(encoding="utf-8"))
    except OSError as error:
        hint = "name the edition.json that `briefing build` wrote"
        raise VerifyError(
            f"cannot be read: {error.strerror}", where=str(path), hint=hint
        ) from error
    except UnicodeDecodeError as error:
        raise VerifyError("is not UTF-8 text", where=str(path)) from error


def prove(path: Path, store: Store, theme: Theme, templates: Path | None) -> Proof:
    """Every fault of the edition in `path`, none where it holds.

    Sentences, titles and hashes are compared with the store, never with the
    edition's own copy; the views beside the file with a fresh rendering.
    """
    edition = read_edition(path)
    faults = verify(edition, text=store.stories.text, titles=store.stories.titles)
    pictures = kept_pictures(store, edition) if theme.images == "cid" else None
    rendering = render(edition, theme, templates=templates, pictures=pictures)
    return Proof(
        edition_id=edition.id,
        sentences=len(shown(edition)),
        faults=faults + _stale_views(path.parent, rendering),
    )


def _stale_views(folder: Path, rendering: Rendering) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    for name, view in VIEWS.items():
        file = folder / name
        if file.exists() and file.read_bytes() != getattr(rendering, view).encode():
            faults.append(Fault(where=name, why="differs from a fresh rendering of the edition"))
    return tuple(faults)
