"""What went wrong as an answer: a sentence on a page, or problem details (RFC 9457) for programs."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from musnad.errors import InputError, MusnadError
from musnad.web import guard
from musnad.web.answers import faulty, refused

_MISSING = (404, 405)


def http(request: Request, error: Exception) -> Response:
    """The answer to an address that is not there, a method that it does not know, a form that is none."""
    assert isinstance(error, HTTPException)
    response = refused(request, error.status_code, "missing" if error.status_code in _MISSING else "bad_form")
    response.headers.update(error.headers or {})
    return response


def invalid(request: Request, _: Exception) -> Response:
    """The answer to a parameter that is not of the kind that the description asks for."""
    return refused(request, 422, "bad_form")


def musnad(request: Request, error: Exception) -> Response:
    """The answer where Musnad itself cannot: the input is at fault, or the store cannot be used."""
    assert isinstance(error, MusnadError)
    return faulty(request, 400 if isinstance(error, InputError) else 503, error.code, "/", **error.values)


def too_large(request: Request, _: Exception) -> Response:
    """The answer to a body that is too large."""
    if guard.takes_pages(request.url.path):
        # A form writes each byte of an Arabic letter as three.
        return refused(request, 413, "too_large", limit=guard.MOST_BYTES // 3_000_000)
    return refused(request, 413, "form_too_large", limit=guard.MOST_OF_A_FORM // 1000)


def defect(request: Request, _: Exception) -> Response:
    """The answer to what should never happen."""
    return refused(request, 500, "defect")
