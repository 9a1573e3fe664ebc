"""The providers whose webhooks the config names, with their secrets from variables or files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from briefing.config import Config
from briefing.delivery.providers.amazon_ses import AmazonSes
from briefing.delivery.providers.brevo import Brevo
from briefing.delivery.providers.mailgun import Mailgun
from briefing.delivery.providers.postmark import Postmark
from briefing.delivery.providers.posts import Provider
from briefing.delivery.providers.sendgrid import SendGrid
from briefing.wiring.transports import password


def providers_of(
    config: Config, *, get: Callable[[str], bytes], clock: Callable[[], datetime]
) -> dict[str, Provider]:
    """Each by the name of its address; DeliveryError where a secret is not set.

    `get` reads an address of Amazon, which signs with certificates it publishes.
    """
    chosen = config.delivery.webhooks
    providers: dict[str, Provider] = {}
    if chosen.amazon_ses:
        topics = chosen.amazon_ses.topics
        providers["amazon-ses"] = AmazonSes(topics=topics, get=get, clock=clock)
    if chosen.mailgun:
        key = password(config, chosen.mailgun.signing_key_env, chosen.mailgun.signing_key_file)
        providers["mailgun"] = Mailgun(signing_key=key, clock=clock)
    if chosen.postmark:
        secret = password(config, chosen.postmark.password_env, chosen.postmark.password_file)
        providers["postmark"] = Postmark(username=chosen.postmark.username, password=secret)
    if chosen.sendgrid:
        providers["sendgrid"] = SendGrid(public_key=chosen.sendgrid.public_key)
    if chosen.brevo:
        token = password(config, chosen.brevo.token_env, chosen.brevo.token_file)
        providers["brevo"] = Brevo(token=token)
    return providers
