"""Each page as HTML and as JSON, in two languages, with hostile words in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from marked import reading
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient
from stories import WITHDRAWAL, withdrawal

from musnad.export.templating import STYLESHEET
from musnad.store import Store, open_store
from musnad.web import create_app

ADDRESSES = [
    "/",
    "/pages",
    "/outlets",
    "/outlets/موقع المرصد",
    "/review",
    "/accuracy",
    "/pages/1",
    "/pages/2",
    "/pages/3",
    "/search",
    "/search?q=القمح",
    "/add",
    "/about",
    "/nowhere",
]


def html(site: TestClient, address: str) -> HTMLParser:
    return HTMLParser(site.get(address).text)


def words(tree: HTMLParser, selector: str) -> list[str]:
    return [node.text().strip() for node in tree.css(selector)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_forbids_scripts_and_tells_no_one_where_its_reader_goes(site: TestClient, address: str) -> None:
    answer = site.get(address)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    tree = HTMLParser(answer.text)
    assert not tree.css("script, style, [style], [onclick], [onload], [onerror], img, iframe, object")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_says_its_language_and_direction(site: TestClient, address: str) -> None:
    root = html(site, address).css_first("html")
    assert (root.attributes["lang"], root.attributes["dir"]) == ("ar", "rtl")


def test_the_list_has_the_newest_first_and_the_undated_last(site: TestClient) -> None:
    tree = html(site, "/pages")
    assert [title[:12] for title in words(tree, ".entries h2")] == ["مسؤول أمريكي", "وزارة الزراع", "<script>docu"]
    assert words(tree, ".subtitle") == ["3 صفحات · 7 أقوال"]


def test_a_page_shows_its_statements_in_place(site: TestClient) -> None:
    tree = html(site, "/pages/2")
    assert words(tree, "h1") == ["مسؤول أمريكي: آخر الجنود يغادرون قاعدة السهل نهاية الشهر"]
    assert "مسؤول أمريكي لم يكشف عن اسمه" in words(tree, ".text mark.source")
    assert words(tree, ".text mark.outlet") == ["المرصد اليومي", "الضفاف"]
    assert [word.rstrip("12345") for word in words(tree, ".text mark.cue")][:2] == ["قال", "وأضاف"]


def test_the_text_on_the_page_is_the_text_of_the_reading(site: TestClient) -> None:
    tree = html(site, "/pages/2")
    for note in tree.css(".text .note, .text summary"):
        note.decompose()
    shown = [node.text() for node in tree.css(".text h1, .text p")]
    assert shown == withdrawal().text.split("\n")


def test_the_chain_stands_beside(site: TestClient) -> None:
    card = html(site, "/pages/2").css_first("#s-1")
    assert [item.text().split("\n")[0].strip() for item in card.css(".chain li bdi")] == [
        "مسؤول أمريكي لم يكشف عن اسمه",
        "المرصد اليومي",
    ]
    assert card.css_first(".stance").text() == "قول"


def test_each_number_in_the_text_leads_to_its_card_and_back(site: TestClient) -> None:
    tree = html(site, "/pages/2")
    names = {node.attributes["id"] for node in tree.css("[id]")}
    targets = {str(node.attributes["href"])[1:] for node in tree.css("a.note")}
    assert {f"s-{n}" for n in range(1, 6)} | {f"m-{n}" for n in range(1, 6)} == targets
    assert targets <= names


def test_a_headline_told_twice_is_one_heading_and_none_is_said(tmp_path: Path) -> None:
    with open_store(tmp_path / "t.db") as store:
        list(store.add_all([reading("# خبر\n# خبر\nالمتن", "twice"), reading("المتن وحده", "none")]))
        site = TestClient(create_app(store))
        assert words(html(site, "/pages/1"), "h1") == ["خبر"]
        assert words(html(site, "/pages/2"), "h1") == ["(بلا عنوان)"]


def test_a_statement_says_how_it_was_found(site: TestClient) -> None:
    reasons = words(html(site, "/pages/2"), "#s-1 details.why dd")
    assert reasons[0] == "verb before its subject"
    assert "مسؤول أمريكي لم يكشف عن اسمه" in reasons


def test_the_legend_has_the_colours_of_the_page_alone(site: TestClient) -> None:
    assert words(html(site, "/pages/1"), ".legend mark") == ["القائل", "لفظ الإسناد", "ما قيل"]


def test_furniture_is_folded_away(site: TestClient) -> None:
    tree = html(site, "/pages/2")
    folded = tree.css("details.furniture")
    assert all("open" not in node.attributes for node in folded)
    assert "أسعار القمح" in folded[1].text()


def test_expectations_stand_with_their_days_and_warnings_in_the_readers_language(site: TestClient) -> None:
    tree = html(site, "/pages/2")
    assert words(tree, ".expected time") == ["26 يوليو 2021"]
    assert words(html(site, "/pages/2?lang=en"), ".expected time") == ["July 26, 2021"]
    assert "<b>xx</b>" in words(tree, ".warnings li")[0]


def test_hostile_words_are_only_words(site: TestClient) -> None:
    for address in ("/", "/pages/3", "/search?q=حدث", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E"):
        tree = html(site, address)
        assert not tree.css("script, svg, img")
        assert not [a for a in tree.css("a") if str(a.attributes["href"]).lower().startswith("javascript")]
    assert "</blockquote><svg onload=alert(2)>" in html(site, "/pages/3").css_first(".card blockquote").text()
    title = html(site, "/pages/3").css_first("title").text()
    assert "\u202e" not in title


def test_template_words_of_a_page_are_not_carried_out(tmp_path: Path) -> None:
    with open_store(tmp_path / "t.db") as store:
        page = reading("# خبر\nثم {cue 1:قال} إن {content 1:شيئا}", outlet="{{ 7*7 }}{% for x in y %}")
        store.add(page)
        assert "{{ 7*7 }}{% for x in y %}" in TestClient(create_app(store)).get("/pages/1").text


def test_only_web_addresses_become_links_and_carry_no_trust(site: TestClient) -> None:
    (link,) = [a for a in html(site, "/pages/2").css("a") if "marsad" in str(a.attributes["href"])]
    assert link.attributes["rel"] == "noopener noreferrer nofollow"
    assert link.attributes["href"] == "https://marsad.example/news/1?a=1&b=2"


def test_a_headline_of_five_million_letters_breaks_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "t.db") as store:
        store.add(reading("# " + "خبر" * 1_700_000 + "\nثم {cue 1:قال} إن {content 1:شيئا}"))
        site = TestClient(create_app(store))
        assert len(site.get("/").text) < 10_000
        assert site.get("/pages/1").status_code == 200
        assert len(html(site, "/pages/1").css_first("title").text()) < 200


def test_lone_surrogates_and_nuls_are_shown_as_what_can_be_shown(tmp_path: Path) -> None:
    with open_store(tmp_path / "t.db") as store:
        page = reading("# خبر\ud800\x00\nثم {cue 1:قال} إن {content 1:شيئا \udfff}", "id\ud800")
        store.add(page)
        site = TestClient(create_app(store))
        assert [site.get(address).status_code for address in ("/", "/pages/1", "/search?q=شيئا")] == [200] * 3
        assert json.loads(site.get("/pages/1.json").content)["reading"] == page.to_dict()


def test_the_same_in_json(site: TestClient, store: Store) -> None:
    pages = site.get("/pages.json").json()
    assert [page["id"] for page in pages["pages"]] == ["w", "h", "x"]
    page = site.get("/pages/2.json").json()
    assert page["reading"] == store.reading(2) == withdrawal().to_dict()
    (hit, *_) = site.get("/search.json?q=القمح&stance=expects").json()["hits"]
    assert (hit["id"], hit["marks"][0]["text"]) == ("h", "القمح")
    assert site.get("/about.json").json()["counts"]["pages"] == 3


def test_what_is_not_there_is_said_in_the_form_that_was_asked(site: TestClient) -> None:
    assert site.get("/pages/99").status_code == 404
    assert words(html(site, "/pages/99"), "h1") == ["تعذّر ذلك"]
    answer = site.get("/pages/99.json")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 404
    assert site.get("/pages/2?version=7").status_code == 404
    assert site.get("/pages?after=x").status_code == 404
    assert site.get(f"/pages/{10**30}").status_code == 404
    assert site.get("/search.json?q=a&after=x").json()["code"] == "search_bad_cursor"


def test_older_versions_can_be_read(site: TestClient, store: Store) -> None:
    store.add(reading(WITHDRAWAL.replace("أربعين", "خمسين"), "w", "https://marsad.example/news/1?a=1&b=2"))
    assert "خمسين" in html(site, "/pages/2").css_first(".text").text()
    assert "أربعين" in html(site, "/pages/2?version=1").css_first(".text").text()
    assert words(html(site, "/pages/2"), ".version-list strong") == ["النسخة 2"]


def test_the_list_goes_on_to_older_pages(tmp_path: Path) -> None:
    with open_store(tmp_path / "t.db") as store:
        list(store.add_all(reading("# خبر\nثم {cue 1:قال} إن {content 1:شيئا}", str(n)) for n in range(70)))
        site, address, titles = TestClient(create_app(store)), "/pages", 0
        while address:
            tree = html(site, address)
            titles += len(tree.css(".entries h2"))
            link = tree.css_first("a[rel=next]")
            address = str(link.attributes["href"]) if link else ""
    assert titles == 70


def test_search_marks_the_words_and_keeps_its_filters(site: TestClient) -> None:
    tree = html(site, "/search?q=قمح&stance=expects&from=2021-07-01")
    assert words(tree, ".snippet mark") == ["القمح"]
    assert words(tree, ".chips bdi") == ["توقّع", "2021-07-01"]
    assert tree.css_first("option[selected]").attributes["value"] == "expects"
    assert tree.css_first("#from").attributes["value"] == "2021-07-01"
    assert words(tree, ".counted") == ["نتيجة واحدة"]


def test_a_day_that_is_none_is_said_and_left_out(site: TestClient) -> None:
    tree = html(site, "/search?q=قمح&from=2021-13-01")
    assert "2021-13-01" in words(tree, "[role=alert]")[0]
    assert words(tree, ".snippet mark")


@pytest.mark.parametrize(
    ("headers", "address", "language"),
    [
        ({}, "/", "ar"),
        ({"accept-language": "en-GB,en;q=0.9,ar;q=0.1"}, "/", "en"),
        ({"accept-language": "fr, ar-EG;q=0.8, en;q=0.7"}, "/", "ar"),
        ({"accept-language": "en;q=0, ;q=x, ar;q="}, "/", "ar"),
        ({"accept-language": "ar"}, "/?lang=en", "en"),
        ({"cookie": "musnad_language=en"}, "/", "en"),
        ({"cookie": "musnad_language=en"}, "/?lang=ar", "ar"),
        ({}, "/?lang=xx", "ar"),
    ],
)
def test_the_language_is_asked_for_kept_or_wished(
    site: TestClient, headers: dict[str, str], address: str, language: str
) -> None:
    answer = site.get(address, headers=headers)
    root = HTMLParser(answer.text).css_first("html")
    assert root.attributes["lang"] == language
    assert root.attributes["dir"] == ("rtl" if language == "ar" else "ltr")


def test_a_language_asked_for_stays(site: TestClient) -> None:
    site.get("/?lang=en")
    assert html(site, "/about").css_first("html").attributes["lang"] == "en"


def test_the_names_of_months_are_asked_for_and_stay(site: TestClient) -> None:
    assert words(html(site, "/pages/2"), ".expected time") == ["26 يوليو 2021"]
    ways = {node.text(): str(node.attributes["href"]) for node in html(site, "/pages/2").css(".months-way a")}
    assert list(ways) == ["يوليو", "تموز", "تموز/يوليو"]
    assert words(html(site, ways["تموز"]), ".expected time") == ["26 تموز 2021"]
    assert words(html(site, "/pages/2"), ".months-way [aria-current]") == ["تموز"]
    assert words(html(site, "/pages/2"), ".expected time") == ["26 تموز 2021"]
    assert words(html(site, "/pages/2?months=x"), ".expected time") == ["26 تموز 2021"]
    assert "months" not in str(html(site, ways["تموز"]).css_first("link[rel=alternate]").attributes["href"])
    assert html(site, "/pages/2?lang=en").css(".months-way") == []


def test_a_printed_page_says_where_it_stands(site: TestClient) -> None:
    assert words(html(site, "/pages/2"), ".printed bdi") == ["http://testserver/pages/2"]


def test_the_other_language_keeps_the_search(site: TestClient) -> None:
    link = html(site, "/search?q=قمح&stance=expects").css_first(".language")
    assert words(html(site, str(link.attributes["href"])), ".snippet mark") == ["القمح"]


def test_foreign_hosts_are_not_answered(store: Store) -> None:
    site = TestClient(create_app(store, hosts=frozenset({"127.0.0.1", "::1"})))
    answers = [
        site.get("/", headers={"host": host}).status_code
        for host in ("127.0.0.1:8000", "[::1]:80", "evil.example", "[")
    ]
    assert answers == [200, 200, 421, 421]


def test_a_defect_is_a_sentence(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "counts", lambda _: 1 / 0)
    answer = TestClient(create_app(store), raise_server_exceptions=False).get("/")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "لم يضع شيء" in answer.text


CSS = STYLESHEET.read_text(encoding="utf-8")


def test_the_stylesheet_knows_no_left_and_right() -> None:
    plain = re.sub(r"/\*.*?\*/|@media[^{]*", "", CSS, flags=re.DOTALL)
    sides = r"(?:(?:margin|padding|border)-)?(?:left|right|top|bottom)\s*[:;]"
    sizes = r"(?:(?:min|max)-)?(?:width|height)\s*:"
    assert re.findall(rf"(?<![-\w])(?:{sides}|{sizes})", plain) == []
    assert "url(" not in plain


def palette(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


INKS = {
    "ink": ["paper", "sheet", "content", "content-deep", "source", "outlet", "relayer", "addressee", "medium", "warn"],
    "muted": ["paper", "sheet"],
    "accent": ["paper", "sheet"],
    "accent-ink": ["accent"],
    "cue": ["paper", "sheet", "content", "content-deep"],
    "due": ["paper", "sheet", "content", "content-deep"],
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_ink_can_be_read_on_every_ground_it_meets(scheme: str) -> None:
    light, dark = CSS.split("prefers-color-scheme: dark")[:2]
    colours = palette(light) if scheme == "light" else palette(dark.split("}")[0])
    assert {
        f"{i} on {g}": c for i, gs in INKS.items() for g in gs if (c := contrast(colours[i], colours[g])) < 4.5
    } == {}


def test_a_page_with_two_versions_says_what_changed_in_who_said_what(store: Store, site: TestClient) -> None:
    later = WITHDRAWAL.replace("أي تأخير قد يفتح الباب", "أي تأخير سيفتح الباب")
    later = later.replace("{source 1:مسؤول أمريكي لم يكشف عن اسمه}", "مسؤول أمريكي")
    store.add(reading(later, "w", "https://marsad.example/news/1?a=1&b=2", "موقع المرصد"))
    number = store.number_of("w")
    tree = html(site, f"/pages/{number}")
    assert words(tree, ".changes h2") == ["ما تغيّر منذ النسخة 1"]
    assert "حُذف المصدر" in words(tree, ".changes strong")
    assert any("قد يفتح" in told for told in words(tree, ".changes .before q"))
    assert any("سيفتح" in told for told in words(tree, ".changes .after q"))
    told = site.get(f"/pages/{number}.json").json()["changes"]
    assert {change["kind"] for change in told} >= {"source_dropped", "words"}
    assert not words(html(site, f"/pages/{number}?version=1"), ".changes h2")
