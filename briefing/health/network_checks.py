"""What depends on the outside: the relay, the DNS records, the address of the pages."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Sequence

from briefing.audience.tokens import SHORTEST_SECRET_CHARS, VARIABLE
from briefing.config import Config
from briefing.config.delivery_section import ImapConfig
from briefing.config.secret_values import secret_from
from briefing.delivery.dns import Record
from briefing.delivery.message.address import mailbox
from briefing.errors import BriefingError, ConfigError
from briefing.health.finding import HealthFinding, fault, good, note, warning
from briefing.wiring.transports import password, records_of, transport_of

# A relay that needs longer is as good as out of reach; chosen, not measured.
CONNECT_SECONDS = 5.0
# All tries of one question to the name servers; chosen, not measured.
DNS_SECONDS = 4.0
# Asks for a name's records of a type; None where nobody can be asked.
Lookup = Callable[[str, str], Sequence[str] | None]


def delivery(config: Config) -> Iterator[HealthFinding]:
    """The way out as configured, without using it."""
    try:
        who = mailbox(config.newsletter.sender)
        transport_of(config)
    except BriefingError as error:
        yield fault("delivery", str(error), "correct config.yaml or the environment")
        return
    if config.delivery.transport == "smtp":
        hosts = [relay.host for relay in config.delivery.relays or (config.delivery.smtp,)]
        yield good("delivery", f"sends as {who.email} through {', '.join(hosts)}")
    else:
        what = f"mail goes into the folder {config.delivery.folder}: nothing leaves this machine"
        yield note("delivery", what, "set `delivery: transport: smtp` when you mean it")
    if not config.newsletter.address:
        todo = "set `newsletter: address:`; many countries ask for it"
        yield note("delivery", "no postal address stands in the editions", todo)


def bounces(config: Config) -> Iterator[HealthFinding]:
    """Whether what comes back to us is read at all."""
    chosen = config.delivery.bounces
    if chosen.maildir:
        folder = config.path(chosen.maildir)
        if (folder / "new").is_dir():
            yield good("bounces", f"what comes back is read from {chosen.maildir}")
        else:
            todo = f"make it (`maildirmake {chosen.maildir}`), or correct `delivery: bounces:`"
            yield fault("bounces", f"{chosen.maildir} is no Maildir", todo)
    elif chosen.imap:
        yield _bounce_password(config, chosen.imap)
    elif config.delivery.transport == "smtp" and not named_webhooks(config):
        what = "what comes back is not read: dead addresses and complaints go on getting mail"
        yield warning("bounces", what, "set `delivery: bounces:` (docs/subscribers.md)")


def _bounce_password(config: Config, imap: ImapConfig) -> HealthFinding:
    """Whether the mailbox can be opened at all."""
    try:
        password(config, imap.password_env, imap.password_file)
    except BriefingError as error:
        named = f"{error.where} {error.what}"
        what = str(error) if isinstance(error, ConfigError) else named
        return fault("bounces", what, "set it to the password of the bounce mailbox")
    return good("bounces", f"what comes back is read from {imap.host}")


def named_webhooks(config: Config) -> tuple[str, ...]:
    """The providers whose webhooks the config names."""
    chosen = config.delivery.webhooks
    return tuple(sorted(name for name in type(chosen).model_fields if getattr(chosen, name)))


def pages(config: Config) -> Iterator[HealthFinding]:
    """Whether readers can leave with one click, and tokens have a secret worth its name."""
    page = config.newsletter.links.unsubscribe or ""
    if page.startswith("https://"):
        yield good("pages", f"readers leave with one click at {page}")
    else:
        what = "readers can leave by mail alone: large providers ask for one click (RFC 8058)"
        yield warning("pages", what, "run `briefing serve` behind TLS and set `web: url:`")
    yield from _token_secret()


def _token_secret() -> Iterator[HealthFinding]:
    """Whether what links are signed with can be read, and is long enough."""
    todo = f"{SHORTEST_SECRET_CHARS} random characters at least"
    try:
        secret = secret_from(os.environ, VARIABLE)
    except ConfigError as error:
        yield fault("pages", str(error), todo)
        return
    if secret and len(secret) < SHORTEST_SECRET_CHARS:
        yield fault("pages", f"{VARIABLE} is too short", todo)


def relay(config: Config) -> Iterator[HealthFinding]:
    """Whether each relay answers; nothing is sent."""
    if config.delivery.transport != "smtp":
        return
    for smtp in config.delivery.relays or (config.delivery.smtp,):
        try:
            with socket.create_connection((smtp.host, smtp.port), CONNECT_SECONDS):
                yield good("delivery", f"{smtp.host}:{smtp.port} answers")
        except OSError as error:
            what = f"{smtp.host}:{smtp.port} cannot be reached: {error.strerror or error}"
            yield fault("delivery", what, "check `delivery: smtp:` and the network")


def dns(config: Config, lookup: Lookup | None) -> Iterator[HealthFinding]:
    """The records to publish; with `lookup`, whether they are."""
    if config.delivery.transport != "smtp":
        return
    try:
        records = records_of(config)
    except BriefingError as error:
        yield fault("dns", str(error), "correct `delivery: dkim:`")
        return
    for record in records:
        yield _record_finding(record, lookup)


def signer(config: Config) -> Iterator[HealthFinding]:
    """Who signs: what the relay signs with is known to its owner alone."""
    if config.delivery.transport == "smtp" and config.delivery.dkim.mode == "relay":
        todo = "publish the record its owner names, or set `delivery: dkim: mode: sign`"
        yield note("dns", "the relay signs (DKIM), or nobody does", todo)


def _record_finding(record: Record, lookup: Lookup | None) -> HealthFinding:
    values = lookup(record.name, record.kind) if lookup else None
    todo = f"{record.zone_line()}  ({record.purpose})"
    if values is None:
        return note("dns", f"{record.kind} of {record.name} was not looked up", todo)
    if record.holds(values):
        return good("dns", f"{record.kind} of {record.name} is published")
    what = f"{record.kind} of {record.name} is not published"
    return warning("dns", what if not values else f"{what} like that: {values[0][:120]}", todo)


def system_lookup(name: str, kind: str) -> Sequence[str] | None:
    """The values of a name's TXT or MX records; None where nobody could be asked."""
    try:
        import dns.exception
        import dns.resolver
    except ImportError:
        return None
    try:
        answer = dns.resolver.resolve(name, kind, lifetime=DNS_SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ()
    except (dns.exception.DNSException, OSError):
        return None
    if kind == "TXT":
        return tuple(b"".join(value.strings).decode("utf-8", "replace") for value in answer)
    return tuple(value.to_text() for value in answer)
