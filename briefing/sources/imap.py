"""A mailbox over IMAP (RFC 9051): read only, nothing is marked as seen."""

from __future__ import annotations

import imaplib
import re
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from briefing.errors import SourceError
from briefing.models import Fault, Keyed, SourceReport, SourceState
from briefing.sources.remote import fresh_stories
from briefing.sources.sandbox.limits import MAX_BYTES
from briefing.sources.sandbox.pool import Reader
from briefing.sources.source import MAX_ERROR_CHARS

PORTS = {"tls": 993, "starttls": 143, "none": 143}
# More than a year of a daily letter at once.
MAX_MAILS = 500
# As long as a page may take (`fetch: timeout_seconds`).
ANSWER_SECONDS = 20.0
# A read of the whole mailbox ends after this time, however slowly the server answers.
MAX_READ_SECONDS = 180.0
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,15})")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapAccount:
    """Where a mailbox is, and who may read it."""

    host: str
    username: str
    password: str
    mailbox: str = "INBOX"
    security: Literal["tls", "starttls", "none"] = "tls"
    port: int | None = None


class ImapSource:
    """Every mail of a mailbox is one story; the next read begins behind the last mail read.

    Mails are parsed in `reader`. `state` is where the last read ended.
    """

    def __init__(
        self, name: str, account: ImapAccount, *, reader: Reader, state: SourceState
    ) -> None:
        self.name = name
        self._account = account
        self._reader = reader
        self._state = state

    def read(self, since: datetime | None) -> SourceReport:
        """The mails that are new since the last read and not older than `since`."""
        try:
            with _opened(self._account) as box:
                return self._report(box, since)
        except (imaplib.IMAP4.error, OSError, ValueError) as error:
            return SourceReport(source=self.name, error=_plain(error), state=self._state)

    def _report(self, box: imaplib.IMAP4, since: datetime | None) -> SourceReport:
        validity = _validity(box)
        seen = _seen(self._state, validity)
        uids = [uid for uid in _search(box, since, seen) if uid > seen]
        stories: list[Keyed] = []
        faults: list[Fault] = []
        for uid in uids[-MAX_MAILS:]:
            where = f"{self._account.mailbox} mail {uid}"
            try:
                stories.extend(self._reader.mail(_mail(box, uid), where, source=self.name))
            except SourceError as error:
                faults.append(Fault(where=where, why=error.what))
        fresh, notes = fresh_stories(tuple(stories), since)
        beyond = len(uids) - MAX_MAILS
        more = (f"only the newest {MAX_MAILS} mails were read",) if beyond > 0 else ()
        return SourceReport(
            source=self.name,
            stories=self._reader.with_languages(fresh),
            documents=len(uids[-MAX_MAILS:]),
            faults=tuple(faults),
            notes=(*more, *notes),
            state=SourceState(etag=f"{validity}:{max([seen, *uids])}"),
        )


class _Capped:
    """Refuses a literal that is larger than any mail we read."""

    def read(self, size: int) -> bytes:
        if size > MAX_BYTES + 1024:
            raise OSError(f"the server announces {size:,} bytes at once")
        data: bytes = super().read(size)  # type: ignore[misc]
        return data


class _Plain(_Capped, imaplib.IMAP4):
    """IMAP without TLS, or before STARTTLS."""


class _Secure(_Capped, imaplib.IMAP4_SSL):
    """IMAP in TLS from the start."""


@contextmanager
def _opened(account: ImapAccount) -> Iterator[imaplib.IMAP4]:
    """The mailbox, selected for reading only; the connection is cut when the time is over."""
    box = _connected(account)
    timer = threading.Timer(MAX_READ_SECONDS, box.shutdown)
    timer.start()
    try:
        box.login(_header_safe(account.username), _header_safe(account.password))
        _done(box.select(_quoted(account.mailbox), readonly=True), "the mailbox cannot be opened")
        yield box
        box.logout()
    finally:
        timer.cancel()
        _shut(box)


def _connected(account: ImapAccount) -> imaplib.IMAP4:
    port = account.port or PORTS[account.security]
    context = ssl.create_default_context()
    if account.security == "tls":
        return _Secure(account.host, port, ssl_context=context, timeout=ANSWER_SECONDS)
    box = _Plain(account.host, port, timeout=ANSWER_SECONDS)
    if account.security == "starttls":
        box.starttls(context)
    return box


def _shut(box: imaplib.IMAP4) -> None:
    """Close the socket, which may be closed already."""
    try:
        box.shutdown()
    except OSError:
        return


def _validity(box: imaplib.IMAP4) -> str:
    """The mark under which UIDs keep their meaning (RFC 9051, 2.3.1.1)."""
    _, marks = box.response("UIDVALIDITY")
    first = marks[0] if marks else None
    return first.decode("ascii", "replace") if isinstance(first, bytes) else ""


def _seen(state: SourceState, validity: str) -> int:
    """The last UID that was read, 0 where the mailbox is another one by now."""
    known, _, last = state.etag.partition(":")
    return int(last) if known == validity and last.isdigit() else 0


def _search(box: imaplib.IMAP4, since: datetime | None, seen: int) -> list[int]:
    criteria = ["UID", f"{seen + 1}:*"]
    if since:
        criteria += ["SINCE", f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"]
    answer = _done(box.uid("SEARCH", *criteria), "the mailbox cannot be searched")
    words = b" ".join(part for part in answer if isinstance(part, bytes)).split()
    return sorted(int(word) for word in words if word.isdigit() and len(word) < 12)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _mail(box: imaplib.IMAP4, uid: int) -> bytes:
    """The bytes of one mail; SourceError where it is too large or gone."""
    answer = _done(box.uid("FETCH", str(uid), "(RFC822.SIZE)"), "the mail cannot be fetched")
    size = next((int(m[1]) for m in map(_SIZE.search, _bytes_of(answer)) if m), 0)
    if size > MAX_BYTES:
        raise SourceError(f"is larger than {MAX_BYTES:,} bytes")
    answer = _done(box.uid("FETCH", str(uid), "(BODY.PEEK[])"), "the mail cannot be fetched")
    bodies = [part[1] for part in answer if isinstance(part, tuple) and len(part) > 1]
    if not bodies:
        raise SourceError("is gone")
    return bytes(bodies[0])


def _bytes_of(answer: Sequence[object]) -> Iterator[bytes]:
    for part in answer:
        first = part[0] if isinstance(part, tuple) else part
        if isinstance(first, bytes):
            yield first


def _done(answer: tuple[str, Sequence[object]], what: str) -> Sequence[object]:
    """What a command brought; OSError where the server says no."""
    status, data = answer
    if status != "OK":
        refusal = next(_bytes_of(data), b"").decode("utf-8", "replace")[:MAX_ERROR_CHARS]
        raise OSError(f"{what}: {refusal}")
    return data


def _quoted(mailbox: str) -> str:
    """A mailbox name as IMAP writes it: modified UTF-7 (RFC 3501, 5.1.3), in quotes."""
    coded = "".join(_coded(run) for run in re.findall(r"[ -~]+|[^ -~]+", mailbox))
    return '"' + coded.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _coded(run: str) -> str:
    if run.isascii() and run.isprintable():
        return run.replace("&", "&-")
    plain = _header_safe(run).encode("utf-7").decode("ascii")
    return plain.replace("/", ",").replace("+", "&", 1)


def _header_safe(text: str) -> str:
    """The text; ValueError where a control character could begin a command of its own."""
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in text):
        raise ValueError("user name, password or mailbox hold a control character")
    return text


def _plain(error: Exception) -> str:
    """What went wrong, in words; the password is in none of it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return "the mail server's certificate is not valid"
    if isinstance(error, TimeoutError):
        return f"the mail server gave no answer within {ANSWER_SECONDS:g} seconds"
    words = str(error).removeprefix("b'").removesuffix("'")[:MAX_ERROR_CHARS]
    return f"the mailbox cannot be read: {words or type(error).__name__}"
