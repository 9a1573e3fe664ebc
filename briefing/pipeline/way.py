"""Config -> the way out: a relay or a folder, and what stands on every letter."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager

from briefing.config import Config
from briefing.delivery import EmlFolder, Letterhead, Maildir, Relay
from briefing.delivery.transport import Transport
from briefing.errors import DeliveryError
from briefing.pipeline.tokens import make_token, secret_of
from briefing.store import Store

Way = Relay | AbstractContextManager[Transport]


def way_of(config: Config) -> Way:
    """The transport the config names; DeliveryError where a password it needs is not set."""
    delivery = config.delivery
    if delivery.transport == "smtp":
        return relay_of(config)
    folder = config.path(delivery.folder)
    return Maildir(folder) if delivery.transport == "maildir" else EmlFolder(folder)


def relay_of(config: Config) -> Relay:
    """The `delivery: smtp:` section, with the password from the environment."""
    smtp = config.delivery.smtp
    return Relay(
        host=smtp.host,
        port=smtp.port,
        security=smtp.security,
        username=smtp.username,
        password=password(smtp.password_env) if smtp.username else "",
        timeout=smtp.timeout_seconds,
        connections=smtp.connections,
        per_second=smtp.per_second,
        per_hour=smtp.per_hour,
    )


def password(variable: str) -> str:
    """A secret from the environment; DeliveryError where it is not set."""
    found = os.environ.get(variable, "")
    if not found:
        hint = "set it to the password; it must not stand in config.yaml"
        raise DeliveryError("is not set", where=variable, hint=hint)
    return found


def letterhead_of(config: Config, *, mark: str = "") -> Letterhead:
    """What every message says about the newsletter; links that are no https pages are left out."""
    links, bounces = config.newsletter.links, config.delivery.bounces
    return Letterhead(
        sender=config.newsletter.sender,
        reply_to=config.delivery.reply_to,
        unsubscribe=_page(links.unsubscribe),
        preferences=_page(links.preferences),
        archive=_page(links.archive),
        bounces=bounces.address,
        verp=bounces.verp,
        mark=mark,
    )


def tokens_of(config: Config, store: Store) -> Callable[[str], dict[str, str]]:
    """What makes a subscriber's tokens for the links of their own, by purpose."""
    secret, newsletter = secret_of(store), config.newsletter.id

    def tokens(subscriber_id: str) -> dict[str, str]:
        return {
            "unsubscribe": make_token(secret, "unsubscribe", newsletter, subscriber_id),
            "preferences": make_token(secret, "preferences", newsletter, subscriber_id),
        }

    return tokens


def _page(url: str | None) -> str:
    return url if url and url.startswith("https://") else ""
