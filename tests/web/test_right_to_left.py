"""On a page in English every Arabic word has a direction of its own, so that it turns nothing around it; and the other
way round every Latin run of a page's text is kept whole."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.testclient import TestClient
from stories import withdrawal

from musnad.claiming import refresh
from musnad.export.templating import FOLDERS, STYLESHEET
from musnad.store import Store

ARABIC = re.compile("[\u0621-\u064a]")
FIRST = withdrawal().statements[0].id
ADDRESSES = [
    *("/", "/pages", "/pages/2", "/claims", f"/claims/{FIRST}", "/expectations?month=2021-07", "/timeline?q=القاعدة"),
    *("/search?q=القمح&outlet=الضفاف", "/outlets", "/outlets/موقع المرصد", "/review", "/add", "/about", "/accuracy"),
    *(f"/statements/{FIRST}", f"/statements/{FIRST}?part=content-1", "/speakers/وزاره الزراعه", "/nowhere"),
]
#: Attributes and elements that hold no words to be laid out beside others.
BARE = {"title", "option", "textarea", "style", "script"}


def unguarded(node: LexborNode) -> list[str]:
    """The Arabic words of a page that stand in no element with a direction of its own."""
    found: list[str] = []
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            if ARABIC.search(child.text()):
                found.append(child.text().strip())
        elif child.tag != "bdi" and child.tag not in BARE and "dir" not in child.attributes:
            found += unguarded(child)
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_in_english_arabic_words_have_a_direction_of_their_own(site: TestClient, store: Store, address: str) -> None:
    refresh(store)
    body = LexborHTMLParser(site.get(f"{address}{'&' if '?' in address else '?'}lang=en").text)
    assert body.css_first("html").attributes["dir"] == "ltr"  # type: ignore[union-attr]
    assert body.body is not None
    assert unguarded(body.body) == []


def test_the_direction_of_an_element_is_never_guessed_from_what_it_isolates() -> None:
    """``dir=auto`` passes over ``<bdi>`` (HTML, 3.2.6.4): an element of nothing else runs from the left."""
    alone = re.compile(r'<(\w+)[^>]*dir="auto"[^>]*>\s*<bdi\b(?:(?!</bdi>).)*</bdi>\s*</\1>')
    templates = [template for folder in FOLDERS for template in folder.glob("*.html")]
    assert [template.name for template in templates if alone.search(template.read_text("utf-8"))] == []


def test_the_stylesheet_aligns_by_start_and_end() -> None:
    css = STYLESHEET.read_text("utf-8")
    assert re.findall(r"(?:text-align|float|clear):\s*(?:left|right)", css) == []
