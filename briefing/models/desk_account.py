"""Accounts of the desk and their sessions, as the store keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefing.models.person import Person, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One who may log in. `password` is a hash as argon2 writes it, "" where none is set yet.

    `totp` is the secret of the second factor in base 32, "" where there is none;
    `totp_step` the last step of time whose code was used.
    """

    key: str
    name: str
    role: Role
    password: str = ""
    totp: str = ""
    totp_step: int = 0
    created: datetime
    changed: datetime

    @property
    def person(self) -> Person:
        """Who it is, without what proves it."""
        return Person(name=self.name, role=self.role)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSession:
    """One browser that is logged in; `token` is the SHA-256 of what the browser holds."""

    token: str
    account: str
    created: datetime
    seen: datetime
    agent: str
