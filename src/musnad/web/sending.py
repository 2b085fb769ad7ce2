"""The fields of a small form, as they were sent; nothing is done with those of a form that is not ours."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from musnad.web.answers import refused
from musnad.web.guard import is_ours

_LONGEST = 4000


async def fields_of(request: Request, *names: str) -> dict[str, str]:
    """The fields with these names, empty where they are missing; files and everything else are refused or left out.

    Raises HTTPException 400 for what is no form.
    """
    async with request.form(max_fields=20, max_files=0) as form:
        return {name: str(form.get(name, ""))[:_LONGEST] for name in names}


async def taken(
    request: Request, names: tuple[str, ...], act: Callable[[dict[str, str]], Response], back: str = "/"
) -> Response:
    """What ``act`` answers to these fields, where the form is ours; ``back`` is the page of the form."""
    fields = await fields_of(request, *names, "token")
    if not is_ours(request, fields["token"]):
        return refused(request, 403, "token", back=back)
    return await run_in_threadpool(act, fields)


def whole_number(written: object) -> int | None:
    """A whole number of at most nine digits in a form or an address; None for anything else."""
    text = str(written or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
