"""Who may do what on a shared site: accounts, and the tokens of their programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

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

    def to_dict(self, tokens: Iterable[ApiToken] = ()) -> dict[str, Any]:
        """The form in which it is printed, with those of the tokens that are its own."""
        its = [token.to_dict() for token in tokens if token.account == self.name]
        return {"name": self.name, "role": self.role, "added": _moment(self.added), "tokens": its}


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

    def to_dict(self) -> dict[str, Any]:
        """The form in which it is printed."""
        moments = {"added": self.added, "used": self.used, "ends": self.ends}
        return {"number": self.number, "label": self.label} | {name: _moment(at) for name, at in moments.items()}


def _moment(at: datetime | None) -> str | None:
    return f"{at.isoformat(timespec='seconds')}Z" if at else None
