"""The description of the JSON at ``/openapi.json`` (OpenAPI 3.1), made of the routes and of ``openapi.toml``; and the
page ``/api`` that lists the addresses for people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import rtoml
from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import Response

from musnad.export.forms import FORMS
from musnad.export.templating import Wording
from musnad.web.answers import answer

Schema = dict[str, Any]
_PLAIN: dict[str, Schema] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "object": {"type": "object"},
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
    "any": {},
}
#: Parameters that are whole numbers, and refused where they are none; all others take any words.
_NUMBERS = ("after", "version")
_LANG = "The language of sentences: ar or en; without it that of Accept-Language, else Arabic."
_SECURITY: dict[str, Schema] = {
    "token": {"type": "http", "scheme": "bearer", "description": "A token of an account."},
    "password": {"type": "http", "scheme": "basic", "description": "A token as the password, beside any name."},
    "session": {"type": "apiKey", "in": "cookie", "name": "musnad_session", "description": "A browser's session."},
}


@dataclass(frozen=True, slots=True)
class ApiView:
    """The addresses for programs: each with what it gives and the names of its parameters."""

    template: ClassVar[str] = "api.html"
    place: ClassVar[str] = ""
    addresses: list[tuple[str, str, list[str]]]

    def title(self, t: Wording) -> str:
        return t("web.api.title")

    def to_dict(self) -> dict[str, Any]:
        return {}


def add_routes(app: FastAPI, login: bool) -> None:
    """Make ``/openapi.json`` say what is true, and add ``/api``."""

    def openapi() -> dict[str, Any]:
        app.openapi_schema = app.openapi_schema or described(app, login)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]

    @app.get("/api", include_in_schema=False)
    def api(request: Request) -> Response:
        return answer(request, ApiView([_listed(path, its["get"]) for path, its in openapi()["paths"].items()]))


def described(app: FastAPI, login: bool) -> dict[str, Any]:
    """The whole document; ``login`` says that people log in here."""
    whole = get_openapi(title="Musnad", version=app.version, openapi_version=app.openapi_version, routes=app.routes)
    for path, methods in whole["paths"].items():
        for operation in methods.values():
            _amend(operation, path, login)
    shapes = {name: _object(fields) for name, fields in _written()["shapes"].items()}
    whole["components"] = {"schemas": shapes, **({"securitySchemes": _SECURITY} if login else {})}
    if login:
        whole["security"] = [{name: []} for name in _SECURITY]
    return whole


def schema_of(written: str) -> Schema:
    """The JSON Schema of a field as ``openapi.toml`` writes it. Raises KeyError for what is neither kind nor shape."""
    if written.endswith("?"):
        return {"anyOf": [schema_of(written[:-1]), {"type": "null"}]}
    if written.startswith("["):
        return {"type": "array", "items": schema_of(written[1:-1])}
    if written.startswith("{"):
        return {"type": "object", "additionalProperties": schema_of(written[1:-1])}
    if written[0].isupper():
        assert written in _written()["shapes"], written
        return {"$ref": f"#/components/schemas/{written}"}
    return _PLAIN[written]


def _object(fields: dict[str, str]) -> Schema:
    properties = {name.removesuffix("?"): schema_of(written) for name, written in fields.items()}
    return {"type": "object", "properties": properties, "required": [n for n in fields if not n.endswith("?")]}


def _amend(operation: Schema, path: str, login: bool) -> None:
    written: dict[str, Any] = _written()["addresses"].get(path, {})
    within = [each for each in operation.get("parameters", []) if each["in"] == "path"]
    for each in within:
        if each["name"] == "form":
            each["schema"] = {"type": "string", "enum": list(FORMS)}
    asked = {**_written()["queries"].get(written.get("query_of"), {}), **written.get("query", {}), "lang": _LANG}
    operation["parameters"] = [*within, *(_parameter(name, words) for name, words in asked.items())]
    operation["responses"] = _responses(written, login)


def _parameter(name: str, words: str) -> Schema:
    kind = {"type": "string", **({"pattern": "^[0-9]{1,19}$"} if name in _NUMBERS else {})}
    return {"name": name, "in": "query", "required": False, "schema": kind, "description": words}


def _responses(written: dict[str, Any], login: bool) -> Schema:
    shape = schema_of(written["answer"]) if "answer" in written else {}
    media = written.get("media", "application/json")
    headers = {"ETag": {"schema": {"type": "string"}, "description": "Send it back as If-None-Match."}}
    given = {"description": "What was asked for.", "content": {media: {"schema": shape} if shape else {}}}
    if media != "*/*":
        given["headers"] = headers
    found = {"200": given, "304": {"description": "What you have is still so.", "headers": headers}}
    if login:
        found["401"] = _problem("Nobody is logged in, and no token that opens came.")
        found["403"] = _problem("The role of the account does not allow it.")
    return found | {"404": _problem("There is none."), "default": _problem("It cannot be done.")}


def _problem(words: str) -> Schema:
    shape = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": words, "content": {"application/problem+json": shape}}


def _listed(path: str, operation: Schema) -> tuple[str, str, list[str]]:
    asked = [each["name"] for each in operation["parameters"] if each["in"] == "query"]
    return path, operation.get("description", ""), asked


@cache
def _written() -> dict[str, Any]:
    return rtoml.loads((Path(__file__).parent / "openapi.toml").read_text(encoding="utf-8"))
