"""What all commands share of the terminal: the language, the two streams, progress, and the exit status."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from musnad.cli.lines import Bidi, Layout
from musnad.cli.view import View
from musnad.errors import InputError, MusnadError
from musnad.messages import LANGUAGES, say
from musnad.model import PageFailure

DONE, SOME_FAILED, USAGE, NOTHING_DONE = 0, 1, 2, 3

_T = TypeVar("_T")
_WIDEST = 100


def language() -> str:
    """``MUSNAD_LANG`` where it names a language that is spoken here, else English."""
    wanted = os.environ.get("MUSNAD_LANG", "en")[:2].lower()
    return wanted if wanted in LANGUAGES else "en"


def complain(problem: MusnadError | PageFailure) -> None:
    """One sentence on standard error that names the input, what is wrong and what to do."""
    from musnad.cli.lines import clean

    sentence = clean(say(problem.code, language(), **problem.values))
    print(f"musnad: {sentence}", file=sys.stderr)


def emit(line: bytes) -> None:
    """Bytes to standard output, at once."""
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def status(done: int, failed: int) -> int:
    """The exit status of a run over several inputs."""
    return DONE if not failed else SOME_FAILED if done else NOTHING_DONE


def each_removed(wanted: Iterable[object], remove: Callable[..., bool | None], done: str, code: str) -> int:
    """Remove each and say so (``done``); where there is none (False: ``code``; or an InputError), why. The exit
    status."""
    removed = failed = 0
    for name in wanted:
        values = {"name": name, "source": name}
        try:
            if remove(name) is False:
                raise InputError(code, **values)
            print(say(done, language(), **values))
            removed += 1
        except InputError as error:
            complain(error)
            failed += 1
    return status(removed, failed)


def view(bidi: str = "auto") -> View:
    """The view for this terminal. ``auto`` trusts a terminal to know bidi, and adds nothing to files and pipes."""
    wanted: Bidi = bidi if bidi in ("terminal", "visual") else "terminal" if sys.stdout.isatty() else "plain"  # type: ignore[assignment]
    return View(Layout(min(_WIDEST, shutil.get_terminal_size((88, 24)).columns), wanted), language())


def show(lines: Iterable[object]) -> None:
    """Lines of a view, with colours where the terminal has them."""
    from rich.console import Console

    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    console = Console(highlight=False, markup=False, emoji=False)
    for line in lines:
        console.print(line, soft_wrap=True)


def tracked(items: Iterable[_T], total: int | None = None) -> Iterator[_T]:
    """The items, with a progress bar on standard error where a person watches it."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, say("gather.progress", language()), total, console=Console(stderr=True), transient=True)
