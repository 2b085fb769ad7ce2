"""The command that answers assistants."""

from __future__ import annotations

import sys

from musnad.cli.console import language
from musnad.mcp import Shelf
from musnad.mcp import serve as answer
from musnad.messages import say


def serve(store: str, http: tuple[str, int] | None, *, may_fetch: bool) -> None:
    """Answer until stopped. Strangers, who can come where ``http`` is no loopback, cannot have pages fetched."""
    if http:
        from musnad.web.serving import is_loopback

        may_fetch = may_fetch and is_loopback(http[0])
        address = f"http://{http[0]}:{http[1]}/mcp"
        print(say("mcp.at", language(), store=store, address=address), file=sys.stderr, flush=True)
    answer(Shelf(store, may_fetch), http)
