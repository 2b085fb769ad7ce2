"""What a process is called among the workers of a store, and whether one of this machine has died."""

from __future__ import annotations

import os
import secrets
import socket


def own_name() -> str:
    """``machine pid something``: the last part tells two workers of one process apart."""
    return f"{_machine()} {os.getpid()} {secrets.token_hex(4)}"


def is_dead(name: str) -> bool:
    """Whether a worker was a process of this machine that is no more; False where that cannot be known."""
    machine, _, rest = name.rpartition(" ")[0].rpartition(" ")
    if machine != _machine() or not rest.isdigit():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _machine() -> str:
    """The host and its namespace of processes (namespaces(7)): two containers may share a name and no numbers."""
    try:
        namespace = os.readlink("/proc/self/ns/pid")
    except OSError:
        namespace = ""
    return f"{socket.gethostname()}/{namespace}"
