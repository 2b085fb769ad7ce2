"""Musnad for assistants: read-only tools over the Model Context Protocol (specification 2025-06-18 and later).

``looking.py`` answers, ``quoting.py`` gives each answer its exact words, selector and link and fences what comes from
pages, ``server.py`` is the one place that knows the kit. Nothing is written, and no file of this machine is opened but
the store.
"""

from __future__ import annotations

from musnad.errors import InputError
from musnad.mcp.looking import Shelf

__all__ = ["Shelf", "serve"]


def serve(shelf: Shelf, http: tuple[str, int] | None = None) -> None:
    """Answer over standard input and output, or over streamable HTTP at ``http`` (host, port), until stopped.

    Raises InputError where the kit is not installed.
    """
    try:
        from musnad.mcp.server import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise InputError("no_package", source="mcp", package="musnad[mcp]") from None
    run(shelf, http)
