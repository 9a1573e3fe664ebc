"""Files the program made for itself to start sooner, and makes anew where they are gone.

They lie in `$XDG_CACHE_HOME/briefing` (the XDG base directories; `~/.cache/briefing`). What is
read from there is believed, code too, so the folder must be the user's own and nobody else may
write to it. Where that is not so, or nothing can be written, the program works without.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

PROGRAM = "briefing"
OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def cache_folder(name: str, environment: Mapping[str, str] = os.environ) -> Path | None:
    """The folder for one kind of such files, made where there is none; None where none is safe."""
    try:
        base = _base(environment)
        ours = (base / PROGRAM, base / PROGRAM / name)
        is_safe = _is_there(base) and all(_is_there(folder) and _is_safe(folder) for folder in ours)
        return ours[-1] if is_safe else None
    except (OSError, RuntimeError):  # no home, no space, a disk that is read only
        return None


def _base(environment: Mapping[str, str]) -> Path:
    named = Path(environment.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"


def _is_there(folder: Path) -> bool:
    """True for a folder that is there, or could be made in one of the user's own.

    So what root runs with a user's home leaves no folder there the user cannot write to.
    """
    if not folder.exists():
        if not _is_the_users(folder.parent):
            return False
        folder.mkdir(mode=0o700, exist_ok=True)
    return True


def _is_safe(folder: Path) -> bool:
    """True for a folder of the user that nobody else may write to."""
    return _is_the_users(folder) and not _others_may_write(folder)


def _is_the_users(folder: Path) -> bool:
    """Always true on Windows, where a home is its user's alone."""
    return sys.platform == "win32" or folder.stat().st_uid == os.geteuid()


def _others_may_write(folder: Path) -> bool:
    return sys.platform != "win32" and bool(folder.stat().st_mode & OTHERS_MAY_WRITE)
