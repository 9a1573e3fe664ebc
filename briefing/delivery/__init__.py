"""Editions as messages, and their way out; the only room that knows smtplib."""

from briefing.delivery.batches import Terms
from briefing.delivery.folder_transports import EmlFolder, Maildir
from briefing.delivery.message.message import eml
from briefing.delivery.message.template import Letterhead, message_template
from briefing.delivery.sending_run import deliver
from briefing.delivery.smtp.relay import Relay

__all__ = [
    "EmlFolder",
    "Letterhead",
    "Maildir",
    "Relay",
    "Terms",
    "deliver",
    "eml",
    "message_template",
]
