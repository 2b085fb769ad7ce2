"""A person's ways through the site, in Chromium, over the invented samples: in Arabic, in English, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM_ONLY, DESK, PHONE, chromium, opened_tab, served

from musnad.claiming import refresh
from musnad.gather import gather
from musnad.model import Page
from musnad.pipeline import read
from musnad.store import open_store
from musnad.web import create_app

pytestmark = CHROMIUM_ONLY
SAMPLES = Path(__file__).parents[2] / "samples"
FLATTENED = (SAMPLES / "flattened.txt").read_text("utf-8")
STORY = ("gulf-of-aden-ships.html", "gulf-of-aden-explained.txt", "navy-denial.html", "articles.jsonl")
SHIPS = "/claims/9dca57a7b29e65791b36"
WORDS = {
    "ar": {
        "text": "نص الصفحة",
        "read": "اقرأها",
        "keep": "احفظ الصفحة",
        "bounds": "مصدر مستقل واحد",
        "move": "حرّك القائل",
        "edited": "مصوَّب",
        "undo": "تراجع",
        "feed": "Atom",
        "later": "كلمة إلى الأمام",
        "earlier": "كلمة إلى الوراء",
        "save": "احفظ التصويب",
    },
    "en": {
        "text": "Text of the page",
        "read": "Read it",
        "keep": "Keep this page",
        "bounds": "1 independent source",
        "move": "Move who said it",
        "edited": "Corrected",
        "undo": "Undo",
        "feed": "Atom",
        "later": "one word later",
        "earlier": "one word earlier",
        "save": "Keep this",
    },
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with open_store(tmp_path_factory.mktemp("desk") / "musnad.db") as store:
        pages = [page for name in STORY for page in gather(str(SAMPLES / name))]
        list(store.add_all(read(page) for page in pages if isinstance(page, Page)))
        refresh(store)
        with served(create_app(store)) as address:
            yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


def opened(browser: Any, site: str, language: str = "ar", **options: Any) -> Any:
    return opened_tab(browser, site, **{"viewport": DESK, "locale": language, **options})


def text(tab: Any, selector: str) -> str:
    return " ".join(tab.locator(selector).first.inner_text().split())


@pytest.mark.parametrize("language", ["ar", "en"])
def test_from_a_pasted_page_to_a_corrected_span_and_a_feed(browser: Any, site: str, language: str) -> None:
    words = WORDS[language]
    with opened(browser, site, language) as tab:
        tab.goto("/add")
        tab.get_by_label(words["text"]).fill(FLATTENED)
        tab.get_by_role("button", name=words["read"]).click()
        assert "مسؤول ألماني" in tab.locator(".card .chain .speaker").all_inner_texts()[3]
        tab.get_by_role("button", name=words["keep"]).click()
        tab.wait_for_url("**/pages/*")

        tab.goto(SHIPS)
        assert text(tab, ".bounds.large") == words["bounds"]
        assert tab.locator(".reasons li").count() > 0
        tab.locator(".tellings a").first.click()
        tab.wait_for_url("**/statements/*")

        tab.get_by_role("link", name=words["move"]).click()
        line = tab.locator(".words")
        tab.locator(".words:focus").wait_for(timeout=5_000)  # the keys work at once
        before = text(tab, "#desk output")
        for key in ("ArrowRight", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowRight"):
            line.press(key)  # the line runs from the right: to the right is earlier, whatever the site's language
        after = text(tab, "#desk output")
        assert len(after.split()) == len(before.split()) + 2
        assert before in after
        assert tab.url.count("start=") == 0, "nothing was asked of the site"
        line.press("Enter")
        tab.wait_for_url("**#correct")
        assert text(tab, ".judged .act") == words["edited"]
        assert text(tab, ".parts tbody td").startswith(after)

        tab.get_by_role("button", name=words["undo"]).click()
        tab.wait_for_url("**#correct")
        assert text(tab, ".parts tbody td") == before

        tab.goto("/search?q=خليج عدن")
        feed = tab.get_by_role("link", name=words["feed"]).get_attribute("href")
        answer = tab.request.get(site + str(feed))
        assert answer.ok
        assert answer.text().count("<entry>") > 3


def test_escape_brings_back_what_was_there_and_the_mouse_moves_the_nearer_end(browser: Any, site: str) -> None:
    with opened(browser, site) as tab:
        tab.goto(SHIPS)
        tab.locator(".tellings a").first.click()
        tab.goto(tab.url + "?part=source")
        before = text(tab, "#desk output")
        all_words = tab.locator(".words [data-word]")
        all_words.first.click()
        assert text(tab, "#desk output").startswith(all_words.first.inner_text())
        all_words.last.click()
        assert text(tab, "#desk output").endswith(all_words.last.inner_text())
        tab.locator(".words").press("Escape")
        assert text(tab, "#desk output") == before


def test_words_are_chosen_by_dragging_over_them(browser: Any, site: str) -> None:
    with opened(browser, site) as tab:
        tab.goto(SHIPS)
        tab.locator(".tellings a").first.click()
        tab.goto(tab.url + "?part=source")
        tab.locator(".words").scroll_into_view_if_needed()
        some = tab.locator(".words [data-word]")
        first, last = (some.nth(at).bounding_box() for at in (1, 3))
        tab.mouse.move(first["x"] + first["width"] - 2, first["y"] + first["height"] / 2)
        tab.mouse.down()
        tab.mouse.move(last["x"] + 2, last["y"] + last["height"] / 2, steps=5)
        tab.mouse.up()
        wanted = [some.nth(at).inner_text() for at in (1, 2, 3)]
        chosen = text(tab, "#desk output")
        assert all(word in chosen for word in wanted)
        assert some.nth(0).inner_text() not in chosen.split()


def test_a_step_by_script_is_the_step_of_the_site(browser: Any, site: str) -> None:
    """The rules of a step stand in two languages: the same buttons must lead to the same words."""
    said: dict[bool, list[str]] = {True: [], False: []}
    for with_scripts in said:
        with opened(browser, site, java_script_enabled=with_scripts) as tab:
            tab.goto(SHIPS)
            tab.locator(".tellings a").first.click()
            tab.goto(tab.url + "?part=content-1")
            for name, at in (("later", 0), ("later", 0), ("earlier", 1), ("earlier", 0), ("later", 1), ("earlier", 1)):
                tab.get_by_role("button", name=WORDS["ar"][name]).nth(at).click()
                said[with_scripts].append(" ".join(tab.locator("#desk output").text_content().split()))
    assert said[True] == said[False]
    assert len(set(said[True])) > 3


@pytest.mark.parametrize("language", ["ar", "en"])
def test_without_scripts_all_can_be_read_and_corrected(browser: Any, site: str, language: str) -> None:
    words = WORDS[language]
    with opened(browser, site, language, java_script_enabled=False, viewport=PHONE) as tab:
        tab.goto("/")
        tab.locator(".claims a").first.click()
        assert tab.locator(".bounds.large").is_visible()
        tab.locator(".tellings a").nth(1).click()
        tab.get_by_role("link", name=words["move"]).click()
        before = text(tab, "#desk output")
        assert not tab.locator("#keys").is_visible(), "keys that do nothing are not explained"
        tab.get_by_role("button", name=words["later"]).nth(1).click()
        after = text(tab, "#desk output")
        assert after.startswith(before)
        assert after != before
        tab.get_by_role("button", name=words["save"], exact=True).click()
        tab.wait_for_url("**#correct")
        assert text(tab, ".parts tbody td").startswith(after)
        tab.get_by_role("button", name=words["undo"]).click()
        tab.wait_for_url("**#correct")
        assert text(tab, ".parts tbody td") == before


ADDRESSES = [
    *("/", "/pages", "/pages/1", "/claims", SHIPS, "/expectations?month=2022-03", "/timeline?q=عدن", "/search?q=عدن"),
    *("/outlets", "/outlets/شبكة ضفاف", "/review", "/add", "/about", "/accuracy", "/nowhere"),
    "/statements/9dca57a7b29e65791b36?part=source",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_no_serious_violation_and_nothing_runs_out_of_the_window(
    browser: Any, site: str, address: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python").Axe()
    looks = [("ar", DESK, "light"), ("en", PHONE, "dark")]
    for language, size, scheme in looks:
        context = browser.new_context(base_url=site, viewport=size, locale=language, color_scheme=scheme)
        page = context.new_page()
        page.goto(address)
        found = axe.run(page).response["violations"]
        serious = [
            (each["id"], node["html"][:120])
            for each in found
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]
        wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        context.close()
        assert (language, serious) == (language, [])
        assert wide <= window


@pytest.mark.parametrize("address", [each for each in ADDRESSES if each != "/nowhere"])
def test_the_first_paint_takes_less_than_sixty_kilobytes(browser: Any, site: str, address: str) -> None:
    with opened(browser, site) as tab:
        taken: list[float] = []
        session = tab.context.new_cdp_session(tab)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: taken.append(event["encodedDataLength"]))
        tab.goto(address)
        tab.wait_for_load_state("networkidle")
        assert len(taken) >= 2, "the page and its stylesheet"
        assert 0 < sum(taken) < 60_000
