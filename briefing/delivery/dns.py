"""The DNS records a sender has to publish, so that receivers believe its mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address

# A string of a TXT record has at most 255 bytes (RFC 1035, 3.3).
_STRING_BYTES = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: its name, its type, its value, and what it is good for.

    `prefix` is what a published value must begin with to do the same job:
    the whole of it where it is empty. Any MX will do.
    """

    name: str
    kind: str
    value: str
    purpose: str
    prefix: str = ""

    def zone_line(self) -> str:
        """The record as a zone file holds it; long texts are cut into strings."""
        if self.kind != "TXT":
            return f"{self.name}. IN {self.kind} {self.value}"
        pieces = [
            self.value[at : at + _STRING_BYTES] for at in range(0, len(self.value), _STRING_BYTES)
        ]
        strings = " ".join(f'"{piece}"' for piece in pieces)
        return f"{self.name}. IN TXT {strings}"

    def holds(self, published: Sequence[str]) -> bool:
        """True where one of the published values does what this one would."""
        if self.kind == "MX":
            return bool(published)
        beginning = _even(self.prefix or self.value)
        return any(_even(value).startswith(beginning) for value in published)


def dns_records(
    *,
    sender_domain: str,
    relay: str,
    dkim_domain: str = "",
    selector: str = "",
    public_key: str = "",
    bounce_domain: str = "",
) -> tuple[Record, ...]:
    """What to publish for a newsletter that is sent from `sender_domain` through `relay`.

    `public_key` is base64, empty where the relay signs: then its owner says
    which record that needs. `bounce_domain` is the domain of the envelope
    sender, which SPF is asked about and bounces go to; empty: the sender's.
    """
    records = [_spf(bounce_domain or sender_domain, relay), _dmarc(sender_domain)]
    records += [_mx(bounce_domain)] if bounce_domain else []
    if public_key:
        records.append(_dkim(f"{selector}._domainkey.{dkim_domain or sender_domain}", public_key))
    return tuple(records)


def _spf(domain: str, relay: str) -> Record:
    return Record(
        name=domain,
        kind="TXT",
        value=f"v=spf1 {_mechanism(relay)} ~all",
        purpose="SPF (RFC 7208): which servers may send with this envelope sender",
        prefix="v=spf1",
    )


def _mechanism(relay: str) -> str:
    """How SPF names a server: by its addresses where it is one, else by its name."""
    try:
        return f"ip{ip_address(relay).version}:{relay}"
    except ValueError:
        return f"a:{relay}"


def _dmarc(domain: str) -> Record:
    return Record(
        name=f"_dmarc.{domain}",
        kind="TXT",
        value=f"v=DMARC1; p=none; rua=mailto:postmaster@{domain}",
        purpose="DMARC (RFC 7489): what to do with mail that fails both, and whom to tell",
        prefix="v=DMARC1",
    )


def _mx(domain: str) -> Record:
    return Record(
        name=domain,
        kind="MX",
        value=f"10 mail.{domain}.",
        purpose="MX (RFC 5321): the server that takes bounces; put its name here",
    )


def _dkim(name: str, public_key: str) -> Record:
    return Record(
        name=name,
        kind="TXT",
        value=f"v=DKIM1; k=rsa; p={public_key}",
        purpose="DKIM (RFC 6376): the public half of the key that signs",
    )


def _even(text: str) -> str:
    return "".join(text.split()).lower()
