"""A view as an answer: HTML in the reader's language, or JSON where the address ends in ``.json``."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from musnad.export.json_lines import json_line
from musnad.export.templating import Wording, rendered
from musnad.web.language import MONTHS, language_of, months_of, remember
from musnad.web.views import ErrorView, View

__all__ = ["View", "answer", "refused"]
_SETTINGS = ("lang", "months")


def answer(request: Request, view: View, status: int = 200) -> Response:
    """The view as the request wants it."""
    if request.url.path.endswith(".json"):
        kind = "application/problem+json" if isinstance(view, ErrorView) else "application/json"
        return Response(json_line(view.to_dict()), status, media_type=kind)
    language = language_of(request)
    html = rendered(
        view.template,
        language,
        months_of(request),
        view=view,
        here=str(request.url.remove_query_params("token")),
        title=view.title(Wording(language)),
        other_language=_again(request, lang="en" if language == "ar" else "ar"),
        ways_of_months=[(months, _again(request, months=months)) for months in MONTHS],
        as_json=_as_json(request) if status == 200 and request.method == "GET" else None,
    )
    # Lone surrogates of a page cannot be sent; positions are those of the JSON, which can.
    response = Response(html.encode("utf-8", "replace"), status, media_type="text/html")
    response.headers["vary"] = "accept-language, cookie"
    remember(request, response)
    return response


def refused(request: Request, status: int, code: str, back: str = "/", **values: object) -> Response:
    """Why something cannot be done, in the sentence ``web.error.CODE``; ``back`` is the page that it came from."""
    sentence = Wording(language_of(request))(f"web.error.{code}", **values)
    return answer(request, ErrorView(status, code, sentence, back), status)


def _again(request: Request, **changed: str) -> str:
    """The address of the page with a setting of the reader's changed."""
    # What was sent by a form cannot be asked for again: the link then leads to the form.
    path = request.url.path if request.method == "GET" else "/" if request.url.path == "/judge" else "/add"
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in _SETTINGS]
    return f"{path}?{urlencode([*kept, *changed.items()], errors='replace')}"


def _as_json(request: Request) -> str | None:
    path = "/new" if request.url.path == "/" else request.url.path
    if path == "/add":
        return None
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in _SETTINGS]
    return f"{path}.json" + (f"?{urlencode(kept, errors='replace')}" if kept else "")
