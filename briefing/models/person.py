"""Who works at the desk, and what they may do there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["viewer", "editor", "admin"]
# From the one who may do least to the one who may do all.
ROLES: tuple[Role, ...] = ("viewer", "editor", "admin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is logged in: a viewer looks, an editor decides, an admin has the accounts."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether they may do what needs at least this role."""
        return ROLES.index(self.role) >= ROLES.index(role)
