"""The way out over SMTP: the relay, and how a connection to it comes about.

Greeting, STARTTLS and login are smtplib's; from then on the connection is a
`Connection`, for what smtplib cannot do (see `conversation`).
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from briefing.delivery.message.message import Message
from briefing.delivery.pace import WarmUp
from briefing.delivery.smtp.connection import Connection, ServerReply
from briefing.delivery.smtp.replies import Stage, refused
from briefing.delivery.smtp.smtp_session import SmtpSession
from briefing.delivery.transport import Reply
from briefing.errors import DeliveryError

Security = Literal["starttls", "tls", "none"]
# What the connection itself may fail with, TLS included.
LOST = (OSError, smtplib.SMTPException)
_BEYOND_ASCII = UnicodeEncodeError  # smtplib's word for a login beyond ASCII


class RelayRefusedError(DeliveryError):
    """The relay will not have us, today or tomorrow: login, certificate, missing STARTTLS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """The server that takes our mail, and how much of it at once.

    `timeout` is seconds for each of its replies. `trust` says whose
    certificates count; None means those of this system. `domains` are messages an hour
    for receiving domains. Of several relays each gets by its `weight`, one of 0 only
    where the others fail. `reconnect_seconds` are the
    seconds between attempts to reach it where nothing else goes on.
    """

    host: str
    port: int = 587
    security: Security = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 60.0
    connections: int = 4
    per_second: float = 0
    per_hour: float = 0
    weight: float = 1
    domains: tuple[tuple[str, float], ...] = ()
    warm_up: WarmUp | None = None
    trust: ssl.SSLContext | None = field(default=None, repr=False)
    reconnect_seconds: tuple[float, ...] = (1, 5, 15)

    @property
    def name(self) -> str:
        """As errors show it."""
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Connected:
    """A connection that is greeted and logged in, and what the server offers."""

    connection: Connection
    pipelining: bool
    most_bytes: int


def connect(relay: Relay) -> Connected:
    """Connect, greet, secure, log in; DeliveryError or RelayRefusedError where that fails."""
    session = _greeted(relay)
    assert session.sock is not None
    offered = session.esmtp_features
    size = offered.get("size", "")
    return Connected(
        connection=Connection(session.sock),
        pipelining="pipelining" in offered,
        most_bytes=int(size) if size.isdecimal() else 0,
    )


def send_alone(relay: Relay, message: Message) -> Reply:
    """Hand on one message by itself; DeliveryError where the relay cannot be used."""
    session = _greeted(relay)
    try:
        session.sendmail(message.sender, [message.recipient], message.data)
    except smtplib.SMTPRecipientsRefused as error:
        return _refused("RCPT", *error.recipients[message.recipient])
    except smtplib.SMTPSenderRefused as error:
        return _refused("MAIL", error.smtp_code, error.smtp_error)
    except smtplib.SMTPResponseException as error:
        return _refused(".", error.smtp_code, error.smtp_error)
    except LOST as error:
        return Reply(outcome="in_doubt", text=f"the connection was lost: {error}", fault=True)
    finally:
        session.close()
    return Reply(outcome="sent", text="accepted")


def _refused(stage: Stage, code: int, text: bytes | str) -> Reply:
    reply_text = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    return refused(stage, ServerReply(code, reply_text))


@cache
def _of_this_system() -> ssl.SSLContext:
    """The certificates this system trusts; reading them takes longer than a message does."""
    return ssl.create_default_context()


def _greeted(relay: Relay) -> SmtpSession:
    secure = None if relay.security == "none" else relay.trust or _of_this_system()
    session: SmtpSession | None = None
    try:
        tls = secure if relay.security == "tls" else None
        session = SmtpSession(relay.host, relay.port, timeout=relay.timeout, tls=tls)
        session.ehlo()
        if secure and relay.security == "starttls":
            session.upgrade(secure)
        if relay.username:
            session.login(relay.username, relay.password)
    except (*LOST, _BEYOND_ASCII) as error:
        if session is not None:
            session.close()
        raise _explained(relay, error) from error
    return session


def _explained(relay: Relay, error: Exception) -> DeliveryError:
    if isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code // 100 == 5:
        hint = "check `username:` and the variable that `password_env:` names"
        what = f"refused the login ({error.smtp_code}); nobody is to blame for that but us"
        return RelayRefusedError(what, where=relay.name, hint=hint)
    if isinstance(error, ssl.SSLCertVerificationError):
        hint = "it must be valid for this name and not expired; nothing was sent"
        what = f"shows a certificate that does not hold: {error.verify_message}"
        return RelayRefusedError(what, where=relay.name, hint=hint)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        hint = "change `security:` or the login, or ask the relay's owner"
        return RelayRefusedError(f"cannot do what is asked: {error}", where=relay.name, hint=hint)
    if isinstance(error, _BEYOND_ASCII):
        what, hint = "takes no login with letters beyond ASCII", "choose another password"
        return RelayRefusedError(what, where=relay.name, hint=hint)
    hint = "check `delivery: smtp:` (host, port, security) and that the server is up"
    why = (isinstance(error, OSError) and error.strerror) or error
    return DeliveryError(f"cannot be used: {why}", where=relay.name, hint=hint)
