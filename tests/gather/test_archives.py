"""Web archives give their pages, each with its record's name; what is damaged is said and the rest is kept."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from musnad.gather import gather
from musnad.model import Page, PageFailure

STORY = "الوزير يعلن خطة جديدة\nقال الوزير إن الخطة ستبدأ الشهر المقبل."
HTML = f"<html><body><h1>عنوان</h1><p>{STORY}</p></body></html>"


class Archive:
    """An archive being written."""

    def __init__(self, packed: bool = True) -> None:
        self._raw = io.BytesIO()
        self._writer = WARCWriter(self._raw, gzip=packed)

    def answer(self, url: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> Archive:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = self._writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
        self._writer.write_record(record)
        return self

    def converted(self, url: str, text: str) -> Archive:
        payload = io.BytesIO(text.encode())
        self._writer.write_record(
            self._writer.create_warc_record(url, "conversion", payload=payload, warc_content_type="text/plain")
        )
        return self

    def raw(self) -> bytes:
        return self._raw.getvalue()


def read(path: Path, raw: bytes) -> list[Page | PageFailure]:
    path.write_bytes(raw)
    return list(gather(str(path)))


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_gives_the_answers_that_are_pages(tmp_path: Path, packed: bool) -> None:
    archive = Archive(packed).answer("https://a.example/1", HTML.encode())
    archive.answer("https://a.example/logo", b"\x89PNG", "image/png").answer(
        "https://a.example/2", b"-", status="404 No"
    )
    (page,) = read(tmp_path / "crawl.warc.gz", archive.raw())
    assert isinstance(page, Page)
    assert (page.url, page.content) == ("https://a.example/1", HTML)
    assert page.record is not None
    assert page.record.startswith("<urn:uuid:")
    assert page.digest is not None
    assert page.digest.startswith("sha1:")
    assert page.fetched is not None
    assert page.fetched.utcoffset() is not None


def test_the_encoding_of_the_answer_is_known(tmp_path: Path) -> None:
    raw = Archive().answer("https://a.example/1", HTML.encode("windows-1256"), "text/html; charset=windows-1256").raw()
    (page,) = read(tmp_path / "crawl.warc.gz", raw)
    assert isinstance(page, Page)
    assert page.content == HTML


def test_converted_text_is_a_flattened_page(tmp_path: Path) -> None:
    (page,) = read(tmp_path / "crawl.warc.wet.gz", Archive().converted("https://a.example/1", STORY).raw())
    assert isinstance(page, Page)
    assert (page.kind, page.content) == ("page", STORY)


def test_a_wacz_gives_the_pages_of_its_archives(tmp_path: Path) -> None:
    path = tmp_path / "saved.wacz"
    with zipfile.ZipFile(path, "w") as packed:
        for name in ("b", "a"):
            packed.writestr(
                f"archive/{name}.warc.gz", Archive().answer(f"https://{name}.example/", HTML.encode()).raw()
            )
        packed.writestr("datapackage.json", "{}")
    assert [page.url for page in gather(str(path)) if isinstance(page, Page)] == [
        "https://a.example/",
        "https://b.example/",
    ]


def test_a_folder_takes_archives_too(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(Archive(packed=False).answer("https://a.example/", HTML.encode()).raw())
    (tmp_path / "b.warc.gz").write_bytes(Archive().answer("https://b.example/", HTML.encode()).raw())
    (tmp_path / "other.gz").write_bytes(b"\x1f\x8b\x08" + bytes(50))
    found = [page.url if isinstance(page, Page) else page.code for page in gather(str(tmp_path))]
    assert found == ["https://a.example/", "https://b.example/"]


def test_what_comes_before_the_damage_is_kept(tmp_path: Path) -> None:
    first = Archive().answer("https://a.example/1", HTML.encode()).raw()
    page, failure = read(tmp_path / "crawl.warc.gz", first + first[:60] + b"\xff" * 90)
    assert isinstance(page, Page)
    assert isinstance(failure, PageFailure)
    assert failure.code == "archive_damaged"


def test_a_cut_record_is_no_page(tmp_path: Path) -> None:
    raw = Archive(packed=False).converted("https://a.example/1", STORY).raw()
    (failure,) = read(tmp_path / "crawl.warc", raw[:-40])
    assert isinstance(failure, PageFailure)
    assert failure.code == "record_cut"


@pytest.mark.parametrize("packed", [True, False])
def test_the_beginning_of_a_cut_answer_is_no_page(tmp_path: Path, packed: bool) -> None:
    archive = Archive(packed).answer("https://a.example/1", HTML.encode())
    first = len(archive.raw())
    archive.answer("https://a.example/2", HTML.encode() + b"<p>" + bytes(range(65, 90)) * 9)
    page, failure = read(tmp_path / "crawl.warc.gz", archive.raw()[:-30])
    assert isinstance(page, Page)
    assert page.url == "https://a.example/1"
    assert isinstance(failure, PageFailure)
    assert failure.code == "archive_damaged"
    assert len(read(tmp_path / "whole.warc.gz", archive.raw()[:first])) == 1


def test_a_cut_among_what_is_no_page_is_told_too(tmp_path: Path) -> None:
    archive = Archive().answer("https://a.example/1", HTML.encode())
    archive.answer("https://a.example/logo", b"\x89PNG" * 99, "image/png", status="404 No")
    page, failure = read(tmp_path / "crawl.warc.gz", archive.raw()[:-30])
    assert isinstance(page, Page)
    assert isinstance(failure, PageFailure)


def test_a_record_larger_than_a_page_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.gather.archives.LIMIT", 100)
    raw = (
        Archive().answer("https://a.example/1", HTML.encode() * 9).answer("https://a.example/2", b"<p>short</p>").raw()
    )
    failure, page = read(tmp_path / "crawl.warc.gz", raw)
    assert isinstance(failure, PageFailure)
    assert failure.code == "too_large"
    assert "https://a.example/1" in failure.source
    assert isinstance(page, Page)


def test_a_packed_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (failure,) = read(tmp_path / "crawl.warc.gz", b"\x1f\x8b\x08" + bytes(50))
    assert isinstance(failure, PageFailure)
    assert failure.code == "binary"
