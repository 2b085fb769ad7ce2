"""One expected thing, while the ledger is read through: its tellings, its days, what pages told of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from musnad.ledger.days import Days, grace, narrowed
from musnad.lexicon import fold
from musnad.lexicon.happenings import noun_forms
from musnad.model import Trace

Status = Literal["ahead", "due", "due, no report found", "reported", "postponed", "cancelled", "contradicted"]
#: What a page tells, as the status it gives.
STATUS_OF: dict[str, Status] = {
    "reported": "reported",
    "begun": "reported",
    "postponed": "postponed",
    "cancelled": "cancelled",
    "failed": "contradicted",
    "denied": "contradicted",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A page's words for a change: ``by`` the rule (``words``) or the person who confirmed it."""

    id: str
    trace: Trace
    status: Status
    by: str = "words"


#: What a trace is to an entry: one more telling; a change; more words for the change before it; a candidate that a
#: person should look at; what a person declined.
What = Literal["told", "changed", "again", "offered", "declined"]


@dataclass(frozen=True, slots=True)
class Step:
    """One trace and what it is to an entry: the steps of an entry, in order, are all that it is made of. ``order`` is
    the place of the trace among all that are read, as words that sort."""

    order: str
    trace: Trace
    what: What
    by: str = "words"


#: Days after its last day, and without days after its last telling, in which an entry is compared with new pages.
FRESH = timedelta(days=120)


@dataclass(slots=True)
class Entry:
    """Filled trace by trace, in order of publication; ``days`` are those that stand, several where tellings differ.
    ``number`` is that of the store, 0 where it has none."""

    number: int = 0
    steps: list[Step] = field(default_factory=list)
    tellings: list[Trace] = field(default_factory=list)
    days: list[Days] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    candidates: list[Evidence] = field(default_factory=list)

    @classmethod
    def of(cls, steps: Iterable[Step]) -> Entry:
        """The entry that some steps make: all of its own, or those up to a day."""
        made = cls()
        for step in steps:
            made.take(step)
        return made

    @property
    def born(self) -> str:
        """Its place among the entries: that of its first telling among all traces."""
        return self.steps[0].order

    @property
    def ids(self) -> list[str]:
        """The ids of all tellings; the first is the entry's own."""
        return [id_of(trace) for trace in self.tellings]

    @property
    def clearest(self) -> Trace:
        """The telling whose words say most of the event."""
        moves = noun_forms("moved") | noun_forms("called_off")
        plain = [trace for trace in self.tellings if fold(trace.words.partition(" ")[0]) not in moves]
        return max(plain or self.tellings, key=lambda trace: (len(trace.near), -len(trace.words)))

    @property
    def first_day(self) -> date | None:
        """The first possible day; of what is due by an end, the end."""
        if not self.days:
            return None
        return max(last for _, last in self.days) if self.by_end else min(first for first, _ in self.days)

    @property
    def last_day(self) -> date | None:
        return max((last for _, last in self.days), default=None)

    @property
    def by_end(self) -> bool:
        """True where no telling gives more than an end."""
        dated = [trace for trace in self.tellings if trace.days]
        return bool(dated) and all(trace.by_end for trace in dated) and not self._moved_to()

    @property
    def is_open(self) -> bool:
        """True while nothing has been told but that it was moved."""
        return not self.evidence or self.evidence[-1].status == "postponed"

    @property
    def is_adrift(self) -> bool:
        """True where it was moved and no new day was given since."""
        return bool(self.evidence) and self.evidence[-1].status == "postponed" and not self.days

    @property
    def repeats(self) -> bool:
        return any(trace.repeats for trace in self.tellings)

    def is_fresh(self, day: date) -> bool:
        """True while pages of a day are compared with it."""
        last = self.last_day or self.tellings[-1].teller.published
        return last is None or day - last <= FRESH

    def take(self, step: Step) -> None:
        """One more step."""
        self.steps.append(step)
        if step.what == "told":
            self._tell(step.trace)
        elif step.what != "declined":
            evidence = Evidence(id_of(step.trace), step.trace, STATUS_OF[step.trace.tells], step.by)
            if step.what == "changed":
                self._change(evidence)
            else:
                (self.candidates if step.what == "offered" else self.evidence).append(evidence)

    def _tell(self, trace: Trace) -> None:
        """One more telling; its days narrow those that stand, or stand beside them."""
        if trace.days:
            self.days = narrowed(self.days, trace.days[0])
        self.tellings.append(trace)

    def _change(self, evidence: Evidence) -> None:
        """What a page told of it; a postponement puts the new days in the place of the old."""
        if evidence.status == "postponed":
            self.days = list(evidence.trace.days[:1])
        self.evidence.append(evidence)

    def status(self, as_of: date) -> Status:
        """By evidence, else by the days alone."""
        return status_on(as_of, self.state, self.first_day, self.last_in_time)

    @property
    def state(self) -> Status | None:
        """What pages told of it last."""
        return self.evidence[-1].status if self.evidence else None

    @property
    def last_in_time(self) -> date | None:
        """The last day on which the news of it may still come in."""
        if self.last_day is None:
            return None
        grain = next((trace.grain for trace in reversed(self.tellings) if trace.days), None)
        return date.fromordinal(min(self.last_day.toordinal() + grace(grain).days, date.max.toordinal()))

    def _moved_to(self) -> bool:
        return any(evidence.status == "postponed" and evidence.trace.days for evidence in self.evidence)


def status_on(day: date, state: Status | None, opens: date | None, ends: date | None) -> Status:
    """What an entry is on a day, by what pages told of it last, the first day on which it is due and the last one on
    which the news may still come in."""
    if state is not None and state != "postponed":
        return state
    if opens is None or ends is None or day < opens:
        return state or "ahead"
    return "due" if day <= ends else "due, no report found"


def id_of(trace: Trace) -> str:
    """The id of an announcement or of a piece of evidence: the same words on the same page give the same id."""
    days = [day.isoformat() for stretch in trace.days for day in stretch]
    words = "\n".join((trace.teller.page, trace.tells, fold(trace.words), *days))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
