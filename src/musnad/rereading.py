"""Store → Store: the archive read again with the Musnad at hand; judgements stay where the words are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from musnad.model import Judgement, Page, PageFailure, Reading
from musnad.store import Store

_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of one version: ``read`` (in the old reading's place), ``failed``, or ``not_kept`` (an HTML page of
    which only the text is kept). ``carried`` judgements were said anew, ``lost`` are those whose words are gone."""

    page: int
    number: int
    outcome: Literal["read", "failed", "not_kept"]
    carried: int = 0
    lost: tuple[Judgement, ...] = ()
    failure: PageFailure | None = None


def reread(store: Store, read: Callable[[Page], Reading | PageFailure], everything: bool = False) -> Iterator[Reread]:
    """Read every version again that another Musnad read, or ``everything``; each is safe once it is given.

    No version is made: the words are the same, only the reader is new. Stopped midway and run again, it goes on with
    what is left (with ``everything`` from the start).
    """
    after = 0
    while kept := store.outdated(after, everything, _AT_ONCE):
        after = kept[-1].key
        for version in kept:
            if version.gathered is None:
                yield Reread(version.page, version.number, "not_kept")
                continue
            result = read(version.gathered)
            if isinstance(result, PageFailure):
                yield Reread(version.page, version.number, "failed", failure=result)
                continue
            carriage = store.replace(version.key, result)
            yield Reread(version.page, version.number, "read", len(carriage.carried), carriage.lost)
