"""Pages over which workers died: the second time a page is passed over, so that one page never costs a shard.

A worker that is killed says nothing, so it says beforehand which page it is at. Once is no proof (a machine may be
short of memory, or somebody stops the job); twice at the same page is enough.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

_ENOUGH = 2
#: So many deaths over one shard and it is given up.
MOST = 12


class Deaths:
    """Who died over a shard, and where: kept beside its staging, read again by whoever tries next."""

    def __init__(self, where: Path, key: str) -> None:
        self._at, self._log = where / f"{key}.at", where / f"{key}.deaths"
        if self._at.exists():  # whoever wrote it did not live to take it away
            with self._log.open("a") as log:
                log.write(f"{int(self._at.read_text() or 0)}\n")
        self._counted = Counter(map(int, self._log.read_text().split())) if self._log.exists() else Counter()
        self._file = os.open(self._at, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

    @property
    def too_many(self) -> bool:
        return self._counted.total() >= MOST

    def at(self, number: int) -> bool:
        """Say which page comes next. False where it must not be tried again."""
        os.pwrite(self._file, b"%12d" % number, 0)
        return self._counted[number] < _ENOUGH

    def survived(self) -> None:
        """The shard was left alive, read or not."""
        os.close(self._file)
        self._at.unlink(missing_ok=True)

    def forget(self) -> None:
        """The shard is done: nobody will try again."""
        self._log.unlink(missing_ok=True)
