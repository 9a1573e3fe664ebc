"""The gate every fetch passes: the URL before, the address at connecting.

Three checks, each enough alone for what it sees: the URL (scheme, port,
numeric host), every DNS answer, and the address of every socket.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from briefing.errors import SourceError
from briefing.sources.fetch.addresses import denied

SCHEMES = ("http", "https")
# Those of the web and the usual ones beside them: no mail, no databases.
PORTS = (80, 443, 8000, 8008, 8080, 8443, 8888)
# Twice what a link in a story may have.
MAX_URL_CHARS = 4096
_UNUSABLE = re.compile(r"[\x00-\x20\x7f\\]")
_NAME = re.compile(r"(?=.{1,254}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?", re.IGNORECASE)

Lookup = Callable[[str, int], Awaitable[Sequence[str]]]


class RefusedError(OSError):
    """A connection the gate does not allow; its text says why."""


class Gate:
    """Decides what may be connected to.

    `allow_hosts` holds names or numeric addresses, each with or without a
    port: such a host may be private, and at any port unless one is named.
    """

    def __init__(self, allow_hosts: Sequence[str] = ()) -> None:
        self._allowed = frozenset(_ascii(host.lower().strip()) for host in allow_hosts)
        self._opened: set[tuple[str, int]] = set()

    def target(self, url: str) -> URL:
        """The URL as it will be requested; SourceError where it may not be."""
        parsed = _parsed(url)
        if parsed.scheme not in SCHEMES:
            raise _refusal(parsed, "only http and https addresses are read")
        host, port = parsed.raw_host or "", parsed.port or 0
        if not host:
            raise _refusal(parsed, "the address names no host")
        if not (_NAME.fullmatch(host) or _is_numeric(host)):
            raise _refusal(parsed, "the host is no name that DNS knows")
        if self.allows(host, port):
            return parsed
        if port not in PORTS:
            raise _refusal(parsed, f"port {port} is not read")
        why = denied(host) if _is_numeric(host) else ""
        if why:
            raise _refusal(parsed, f"the host is {why}")
        return parsed

    def allows(self, host: str, port: int) -> bool:
        """True where the configuration opens this host."""
        host = host.lower()
        bracketed = f"[{host}]" if ":" in host else host
        names = (host, bracketed, f"{bracketed}:{port}")
        return any(name in self._allowed for name in names)

    def admit(self, host: str, port: int, answers: Sequence[str]) -> tuple[str, ...]:
        """The answers for `host` that may be connected to; RefusedError where none may."""
        if self.allows(host, port):
            self._opened.update((answer, port) for answer in answers)
            return tuple(answers)
        reasons = {answer: denied(answer) for answer in answers}
        good = tuple(answer for answer, why in reasons.items() if not why)
        if answers and not good:
            raise RefusedError(f"{host} is {reasons[answers[0]]}")
        return good

    def socket(self, info: tuple[Any, ...]) -> socket.socket:
        """A socket for one address to connect to: the last check, on the address itself."""
        family, kind, proto, _, address = info
        host, port = str(address[0]), int(address[1])
        opened = (host, port) in self._opened or self.allows(host, port)
        why = "" if opened else denied(host)
        if why:
            raise RefusedError(f"{host} is {why}")
        return socket.socket(family=family, type=kind, proto=proto)


class GuardedResolver(AbstractResolver):
    """Answers with what the gate admits; the answer given is the address connected to."""

    def __init__(self, gate: Gate, lookup: Lookup) -> None:
        self._gate = gate
        self._lookup = lookup

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002  aiohttp's own signature
    ) -> list[ResolveResult]:
        """The admitted addresses of `host`, of any family; OSError where there are none."""
        answers = self._gate.admit(host, port, await self._lookup(host, port))
        if not answers:
            raise OSError(f"{host} has no address")
        return [_result(host, answer, port) for answer in answers]

    async def close(self) -> None:
        """Nothing is held."""


async def system_lookup(host: str, port: int) -> Sequence[str]:
    """The addresses the operating system knows for `host`, zone ids kept."""
    loop = asyncio.get_running_loop()
    entries = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(_numeric(entry[4]) for entry in entries))


def without_user(url: URL) -> str:
    """A URL for messages: without user name and password."""
    return str(url.with_user(None)) if url.raw_host and url.raw_user else str(url)


def _numeric(address: tuple[Any, ...]) -> str:
    host = str(address[0])
    scope = address[3] if len(address) > 3 else 0
    return f"{host}%{scope}" if scope and "%" not in host else host


def _result(host: str, answer: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in answer else socket.AF_INET
    return ResolveResult(
        hostname=host, host=answer, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST
    )


def _parsed(url: str) -> URL:
    if len(url) > MAX_URL_CHARS or _UNUSABLE.search(url):
        raise SourceError("the address cannot be used", where=url[:200], hint="check its spelling")
    try:
        parsed = URL(url)
        _ = parsed.raw_host, parsed.port, str(parsed)  # decoded only when asked for
    except (ValueError, TypeError) as error:
        raise SourceError(
            f"the address cannot be used: {error}", where=url[:200], hint="check its spelling"
        ) from error
    return parsed


def _ascii(host: str) -> str:
    """A name as DNS knows it, with its port; what cannot be one stays as it is."""
    if host.isascii():
        return host
    try:
        url = URL(f"http://{host}")
    except ValueError:
        return host
    port = f":{url.explicit_port}" if url.explicit_port else ""
    return f"{url.raw_host or host}{port}"


def _is_numeric(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _refusal(url: URL, why: str) -> SourceError:
    return SourceError(
        f"refused: {why}",
        where=without_user(url),
        hint="`fetch: allow_hosts:` opens a host on purpose",
    )
