"""The way out over SMTP (RFC 5321): one connection, kept open from message to message."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self

from briefing.delivery.message import Message
from briefing.delivery.session import Session
from briefing.delivery.transport import Reply
from briefing.errors import DeliveryError

Security = Literal["starttls", "tls", "none"]
# What the connection itself may fail with, TLS included.
LOST = (OSError, smtplib.SMTPException)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """The server that takes our mail. `timeout` is seconds for each of its replies.

    `trust` says whose certificates count; None means those of this system.
    """

    host: str
    port: int = 587
    security: Security = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 60.0
    trust: ssl.SSLContext | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """As errors show it."""
        return f"{self.host}:{self.port}"


class Smtp:
    """A connection to the relay, opened when entered, and again where it was lost."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._session: Session | None = None

    def __enter__(self) -> Self:
        self._session = connected(self._relay)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        session, self._session = self._session, None
        if session is not None:
            _say_goodbye(session)

    def send(self, message: Message, *, about_to_commit: Callable[[], None]) -> Reply:
        """Hand one message on; see `Transport`."""
        session = self._session or connected(self._relay)
        self._session = session
        try:
            refusal = _offer(session, message)
        except LOST as error:
            self._drop()
            return Reply(outcome="deferred", text=f"lost before the message was handed on: {error}")
        if refusal is not None:
            return self._after(refusal)
        try:
            about_to_commit()
        except BaseException:
            self._drop()  # without the final dot the server has accepted nothing
            raise
        try:
            session.send(b".\r\n")
            return self._after(_judged(*session.getreply()))
        except LOST as error:
            self._drop()
            return Reply(outcome="in_doubt", text=f"lost after the message was handed on: {error}")

    def _after(self, reply: Reply) -> Reply:
        """The reply; a server that says 421 is hanging up, so we do too."""
        if reply.text.startswith("421"):
            self._drop()
        return reply

    def _drop(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()


def connected(relay: Relay) -> Session:
    """A session that is greeted, under TLS and logged in; DeliveryError where it cannot be had."""
    context = relay.trust or ssl.create_default_context()
    try:
        tls = context if relay.security == "tls" else None
        session = Session(relay.host, relay.port, timeout=relay.timeout, tls=tls)
        session.ehlo()
        if relay.security == "starttls":
            session.upgrade(context)
        if relay.username:
            session.login(relay.username, relay.password)
    except smtplib.SMTPAuthenticationError as error:
        hint = "check `username:` and the variable that `password_env:` names"
        what = f"refused the login ({error.smtp_code})"
        raise DeliveryError(what, where=relay.name, hint=hint) from error
    except LOST as error:
        raise _shut(relay, error) from error
    return session


def _shut(relay: Relay, error: Exception) -> DeliveryError:
    hint = "check `delivery: smtp:` (host, port, security) and that the server is up"
    if isinstance(error, ssl.SSLCertVerificationError):
        hint = "the server's certificate is not valid for this name; nothing was sent"
    return DeliveryError(f"cannot be used: {error}", where=relay.name, hint=hint)


def _offer(session: Session, message: Message) -> Reply | None:
    """Envelope and body, all but the final dot; a reply where the server refuses."""
    for line, wanted in (
        (f"MAIL FROM:<{message.sender}>", 250),
        (f"RCPT TO:<{message.recipient}>", 250),
        ("DATA", 354),
    ):
        code, text = session.docmd(line)
        if code != wanted and not (wanted == 250 and code == 251):
            session.rset()
            return _judged(code, text)
    session.send(message.data)
    return None


def _judged(code: int, text: bytes) -> Reply:
    shown = f"{code} {text.decode('ascii', 'replace')}"
    outcomes: dict[int, Literal["sent", "deferred", "failed"]] = {
        2: "sent",
        4: "deferred",
        5: "failed",
    }
    return Reply(outcome=outcomes.get(code // 100, "in_doubt"), text=shown)


def _say_goodbye(session: Session) -> None:
    try:
        session.quit()
    except LOST:
        session.close()
