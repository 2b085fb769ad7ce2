"""Pressing the buttons of forms, as a browser without scripts does."""

from __future__ import annotations

from selectolax.lexbor import LexborNode
from starlette.testclient import TestClient


def fields(form: LexborNode) -> dict[str, list[str]]:
    """What a browser would send of a form's hidden fields."""
    sent: dict[str, list[str]] = {}
    for node in form.css("input[type=hidden]"):
        sent.setdefault(str(node.attributes["name"]), []).append(node.attributes.get("value") or "")
    return sent


def press(site: TestClient, form: LexborNode | None, act: str, **changed: object) -> int:
    """Send the form as its button ``act`` does; the status of the answer."""
    assert form is not None
    assert form.css_first(f"button[value={act}]") is not None
    return site.post("/judge", data={**fields(form), "act": act, **changed}).status_code
