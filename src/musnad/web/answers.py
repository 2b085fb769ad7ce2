"""A view as an answer: HTML in the reader's language, or JSON where the address ends in ``.json``."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from musnad.export.json_lines import json_line
from musnad.export.templating import Wording, rendered
from musnad.web.language import language_of, remember
from musnad.web.views import ErrorView, View

_FORM_OF = {"/judge": "/", "/following": "/following"}

__all__ = ["View", "answer", "refused"]


def answer(request: Request, view: View, status: int = 200) -> Response:
    """The view as the request wants it."""
    if request.url.path.endswith(".json"):
        kind = "application/problem+json" if isinstance(view, ErrorView) else "application/json"
        return Response(json_line(view.to_dict()), status, media_type=kind)
    language = language_of(request)
    html = rendered(
        view.template,
        language,
        view=view,
        title=view.title(Wording(language)),
        other_language=_in_the_other_language(request, language),
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


def _in_the_other_language(request: Request, language: str) -> str:
    other = "en" if language == "ar" else "ar"
    # What was sent by a form cannot be asked for again: the link then leads to the form.
    path = request.url.path if request.method == "GET" else _FORM_OF.get(request.url.path, "/add")
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"{path}?{urlencode([*kept, ('lang', other)], errors='replace')}"


def _as_json(request: Request) -> str | None:
    path = "/pages" if request.url.path == "/" else request.url.path
    if path == "/add":
        return None
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"{path}.json" + (f"?{urlencode(kept, errors='replace')}" if kept else "")
