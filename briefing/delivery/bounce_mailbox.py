"""The mailbox that bounces come to: a Maildir, or one on a server over IMAP.

What was understood is marked as seen; what was not stays as it is, for a person.
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
# For each answer of the IMAP server; chosen, not measured.
TIMEOUT_SECONDS = 60.0
_SIZE = re.compile(rb"\{(\d+)\}$")


class BounceMailbox(Protocol):
    """A mailbox."""

    def unseen(self) -> Iterator[tuple[str, bytes]]:
        """Each mail that nobody has seen to: its name in the box and its bytes, capped."""

    def seen(self, name: str) -> None:
        """Mark a mail as seen to."""


class MaildirMailbox:
    """A Maildir (cr.yp.to/proto/maildir.html): what is seen lies in `cur` with the flag S."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not (folder / "new").is_dir():
            hint = "name a folder with `new`, `cur` and `tmp` in it"
            raise DeliveryError("is no Maildir", where=str(folder), hint=hint)

    def unseen(self) -> Iterator[tuple[str, bytes]]:
        """The mails in `new`, and those in `cur` without the flag S, by name."""
        files = [*(self._folder / "new").iterdir(), *(self._folder / "cur").iterdir()]
        fresh = [path for path in files if "S" not in path.name.partition(":2,")[2]]
        for path in sorted(fresh, key=lambda path: path.name)[:MAILS_AT_ONCE]:
            try:
                with path.open("rb") as file:
                    yield f"{path.parent.name}/{path.name}", file.read(MAX_MAIL_BYTES + 1)
            except OSError:
                continue  # another program has moved or removed it meanwhile

    def seen(self, name: str) -> None:
        """Move the mail to `cur`, with the flag S added."""
        path = self._folder / name
        base, _, flags = path.name.partition(":2,")
        new_flags = "".join(sorted({*flags, "S"}))
        try:
            path.replace(self._folder / "cur" / f"{base}:2,{new_flags}")
        except OSError as error:
            if not path.exists():
                return  # another reader of the box has moved it meanwhile
            raise DeliveryError(f"cannot be moved: {error.strerror}", where=str(path)) from error


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
    """A mailbox over IMAP; what is seen has the flag for that."""

    def __init__(self, server: imaplib.IMAP4, name: str) -> None:
        self._server = server
        self._name = name

    def unseen(self) -> Iterator[tuple[str, bytes]]:
        """The mails without that flag, oldest first."""
        uids = [part for part in self._command("SEARCH", "UNSEEN") if isinstance(part, bytes)]
        for uid in b" ".join(uids).split()[:MAILS_AT_ONCE]:
            name = uid.decode("ascii")
            parts = self._command("FETCH", name, f"(BODY.PEEK[]<0.{MAX_MAIL_BYTES + 1}>)")
            data = next((part[1] for part in parts if isinstance(part, tuple)), b"")
            yield name, bytes(data)

    def seen(self, name: str) -> None:
        """Set the flag."""
        self._command("STORE", name, "+FLAGS.SILENT", r"(\Seen)")

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
