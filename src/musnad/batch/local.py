"""The engine of one machine: a process a task, so many at once; one that dies is replaced and the job goes on."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import connection
from pathlib import Path
from typing import Any, TypeVar

from musnad.batch.deaths import MOST

Task = TypeVar("Task")
_FAILED = 70  # os.EX_SOFTWARE: the staging cannot be written; trying again would not help


def run(
    tasks: Sequence[Task], work: Callable[[Task], object], where: Path, workers: int | None = None
) -> Iterator[Task]:
    """Do the work of all tasks, whose outcome ``work`` leaves in ``where``; each is given when it is done.

    ``work`` must stand being done again by another process where one died. Raises OSError where it cannot be done.
    """
    kind = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")
    if sys.platform != "win32":
        kind.set_forkserver_preload(["musnad.batch.warm"])
    waiting, running = deque(range(len(tasks))), dict[int, tuple[Any, int]]()
    deaths = Counter[int]()
    try:
        while waiting or running:
            while waiting and len(running) < (workers or len(os.sched_getaffinity(0))):
                number = waiting.popleft()
                process: Any = kind.Process(target=_work, args=(work, tasks[number], where), daemon=True)
                process.start()
                running[process.sentinel] = process, number
            for sentinel in connection.wait(list(running)):
                process, number = running.pop(sentinel)  # type: ignore[call-overload]
                process.join()
                if process.exitcode == 0:
                    yield tasks[number]
                elif process.exitcode == _FAILED or deaths[number] > MOST:
                    raise OSError(_why(where, process.pid))
                else:
                    deaths[number] += 1
                    waiting.appendleft(number)  # over shards, deaths.py keeps it from dying at one page for ever
    finally:
        for process, _ in running.values():
            process.terminate()


def _work(work: Callable[[Task], object], task: Task, where: Path) -> None:
    try:
        work(task)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        _note(where, os.getpid()).write_text(str(error), "utf-8")
        sys.exit(_FAILED)


def _why(where: Path, pid: int) -> str:
    note = _note(where, pid)
    try:
        return note.read_text("utf-8")
    except OSError:
        return "no space or no permission"
    finally:
        note.unlink(missing_ok=True)


def _note(where: Path, pid: int) -> Path:
    return where / f"{pid}.failed"
