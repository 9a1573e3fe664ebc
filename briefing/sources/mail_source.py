"""Newsletters on disk as a source: a Maildir, an mbox, `.eml` files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from briefing.errors import SourceError
from briefing.models import Fault, Keyed, SourceReport
from briefing.sources.files import Limits, files_of, read_file
from briefing.sources.parse.mail import keyed_mails
from briefing.sources.parse.mbox import mails_in
from briefing.sources.remote import fresh_stories
from briefing.sources.sandbox.pool import Reader
from briefing.sources.story_languages import with_languages

# A longer line of an mbox is read in pieces, so that none fills the memory.
MAX_LINE_BYTES = 1024 * 1024

Mail = tuple[str, bytes | SourceError]


class MailSource:
    """Every mail of a mailbox on disk is one story. Nothing is written, moved or marked as read.

    `path` is a Maildir, a folder with `.eml` files, an mbox file or one mail.
    Mails are parsed in `reader`, or here where there is none.
    """

    def __init__(
        self,
        name: str,
        path: Path | str,
        *,
        limits: Limits | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.name = name
        self._path = Path(path)
        self._limits = limits or Limits()
        self._reader = reader

    def read(self, since: datetime | None) -> SourceReport:
        """The mails not older than `since`; one that cannot be read is a fault."""
        stories: list[Keyed] = []
        faults: list[Fault] = []
        count = 0
        try:
            for where, mail in self._mails():
                count += 1
                self._add(where, mail, stories, faults)
        except OSError as error:
            return SourceReport(source=self.name, error=_unreadable(error))
        fresh, notes = fresh_stories(tuple(stories), since)
        return SourceReport(
            source=self.name,
            stories=self._reader.with_languages(fresh) if self._reader else with_languages(fresh),
            documents=count,
            faults=tuple(faults),
            notes=notes,
        )

    def _add(
        self, where: str, mail: bytes | SourceError, stories: list[Keyed], faults: list[Fault]
    ) -> None:
        try:
            if isinstance(mail, SourceError):
                raise mail
            stories.extend(self._parsed(mail, where))
        except SourceError as error:
            faults.append(Fault(where=where, why=error.what))

    def _parsed(self, mail: bytes, where: str) -> tuple[Keyed, ...]:
        if self._reader is not None:
            return self._reader.mail(mail, where, source=self.name)
        return keyed_mails(mail, source=self.name, where=where)

    def _mails(self) -> Iterator[Mail]:
        if self._path.is_dir():
            return self._files()
        with self._path.open("rb") as file:
            is_mbox = file.read(5) == b"From "
        return self._mbox() if is_mbox else iter([self._file(self._path.name, self._path)])

    def _files(self) -> Iterator[Mail]:
        """The mails of a Maildir (`new`, `cur`), else the `.eml` files."""
        is_maildir = (self._path / "cur").is_dir() and (self._path / "new").is_dir()
        for where, path in files_of(self._path, self._limits):
            folder = where.split("/")[0]
            if folder in {"cur", "new"} if is_maildir else path.suffix.lower() == ".eml":
                yield self._file(where, path)

    def _file(self, where: str, path: Path) -> Mail:
        root = self._path if self._path.is_dir() else self._path.parent
        try:
            return where, read_file(path, root, self._limits)
        except SourceError as error:
            return where, error

    def _mbox(self) -> Iterator[Mail]:
        with self._path.open("rb") as file:
            lines = iter(lambda: file.readline(MAX_LINE_BYTES), b"")
            for number, mail in enumerate(islice(mails_in(lines), self._limits.files), start=1):
                yield f"{self._path.name} mail {number}", mail


def _unreadable(error: OSError) -> str:
    return f"the mailbox cannot be read: {error.strerror or error}"
