"""Who may do what on a shared site: accounts, and the tokens of their programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: A ``reader`` reads and searches; a ``reviewer`` adds pages and judges too; an ``admin`` manages the accounts too.
AccountRole = Literal["reader", "reviewer", "admin"]
ACCOUNT_ROLES: tuple[AccountRole, ...] = ("reader", "reviewer", "admin")


@dataclass(frozen=True, slots=True)
class Account:
    """A person (or a program) who logs in. ``added`` is UTC without a zone, None for one who needs no account."""

    name: str
    role: AccountRole
    added: datetime | None = None

    def may(self, role: AccountRole) -> bool:
        """True where this account may do what those of ``role`` may."""
        return ACCOUNT_ROLES.index(self.role) >= ACCOUNT_ROLES.index(role)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What is known of the token that a program shows instead of a password; never the token itself.

    ``label`` says what it is for; moments are UTC without a zone. ``ends`` is None where it holds until it is revoked.
    """

    number: int
    account: str
    label: str
    added: datetime
    used: datetime | None
    ends: datetime | None
