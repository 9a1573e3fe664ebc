"""Editions as messages, and their way out; the only room that knows smtplib."""

from briefing.delivery.folders import EmlFolder, Maildir
from briefing.delivery.ledger import Terms
from briefing.delivery.letter import Letterhead, letter
from briefing.delivery.message import eml
from briefing.delivery.rounds import deliver
from briefing.delivery.smtp import Relay

__all__ = [
    "EmlFolder",
    "Letterhead",
    "Maildir",
    "Relay",
    "Terms",
    "deliver",
    "eml",
    "letter",
]
