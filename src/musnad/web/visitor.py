"""Who asks, and what they may do: every request has one."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from musnad.judged import judge_here
from musnad.model import Account, AccountRole

IN_SCOPE = "musnad.visitor"


@dataclass(frozen=True, slots=True)
class Visitor:
    """``account`` is None where nobody logged in; ``session`` is the secret of a browser's session.

    ``logs_in`` is False on a site for this machine alone, whose people need no account; ``bad_token`` says that a token
    came which opens nothing.
    """

    account: Account | None
    session: str | None = None
    logs_in: bool = True
    bad_token: bool = False

    @property
    def name(self) -> str:
        """The name under which this visitor judges."""
        return self.account.name if self.account else ""

    def may(self, role: AccountRole) -> bool:
        """True where this visitor may do what those of ``role`` may; a token only reads."""
        if self.account is None or (role != "reader" and self.logs_in and not self.session):
            return False
        return self.account.may(role)


def here() -> Visitor:
    """Whoever sits at this machine: reads, adds and judges."""
    return Visitor(Account(judge_here(), "reviewer"), logs_in=False)


def visitor_of(request: Request) -> Visitor:
    """Who made this request."""
    return request.scope.get(IN_SCOPE) or Visitor(None)
