"""Mails that are no editions, written from templates and handed on one by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from briefing.config import Config
from briefing.delivery.message.dkim import DkimSigner
from briefing.delivery.message.transactional import TransactionalMail, transactional_message
from briefing.delivery.sending_run import send_one
from briefing.errors import DeliveryError
from briefing.rendering import Theme, mail_html, mail_text
from briefing.rendering.web_pages import catalog_of
from briefing.wiring.parts import templates_of
from briefing.wiring.transports import key_of, transport_of


def send_mail(
    config: Config,
    name: str,
    to: str,
    *,
    values: Mapping[str, object],
    now: datetime,
    language: str = "",
) -> None:
    """Write the mail of the templates `text/mail/NAME.txt` and `mjml/mail/NAME.mjml`; hand it on.

    `language` is the reader's; the newsletter's own where it has no phrases.
    DeliveryError where it was not accepted, with the other side's words.
    """
    newsletter, templates = config.newsletter, templates_of(config)
    known = {"newsletter": newsletter.title, "address": newsletter.address, **values}
    spoken = catalog_of(language, templates) or newsletter.language
    subject, text = mail_text(name, known, language=spoken, templates=templates)
    html = mail_html(
        name,
        {**known, "subject": subject},
        language=spoken,
        theme=Theme.from_values(config.theme),
        templates=templates,
    )
    mail = TransactionalMail(
        sender=newsletter.sender,
        to=to,
        subject=subject,
        text=text,
        html=html,
        return_path=config.delivery.bounces.address,
    )
    key = key_of(config)
    message = transactional_message(mail, now=now, sign=DkimSigner(key) if key else None)
    reply = send_one(transport_of(config), message)
    if reply.outcome != "sent":
        what = f"the mail to {message.recipient} was not sent: {reply.text}"
        raise DeliveryError(what, where=name, hint="see `delivery:` in config.yaml")
