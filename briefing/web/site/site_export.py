"""Writes the site into a folder for any web host: the bytes that `serve` answers with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from briefing.errors import BriefingError, InputError
from briefing.web.site.site_pages import SitePages

Progress = Callable[[str, int, int], None]


def export_site(pages: SitePages, folder: Path, progress: Progress) -> int:
    """Write every page; how many there are now. The same editions give the same bytes.

    A file that says already what it should is left alone, so that what copies the folder
    copies what changed. InputError where nobody said where the site will be.
    BriefingError where the folder cannot be written.
    """
    if not pages.maker.addresses.url:
        hint = "briefing config set web.url https://news.example.org"
        raise InputError(
            "is not set: feeds and cards need whole addresses", where="web.url", hint=hint
        )
    written, every = 0, list(pages.files())
    for place, (path, make) in enumerate(every):
        progress("Writing the site", place, len(every))
        page = make()
        if page is not None:
            _write(folder, path, page.body)
            written += 1
    return written


def _write(folder: Path, path: str, body: bytes) -> None:
    parts = path.split("/")
    if {"", ".", ".."} & set(parts):
        raise BriefingError("is no name of a file", where=path, hint="rename the edition")
    target = folder.joinpath(*parts)
    try:
        if target.is_file() and target.read_bytes() == body:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.part")
        beside.write_bytes(body)
        beside.replace(target)
    except OSError as error:
        hint = "check the folder, its rights and the free space"
        raise BriefingError(
            f"cannot be written: {error.strerror}", where=str(target), hint=hint
        ) from error
