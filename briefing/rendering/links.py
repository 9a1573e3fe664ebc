"""Addresses that the newsletter's own people write: pages and mailboxes."""

from __future__ import annotations

from briefing.text.clean import one_line
from briefing.text.urls import web_url


def page_link(url: str | None) -> str | None:
    """The address of a page or a mailbox (`mailto:`), None where it is neither."""
    address = (url or "").strip()
    if not address.startswith("mailto:"):
        return web_url(address)
    is_whole = "@" in address and one_line(address) == address and len(address.split()) == 1
    return address if is_whole and not set(address) & set('<>"\\') else None
