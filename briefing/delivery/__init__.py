"""Editions as messages, and their way out; the only room that knows smtplib."""

from briefing.delivery.folders import EmlFolder, Maildir
from briefing.delivery.letter import Letterhead, letter
from briefing.delivery.message import eml
from briefing.delivery.outbox import Round
from briefing.delivery.smtp import Relay, Smtp

__all__ = [
    "EmlFolder",
    "Letterhead",
    "Maildir",
    "Relay",
    "Round",
    "Smtp",
    "eml",
    "letter",
]
