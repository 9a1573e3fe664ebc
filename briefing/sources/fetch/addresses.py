"""Which network addresses a fetch may reach: our own deny list.

`ipaddress.is_global` is no guard: it calls multicast, 6to4, NAT64 and
IPv4-compatible forms of private addresses global. So IPv4 is denied by the
IANA special-purpose registry (RFC 6890 and later), and IPv6 is allowed only
inside 2000::/3 without its own special blocks.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

DENIED_V4 = tuple(
    (IPv4Network(block), why)
    for block, why in (
        ("0.0.0.0/8", "this very network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("127.0.0.0/8", "this machine"),
        ("168.63.129.16/32", "a cloud's own service"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "reserved for documentation"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "reserved for measurements"),
        ("198.51.100.0/24", "reserved for documentation"),
        ("203.0.113.0/24", "reserved for documentation"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
    )
)
DENIED_V6 = tuple(
    (IPv6Network(block), why)
    for block, why in (
        ("::1/128", "this machine"),
        ("::ffff:0:0/96", "an IPv4 address in disguise"),
        ("64:ff9b::/32", "a NAT64 form of an IPv4 address"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "a link-local address"),
        ("ff00::/8", "a multicast address"),
        ("2001::/23", "reserved for protocols"),
        ("2001:db8::/32", "reserved for documentation"),
        ("2002::/16", "a 6to4 form of an IPv4 address"),
        ("3fff::/20", "reserved for documentation"),
    )
)
UNICAST_V6 = IPv6Network("2000::/3")


def denied(address: str) -> str:
    """Why this numeric address must not be connected to, or "" where it may be.

    What is no numeric address at all is denied too.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return "no numeric address"
    return _denied_v4(parsed) if isinstance(parsed, IPv4Address) else _denied_v6(parsed)


def _denied_v4(address: IPv4Address) -> str:
    return next((why for block, why in DENIED_V4 if address in block), "")


def _denied_v6(address: IPv6Address) -> str:
    if address.scope_id is not None:
        return "bound to one network card"
    why = next((why for block, why in DENIED_V6 if address in block), "")
    if why or address in UNICAST_V6:
        return why
    return "a reserved address"
