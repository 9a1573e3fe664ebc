"""Who asks, where a proxy stands in between: believed from the addresses of `desk: proxies:`."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from briefing.config.desk_section import DeskConfig

_KEY = "desk.named"


class TrustedProxies:
    """Takes address, scheme and the name of who is logged in from a proxy, and from nobody else."""

    def __init__(self, app: ASGIApp, config: DeskConfig) -> None:
        self._app: ASGIApp = ProxyHeadersMiddleware(app, list(config.proxies))  # type: ignore[arg-type, assignment]
        self._networks = [ipaddress.ip_network(text, strict=False) for text in config.proxies]
        self._header = config.trust_header.lower()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; who connects is looked at before its headers are believed."""
        if scope["type"] == "http" and self._header and self._trusts(scope.get("client")):
            scope = {**scope, _KEY: Headers(scope=scope).getlist(self._header)}
        await self._app(scope, receive, send)

    def _trusts(self, client: Sequence[object] | None) -> bool:
        try:
            address = ipaddress.ip_address(str(client[0])) if client else None
        except ValueError:
            return False
        return address is not None and any(address in network for network in self._networks)


def name_from_proxy(scope: Scope) -> str:
    """Whom the proxy names; "" where it names nobody, or more than one."""
    names = scope.get(_KEY, [])
    # Headers are bytes: proxies write names in UTF-8 (RFC 9110, 5.5 knows ASCII alone).
    name = str(names[0]) if len(names) == 1 else ""
    return name.encode("latin-1").decode("utf-8", "replace").strip()
