"""A statement has a page of its own: permanent, explained, cited, and corrected there without scripts."""

from __future__ import annotations

import pytest
from desk_people import PASSWORD, READER, ROLES, has_come, hasty_hashes  # noqa: F401  a fixture of this module
from marked import reading
from pressing import fields, press
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.testclient import TestClient
from stories import WITHDRAWAL, withdrawal

from musnad.store import Store
from musnad.web import create_app

FIRST, SECOND, THIRD = (statement.id for statement in withdrawal().statements[:3])


def page(site: TestClient, id: str = FIRST, asked: str = "") -> LexborHTMLParser:
    answer = site.get(f"/statements/{id}{asked}")
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text)


def words(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(selector)]


def step(site: TestClient, tree: LexborHTMLParser, move: str) -> LexborHTMLParser:
    """The page after pressing one of the buttons that move an end, as a browser without scripts does."""
    form = tree.css_first("#steps")
    assert form is not None
    assert form.css_first(f"button[value={move}]") is not None
    asked = "&".join(f"{name}={value[0]}" for name, value in fields(form).items())
    return page(site, str(form.attributes["action"]).split("/")[-1].split("#")[0], f"?{asked}&move={move}")


def keep(site: TestClient, tree: LexborHTMLParser) -> int:
    return press(site, tree.css_first("#keep"), "edit")


def source_of(site: TestClient, id: str = FIRST) -> str:
    return site.get(f"/statements/{id}.json").json()["corrected"]["source"]["text"]


def test_it_shows_its_words_its_chain_and_leads_to_its_place(site: TestClient) -> None:
    tree = page(site, THIRD)
    assert words(tree, "h1") == ["وجود خلاف مع الحكومة بشأن موعد الرحيل"]
    assert "نافيًا" in words(tree, ".text mark.cue")
    assert words(page(site), ".chain li bdi") == ["مسؤول أمريكي لم يكشف عن اسمه", "المرصد اليومي"]
    assert tree.css_first(".ways a").attributes["href"] == "/pages/2?version=1#s-3"  # type: ignore[union-attr]
    assert site.get("/statements/none").status_code == 404
    assert site.get("/statements/none.json").status_code == 404


def test_it_says_how_it_was_found_and_where_the_words_stand(site: TestClient) -> None:
    assert "verb before its subject" in words(page(site), ".explained dd")
    (pair,) = site.get(f"/statements/{FIRST}.json").json()["selectors"]
    assert [each["type"] for each in pair] == ["TextQuoteSelector", "TextPositionSelector"]
    assert withdrawal().text[pair[1]["start"] : pair[1]["end"]] == pair[0]["exact"]


def test_it_is_cited_with_its_chain_in_both_languages(site: TestClient) -> None:
    arabic, english = words(page(site), ".cite blockquote")
    plain = dict.fromkeys(map(ord, "\u2068\u2069"))
    assert arabic.translate(plain).startswith("مسؤول أمريكي لم يكشف عن اسمه (قول)، عن طريق المرصد اليومي: «آخر الجنود")
    assert "24 يوليو 2021" in arabic
    assert english.translate(plain).startswith("مسؤول أمريكي لم يكشف عن اسمه (says), through المرصد اليومي: “")
    assert all(f"/statements/{FIRST}" in each for each in (arabic, english))
    assert english.count("\u2068") == english.count("\u2069") > 3, "words of the page are set apart"


def test_a_span_is_moved_by_words_and_kept_only_when_asked(site: TestClient, store: Store) -> None:
    tree = step(site, page(site, asked="?part=source"), "end-earlier")
    tree = step(site, tree, "end-earlier")
    assert words(tree, "#desk output") == ["مسؤول أمريكي لم يكشف"]
    assert words(tree, ".words .in") == ["مسؤول", "", "أمريكي", "", "لم", "", "يكشف"]
    assert store.judgements() == []
    assert keep(site, tree) == 303
    assert source_of(site) == "مسؤول أمريكي لم يكشف"
    tree = page(site)
    assert words(tree, ".chain li bdi") == ["مسؤول أمريكي لم يكشف", "المرصد اليومي"], "the chain has the same words"
    assert words(tree, ".parts s") == ["مسؤول أمريكي لم يكشف عن اسمه"]
    assert "مسؤول أمريكي لم يكشف" in words(LexborHTMLParser(site.get("/pages/2").text), ".text mark.source")


def test_what_was_corrected_is_taken_back_and_its_history_stays(site: TestClient) -> None:
    keep(site, step(site, page(site, asked="?part=source"), "end-earlier"))
    assert press(site, page(site).css_first(".judged form"), "undo") == 303
    assert source_of(site) == "مسؤول أمريكي لم يكشف عن اسمه"
    tree = page(site)
    assert words(tree, ".judged .act") == ["تراجُع", "مصوَّب"]
    assert len(tree.css(".judged .taken-back")) == 1
    assert tree.css(".judged form") == [], "neither is taken back again"


def test_two_people_at_once_see_a_conflict_and_no_edit_is_lost(site: TestClient) -> None:
    mine, theirs = (step(site, page(site, asked="?part=source"), "end-earlier") for _ in range(2))
    mine = step(site, mine, "end-earlier")
    assert [keep(site, theirs), keep(site, mine)] == [303, 409]
    assert source_of(site) == "مسؤول أمريكي لم يكشف عن"
    answer = site.post("/judge", data={**fields(mine.css_first("#keep")), "act": "edit"})  # type: ignore[arg-type]
    back = LexborHTMLParser(answer.text).css_first("main a.button")
    assert back is not None
    assert back.attributes["href"] == f"/statements/{FIRST}#correct"


def test_a_speaker_who_was_named_before_stays_when_the_source_is_moved(site: TestClient, store: Store) -> None:
    story = reading(
        "# خبر\n{antecedent 1:الوزير سامي}\n{cue 1:قال} {source 1:إنه} مطمئن إن {content 1:الماء كثير}.", "far"
    )
    store.add(story)
    id = story.statements[0].id
    keep(site, step(site, page(site, id, "?part=source"), "end-later"))
    corrected = site.get(f"/statements/{id}.json").json()["corrected"]
    assert corrected["source"]["text"] == "إنه مطمئن"
    assert corrected["chain"][0]["text"] == "الوزير سامي"


def test_one_stretch_of_several_is_moved_or_dropped_and_the_others_stay(store: Store) -> None:
    split = "# خبر\n{content 1:الماء قليل}، {cue 1:قال} {source 1:الوزير}، {content 1:والصيف طويل هذا العام}."
    story = reading(split, "split")
    store.add(story)
    site, id = TestClient(create_app(store), follow_redirects=False), story.statements[0].id
    keep(site, step(site, page(site, id, "?part=content-2"), "end-earlier"))
    corrected = site.get(f"/statements/{id}.json").json()["corrected"]
    assert [span["text"] for span in corrected["content"]] == ["الماء قليل", "والصيف طويل هذا"]
    tree = page(site, id, "?part=content-2")
    assert press(site, tree.css("#desk form")[-1], "edit") == 303
    corrected = site.get(f"/statements/{id}.json").json()["corrected"]
    assert [span["text"] for span in corrected["content"]] == ["الماء قليل"]
    assert "gone" not in str(page(site, id, "?part=content-1").css_first("#desk").html)  # type: ignore[union-attr]


def test_a_part_that_was_not_read_is_marked(site: TestClient) -> None:
    tree = page(site, SECOND, "?part=medium")
    assert words(tree, "#desk output") == ["وأضاف"]
    assert keep(site, step(site, tree, "end-later")) == 303
    assert site.get(f"/statements/{SECOND}.json").json()["corrected"]["medium"]["text"] == "وأضاف المسؤول"


def test_a_part_that_is_not_there_is_taken_away(site: TestClient) -> None:
    gone = page(site, asked="?part=addressee").css("#desk form")[-1]
    assert press(site, gone, "edit") == 303
    assert site.get(f"/statements/{FIRST}.json").json()["corrected"]["addressee"] is None


def test_a_speaker_is_set_by_name(site: TestClient) -> None:
    form = page(site).css_first(".set-speaker")
    assert press(site, form, "edit", speaker="  الجنرال\nجون  سميث ") == 303
    (speaker, outlet) = site.get(f"/statements/{FIRST}.json").json()["corrected"]["chain"]
    assert (speaker["text"], speaker["taken_from"]) == ("الجنرال جون سميث", "judgement")
    assert outlet["text"] == "المرصد اليومي"
    assert "الجنرال جون سميث" in words(page(site), ".chain bdi")
    assert press(site, form, "edit", speaker=" ") == 422


@pytest.mark.parametrize(
    "changed",
    [
        {"part": "headline"},
        {"part": ""},
        {"part": "content-9"},
        {"part": "content"},
        {"start": "9", "end": "3"},
        {"start": "-1"},
        {"end": "99999"},
        {"end": "9" * 30},
        {"start": "٥"},
        {"about": [FIRST, SECOND]},
    ],
)
def test_an_edit_that_fits_nothing_is_refused(site: TestClient, store: Store, changed: dict[str, object]) -> None:
    form = page(site, asked="?part=source").css_first("#keep")
    assert press(site, form, "edit", **changed) == 422
    assert store.judgements() == []


@pytest.mark.parametrize(
    "asked", ["?part=x", "?part=source&start=a", "?part=source&start=5&end=99999&move=x", "?move=1"]
)
def test_an_address_that_asks_for_nothing_shows_the_statement(site: TestClient, asked: str) -> None:
    assert words(page(site, asked=asked), "h1")


@pytest.mark.usefixtures("hasty_hashes")
def test_one_who_may_only_read_corrects_nothing(store: Store) -> None:
    store.accounts.add(READER, ROLES[READER], PASSWORD)
    tree = page(has_come(store, READER), asked="?part=source")
    assert tree.css("form, #desk") == []
    assert words(tree, ".cite blockquote")


def test_what_a_newer_version_no_longer_says_is_said(site: TestClient, store: Store) -> None:
    later = WITHDRAWAL.replace("سيواصلون عملهم", "سيغادرون كذلك")
    store.add(reading(later, "w", "https://marsad.example/news/1?a=1&b=2", "موقع المرصد"))
    assert words(page(site, SECOND), ".notice") == ["لم تعد الصفحة تقول هذا: القول في نسخة أقدم."]
    assert words(page(site, FIRST), ".notice") == []


def test_the_one_script_is_ours_and_stands_on_no_other_page(site: TestClient) -> None:
    answer = site.get(f"/statements/{FIRST}")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    (script,) = LexborHTMLParser(answer.text).css("script")
    assert script.attributes == {"type": "module", "src": "/static/desk.js"}
    assert script.text() == ""
    served = site.get("/static/desk.js")
    assert served.status_code == 200
    assert "javascript" in served.headers["content-type"]


def test_hostile_words_are_only_words_where_they_are_corrected(site: TestClient, store: Store) -> None:
    ids = [each["id"] for each in (store.reading(3) or {})["statements"]]
    tree = page(site, ids[0], "?part=content-1")
    assert not tree.css("svg, img, body script")
    assert "<svg onload=alert(2)>" in tree.css_first(".words").text()  # type: ignore[union-attr]


def test_who_asks_for_a_statement_in_english_reads_arabic_from_the_right(site: TestClient) -> None:
    tree = page(site, asked="?lang=en&part=source")
    nodes: list[LexborNode] = tree.css(".words, h1, .text p, .parts td:nth-child(2), output")
    assert nodes
    assert all(node.attributes.get("dir") == "auto" for node in nodes)
