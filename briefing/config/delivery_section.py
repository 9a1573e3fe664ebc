"""The `delivery:` section: the way out, who answers for it, and what comes back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from briefing.config.section import (
    DOTTED_PATH,
    ConfigSection,
    MailAddress,
    MailSender,
    Name,
    Options,
)
from briefing.config.segments import SegmentText

Port = Annotated[int, Field(ge=1, le=65535)]
Rate = Annotated[float, Field(ge=0, strict=False)]
SnsTopic = Annotated[
    str, Field(pattern=r"^arn:aws(-cn|-us-gov)?:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$")
]
Seconds = Annotated[float, Field(gt=0, le=3600, strict=False)]


class DomainConfig(ConfigSection):
    """How much a receiving domain is given."""

    per_hour: Annotated[float, Field(gt=0, strict=False)]


def _period(text: Any) -> Any:
    """A time such as 1 day or 12 hours, as one may write it."""
    found = _PERIOD.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise ValueError("a time such as `1 day` or `12 hours` is expected")
    return timedelta(**{f"{found[2]}s": int(found[1])})


_PERIOD = re.compile(r"([1-9][0-9]{0,2}) (day|hour)s?")
Period = Annotated[timedelta, BeforeValidator(_period)]


class WarmUpConfig(ConfigSection):
    """A new relay's first days: `start` messages, then twice as many each `double_every`."""

    start: Annotated[int, Field(ge=1, le=1_000_000)]
    double_every: Period = timedelta(days=1)


class SmtpConfig(ConfigSection):
    """The relay; the password stands in the environment variable named here.

    `connections` are kept open at once by each process. `per_second` and `per_hour` limit
    the messages of all processes and hosts together (0: no limit), `domains` those for
    a receiving domain ("*": for each that is not named), `warm_up` those of a new relay.
    Of several relays each gets by its `weight`; one of 0 only where the others fail.
    """

    host: Name = "localhost"
    port: Port = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password_env: str = "BRIEFING_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
    password_file: str = ""
    connections: Annotated[int, Field(ge=1, le=256)] = 4
    per_second: Rate = 0
    per_hour: Rate = 0
    timeout_seconds: Seconds = 60
    weight: Annotated[float, Field(ge=0, le=1000, strict=False)] = 1
    domains: dict[str, DomainConfig] = Field(default_factory=dict)
    warm_up: WarmUpConfig | None = None


class DkimConfig(ConfigSection):
    """Who signs (RFC 6376): the relay, or we, with the RSA key in a PEM file."""

    mode: Literal["relay", "sign"] = "relay"
    domain: str = ""
    selector: Annotated[str, Field(pattern=r"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$")] = (
        "briefing"
    )
    key_file: str = ""

    @model_validator(mode="after")
    def _a_signer_has_a_key(self) -> DkimConfig:
        if self.mode == "sign" and not self.key_file:
            raise ValueError("mode sign needs `key_file:`, the path of the private key (PEM)")
        return self


class ImapConfig(ConfigSection):
    """A mailbox on a server, read over TLS; its password stands in a variable or a file."""

    host: Name
    port: Port = 993
    username: Name
    password_env: str = "BRIEFING_BOUNCES_PASSWORD"  # noqa: S105 - the name of a variable
    password_file: str = ""
    mailbox: Name = "INBOX"


class BouncesConfig(ConfigSection):
    """Where mail that could not be delivered comes back to.

    `address` becomes the envelope sender, with a mark for each message where
    `verp` holds. `soft_limit` soft bounces in a row stop delivery.
    """

    address: MailAddress = ""
    verp: bool = True
    maildir: str = ""
    imap: ImapConfig | None = None
    soft_limit: Annotated[int, Field(ge=1, le=100)] = 4


class AmazonSesConfig(ConfigSection):
    """Amazon SES by SNS: `topics` are the ARNs of the topics that are ours."""

    topics: Annotated[tuple[SnsTopic, ...], Field(strict=False, min_length=1)]


class MailgunConfig(ConfigSection):
    """Mailgun: its HTTP webhook signing key stands in a variable or a file."""

    signing_key_env: Name = "BRIEFING_MAILGUN_SIGNING_KEY"
    signing_key_file: str = ""


class PostmarkConfig(ConfigSection):
    """Postmark: name and password of the webhook's basic authentication."""

    username: Name = "briefing"
    password_env: Name = "BRIEFING_POSTMARK_PASSWORD"  # noqa: S105 - the name of a variable
    password_file: str = ""


class SendGridConfig(ConfigSection):
    """SendGrid: the verification key of its signed event webhook."""

    public_key: Name


class BrevoConfig(ConfigSection):
    """Brevo: the token the webhook is set up with stands in a variable or a file."""

    token_env: Name = "BRIEFING_BREVO_TOKEN"  # noqa: S105 - the name of a variable
    token_file: str = ""


class WebhooksConfig(ConfigSection):
    """Providers that report bounces and complaints to the pages that `briefing serve` shows."""

    amazon_ses: AmazonSesConfig | None = None
    mailgun: MailgunConfig | None = None
    postmark: PostmarkConfig | None = None
    sendgrid: SendGridConfig | None = None
    brevo: BrevoConfig | None = None


def _transport(name: str) -> str:
    if name not in TRANSPORTS and not DOTTED_PATH.fullmatch(name):
        raise ValueError("should be eml, maildir, smtp or package.module:Class")
    return name


TRANSPORTS = ("eml", "maildir", "smtp")
TransportName = Annotated[str, AfterValidator(_transport)]


class DeliveryConfig(ConfigSection):
    """The way out: a folder of .eml files (offline), a Maildir, or SMTP.

    A message that is refused for the moment is offered again for
    `give_up_hours`, counted from its own first attempt. `relays` are several in the
    place of `smtp`. `state` is a folder of this machine for notes that
    outlive a killed sender.
    """

    transport: TransportName = "eml"
    options: Options = Field(default_factory=dict)  # for a transport by its dotted path
    folder: Name = "out/mail"
    reply_to: MailSender = ""
    tags: Annotated[tuple[str, ...], Field(strict=False)] = ()  # only to these audiences
    segment: SegmentText = ""  # and of these only to such readers
    smtp: SmtpConfig = SmtpConfig.model_construct()
    relays: Annotated[tuple[SmtpConfig, ...], Field(strict=False, max_length=16)] = ()
    dkim: DkimConfig = DkimConfig.model_construct()
    bounces: BouncesConfig = BouncesConfig.model_construct()
    webhooks: WebhooksConfig = WebhooksConfig.model_construct()
    give_up_hours: Annotated[float, Field(gt=0, le=240, strict=False)] = 24
    state: Name = ".briefing"

    @model_validator(mode="after")
    def _relays_differ(self) -> DeliveryConfig:
        places = [(relay.host, relay.port) for relay in self.relays]
        if len(set(places)) < len(places):
            raise ValueError("`relays:` names the same host and port twice")
        return self
