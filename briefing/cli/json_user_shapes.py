"""What `briefing users` prints with --json."""

from __future__ import annotations

from typing import Literal, TypedDict


class UserRecord(TypedDict):
    """An account of the desk."""

    name: str
    role: Literal["viewer", "editor", "admin"]
    password: bool
    second_factor: bool
    created: str


class UserLink(TypedDict):
    """A link behind which somebody chooses a password, once."""

    name: str
    link: str


class UserChange(TypedDict):
    """What was done to an account."""

    name: str
    outcome: Literal["role changed", "second factor reset", "logged out", "removed"]
