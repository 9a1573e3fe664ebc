"""Logging in: the same answer, after the same time, for names that are known and that are not."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import NamedTuple

from briefing.desk.accounts import account_key
from briefing.desk.passwords import hash_password, is_password, outdated
from briefing.desk.second_factor import plain_code, used_step
from briefing.desk.sessions import hashed
from briefing.models.desk_account import Account
from briefing.newsletter import Newsletter

# Attempts that fail are counted over so long; chosen, not measured.
LOOK_BACK = timedelta(minutes=15)
# A person mistypes a few times; who fails so often elsewhere keeps nobody out. Chosen.
MOST_FAILURES_A_NAME_AND_CLIENT = 10
# Over all clients: at this rate a password of 30 bits lasts 300 years.
MOST_FAILURES_A_NAME = 100
# An office shares an address; chosen, not measured.
MOST_FAILURES_A_CLIENT = 40
# Whoever holds an IPv6 address holds its whole network (RFC 6177).
CLIENT_NETWORK_BITS = 64
# Names are cut before they are hashed, so that long ones cost nothing.
LONGEST_TYPED_CHARS = 200


class Refusal(Enum):
    """Why somebody is not logged in: too many attempts, or something did not fit."""

    LIMITED = "limited"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginAttempt:
    """What was typed, and the address it came from."""

    name: str
    password: str
    code: str = ""
    client: str = ""


def log_in(newsletter: Newsletter, attempt: LoginAttempt) -> Account | Refusal:
    """The account whose password and second factor these are.

    The attempt is counted before it is looked at, so many at a time win nothing.
    """
    failures, now = newsletter.store.login_failures, newsletter.clock()
    keys = limit_keys(newsletter, attempt)
    limits = {
        keys.pair: MOST_FAILURES_A_NAME_AND_CLIENT,
        keys.client: MOST_FAILURES_A_CLIENT,
        keys.name: MOST_FAILURES_A_NAME,
    }
    numbers = failures.reserve(limits, at=now, since=now - LOOK_BACK)
    if not numbers:
        return Refusal.LIMITED
    key = account_key(attempt.name[:LONGEST_TYPED_CHARS])
    account = newsletter.store.accounts.get(newsletter.id, key)
    fits = is_password(account.password if account else "", attempt.password)
    if account is None or not fits or not _second_fits(newsletter, account, attempt.code):
        return Refusal.WRONG
    failures.forgive(keys.pair, numbers)
    _renew(newsletter, account, attempt.password)
    return account


def is_own_password(newsletter: Newsletter, account: Account, password: str) -> bool:
    """Whether who is logged in knows the password; counted like a login, but on its own.

    So wrong logins elsewhere keep nobody from changing a password.
    """
    attempt = LoginAttempt(name=account.name, password=password)
    failures, now = newsletter.store.login_failures, newsletter.clock()
    pair = limit_keys(newsletter, attempt).pair
    limits = {pair: MOST_FAILURES_A_NAME_AND_CLIENT}
    numbers = failures.reserve(limits, at=now, since=now - LOOK_BACK)
    if not numbers or not is_password(account.password, password):
        return False
    failures.forgive(pair, numbers)
    return True


class LimitKeys(NamedTuple):
    """Under what an attempt is counted: a name from a client, the client, the name from anywhere.

    Keyed hashes: no name, no address.
    """

    pair: str
    client: str
    name: str


def limit_keys(newsletter: Newsletter, attempt: LoginAttempt) -> LimitKeys:
    """The keys of an attempt."""
    secret = newsletter.store.secret("desk").encode()
    name = _keyed(secret, f"name:{newsletter.id}:{account_key(attempt.name[:LONGEST_TYPED_CHARS])}")
    client = _keyed(secret, f"client:{_network(attempt.client)}")
    return LimitKeys(pair=_keyed(secret, f"pair:{name}:{client}"), client=client, name=name)


def _keyed(secret: bytes, text: str) -> str:
    return hmac.new(secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _network(client: str) -> str:
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    if address.version == 4:
        return client
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped:
        return str(mapped)
    return str(ipaddress.IPv6Network((int(address), CLIENT_NETWORK_BITS), strict=False))


def _second_fits(newsletter: Newsletter, account: Account, code: str) -> bool:
    if not account.totp:
        return True
    now, store = newsletter.clock(), newsletter.store
    step = used_step(account.totp, code, now)
    if step is not None:
        return store.accounts.use_step(newsletter.id, account.key, step)
    token = hashed(plain_code(code))
    return store.one_time.take(newsletter.id, token, account=account.key, kind="recovery", now=now)


def _renew(newsletter: Newsletter, account: Account, password: str) -> None:
    """Hash a password anew where the library's costs have grown since."""
    if outdated(account.password):
        new = hash_password(password)
        newsletter.store.accounts.rehash(newsletter.id, account.key, account.password, new)
