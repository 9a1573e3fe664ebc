"""Three inboxes that show a subject, each with a width and type of its own in the style sheet.

Gmail on the web gives subject and preheader one line together, Mail on a phone 390 pixels wide
one line and two, Outlook's message list one line each. Widths are those of common windows;
chosen, not measured.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """A program's list of mails; the style sheet has its type and its width."""

    name: str
    title: str


INBOXES = (
    Inbox(name="gmail", title="Gmail, on the web"),
    Inbox(name="ios", title="Mail, on an iPhone"),
    Inbox(name="outlook", title="Outlook, message list"),
)
