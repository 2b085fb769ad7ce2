"""A pasted page is shown first and kept only when its reader says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient
from stories import withdrawal

from musnad.errors import InputError
from musnad.model import Page, Reading
from musnad.store import Store, open_store
from musnad.web import create_app, guard


@pytest.fixture
def pages() -> list[Page]:
    """The pages that were read."""
    return []


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "musnad.db") as opened:
        yield opened


@pytest.fixture
def site(store: Store, pages: list[Page]) -> TestClient:
    def read(page: Page) -> Reading:
        pages.append(page)
        if "binary" in page.content:
            raise InputError("binary")
        return withdrawal()

    return TestClient(create_app(store, read=read), follow_redirects=False)


def token_of(site: TestClient) -> str:
    return str(HTMLParser(site.get("/add").text).css_first("input[name=token]").attributes["value"])


def sent(site: TestClient, address: str, text: str = "نص", **fields: str) -> tuple[int, HTMLParser]:
    """The status and the page that answer the form, filled in as a reader would who opened it first."""
    answer = site.post(address, data={"token": token_of(site), "text": text, **fields})
    return answer.status_code, HTMLParser(answer.text)


def kept(store: Store) -> int:
    return store.counts()["pages"]


def test_a_pasted_page_is_shown_and_not_yet_kept(site: TestClient, store: Store, pages: list[Page]) -> None:
    _, tree = sent(site, "/add", "سطر\r\nوآخر", url="https://a.example/x", published="2021-07-24", outlet="الميدان")
    assert "قاعدة السهل" in tree.css_first(".text").text()
    assert kept(store) == 0
    assert pages[0].content == "سطر\nوآخر"
    assert (pages[0].url, pages[0].outlet, str(pages[0].published)) == ("https://a.example/x", "الميدان", "2021-07-24")


def test_what_was_shown_is_kept_from_the_page_itself(site: TestClient, store: Store) -> None:
    _, tree = sent(site, "/add", "\n<b>نص</b>\n")
    form = tree.css_first('form[action="/add/keep"]')
    fields = {node.attributes["name"]: node.attributes.get("value") or "" for node in form.css("input")}
    answer = site.post("/add/keep", data={**fields, "text": form.css_first("textarea").text()})
    assert (answer.status_code, answer.headers["location"]) == (303, "/pages/1")
    assert kept(store) == 1


def test_keeping_twice_keeps_once(site: TestClient, store: Store) -> None:
    sent(site, "/add/keep")
    sent(site, "/add/keep")
    assert kept(store) == 1


@pytest.mark.parametrize("address", ["/add", "/add/keep"])
@pytest.mark.parametrize("token", ["", "x", "رمز"])
def test_a_form_from_elsewhere_is_refused(site: TestClient, store: Store, address: str, token: str) -> None:
    site.get("/add")
    answer = site.post(address, data={"token": token, "text": "نص"})
    assert answer.status_code == 403
    assert kept(store) == 0


def test_a_form_sent_across_sites_is_refused_even_with_its_token(site: TestClient) -> None:
    data = {"token": token_of(site), "text": "نص"}
    assert site.post("/add/keep", data=data, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_the_forms_cookie_is_out_of_reach(site: TestClient) -> None:
    cookie = site.get("/add").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": "  "}, "ألصق نص الصفحة أولًا"),
        ({"published": "24/7/2021"}, "24/7/2021"),
        ({"url": "javascript:alert(1)"}, "javascript:alert(1)"),
        ({"text": "binary"}, "نص الصفحة"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(
    site: TestClient, fields: dict[str, str], words: str
) -> None:
    status, tree = sent(site, "/add", **{"outlet": "الميدان", **fields})
    assert status == 422
    assert words in tree.css_first("[role=alert]").text()
    assert tree.css_first("#outlet").attributes["value"] == "الميدان"


def uploaded(site: TestClient, name: str, raw: bytes, **fields: str) -> tuple[int, HTMLParser]:
    answer = site.post("/add", data={"token": token_of(site), "text": "", **fields}, files={"file": (name, raw)})
    return answer.status_code, HTMLParser(answer.text)


def keep(site: TestClient, tree: HTMLParser) -> int:
    """The status of the answer to the form that keeps what was shown."""
    form = tree.css_first('form[action="/add/keep"]')
    fields = {node.attributes["name"]: node.attributes.get("value") or "" for node in form.css("input")}
    return site.post("/add/keep", data={**fields, "text": form.css_first("textarea").text()}).status_code


def test_a_file_is_decoded_shown_and_kept_as_it_was_shown(site: TestClient, store: Store, pages: list[Page]) -> None:
    raw = "<html><meta charset='windows-1256'><h1>خبر</h1><p>قال الوزير إن الماء قليل</p>".encode("windows-1256")
    status, tree = uploaded(site, "خبر.html", raw, outlet="الميدان")
    assert status == 200
    assert "قال الوزير" in pages[0].content
    assert kept(store) == 0
    assert keep(site, tree) == 303
    assert (pages[1].content, pages[1].outlet) == (pages[0].content, "الميدان")
    assert kept(store) == 1


@pytest.mark.parametrize(
    ("name", "raw", "words"), [("صورة.png", b"\x89PNG\r\n", "صورة.png"), ("فارغ.txt", b" \n", "فارغ.txt")]
)
def test_a_file_that_is_no_page_is_refused_by_its_name(site: TestClient, name: str, raw: bytes, words: str) -> None:
    status, tree = uploaded(site, name, raw)
    assert status == 422
    assert words in tree.css_first("[role=alert]").text()


def test_an_address_alone_is_visited_and_what_was_found_there_is_kept(store: Store, pages: list[Page]) -> None:
    def fetch(address: str, known: Page) -> Page:
        return replace(known, content=f"<p>قال الوزير</p> {address}", url=address + "#final")

    def read(page: Page) -> Reading:
        pages.append(page)
        return withdrawal()

    site = TestClient(create_app(store, read=read, fetch=fetch), follow_redirects=False)
    status, tree = sent(site, "/add", "", url="https://a.example/x")
    assert status == 200
    assert kept(store) == 0
    assert keep(site, tree) == 303
    assert [page.url for page in pages] == ["https://a.example/x#final"] * 2
    assert pages[0].content == pages[1].content, "what is kept is what was shown, not what the site says by then"


def test_an_address_inside_this_network_is_not_visited(site: TestClient) -> None:
    status, tree = sent(site, "/add", "", url="http://127.0.0.1:1/x")
    assert status == 422
    assert "127.0.0.1" in tree.css_first("[role=alert]").text()


def test_a_text_that_is_too_large_is_refused(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 50_000)
    status, tree = sent(site, "/add", "ا" * 60_000)
    assert status == 413
    assert "قسّمه" in tree.css_first("[role=alert]").text()


def test_a_text_of_three_million_letters_is_taken(site: TestClient, store: Store, pages: list[Page]) -> None:
    sent(site, "/add", "كلمة " * 600_000)
    assert len(pages[0].content) == 3_000_000


def test_a_form_of_files_or_of_many_fields_is_refused_in_a_sentence(site: TestClient) -> None:
    site.get("/add")
    answers = [
        site.post("/add", data={f"f{n}": "" for n in range(50)}),
        site.post("/add", files={"text": b"x"}),
        site.post("/add", content=b"\xff", headers={"content-type": "multipart/form-data"}),
    ]
    assert all(answer.status_code in (400, 403) for answer in answers)
    assert all(HTMLParser(answer.text).css_first("[role=alert]") for answer in answers)
