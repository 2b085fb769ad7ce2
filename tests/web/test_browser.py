"""What a person sees: the site in Debian's Chromium, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from browsing import CHROMIUM_ONLY, DESK, PHONE, chromium, opened_tab, served
from stories import harvest, hostile, withdrawal

from musnad.export.page_html import render
from musnad.store import open_store
from musnad.web import create_app

pytestmark = CHROMIUM_ONLY


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with open_store(tmp_path_factory.mktemp("site") / "musnad.db") as store:
        list(store.add_all([harvest(), withdrawal(), hostile()]))
        with served(create_app(store, read=lambda _: withdrawal())) as address:
            yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with chromium() as opened:
        yield opened


both = pytest.mark.parametrize("tab", [DESK, PHONE], ids=["desk", "phone"], indirect=True)


@pytest.fixture
def tab(request: pytest.FixtureRequest, browser, site: str) -> Iterator:
    """A tab at the site, in Arabic; its console must stay silent, and nothing may be asked of other sites."""
    with opened_tab(browser, site, viewport=getattr(request, "param", DESK), locale="ar") as page:
        yield page


def style(tab, selector: str, name: str) -> str:
    return tab.locator(selector).first.evaluate(f"node => getComputedStyle(node).getPropertyValue('{name}')")


def box(tab, selector: str) -> dict[str, float]:
    found = tab.locator(selector).first.bounding_box()
    assert found is not None
    return found


@both
@pytest.mark.parametrize(
    "address", ["/", "/pages/2", "/pages/3", "/search?q=القاعدة&stance=says", "/add", "/about", "/following"]
)
def test_nothing_runs_out_of_the_window(tab, address: str) -> None:
    tab.goto(address)
    wide, window = tab.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window


@both
def test_the_page_reads_from_right_to_left(tab) -> None:
    tab.goto("/pages/2")
    assert style(tab, "body", "direction") == "rtl"
    assert style(tab, ".text p.lede", "direction") == "rtl"
    cue, source = box(tab, ".text mark.cue"), box(tab, ".text mark.source")
    assert cue["x"] > source["x"]


@both
def test_the_chain_stands_beside_the_text_at_a_desk_and_below_it_on_a_phone(tab) -> None:
    tab.goto("/pages/2")
    text, beside = box(tab, ".page-text"), box(tab, ".beside")
    if tab.viewport_size == DESK:
        assert beside["x"] + beside["width"] <= text["x"]
        assert beside["y"] < text["y"] + text["height"]
    else:
        assert beside["y"] >= text["y"] + text["height"]


def test_the_parts_of_a_statement_are_seen_in_their_colours(tab) -> None:
    tab.goto("/pages/2")
    grounds = {role: style(tab, f".text mark.{role}", "background-color") for role in ("source", "content", "outlet")}
    assert len(set(grounds.values())) == 3
    assert "rgba(0, 0, 0, 0)" not in grounds.values()
    assert box(tab, ".text mark.content")["height"] > 20


@both
def test_a_word_has_the_same_width_marked_and_plain(tab) -> None:
    """Letters that a mark cut apart would take their separate shapes, and the word would be wider."""
    tab.goto("/pages/2")
    marked, plain = tab.locator(".text p.body mark.cue").first.evaluate(
        """mark => {
            const range = document.createRange();
            range.selectNodeContents(mark.firstChild);
            const copy = mark.closest('p').appendChild(document.createElement('b'));
            copy.textContent = mark.firstChild.textContent;
            const widths = [range.getBoundingClientRect().width, copy.getBoundingClientRect().width];
            copy.remove();
            return widths;
        }"""
    )
    assert marked == pytest.approx(plain, abs=0.5)


def test_a_number_leads_to_its_statement(tab) -> None:
    tab.goto("/pages/2")
    tab.locator(".text .note").first.click()
    tab.wait_for_url("**#s-1", timeout=5_000)
    assert style(tab, "#s-1", "outline-style") == "solid"
    tab.locator("#s-4 .note").click()
    assert style(tab, "#m-4", "outline-style") == "solid"


def test_furniture_opens_when_asked(tab) -> None:
    tab.goto("/pages/2")
    story = tab.get_by_text("أسعار القمح ترتفع")
    assert not story.is_visible()
    tab.locator("details.furniture summary").nth(1).click()
    assert story.is_visible()


def test_a_search_from_the_menu_to_the_statement(tab) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="البحث").click()
    tab.get_by_label("كلمات").fill("قمح")
    tab.keyboard.press("Enter")
    assert tab.locator(".snippet mark").first.inner_text() == "القمح"
    tab.locator(".hit.statement h2 a").first.click()
    tab.get_by_role("link", name="موضعه في الصفحة").click()
    tab.locator("#s-1").wait_for(state="visible")
    assert "#s-1" in tab.url


@both
def test_a_pasted_page_is_seen_and_then_kept(tab) -> None:
    tab.goto("/add")
    tab.get_by_label("نص الصفحة").fill("قال مسؤول\nإن الماء قليل")
    tab.get_by_role("button", name="اقرأها").click()
    assert tab.locator(".text mark.cue").first.is_visible()
    tab.get_by_role("button", name="احفظ الصفحة").click()
    tab.wait_for_url("**/pages/*", timeout=5_000)


def test_the_language_is_changed_and_stays(tab) -> None:
    tab.goto("/pages/2")
    tab.get_by_role("link", name="English").click()
    assert style(tab, "body", "direction") == "ltr"
    assert style(tab, ".text p.lede", "direction") == "rtl"
    tab.get_by_role("link", name="Pages").click()
    assert tab.locator("h1").inner_text() == "Pages"


def test_an_entry_runs_as_its_headline_runs_whatever_the_language_of_the_site(tab) -> None:
    for address in ("/pages?lang=en", "/search?q=قمح"):
        tab.goto(address)
        assert style(tab, "body", "direction") == "ltr"
        assert style(tab, ".entries li", "direction") == "rtl"


def test_an_empty_field_waits_where_its_language_begins(tab) -> None:
    tab.goto("/search")
    assert style(tab, "#q", "direction") == "rtl"
    tab.locator("#q").fill("NATO")
    assert style(tab, "#q", "direction") == "ltr"


@pytest.mark.parametrize("tab", [PHONE], ids=["phone"], indirect=True)
def test_the_colours_of_the_legend_do_not_touch(tab) -> None:
    tab.goto("/about")
    rows = sorted({mark.bounding_box()["y"] for mark in tab.locator(".legend mark").all()})
    assert len(rows) > 1
    assert all(upper + box(tab, ".legend mark")["height"] < lower for upper, lower in pairwise(rows))


def test_hostile_words_do_nothing(tab) -> None:
    opened = []
    tab.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    for address in ("/", "/pages/3", "/search?q=حدث"):
        tab.goto(address)
        assert "hacked" not in tab.title() or tab.title().startswith("<script>")
    assert opened == []


def test_the_keyboard_reaches_the_text_first(tab) -> None:
    tab.goto("/pages/2")
    tab.keyboard.press("Tab")
    skip = tab.locator(".skip")
    assert skip.evaluate("node => node === document.activeElement")
    assert box(tab, ".skip")["y"] >= 0
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#main", timeout=5_000)


@both
def test_the_self_contained_page_needs_no_site(tab, tmp_path) -> None:
    file = tmp_path / "story.html"
    file.write_text(render(withdrawal()), encoding="utf-8")
    context = tab.context.browser.new_context(viewport=tab.viewport_size)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert style(page, ".text mark.source", "background-color") != "rgba(0, 0, 0, 0)"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()
    assert said == []
