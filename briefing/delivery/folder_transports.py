"""Ways out that need no server: a folder of .eml files, and a Maildir."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Self

from briefing.delivery.message.message import Message
from briefing.delivery.transport import Reply
from briefing.errors import DeliveryError

HINT = "check the folder `delivery:` names, its rights and the free space"


PRIVATE_FOLDER_MODE = 0o700  # names and addresses of readers: for its owner alone
PRIVATE_FILE_MODE = 0o600  # likewise


class _Folder:
    """A folder that is made when it is opened, for its owner alone; one that is there stays."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        try:
            self._folder.mkdir(mode=PRIVATE_FOLDER_MODE, parents=True, exist_ok=True)
        except OSError as error:
            raise self._shut(error) from error
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing stays open."""

    def _shut(self, error: OSError) -> DeliveryError:
        why = error.strerror or str(error)
        return DeliveryError(f"cannot be written: {why}", where=str(self._folder), hint=HINT)


class EmlFolder(_Folder):
    """Each message a file; its name is a hash of the Message-ID, so twice is once."""

    def send(self, message: Message, *, about_to_commit: Callable[[], None]) -> Reply:
        """Write the file beside its place, make it durable, then move it there."""
        name = f"{_hashed(message.id)}.eml"
        beside = self._folder / f".{name}.part"
        try:
            _write_durably(beside, message.data)
            about_to_commit()
            _move_durably(beside, self._folder / name)
        except OSError as error:
            raise self._shut(error) from error
        return Reply(outcome="sent", text=f"written to {name}")


class Maildir(_Folder):
    """A Maildir (cr.yp.to/proto/maildir.html), made if there is none."""

    def __enter__(self) -> Self:
        super().__enter__()
        try:
            for part in ("tmp", "new", "cur"):
                (self._folder / part).mkdir(mode=PRIVATE_FOLDER_MODE, exist_ok=True)
        except OSError as error:
            raise self._shut(error) from error
        return self

    def send(self, message: Message, *, about_to_commit: Callable[[], None]) -> Reply:
        """Deliver with the line ends of this system, as Maildirs hold them.

        The name is a hash of the Message-ID: what no one has read yet is replaced.
        """
        name = f"{_hashed(message.id)}.briefing"
        beside = self._folder / "tmp" / name
        try:
            _write_durably(beside, message.data.replace(b"\r\n", b"\n"))
            about_to_commit()
            _move_durably(beside, self._folder / "new" / name)
        except OSError as error:
            raise self._shut(error) from error
        return Reply(outcome="sent", text=f"delivered as {name}")


def _hashed(message_id: str) -> str:
    return hashlib.sha256(message_id.encode()).hexdigest()[:32]


def _move_durably(path: Path, place: Path) -> None:
    """Give a file its name; it keeps it through a power cut."""
    path.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write_durably(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, PRIVATE_FILE_MODE)  # also where an older one is written over
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
