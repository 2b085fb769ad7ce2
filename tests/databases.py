"""A PostgreSQL server of the test run's own: on a socket in a folder of its own, gone when the run ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
#: The settings of a server whose data nobody needs after the run.
HASTY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def why_not() -> str | None:
    """Why there can be no server here, as a sentence; None where there can."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed: pip install musnad[postgresql]"
    if not PROGRAMS:
        return "PostgreSQL is not installed: tools/postgresql.sh, or apt-get install postgresql-15"
    return None


@contextmanager
def postgresql_server(*settings: str) -> Iterator[str]:
    """The address of the database ``postgres`` of a new server."""
    folder = Path(tempfile.mkdtemp(prefix="musnad-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    folder.chmod(0o755)
    bin = PROGRAMS[0].parent
    _run(bin / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    options = " ".join((*(settings or HASTY), "-c", "listen_addresses=''", "-k", str(folder)))
    _run(bin / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        _run(bin / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def new_place(server: str, name: str) -> str:
    """The address of an empty store on a server: a schema of its own."""
    import psycopg

    with psycopg.connect(server) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
    return f"{server}&options={quote(f'-csearch_path={name}')}"


def _run(*command: object) -> None:
    # PostgreSQL does not run as root.
    somebody: Any = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    done = subprocess.run(
        [*map(str, command)], cwd="/tmp", capture_output=True, text=True, timeout=120, check=False, **somebody
    )
    assert done.returncode == 0, done.stdout + done.stderr
