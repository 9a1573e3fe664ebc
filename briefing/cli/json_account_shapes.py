"""What `--json` prints of the accounts of the desk, as types."""

from __future__ import annotations

from typing import TypedDict


class AccountRecord(TypedDict):
    """One account of the desk."""

    name: str
    role: str
    password: bool
    second_factor: bool
    created: str


class AccountLink(TypedDict):
    """Where its owner chooses a password, once."""

    name: str
    link: str


class AccountChange(TypedDict):
    """What was done to an account."""

    name: str
    outcome: str
