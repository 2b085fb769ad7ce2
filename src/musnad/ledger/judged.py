"""What people decided about entries: a candidate is confirmed or declined, two entries are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from musnad.model import Judgement

Decision = Literal["confirm", "decline"]


def made_by(day: date, judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those made by the end of a day (UTC)."""
    return [judgement for judgement in judgements if judgement.at.date() <= day]


class Judged:
    """Standing judgements by the ids they are about. An ``undo`` takes the one it names back, wherever it stands.

    ``confirm`` and ``decline`` are about an entry (any id of its tellings) and a piece of evidence, in this order;
    ``same`` is about two entries. Of two decisions on one pair the later stands.
    """

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        listed = list(judgements)
        undone = {judgement.undoes for judgement in listed if judgement.act == "undo"}
        self._decided: dict[tuple[str, str], Judgement] = {}
        self._entries: dict[str, set[str]] = defaultdict(set)
        self._same: dict[str, set[str]] = defaultdict(set)
        for judgement in sorted(listed, key=lambda each: each.at):
            if judgement.number is not None and judgement.number in undone:
                continue
            if judgement.act in ("confirm", "decline") and len(judgement.about) == 2:
                self._decided[judgement.about[0], judgement.about[1]] = judgement
                self._entries[judgement.about[1]].add(judgement.about[0])
            elif judgement.act in ("same", "different") and len(judgement.about) == 2:
                self._join(judgement)

    def _join(self, judgement: Judgement) -> None:
        one, other = judgement.about
        if judgement.act == "same":
            self._same[one].add(other)
            self._same[other].add(one)
        else:
            self._same[one].discard(other)
            self._same[other].discard(one)

    def decision(self, entry_ids: Sequence[str], evidence_id: str) -> Decision | None:
        """What was decided about a piece of evidence for an entry."""
        found = self._find(entry_ids, evidence_id)
        return found.act if found else None  # type: ignore[return-value]

    def who(self, entry_ids: Sequence[str], evidence_id: str) -> str:
        """Who decided it."""
        found = self._find(entry_ids, evidence_id)
        return found.who if found else ""

    def day(self, entry_ids: Sequence[str], evidence_id: str) -> date | None:
        """The day on which it was decided."""
        found = self._find(entry_ids, evidence_id)
        return found.at.date() if found else None

    def decided_for(self, evidence_id: str) -> set[str]:
        """The ids of entries for which something was decided about a piece of evidence."""
        return self._entries.get(evidence_id, set())

    def same_as(self, id: str) -> set[str]:
        """The ids of entries that a person said are the same as this one."""
        return self._same.get(id, set())

    def _find(self, entry_ids: Sequence[str], evidence_id: str) -> Judgement | None:
        return next((self._decided[id, evidence_id] for id in entry_ids if (id, evidence_id) in self._decided), None)
