"""The files of a folder: sorted, capped, never outside it; each read whole or refused."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import SourceError
from briefing.text.clean import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a folder may hold: bytes a file, files in all, levels of folders, bytes in all.

    Chosen, not measured: far above what anyone keeps to read.
    """

    file_bytes: int = 10_000_000
    files: int = 10_000
    depth: int = 8
    total_bytes: int = 500_000_000


def files_of(root: Path, limits: Limits) -> Iterator[tuple[str, Path]]:
    """Names relative to `root` (with `/`) and paths, sorted, at most `limits.files` + 1.

    Names with a dot in front are left out, and so are linked folders: they
    could lead in a circle. A linked file is given, `read_file` judges it.
    Raises OSError where the folder itself cannot be read.
    """
    for count, path in enumerate(_walk(root, limits.depth)):
        yield _readable_name(path.relative_to(root)), path
        if count >= limits.files:
            return


def read_file(path: Path, root: Path, limits: Limits) -> bytes:
    """The bytes of a regular file in `root`; SourceError says why it cannot be had."""
    try:
        _inside(path, root)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            _fit(os.fstat(handle), limits)
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}") from error
    if len(data) > limits.file_bytes:
        raise SourceError(f"is more than the {_mega(limits.file_bytes)} allowed")
    return data


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if not entry.is_dir(follow_symlinks=False):
            if not (entry.is_symlink() and _is_folder(entry)):
                yield Path(entry.path)
        elif depth > 0:
            yield from _subfolder(Path(entry.path), depth)


def _subfolder(folder: Path, depth: int) -> Iterator[Path]:
    """The files below a folder; a folder that cannot be opened is given itself, to be named."""
    if os.access(folder, os.R_OK | os.X_OK):
        yield from _walk(folder, depth - 1)
    else:
        yield folder


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself is no folder: reading it names the fault
        return False


def _readable_name(relative: Path) -> str:
    """A file's name as a person can read it, whatever bytes it is made of."""
    return one_line(os.fsencode(relative.as_posix()).decode("utf-8", "backslashreplace"))


def _inside(path: Path, root: Path) -> None:
    if not path.is_symlink():
        return
    try:
        target = path.resolve(strict=True)
    except RuntimeError as error:  # Python before 3.13 for a link that leads to itself
        raise SourceError("is a link that leads to itself") from error
    if not target.is_relative_to(root.resolve()):
        raise SourceError("is a link that leads out of the folder")


def _fit(status: os.stat_result, limits: Limits) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise SourceError("is not a regular file")
    if status.st_size > limits.file_bytes:
        size, allowed = _mega(status.st_size), _mega(limits.file_bytes)
        raise SourceError(f"is {size}, more than the {allowed} allowed")


def _mega(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
