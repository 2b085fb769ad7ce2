"""Work killed with SIGKILL at a random moment, in a process of its own."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path


def seconds_of(work: Callable[[], object]) -> float:
    """How long the work takes in a process of its own when nobody kills it."""
    start = time.monotonic()
    pid = _forked(work)
    _, status = os.waitpid(pid, 0)
    assert status == 0, "the work failed on its own"
    return time.monotonic() - start


def killed(work: Callable[[], object], longest: float, chance: random.Random) -> bool:
    """Run the work and kill it after up to ``longest`` seconds; whether it was still at it."""
    pid = _forked(work)
    time.sleep(chance.uniform(0, longest))
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def _forked(work: Callable[[], object]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
        os._exit(0)
    except BaseException:
        os._exit(1)


def take_back(place: Path, first: Path) -> None:
    """Leave a store with the tables that the first schema had."""
    with sqlite3.connect(first) as old, sqlite3.connect(place) as raw:
        listed = "SELECT name FROM sqlite_master WHERE type = 'table'"
        there, then = ({row[0] for row in store.execute(listed)} for store in (raw, old))
        for name in there - then:
            raw.execute(f"DROP TABLE {name}")
        raw.execute("DELETE FROM schema WHERE number > 1")
