"""The fields of a small form, as they were sent."""

from __future__ import annotations

from starlette.requests import Request

_LONGEST = 4000


async def fields_of(request: Request, *names: str) -> dict[str, str]:
    """The fields with these names, empty where they are missing; files and everything else are refused or left out.

    Raises HTTPException 400 for what is no form.
    """
    async with request.form(max_fields=20, max_files=0) as form:
        return {name: str(form.get(name, ""))[:_LONGEST] for name in names}
