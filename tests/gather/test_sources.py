"""Every kind of source gives pages, or says why it does not."""

from __future__ import annotations

import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.gather import gather
from musnad.gather.files import LIMIT
from musnad.model import Page, PageFailure

STORY = "الوزير يعلن خطة جديدة\nقال الوزير إن الخطة ستبدأ الشهر المقبل."


def only(source: str, known: Page | None = None) -> Page | PageFailure:
    (one,) = gather(source, known or Page(""))
    return one


def code_of(source: str) -> str:
    failure = only(source)
    assert isinstance(failure, PageFailure), failure
    assert failure.values["source"] == source
    return failure.code


def test_a_file_is_a_page_with_what_the_caller_knows(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    page = only(str(path), Page("", "article", outlet="صحيفة المرفأ", published=date(2021, 7, 24)))
    assert page == Page(STORY, "article", outlet="صحيفة المرفأ", published=date(2021, 7, 24))


def test_standard_input_is_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    page = only("-")
    assert isinstance(page, Page)
    assert page.content == STORY


def test_a_folder_gives_its_pages_by_name_and_names_what_fails(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    (tmp_path / "b" / "broken.html").write_bytes(b"")
    (tmp_path / "b" / "c.html").write_text(f"<p>{STORY}</p>", "utf-8")
    (tmp_path / "notes.doc").write_bytes(b"not a page")
    (tmp_path / ".hidden.txt").write_text("not a page", "utf-8")
    first, failure, last = gather(str(tmp_path))
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert isinstance(failure, PageFailure)
    assert (failure.code, failure.source) == ("empty", str(tmp_path / "b" / "broken.html"))
    assert last.content.startswith("<p>")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (" \n\t\u200f\u202b\x00 ".encode(), "empty"),
        (b"%PDF-1.7 \xd9\x85", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"PK\x03\x04 word/document.xml", "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"x" * (LIMIT + 1), "too_large"),
    ],
    ids=["nothing", "blanks and controls", "PDF", "PNG", "ZIP", "random bytes", "too large"],
)
def test_what_is_no_page_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    assert code_of(str(path)) == code


def test_a_few_nuls_do_not_make_a_page_binary(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes((STORY * 20).encode().replace(b"\n", b"\x00"))
    page = only(str(path))
    assert isinstance(page, Page)
    assert page.content.count("\x00") == 20


def test_a_missing_file_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    assert code_of(str(tmp_path / "nowhere.txt")) == "missing"
    assert code_of(str(tmp_path)) == "no_pages"
    assert code_of("a\x00b") == "missing"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(STORY, "utf-8")
    path.chmod(0)
    assert code_of(str(path)) == "unreadable"


class TestRecords:
    """JSON lines: a record a page, a bad line an error with its id, and the run goes on."""

    def read(self, tmp_path: Path, *lines: object) -> list[Page | PageFailure]:
        path = tmp_path / "pages.jsonl"
        path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), "utf-8")
        return list(gather(str(path)))

    def test_fields_of_a_record(self, tmp_path: Path) -> None:
        (page,) = self.read(
            tmp_path,
            {"id": "7", "kind": "page", "text": STORY, "published": "2021-07-24", "url": "https://x.example/7"},
        )
        assert page == Page(STORY, "page", "7", "https://x.example/7", published=date(2021, 7, 24))

    def test_html_wins_and_is_html(self, tmp_path: Path) -> None:
        (page,) = self.read(tmp_path, {"id": 7, "html": "<p>خبر</p>", "text": "خبر", "kind": "page"})
        assert page == Page("<p>خبر</p>", "html", "7")

    @pytest.mark.parametrize(
        ("line", "code", "page_id"),
        [
            ("{not json", "bad_json", None),
            ("[" * 100_000, "bad_json", None),
            (["a list"], "record_not_object", None),
            ({"id": "7"}, "record_without_text", "7"),
            ({"id": "7", "text": None, "html": 5}, "record_without_text", "7"),
            ({"id": "7", "text": "  "}, "empty", "7"),
            ({"id": "7", "text": STORY, "kind": "poem"}, "bad_kind", "7"),
            ({"id": "7", "text": STORY, "kind": ["page"]}, "bad_kind", "7"),
            ({"id": "7", "text": STORY, "published": "24/7/2021"}, "bad_date", "7"),
            ({"id": "7", "text": STORY, "published": 2021}, "bad_field", "7"),
            ({"id": "7", "text": STORY, "url": ["x"]}, "bad_field", "7"),
        ],
    )
    def test_a_bad_line_is_named_and_the_run_goes_on(
        self, tmp_path: Path, line: object, code: str, page_id: str | None
    ) -> None:
        failure, page = self.read(tmp_path, line, "", {"id": "8", "text": STORY}, "   ")
        assert isinstance(failure, PageFailure)
        assert (failure.code, failure.id, failure.source) == (code, page_id, f"{tmp_path}/pages.jsonl:1")
        assert isinstance(page, Page)
        assert page.id == "8"

    def test_bytes_that_are_no_utf8_cost_their_line_only(self, tmp_path: Path) -> None:
        path = tmp_path / "pages.jsonl"
        path.write_bytes(b'{"text": "\xe3\xe4"}\n' + json.dumps({"id": "8", "text": STORY}).encode())
        failure, page = gather(str(path))
        assert isinstance(failure, PageFailure)
        assert isinstance(page, Page)

    @given(st.text().filter(lambda text: any(c.isalnum() for c in text)))
    def test_any_text_comes_through_unchanged(self, text: str) -> None:
        from musnad.gather.records import page_of_record

        record = json.loads(json.dumps({"id": "7", "text": text}))
        assert page_of_record(record, "line", Page("")).content == text
