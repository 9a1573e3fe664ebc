"""Templates compiled once for a user, as Python keeps compiled modules.

What is kept is code that runs, so it lies in the user's cache alone. Jinja compares each with its
template's text; a folder's name holds what else they come from: Jinja, this Python, this room.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from briefing.user_cache import cache_folder
from briefing.version import __version__

logger = logging.getLogger(__name__)

FOLDER = "templates"
# A version in use and one to go back to, each in two environments; chosen, not measured.
KEPT_VERSIONS = 4


class TemplateCache(FileSystemBytecodeCache):
    """Jinja's, where no file that cannot be read or written stops a rendering."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load what is kept; a damaged file counts as none."""
        try:
            super().load_bytecode(bucket)
        except Exception as error:  # noqa: BLE001  what half a file holds is anybody's guess
            logger.debug("a compiled template is not read: %s", error)
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, where the disk takes it."""
        try:
            super().dump_bytecode(bucket)
        except OSError as error:
            logger.debug("a compiled template is not kept: %s", error)


def compiled_templates(escaping: str) -> BytecodeCache | None:
    """Where those of one way of escaping are kept; None where there is no safe place."""
    folder = cache_folder(FOLDER)
    if folder is None:
        return None
    try:
        return TemplateCache(str(_made(folder / _makers(), escaping)))
    except OSError as error:
        logger.debug("compiled templates are not kept: %s", error)
        return None


def _made(folder: Path, escaping: str) -> Path:
    """The folder; with a new one the oldest go."""
    if not folder.exists():
        others = sorted(folder.parent.iterdir(), key=lambda other: other.stat().st_mtime_ns)
        for other in others[: 1 - KEPT_VERSIONS]:
            shutil.rmtree(other, ignore_errors=True)
    place = folder / escaping
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _makers() -> str:
    """Changes with the code that compiles: constants are passed through our filters there."""
    ours = sorted(Path(__file__).parent.glob("*.py"))
    stats = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in ours]
    tags = (__version__, sys.implementation.cache_tag, version("jinja2"), version("markupsafe"))
    return hashlib.sha256(repr((tags, stats)).encode()).hexdigest()[:16]
