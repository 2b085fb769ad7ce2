"""A view as an answer: HTML in the reader's language, or JSON where the address ends in ``.json``."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from musnad.errors import MusnadError
from musnad.export.json_lines import json_line
from musnad.export.templating import Wording, rendered
from musnad.web.language import MONTHS, language_of, months_of, remember
from musnad.web.views import ErrorView, View
from musnad.web.visitor import visitor_of

__all__ = ["View", "answer", "faulty", "refused", "sentence_of", "wants_page"]

_SETTINGS = ("lang", "months")
#: Pages that are forms and show no data, and those whose data stands elsewhere.
_WITHOUT_JSON = ("/add", "/login")
_JSON_OF = {"/": "/new.json", "/api": "/openapi.json"}


def answer(request: Request, view: View, status: int = 200) -> Response:
    """The view as the request wants it."""
    if isinstance(view, ErrorView) and not wants_page(request):
        return Response(json_line(view.to_dict()), status, media_type="application/problem+json")
    if request.url.path.endswith(".json"):
        return _as_data(view, status)
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
        visitor=visitor_of(request),
        as_json=_as_json(request) if status == 200 and request.method == "GET" else None,
    )
    # Lone surrogates of a page cannot be sent; positions are those of the JSON, which can.
    response = Response(html.encode("utf-8", "replace"), status, media_type="text/html")
    response.headers["vary"] = "accept-language, cookie"
    remember(request, response)
    return response


def refused(request: Request, status: int, code: str, back: str = "/", **values: object) -> Response:
    """Why something cannot be done, in the sentence ``web.error.CODE``; ``back`` is the page that it came from."""
    return faulty(request, status, f"web.error.{code}", back, **values)


def faulty(request: Request, status: int, key: str, back: str = "/", **values: object) -> Response:
    """Why something cannot be done, in the sentence of any ``key``."""
    sentence = Wording(language_of(request))(key, **values)
    return answer(request, ErrorView(status, key.rpartition(".")[2], sentence, back), status)


def sentence_of(request: Request, error: MusnadError) -> str:
    """What an error says, in the reader's language."""
    return Wording(language_of(request))(error.code, **error.values)


def wants_page(request: Request) -> bool:
    """Whether errors are to be told on a page: to browsers, and to whoever asks for no file and not for JSON."""
    path, accepted = request.url.path, request.headers.get("accept", "")
    if path.endswith(".json"):
        return False
    return "text/html" in accepted or not ("." in path.rpartition("/")[2] or "json" in accepted)


def _as_data(view: View, status: int) -> Response:
    data = view.to_dict()
    response = Response(json_line(data), status, media_type="application/json")
    response.headers["vary"] = "accept-language, cookie, authorization"
    if data.get("next"):
        response.headers["link"] = f'<{data["next"]}>; rel="next"'  # RFC 8288
    return response


def _again(request: Request, **changed: str) -> str:
    """The address of the page with a setting of the reader's changed."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in _SETTINGS]
    return f"{_page_of(request)}?{urlencode([*kept, *changed.items()], errors='replace')}"


def _page_of(request: Request) -> str:
    """The page that was asked for; what was sent by a form cannot be asked for again: then the form's page."""
    if request.method == "GET":
        return request.url.path
    form = request.url.path.split("/")[1]
    return "/" if form in ("judge", "logout") else f"/{form}"


def _as_json(request: Request) -> str | None:
    if request.url.path in _WITHOUT_JSON:
        return None
    path = _JSON_OF.get(request.url.path, f"{request.url.path}.json")
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in _SETTINGS]
    return path + (f"?{urlencode(kept, errors='replace')}" if kept else "")
