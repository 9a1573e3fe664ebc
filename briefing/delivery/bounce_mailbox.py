"""The mailbox that bounces come to: a Maildir, or one on a server over IMAP.

What was understood is marked as seen. What was not is flagged, for a person: mail
programs show it so, and no later look is spent on it. The newest mails come first, so
that no heap of others shuts the box.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from briefing.delivery.bounce_reports import MAX_MAIL_BYTES
from briefing.errors import DeliveryError

# So many are looked at in one go, the rest is for the next; chosen, not measured.
MAILS_AT_ONCE = 5000
# Seconds since 1970 have ten; chosen, not measured.
MOST_DIGITS = 12
# For each answer of the IMAP server; chosen, not measured.
TIMEOUT_SECONDS = 60.0
_SIZE = re.compile(rb"\{(\d+)\}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxCounts:
    """What lies in a mailbox: mails nobody has looked at, and those that are for a person."""

    waiting: int
    flagged: int


class BounceMailbox(Protocol):
    """A mailbox."""

    def fresh(self, *, again: bool = False) -> Iterator[tuple[str, bytes]]:
        """Mails nobody has seen to, newest first: their names in the box and bytes, capped.

        Those that are flagged only with `again`.
        """

    def seen(self, name: str) -> None:
        """Mark a mail as seen to."""

    def flag(self, name: str) -> None:
        """Leave a mail to a person: it was looked at and not understood."""

    def counts(self) -> MailboxCounts:
        """How many mails nobody has seen to lie there."""


class MaildirMailbox:
    """A Maildir (cr.yp.to/proto/maildir.html): in `cur`, S is seen and F is flagged."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not (folder / "new").is_dir():
            hint = "name a folder with `new`, `cur` and `tmp` in it"
            raise DeliveryError("is no Maildir", where=str(folder), hint=hint)

    def fresh(self, *, again: bool = False) -> Iterator[tuple[str, bytes]]:
        """The mails in `new`, and those in `cur` without S, as far as they are not flagged."""
        chosen = [path for path in self._unseen() if again or "F" not in _flags(path)]
        for path in sorted(chosen, key=_delivered, reverse=True)[:MAILS_AT_ONCE]:
            try:
                with path.open("rb") as file:
                    yield f"{path.parent.name}/{path.name}", file.read(MAX_MAIL_BYTES + 1)
            except OSError:
                continue  # another program has moved or removed it meanwhile

    def seen(self, name: str) -> None:
        """Move the mail to `cur`, with the flag S added; no longer for a person."""
        self._set_flags(name, add="S", drop="F")

    def flag(self, name: str) -> None:
        """Move the mail to `cur`, with the flag F added."""
        self._set_flags(name, add="F")

    def counts(self) -> MailboxCounts:
        """By the names of the files alone."""
        flagged = [("F" in _flags(path)) for path in self._unseen()]
        return MailboxCounts(waiting=len(flagged) - sum(flagged), flagged=sum(flagged))

    def _unseen(self) -> list[Path]:
        folders = [self._folder / part for part in ("new", "cur")]
        files = [path for folder in folders if folder.is_dir() for path in folder.iterdir()]
        return [path for path in files if "S" not in _flags(path)]

    def _set_flags(self, name: str, *, add: str, drop: str = "") -> None:
        path = self._folder / name
        base = path.name.partition(":2,")[0]
        flags = "".join(sorted({*_flags(path), add} - set(drop)))
        try:
            path.replace(self._folder / "cur" / f"{base}:2,{flags}")
        except OSError as error:
            if not path.exists():
                return  # another reader of the box has moved it meanwhile
            raise DeliveryError(f"cannot be moved: {error.strerror}", where=str(path)) from error


def _flags(path: Path) -> str:
    return path.name.partition(":2,")[2]


def _delivered(path: Path) -> tuple[int, str]:
    """When a mail came, as its name says: it begins with seconds since 1970."""
    seconds = path.name.partition(".")[0]
    return int(seconds[:MOST_DIGITS]) if seconds.isascii() and seconds.isdigit() else 0, path.name


@dataclass(frozen=True, slots=True, kw_only=True)
class BounceImapAccount:
    """A mailbox on a server, over TLS."""

    host: str
    username: str
    password: str = field(repr=False)
    port: int = 993
    mailbox: str = "INBOX"
    trust: ssl.SSLContext | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """As errors show it."""
        return f"{self.host}:{self.port}"


class ImapMailbox:
    """A mailbox over IMAP (RFC 3501)."""

    def __init__(self, server: imaplib.IMAP4, name: str) -> None:
        self._server = server
        self._name = name

    def fresh(self, *, again: bool = False) -> Iterator[tuple[str, bytes]]:
        """The mails without either flag, newest first (RFC 3501, 2.3.1.1: later ones count up)."""
        uids = self._search("UNSEEN") if again else self._search("UNSEEN", "UNFLAGGED")
        for name in sorted(uids, key=int, reverse=True)[:MAILS_AT_ONCE]:
            parts = self._command("FETCH", name, f"(BODY.PEEK[]<0.{MAX_MAIL_BYTES + 1}>)")
            data = next((part[1] for part in parts if isinstance(part, tuple)), b"")
            yield name, bytes(data)

    def seen(self, name: str) -> None:
        """Set the flag for that; the mail is no longer for a person."""
        self._command("STORE", name, "+FLAGS.SILENT", r"(\Seen)")
        self._command("STORE", name, "-FLAGS.SILENT", r"(\Flagged)")

    def flag(self, name: str) -> None:
        """Set the flag that mail programs show as a star."""
        self._command("STORE", name, "+FLAGS.SILENT", r"(\Flagged)")

    def counts(self) -> MailboxCounts:
        """As the server counts."""
        flagged = len(self._search("UNSEEN", "FLAGGED"))
        return MailboxCounts(waiting=len(self._search("UNSEEN", "UNFLAGGED")), flagged=flagged)

    def _search(self, *criteria: str) -> list[str]:
        found = [part for part in self._command("SEARCH", *criteria) if isinstance(part, bytes)]
        return [uid.decode("ascii") for uid in b" ".join(found).split() if uid.isdigit()]

    def _command(self, command: str, *arguments: str) -> list[bytes | tuple[bytes, bytes]]:
        try:
            status, data = self._server.uid(command, *arguments)
        except (imaplib.IMAP4.error, OSError) as error:
            raise _failed(self._name, error) from error
        if status != "OK":
            raise DeliveryError(f"refused {command}", where=self._name)
        return [part for part in data if part is not None]


@contextmanager
def imap_mailbox(account: BounceImapAccount) -> Iterator[ImapMailbox]:
    """A mailbox on a server, for the time of the block; DeliveryError where it cannot be had."""
    try:
        server = imaplib.IMAP4_SSL(
            account.host,
            account.port,
            ssl_context=account.trust or ssl.create_default_context(),
            timeout=TIMEOUT_SECONDS,
        )
    except (imaplib.IMAP4.error, OSError) as error:
        raise _failed(account.name, error) from error
    try:
        server.login(account.username, account.password)
        status, _ = server.select(f'"{account.mailbox}"')
        if status != "OK":
            raise DeliveryError("has no such mailbox", where=f"{account.name} {account.mailbox}")
        yield ImapMailbox(server, account.name)
    except (imaplib.IMAP4.error, OSError) as error:
        raise _failed(account.name, error) from error
    finally:
        _goodbye(server)


def _goodbye(server: imaplib.IMAP4) -> None:
    try:
        server.logout()
    except (imaplib.IMAP4.error, OSError):
        server.shutdown()


def _failed(where: str, error: Exception) -> DeliveryError:
    hint = "check `delivery: bounces: imap:` and the variable that `password_env:` names"
    return DeliveryError(f"the mailbox cannot be read: {error}", where=where, hint=hint)
