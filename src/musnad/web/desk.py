"""What a page needs to let its readers judge what it shows, and to show what was judged."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.model import Judgement


@dataclass(frozen=True, slots=True)
class Desk:
    """What lets the reader of a page judge: the form's ``token``, the address to come ``back`` to, the number of the
    last judgement ``seen``, and the ``log`` of those that stand about what the page shows. ``may``: whether at all."""

    may: bool
    token: str
    back: str
    seen: int
    log: tuple[Judgement, ...] = ()

    def about(self, *ids: str) -> list[Judgement]:
        """The standing judgements about any of these records, the first one first."""
        wanted = set(ids)
        return [judgement for judgement in self.log if not wanted.isdisjoint(judgement.about)]
