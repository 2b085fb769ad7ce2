"""Pages made to break the site, looked at in a browser: nothing runs, nothing breaks, nothing is asked of anyone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browsing import CHROMIUM, chromium, served
from desk_people import ADMIN, PASSWORD, READER, hasty_hashes  # noqa: F401  the last a fixture of this module
from marked import reading
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient
from stories import harvest, hostile

from musnad.claiming import refresh
from musnad.model import Reading
from musnad.store import Store, open_store
from musnad.web import create_app

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install playwright")

#: What strangers write into headlines, names and words, in the hope that somebody shows it as it is.
ATTACKS = {
    "script": "<script>document.title='hacked'</script>",
    "handler": '"><img src=x onerror=alert(1)>',
    "svg": "<svg onload=alert(2)><animate onbegin=alert(3) attributeName=x></svg>",
    "mathml": "<math><mtext></table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(4)&gt;'>",
    "frame": "</textarea></title></style><iframe src='javascript:alert(5)'></iframe><base href='//evil.example/'>",
    "refresh": "<meta http-equiv=refresh content='0;url=//evil.example/'><link rel=stylesheet href=//evil.example>",
    "link": "<a href='javascript:alert(6)'>x</a> javascript:alert(7)",
    "template": "{{ 7*7 }} {% raw %} ${7*7} #{ 7*7 } <%= 7*7 %>",
    "entity": "&lt;script&gt;alert(8)&lt;/script&gt; &#60;script&#62;alert(9)&#60;/script&#62;",
    "bidi": "\u202e\u2066\u202d spoofed \u2067",
    "nul": "a\x00b\ud800c\x1b[31m\u2028\u2029\ufeff",
    "zalgo": "ع" + "\u0651\u064e\u0670" * 200,
}
WORDS = """# عنوان {attack} في الصحيفة
{{cue 1:قال}} {{source 1:شاهد {attack}}} لصحيفة {{outlet 1:الضفاف {attack}}} إن {{content 1:الماء {attack} قليل}}.
ومن المقرر {{event:افتتاح الجسر {attack}}} {{due:في 26 يوليو}}.
"""


def attacked(name: str) -> Reading:
    attack = ATTACKS[name]
    # Braces are marks of the notation of tests: in the text others stand for them, in the outlet they are themselves.
    words = attack.translate(str.maketrans("{}", "[]"))
    return reading(WORDS.format(attack=words), f"id {attack}", "javascript:alert(0)//" + attack, attack, "2021-07-24")


def endless() -> Reading:
    return reading("# " + "خبر" * 1_700_000 + "\nثم {cue 1:قال} {source 1:شاهد} إن {content 1:الماء وفير}.", "endless")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("hostile") / "musnad.db") as opened:
        list(opened.add_all([harvest(), hostile(), *map(attacked, ATTACKS)]))
        refresh(opened)
        yield opened


@pytest.fixture(scope="module")
def plain(store: Store) -> TestClient:
    return TestClient(create_app(store), follow_redirects=False)


def addresses(plain: TestClient) -> list[str]:
    """Every page that shows words of strangers, and those that show what an address brings."""
    ids = [each["claim"] for each in plain.get("/claims.json").json()["claims"]]
    asked = quote("<script>alert(1)</script>{{7*7}}\u202e'\"")
    shown = [f"/{page}?{name}={asked}" for page, name in (("search", "q"), ("search", "from"), ("timeline", "q"))]
    shown += [f"/expectations?{name}={asked}" for name in ("q", "month", "since")] + [f"/?lang={asked}", f"/{asked}"]
    pages = [f"/pages/{number}" for number in range(1, len(ATTACKS) + 3)]
    lists = ["/", "/claims", "/review", "/search?q=الماء", "/timeline?q=الجسر", "/expectations?month=2021-07"]
    return [*lists, *pages, *(f"/claims/{id}" for id in ids), *shown]


def test_every_page_has_the_words_and_none_of_the_elements(plain: TestClient) -> None:
    for address in addresses(plain):
        answer = plain.get(address)
        assert answer.status_code in (200, 404), address
        tree = LexborHTMLParser(answer.text)
        found = tree.css("script, iframe, object, embed, img, base, style, math, [style], meta[http-equiv]")
        assert [node.html for node in found] == [], address
        attributes = {name for node in tree.css("*") for name in node.attributes}
        assert not [name for name in attributes if name.startswith("on")], address
        assert [str(a.attributes.get("href")) for a in tree.css("a") if _leads_away(a)] == [], address


def _leads_away(link: Any) -> bool:
    """Whether a link is neither of this site nor one of a page's own, which says that it is not to be trusted."""
    href = str(link.attributes.get("href"))
    if href.startswith(("/", "#")) and not href.startswith("//"):
        return False
    trusted = link.attributes.get("rel") != "noopener noreferrer nofollow"
    return trusted or not href.startswith(("http://", "https://"))


def test_template_words_stay_words(plain: TestClient) -> None:
    asked = "{{ 7*7 }}{% include 'frame.html' %}{{ view.__class__ }}"
    for page in ("search", "timeline", "expectations"):
        found = LexborHTMLParser(plain.get(f"/{page}", params={"q": asked}).text).css_first("#q")
        assert found is not None
        assert found.attributes["value"] == asked


def test_what_is_handed_over_carries_it_as_text(plain: TestClient) -> None:
    feed = plain.get("/search.atom?q=الماء")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert "<script" not in feed.text
    for address in ("/search.json?q=الماء", "/search.csv?q=الماء", "/search.feed.json?q=الماء", "/expectations.ics"):
        answer = plain.get(address)
        assert "html" not in answer.headers["content-type"]
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def site(store: Store) -> Iterator[str]:
    with served(create_app(store)) as address:
        yield address


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium")
class TestInABrowser:
    @pytest.fixture
    def tab(self, browser: Any, site: str) -> Iterator[Any]:
        """A tab in which nothing may be said, shown, opened or asked of others."""
        context = browser.new_context(locale="ar", base_url=site, viewport={"width": 390, "height": 844})
        page, said = context.new_page(), []
        page.on("console", lambda message: message.text.startswith("Failed to load") or said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda asked: asked.url.startswith(site) or said.append(asked.url))
        page.on("download", lambda file: said.append(file.url))
        context.on("page", lambda opened: said.append(opened.url))
        yield page
        context.close()
        assert said == []

    def test_nothing_runs_on_any_page(self, tab: Any, plain: TestClient) -> None:
        for address in addresses(plain):
            tab.goto(address)
            assert tab.evaluate("document.title") != "hacked", address
            assert tab.evaluate("document.baseURI === location.href"), address
            assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address

    def test_nothing_runs_in_what_is_pasted_and_read(self, tab: Any) -> None:
        for attack in ATTACKS.values():
            tab.goto("/add")
            typed = attack.replace("\ud800", "").replace("\x00", "")
            tab.locator("#text").fill(f"عنوان {typed}\nقال وزير المالية {typed} إن الماء قليل.")
            tab.locator("main form[action='/add'] button").click()
            tab.locator(".reading, [role=alert]").first.wait_for()

    def test_a_name_that_turns_its_letters_does_not_turn_what_stands_beside_it(self, tab: Any) -> None:
        tab.goto("/pages")
        turned = tab.locator(".entries li", has_text="spoofed").locator(".facts")
        outlet, day = (turned.locator(kind).first.bounding_box() for kind in ("bdi", "time"))
        assert outlet["x"] > day["x"], "in Arabic the outlet stands to the right of the day"
        shown = turned.locator("time").first
        assert shown.inner_text() == "24 يوليو 2021"
        assert tab.evaluate("getComputedStyle(document.querySelector('.entries bdi')).unicodeBidi") == "isolate"

    def test_a_headline_of_five_million_letters_is_shown(self, browser: Any, tmp_path: Path) -> None:
        with open_store(tmp_path / "m.db") as store:
            store.add(endless())
            refresh(store)
            with served(create_app(store)) as site:
                page = browser.new_context(base_url=site).new_page()
                for address in ("/", "/search?q=الماء", "/claims", "/review"):
                    begun = time.monotonic()
                    page.goto(address)
                    assert time.monotonic() - begun < 20, address
                page.goto("/pages/1", timeout=60_000)
                assert page.locator(".card").count() == 1
                assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    def test_the_way_in_takes_anything_and_shows_it_as_it_is(self, browser: Any, store: Store) -> None:
        if not store.accounts.any():
            store.accounts.add(ADMIN, "admin", PASSWORD)
            store.accounts.add(READER, "reader", PASSWORD)
        with served(create_app(store, login=True)) as site:
            page = browser.new_context(base_url=site, locale="ar").new_page()
            said: list[str] = []
            page.on("console", lambda message: message.text.startswith("Failed to load") or said.append(message.text))
            page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
            page.goto("/login?next=javascript:alert(1)")
            page.locator("#name").fill('"><svg onload=alert(1)>')
            page.locator("#password").fill("<script>")
            page.keyboard.press("Enter")
            page.locator("[role=alert]").wait_for()
            assert page.locator("#name").input_value() == '"><svg onload=alert(1)>'
            page.locator("#name").fill(ADMIN)
            page.locator("#password").fill(PASSWORD)
            page.keyboard.press("Enter")
            page.locator(".account").filter(has_text=ADMIN).click()
            page.locator("#label").fill("<img src=x onerror=alert(2)>")
            page.get_by_role("button", name="رمز جديد").click()
            assert page.locator("code").inner_text().startswith("musnad_")
            assert "<img src=x" in page.locator("table").inner_text()
            page.get_by_role("link", name="المستخدمون").click()
            page.locator("h2", has_text=READER).wait_for()
            page.goto("/account")
            page.get_by_role("button", name="الخروج", exact=True).click()
            page.locator("#password").wait_for()
            assert said == []
