"""The engine of one machine: a process a shard, so many at once; one that dies is replaced and the job goes on."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import Counter, deque
from collections.abc import Iterator
from multiprocessing import connection
from pathlib import Path
from typing import Any

from musnad.batch.deaths import MOST
from musnad.batch.shards import Shard
from musnad.batch.staging import is_done

_FAILED = 70  # os.EX_SOFTWARE: the staging cannot be written; trying again would not help


def run(shards: list[Shard], where: Path, workers: int | None = None) -> Iterator[Shard]:
    """Read the shards; each is given when its staging is there. Raises OSError where staging cannot be written."""
    kind = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")
    if sys.platform != "win32":
        kind.set_forkserver_preload(["musnad.batch.warm"])
    waiting, running = deque(shards), dict[int, tuple[Any, Shard]]()
    deaths = Counter[str]()
    try:
        while waiting or running:
            while waiting and len(running) < (workers or len(os.sched_getaffinity(0))):
                shard = waiting.popleft()
                process: Any = kind.Process(target=_work, args=(shard, where), daemon=True)
                process.start()
                running[process.sentinel] = process, shard
            for sentinel in connection.wait(list(running)):
                process, shard = running.pop(sentinel)  # type: ignore[call-overload]
                process.join()
                if is_done(where, shard):
                    yield shard
                elif process.exitcode == _FAILED or deaths[shard.key] > MOST:
                    raise OSError(_why(where, shard))
                else:
                    deaths[shard.key] += 1
                    waiting.appendleft(shard)  # deaths.py keeps it from dying over the same page for ever
    finally:
        for process, _ in running.values():
            process.terminate()


def _work(shard: Shard, where: Path) -> None:
    from musnad.batch.reading import read_shard

    try:
        read_shard(shard, where)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        (where / f"{shard.key}.failed").write_text(str(error), "utf-8")
        sys.exit(_FAILED)


def _why(where: Path, shard: Shard) -> str:
    note = where / f"{shard.key}.failed"
    try:
        return note.read_text("utf-8")
    except OSError:
        return "no space or no permission"
    finally:
        note.unlink(missing_ok=True)
