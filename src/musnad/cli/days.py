"""Days as they are written on the command line."""

from __future__ import annotations

from datetime import date

import typer

from musnad.errors import InputError
from musnad.messages import say


def day(written: str) -> date:
    """An ISO day. Raises typer.BadParameter for anything else."""
    from musnad.gather.records import day as day_of

    try:
        found = day_of(written, "--published")
    except InputError:
        found = None
    if found is None:
        raise typer.BadParameter(say("bad_date", source="--published", value=written))
    return found
