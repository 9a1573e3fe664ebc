"""DNS questions, through dnspython where it is installed."""

from __future__ import annotations

from collections.abc import Sequence

SECONDS = 4.0


def system_lookup(name: str, kind: str) -> Sequence[str] | None:
    """The values of a name's TXT or MX records; None where nobody could be asked."""
    try:
        import dns.exception
        import dns.resolver
    except ImportError:
        return None
    try:
        answer = dns.resolver.resolve(name, kind, lifetime=SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ()
    except (dns.exception.DNSException, OSError):
        return None
    if kind == "TXT":
        return tuple(b"".join(one.strings).decode("utf-8", "replace") for one in answer)
    return tuple(one.to_text() for one in answer)
