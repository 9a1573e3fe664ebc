"""Editions as messages, and their way out; the only room that knows smtplib."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

# Loaded when first asked for: a build writes a message, and sends none.
_HOMES = {
    "EmlFolder": "folder_transports",
    "Letterhead": "message.template",
    "Maildir": "folder_transports",
    "Relay": "smtp.relay",
    "Terms": "batches",
    "deliver": "sending_run",
    "eml": "message.message",
    "message_template": "message.template",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'briefing.delivery' has no attribute {name!r}")
    return getattr(import_module(f"briefing.delivery.{_HOMES[name]}"), name)
