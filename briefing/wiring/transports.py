"""Config -> the way out: a relay or a folder, and what stands on every message."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager

from briefing.config import Config
from briefing.config.delivery_section import SmtpConfig
from briefing.config.secret_values import secret_from
from briefing.delivery import EmlFolder, Letterhead, Maildir, Relay
from briefing.delivery.dns import Record, dns_records
from briefing.delivery.message.address import mailbox
from briefing.delivery.message.dkim import Key, load_key, public_part
from briefing.delivery.pace import WarmUp
from briefing.delivery.relay_pool import RelayPool
from briefing.delivery.sending_run import AnyTransport
from briefing.delivery.transport import Transport
from briefing.errors import DeliveryError
from briefing.wiring.dotted import is_dotted, made_by


def transport_of(config: Config) -> AnyTransport:
    """The transport the config names; DeliveryError where a password it needs is not set."""
    delivery = config.delivery
    if delivery.transport == "smtp":
        relays = relays_of(config)
        return RelayPool(relays) if len(relays) > 1 else relays[0]
    if is_dotted(delivery.transport):
        made: AbstractContextManager[Transport] = made_by(
            delivery.transport,
            delivery.options,
            where="delivery: transport:",
            folder=config.folder,
            verbs=("__enter__", "__exit__", "send"),
        )
        return made
    folder = config.data_path(delivery.folder)
    return Maildir(folder) if delivery.transport == "maildir" else EmlFolder(folder)


def relays_of(config: Config) -> tuple[Relay, ...]:
    """The relays of `delivery: relays:`, or the one of `delivery: smtp:`, with their passwords."""
    sections = config.delivery.relays or (config.delivery.smtp,)
    return tuple(_relay(config, section) for section in sections)


def _relay(config: Config, smtp: SmtpConfig) -> Relay:
    warm_up = smtp.warm_up
    return Relay(
        host=smtp.host,
        port=smtp.port,
        security=smtp.security,
        username=smtp.username,
        password=password(config, smtp.password_env, smtp.password_file) if smtp.username else "",
        timeout=smtp.timeout_seconds,
        connections=smtp.connections,
        per_second=smtp.per_second,
        per_hour=smtp.per_hour,
        weight=smtp.weight,
        domains=tuple((name, domain.per_hour) for name, domain in smtp.domains.items()),
        warm_up=WarmUp(start=warm_up.start, period=warm_up.double_every) if warm_up else None,
    )


def password(config: Config, variable: str, file: str) -> str:
    """A secret from a file or the environment; DeliveryError where there is none.

    ConfigError where the file cannot be read.
    """
    secret = secret_from(os.environ, variable, config.path(file) if file else None)
    if not secret:
        hint = f"set it to the password, or {variable}_FILE to a file; neither into config.yaml"
        raise DeliveryError("is not set", where=variable, hint=hint)
    return secret


def letterhead_of(config: Config, *, mark: str = "") -> Letterhead:
    """What every message says about the newsletter; links that are no https pages are left out."""
    links, bounces = config.newsletter.links, config.delivery.bounces
    return Letterhead(
        sender=config.newsletter.sender,
        reply_to=config.delivery.reply_to,
        unsubscribe=_https_page(links.unsubscribe),
        preferences=_https_page(links.preferences),
        archive=_https_page(links.archive),
        bounces=bounces.address,
        verp=bounces.verp,
        mark=mark,
    )


def key_of(config: Config) -> Key | None:
    """The key we sign with; None where the relay signs. DeliveryError where it cannot be used."""
    dkim = config.delivery.dkim
    if dkim.mode == "relay":
        return None
    domain = dkim.domain or mailbox(config.newsletter.sender).domain
    return load_key(config.path(dkim.key_file), domain=domain, selector=dkim.selector)


def records_of(config: Config) -> tuple[Record, ...]:
    """The DNS records to publish for this newsletter."""
    key, bounces = key_of(config), config.delivery.bounces.address
    return dns_records(
        sender_domain=mailbox(config.newsletter.sender).domain,
        relay=config.delivery.smtp.host,
        dkim_domain=key.domain if key else "",
        selector=key.selector if key else "",
        public_key=public_part(key) if key else "",
        bounce_domain=mailbox(bounces).domain if bounces else "",
    )


def _https_page(url: str | None) -> str:
    return url if url and url.startswith("https://") else ""
