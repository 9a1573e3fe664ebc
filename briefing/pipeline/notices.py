"""Mails that are no editions, written from templates and handed on one by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from briefing.config import Config
from briefing.delivery.dkim import DkimSigner
from briefing.delivery.notice import Notice, notice
from briefing.delivery.rounds import send_one
from briefing.errors import DeliveryError
from briefing.pipeline.way import key_of, way_of
from briefing.pipeline.wiring import templates_of
from briefing.rendering import mail_text


def send_notice(
    config: Config, name: str, to: str, *, values: Mapping[str, object], now: datetime
) -> None:
    """Write the mail of the template `text/mail/NAME.txt` and hand it on.

    DeliveryError where it was not accepted, with the other side's words.
    """
    letter = config.newsletter
    subject, text = mail_text(
        name,
        {"newsletter": letter.title, "address": letter.address, **values},
        language=letter.language,
        templates=templates_of(config),
    )
    said = Notice(
        sender=letter.sender,
        to=to,
        subject=subject,
        text=text,
        returns=config.delivery.bounces.address,
    )
    key = key_of(config)
    message = notice(said, now=now, sign=DkimSigner(key) if key else None)
    reply = send_one(way_of(config), message)
    if reply.outcome != "sent":
        what = f"the mail to {message.recipient} was not sent: {reply.text}"
        raise DeliveryError(what, where=name, hint="see `delivery:` in config.yaml")
