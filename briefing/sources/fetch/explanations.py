"""What the errors of sockets and libraries mean, in words a person can use."""

from __future__ import annotations

import zlib

import aiohttp
from yarl import URL

from briefing.errors import SourceError
from briefing.sources.fetch.decompress import PackedError, TooMuchError
from briefing.sources.fetch.guard import RefusedError, without_user

FAILURES = (TimeoutError, OSError, ValueError, TooMuchError, zlib.error, aiohttp.ClientError)
UNREACHED = (TimeoutError, aiohttp.ClientConnectorError)
LOOK = "look at the address in a browser"
BROKEN = ("the server's answer is broken: it is no HTTP", LOOK)
TOO_LONG = ("the server's answer is broken: its header is too long", LOOK)
MEANINGS: tuple[tuple[type[BaseException], tuple[str, str]], ...] = (
    (aiohttp.InvalidURL, ("refused: the address cannot be used", "check its spelling")),
    (aiohttp.ClientConnectorCertificateError, ("the server's certificate is not valid", LOOK)),
    (aiohttp.ClientConnectorSSLError, ("the server speaks no TLS", "http instead of https?")),
    (aiohttp.ClientConnectorDNSError, ("the host is not known", "check its spelling")),
    (aiohttp.ClientConnectorError, ("the server cannot be reached", "is it up?")),
    (aiohttp.ServerDisconnectedError, ("the server hung up without an answer", "is it up?")),
    (
        aiohttp.ClientPayloadError,
        ("the server's answer is broken: it ends before its announced length", "is it up?"),
    ),
    (PackedError, ("the server's answer is broken: it cannot be unpacked", LOOK)),
    (zlib.error, ("the server's answer is broken: it cannot be unpacked", LOOK)),
)


def plain(error: Exception, url: URL, *, seconds: float, most: int) -> SourceError:
    """A foreign error in our words; `seconds` and `most` bytes are the limits it ran into."""
    refused = refusal_in(error)
    if refused:
        hint = "`fetch: allow_hosts:` opens a host on purpose"
        return SourceError(f"refused: {refused}", where=without_user(url), hint=hint)
    what, hint = _meaning(error)
    limits = {
        TimeoutError: f"no whole answer within {seconds:g} seconds",
        TooMuchError: f"the answer is larger than {most:,} bytes",
    }
    met = next((words for kind, words in limits.items() if isinstance(error, kind)), what)
    return SourceError(met, where=without_user(url), hint="is it up?" if met != what else hint)


def _meaning(error: Exception) -> tuple[str, str]:
    """What happened, and what to do about it."""
    known = next((meaning for kind, meaning in MEANINGS if isinstance(error, kind)), None)
    if known:
        return known
    too_long = "Got more than" in str(error) or "Too many headers" in str(error)
    return TOO_LONG if too_long else BROKEN


def refusal_in(error: BaseException | None) -> str:
    """The gate's reason, wherever in the chain of causes it stands."""
    while error is not None:
        inner = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
        if isinstance(inner, RefusedError):
            return str(inner)
        error = error.__cause__ or error.__context__
    return ""
