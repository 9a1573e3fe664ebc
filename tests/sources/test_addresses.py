"""The deny list: what may never be connected to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.fetch.addresses import denied
from tests.sources.targets import DENIED_ADDRESSES

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.0.1.1",
    "192.169.0.1",
    "198.17.255.255",
    "198.20.0.1",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
    "2001:4860:4860::8888",
]


@pytest.mark.parametrize("address", DENIED_ADDRESSES)
def test_an_address_that_is_not_public_is_denied(address: str) -> None:
    assert denied(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_allowed(address: str) -> None:
    assert denied(address) == ""


@given(st.ip_addresses(v=4))
def test_ipv6_forms_of_any_ipv4_address_are_denied(address: IPv4Address) -> None:
    number = int(address)
    for prefix in (0, 0xFFFF << 32, 0x64FF9B << 96, 0x2002 << 112):
        shift = 80 if prefix == 0x2002 << 112 else 0
        assert denied(str(IPv6Address(prefix | number << shift)))


@given(st.ip_addresses())
def test_what_the_standard_library_calls_private_is_denied(
    address: IPv4Address | IPv6Address,
) -> None:
    if address.is_private or address.is_multicast or address.is_reserved:
        assert denied(str(address))


@given(st.text(max_size=30))
def test_what_is_no_address_is_denied(text: str) -> None:
    assert denied(text) or text.replace(".", "").replace(":", "").isalnum()
