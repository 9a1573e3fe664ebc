"""Sees that files have changed, and has something done about it."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

from briefing.errors import BriefingError

logger = logging.getLogger(__name__)

State = dict[str, tuple[int, int]]
# How soon a change shows; chosen, not measured.
LOOK_EVERY_SECONDS = 0.5
# What is beyond is not watched; chosen, not measured.
MOST_FILES = 20_000


class Watcher:
    """Looks at files and folders twice a second, while used in `with`.

    `react` is called with the paths that changed, in a thread of its own;
    `version` grows by one each time it is done, and `fault` is what went
    wrong then, in plain words.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        react: Callable[[tuple[str, ...]], None],
        *,
        every: float = LOOK_EVERY_SECONDS,
    ) -> None:
        self._paths = paths
        self._react = react
        self._every = every
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="briefing-watch", daemon=True)
        self._state = state_of(paths)
        self.version = 0
        self.fault = ""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(self._every):
            now = state_of(self._paths)
            changed = differing(self._state, now)
            if changed:
                self._state = now
                self._handle(changed)

    def _handle(self, changed: tuple[str, ...]) -> None:
        try:
            self._react(changed)
            self.fault = ""
        except BriefingError as error:
            self.fault = str(error)
        except Exception as error:  # the watch goes on, whatever a file holds
            logger.exception("what changed could not be taken in, unforeseen")
            self.fault = f"unforeseen: {type(error).__name__}: {error}"
        self.version += 1


def state_of(paths: Sequence[Path]) -> State:
    """Time and size of every file named, and of those in the folders named; hidden ones not."""
    state: State = {}
    for path in paths:
        for file in _files(path):
            if len(state) >= MOST_FILES:
                return state
            try:
                stat = file.stat()
            except OSError:
                continue  # it went away between two looks: that is a change, too
            state[str(file)] = (stat.st_mtime_ns, stat.st_size)
    return state


def differing(before: State, now: State) -> tuple[str, ...]:
    """The files that are new, gone or changed."""
    names = sorted(before.keys() | now.keys())
    return tuple(name for name in names if before.get(name) != now.get(name))


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        yield from (Path(folder, name) for name in names if not name.startswith("."))
