"""How a reader is answered: in which language, and with which names of months.

Both are asked for in the address and kept in a cookie; the language is also wished by the browser.
"""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from musnad.export.templating import Months
from musnad.messages import LANGUAGES

COOKIE = "musnad_language"
DEFAULT = "ar"
MONTHS: tuple[Months, ...] = get_args(Months)
_MONTHS_COOKIE = "musnad_months"
_YEAR = 365 * 24 * 3600


def language_of(request: Request) -> str:
    """``"ar"`` or ``"en"``: ``?lang=`` first, then the cookie, then Accept-Language (RFC 9110, 12.5.4), then Arabic."""
    for choice in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if choice in LANGUAGES:
            return choice
    return _wished(request.headers.get("accept-language", "")) or DEFAULT


def remember(request: Request, response: Response) -> None:
    """Keep what was asked for in the address."""
    for name, cookie, choices in (("lang", COOKIE, LANGUAGES), ("months", _MONTHS_COOKIE, MONTHS)):
        asked = request.query_params.get(name)
        if asked and asked in choices:
            response.set_cookie(cookie, asked, max_age=_YEAR, httponly=True, samesite="lax")


def months_of(request: Request) -> Months:
    """The names of months: ``?months=`` first, then the cookie, then those that most papers use."""
    for choice in (request.query_params.get("months"), request.cookies.get(_MONTHS_COOKIE)):
        if choice in MONTHS:
            return choice
    return MONTHS[0]


def _wished(header: str) -> str | None:
    wishes: list[tuple[float, int, str]] = []
    for at, wish in enumerate(header[:1000].split(",")):
        name, _, weight = wish.partition(";")
        language = name.strip().lower().partition("-")[0]
        if language in LANGUAGES and (quality := _quality(weight)) > 0:
            wishes.append((-quality, at, language))
    return min(wishes)[2] if wishes else None


def _quality(weight: str) -> float:
    _, _, number = weight.partition("q=")
    try:
        return float(number) if number else 1.0
    except ValueError:
        return 0.0
