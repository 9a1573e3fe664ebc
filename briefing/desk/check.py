"""Looks for faults of mail clients in an edition's files, as they lie in its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefing.desk.editions import folder_of
from briefing.desk.proof import read_edition
from briefing.errors import VerifyError
from briefing.models import Edition, Rendering
from briefing.pipeline.edition_languages import VIEWS
from briefing.pipeline.pipeline import Pipeline
from briefing.rendering import CheckResult, check
from briefing.rendering.render_edition import header_subject


def check_files(pipeline: Pipeline, path: Path | None) -> tuple[Edition, tuple[CheckResult, ...]]:
    """What every check found in an edition's folder (or its edition.json; None: the last built).

    The files are judged as they are, not a fresh rendering of them.
    VerifyError where one cannot be read.
    """
    place = path or folder_of(pipeline.newsletter)
    folder = place if place.is_dir() else place.parent
    edition = read_edition(folder / "edition.json")
    views: dict[str, Any] = {view: _read_view(folder / name) for name, view in VIEWS.items()}
    rendering = Rendering(subject=header_subject(edition), preheader=edition.preheader, **views)
    return edition, check(edition, rendering, pipeline.theme)


def _read_view(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except OSError as error:
        hint = "run `briefing build` again"
        raise VerifyError(
            f"cannot be read: {error.strerror}", where=str(file), hint=hint
        ) from error
    except UnicodeDecodeError as error:
        raise VerifyError("is not UTF-8 text", where=str(file)) from error
