"""How many transactions of this machine's senders are durable, kept beside the store.

The store counts them too. Where it knows of fewer, it was put back from a copy or a
snapshot, and what it calls waiting may have been sent since. The file is as old as it may
be after a power cut: then it says less than the store, which proves nothing.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.errors import DeliveryError

NAME = "commits"
# A key, the store's own name and a number take some 70.
_FILE_BYTES = 200


class CommitFile:
    """The number for one store; `key` is this file's own, so that it is taken for no other."""

    def __init__(self, folder: Path, store: str) -> None:
        self._path = folder / NAME
        self._store = store
        with self._locked() as file:
            key, known_store, count = _read(file)
            self.key = key or secrets.token_hex(16)
            self.count = count if known_store == store else 0
            _write(file, self.key, store, self.count)

    def reached(self, count: int) -> None:
        """So many are durable; another sender of this machine may have noted more."""
        with self._locked() as file:
            _, _, known = _read(file)
            if count > known:
                _write(file, self.key, self._store, count)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file
            finally:
                os.close(file)
        except OSError as error:
            what = f"cannot be written: {error.strerror}"
            raise DeliveryError(what, where=str(self._path), hint="check its rights") from error


def _read(file: int) -> tuple[str, str, int]:
    """Key, store and number; nothing where the file is new or cannot be understood."""
    parts = os.pread(file, _FILE_BYTES, 0).decode("ascii", "replace").split()
    if len(parts) != 3 or not parts[2].isdecimal():
        return "", "", 0
    return parts[0], parts[1], int(parts[2])


def _write(file: int, key: str, store: str, count: int) -> None:
    text = f"{key} {store} {count}\n".encode("ascii")
    os.pwrite(file, text, 0)
    os.ftruncate(file, len(text))
