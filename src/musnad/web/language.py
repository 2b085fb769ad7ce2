"""Which language a reader is answered in: asked for in the address, kept in a cookie, or wished by the browser."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from musnad.messages import LANGUAGES

COOKIE = "musnad_language"
DEFAULT = "ar"
_YEAR = 365 * 24 * 3600


def language_of(request: Request) -> str:
    """``"ar"`` or ``"en"``: ``?lang=`` first, then the cookie, then Accept-Language (RFC 9110, 12.5.4), then Arabic."""
    for choice in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if choice in LANGUAGES:
            return choice
    return _wished(request.headers.get("accept-language", "")) or DEFAULT


def remember(request: Request, response: Response) -> None:
    """Keep a language that was asked for in the address."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        response.set_cookie(COOKIE, asked, max_age=_YEAR, httponly=True, samesite="lax")


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
