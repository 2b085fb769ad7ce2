"""The command line: ``main`` is the entry point of ``musnad``. What is heavy is imported where it is needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and leave with the contract's exit status: 0 done, 1 some failed, 2 usage, 3 nothing done."""
    from musnad.cli.app import app
    from musnad.cli.console import NOTHING_DONE, complain
    from musnad.errors import MusnadError

    try:
        app(_language_first(list(sys.argv[1:] if argv is None else argv)))
    except MusnadError as error:
        complain(error)
        sys.exit(NOTHING_DONE)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader (head, less) left: nobody is there to be told. Keep the interpreter from trying at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        if os.environ.get("MUSNAD_DEBUG"):
            raise
        complain(MusnadError("crash", why=f"{type(error).__name__}: {error}"[:200]))
        sys.exit(NOTHING_DONE)


def _language_first(arguments: list[str]) -> list[str]:
    """``--lang`` may stand anywhere; it belongs to all commands alike and is read before them."""
    for at, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--lang" or word.startswith("--lang="):
            end = at + (2 if word == "--lang" else 1)
            return arguments[at:end] + arguments[:at] + arguments[end:]
    return arguments
