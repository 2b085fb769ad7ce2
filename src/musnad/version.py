"""Which Musnad this is."""

from __future__ import annotations

from functools import cache
from importlib import metadata


@cache
def musnad_version() -> str:
    """The installed version of Musnad, as kept beside all that it read."""
    return metadata.version("musnad")
