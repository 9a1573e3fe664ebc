"""What a sender had in the air when it was killed.

The outbox says, durably, which messages a server may have accepted; after a
power cut that is all there is. A killed process leaves more: a small file in
memory the system keeps, in which each connection notes its final dot before
it is sent and the reply as soon as it is read. So the only delivery left in
doubt is one whose dot was sent and whose reply was not read.

The file is locked while its process lives: who can lock it knows that the
process is gone. A note from before the last start of the machine proves
nothing and is not believed.
"""

from __future__ import annotations

import fcntl
import json
import mmap
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from briefing.delivery.transport import Outcome, Reply
from briefing.errors import DeliveryError

# Worker, boot id and number of connections take some 150.
_HEAD_BYTES = 1024
# An id, a mark, and a reply that is cut to fit.
_NOTE_BYTES = 512
_ID_AT, _TEXT_AT = 4, 128
_DOT = b"."
_OUTCOMES: dict[bytes, Outcome] = {b"s": "sent", b"d": "deferred", b"f": "failed"}
_MARKS = {outcome: mark for mark, outcome in _OUTCOMES.items()}
_SUFFIX = ".flight"
_BOOT = Path("/proc/sys/kernel/random/boot_id")


class Journal:
    """The notes of this process: one place for each connection, by its number."""

    def __init__(self, folder: Path, worker: str, *, connections: int) -> None:
        self._path = folder / f"{worker}{_SUFFIX}"
        size = _HEAD_BYTES + connections * _NOTE_BYTES
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = _locked_new(self._path, size)
            self._notes = mmap.mmap(self._file, size)
        except OSError as error:
            what = f"cannot be written: {error.strerror}"
            raise DeliveryError(what, where=str(folder), hint="check its rights") from error
        head = json.dumps({"worker": worker, "boot": boot(), "connections": connections})
        self._notes[: len(head)] = head.encode()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._notes.close()
        if kind is None:  # else who comes next reads the notes
            self._path.unlink(missing_ok=True)
        os.close(self._file)

    def note_dot(self, connection: int, subscriber_id: str) -> None:
        """Note that the final dot of a message is sent next."""
        at, name = _HEAD_BYTES + connection * _NOTE_BYTES, subscriber_id.encode()
        if len(name) >= _TEXT_AT - _ID_AT:
            raise DeliveryError("is too long an id to be noted", where=subscriber_id[:40])
        self._notes[at : at + 1] = b"\0"  # until the name is whole, the note says nothing
        self._notes[at + _ID_AT : at + _ID_AT + len(name) + 1] = name + b"\0"
        self._notes[at : at + 1] = _DOT

    def note_reply(self, connection: int, reply: Reply) -> None:
        """Note the server's reply to the dot."""
        at, text = (
            _HEAD_BYTES + connection * _NOTE_BYTES,
            reply.text.encode()[: _NOTE_BYTES - _TEXT_AT - 1],
        )
        self._notes[at + _TEXT_AT : at + _TEXT_AT + len(text) + 1] = text + b"\0"
        self._notes[at : at + 1] = _MARKS.get(reply.outcome, _DOT)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashedSender:
    """A sender that is gone. `replies` is None where its notes prove nothing.

    Else it holds every delivery whose dot was sent, with the reply that was
    read, or one that says it is in doubt; no other of this worker was sent.
    """

    worker: str
    replies: Mapping[str, Reply] | None


def crashed_senders(folder: Path) -> Iterator[CrashedSender]:
    """Each sender of this machine that ended without a goodbye; its file goes once it is seen to.

    No other process sees the same one meanwhile.
    """
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        file = _lock_of_crashed(path)
        if file is None:
            continue
        try:
            yield _read(path, file)
            with suppress(OSError):  # who comes next settles it again, which changes nothing
                path.unlink()
        finally:
            os.close(file)


def running_senders(folder: Path) -> tuple[str, ...]:
    """The senders of this machine that still run: nobody else can lock their files.

    A file that may not even be opened proves nothing; what is silent for too
    long ends then as it does on another machine.
    """
    return tuple(path.stem for path in sorted(folder.glob(f"*{_SUFFIX}")) if _is_locked(path))


def boot() -> str:
    """What tells this run of the machine from every other; empty where it does not say."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _locked_new(path: Path, size: int) -> int:
    """A new file under its lock before it has its name, lest it be taken for a dead one's."""
    beside = path.with_suffix(".part")
    file = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    os.ftruncate(file, size)
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    beside.replace(path)
    return file


def _lock_of_crashed(path: Path) -> int | None:
    try:
        file = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        return None
    return file


def _is_locked(path: Path) -> bool:
    try:
        file = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # a folder that knows no locks
        return False
    finally:
        os.close(file)
    return False


def _read(path: Path, file: int) -> CrashedSender:
    data = os.pread(file, os.fstat(file).st_size, 0)
    try:
        head = json.loads(data[:_HEAD_BYTES].rstrip(b"\0"))
        same_boot = head["boot"] == boot() != ""
        notes = range(
            _HEAD_BYTES, _HEAD_BYTES + int(head["connections"]) * _NOTE_BYTES, _NOTE_BYTES
        )
        replies = dict(
            _note(data[at : at + _NOTE_BYTES]) for at in notes if data[at : at + 1] != b"\0"
        )
    except (ValueError, KeyError, TypeError):
        return CrashedSender(worker=path.stem, replies=None)
    return CrashedSender(worker=path.stem, replies=replies if same_boot else None)


def _note(data: bytes) -> tuple[str, Reply]:
    name = data[_ID_AT:_TEXT_AT].split(b"\0")[0].decode()
    text = data[_TEXT_AT:].split(b"\0")[0].decode("utf-8", "replace")
    outcome = _OUTCOMES.get(data[:1])
    if outcome is None:
        text = "the sender was stopped before it read the server's last reply"
    return name, Reply(outcome=outcome or "in_doubt", text=text)
