"""The `desk:` section: where editors find the desk that `briefing serve --desk` shows."""

from __future__ import annotations

import ipaddress
import re
from typing import Annotated

from pydantic import AfterValidator, Field

from briefing.config.section import ConfigSection, Name, WebUrl
from briefing.config.web_section import plain_url

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,62}")
# What browsers send by themselves says nothing about who somebody is.
_BROWSERS_OWN = {"accept", "authorization", "cookie", "from", "host", "origin", "referer"}


def _network(text: str) -> str:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError as error:
        raise ValueError("an address or a network such as 10.0.0.0/8 is expected") from error
    return text


def _header(name: str) -> str:
    if name and (not _HEADER.fullmatch(name) or name.lower() in _BROWSERS_OWN):
        raise ValueError("the name of a header that only your proxy sets is expected")
    return name


Hours = Annotated[int, Field(ge=1, le=8784)]


class DeskConfig(ConfigSection):
    """Where the desk listens, and how one logs in.

    `url` is the address editors know; without it only this very machine is answered.
    A session ends after `session_hours`, and after `idle_hours` without a page.
    `proxies` are the addresses from which a proxy of yours may say who asks;
    `trust_header` is the header in which it names the account: whoever reaches
    the desk from such an address without the proxy can name any account.
    """

    url: Annotated[WebUrl, AfterValidator(plain_url)] | None = None
    host: Name = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8090
    session_hours: Hours = 168
    idle_hours: Hours = 12
    proxies: Annotated[
        tuple[Annotated[str, AfterValidator(_network)], ...], Field(strict=False)
    ] = ("127.0.0.1", "::1")
    trust_header: Annotated[str, AfterValidator(_header)] = ""
