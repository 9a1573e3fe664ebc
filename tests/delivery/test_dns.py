"""The DNS records to publish."""

from __future__ import annotations

from briefing.delivery.dns import dns_records


def test_a_relay_that_signs_needs_spf_and_dmarc() -> None:
    records = dns_records(sender_domain="example.org", relay="mail.example.net")
    assert [(one.name, one.kind, one.value) for one in records] == [
        ("example.org", "TXT", "v=spf1 a:mail.example.net ~all"),
        ("_dmarc.example.org", "TXT", "v=DMARC1; p=none; rua=mailto:postmaster@example.org"),
    ]


def test_a_relay_by_address_is_named_as_one() -> None:
    values = [
        dns_records(sender_domain="example.org", relay=relay)[0].value
        for relay in ("192.0.2.7", "2001:db8::7")
    ]
    assert values == ["v=spf1 ip4:192.0.2.7 ~all", "v=spf1 ip6:2001:db8::7 ~all"]


def test_bounces_and_a_key_of_our_own_need_more() -> None:
    records = dns_records(
        sender_domain="example.org",
        relay="mail.example.net",
        selector="s1",
        public_key="A" * 392,
        bounce_domain="bounces.example.org",
    )
    lines = [one.zone_line() for one in records]
    assert lines[0].startswith('bounces.example.org. IN TXT "v=spf1')
    assert lines[2] == "bounces.example.org. IN MX 10 mail.bounces.example.org."
    assert lines[3].startswith('s1._domainkey.example.org. IN TXT "v=DKIM1; k=rsa; p=AAA')
    assert max(len(text) for text in lines[3].split('"')[1::2]) <= 255
    assert "".join(lines[3].split('"')[1::2]) == f"v=DKIM1; k=rsa; p={'A' * 392}"


def test_what_is_published_is_compared_by_what_it_does() -> None:
    spf, dmarc, mx, key = dns_records(
        sender_domain="example.org",
        relay="mail.example.net",
        selector="s1",
        public_key="Abc",
        bounce_domain="example.org",
    )
    assert spf.holds(["google-site-verification=x", "v=spf1 include:_spf.example.net -all"])
    assert not spf.holds(["v=spf2.0/pra"])
    assert dmarc.holds(["V=DMARC1; p=reject"])
    assert mx.holds(["10 mx.example.com."])
    assert not mx.holds([])
    assert key.holds(["v=DKIM1;k=rsa;p=Abc"])
    assert not key.holds(["v=DKIM1; k=rsa; p=Abd"])
