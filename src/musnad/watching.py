"""The press followed for months: round after round, the news of each told to those who wished it, whatever fails.

A database that is gone, a full disk, a defect: each is said in a sentence, and the round is tried again after a pause
that grows. Nothing is kept in memory that a next process would miss.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from musnad.alerts import Told, tell
from musnad.errors import MusnadError
from musnad.following import Follower, Round

LONGEST_NAP = 60.0  # seconds: sources may be added meanwhile
_LONGEST_ROUND = 300.0  # news is told at least so often, however much waits
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 300.0


@dataclass(frozen=True, slots=True)
class Watch:
    """A follower at work; ``report`` is handed what came of each round, ``complain`` what ended one early.
    ``first_pause`` is how many seconds are waited after that, twice as many each time."""

    follower: Follower
    report: Callable[[Round, Told], None]
    complain: Callable[[MusnadError], None]
    first_pause: float = _FIRST_PAUSE

    def once(self, longest: float = math.inf) -> tuple[Round, Told]:
        """One round (of about ``longest`` seconds), and what is to be told after it. Raises StoreError."""
        found = self.follower.round(longest)
        told = tell(self.follower.store, self.follower.now())
        self.report(found, told)
        return found, told

    def forever(self) -> None:
        """Round after round, until the follower is stopped."""
        pause = self.first_pause
        while not self.follower.stop.is_set():
            try:
                self.once(_LONGEST_ROUND)
                nap, pause = self._nap(), self.first_pause
            except MusnadError as error:
                self.complain(error)
                nap, pause = pause, min(2 * pause, _LONGEST_PAUSE)
            except Exception as error:
                if os.environ.get("MUSNAD_DEBUG"):
                    raise
                self.complain(MusnadError("crash", why=f"{type(error).__name__}: {error}"[:200]))
                nap, pause = pause, min(2 * pause, _LONGEST_PAUSE)
            self.follower.stop.wait(nap)

    def _nap(self) -> float:
        """Seconds until there is something to do."""
        moments = (self.follower.next_moment(), self.follower.store.alerts.next_moment())
        return nap(min((each for each in moments if each), default=None), self.follower.now())


def nap(until: datetime | None, now: datetime) -> float:
    """Seconds from one to sixty."""
    wait = (until - now).total_seconds() if until else LONGEST_NAP
    return min(LONGEST_NAP, max(1.0, wait))
