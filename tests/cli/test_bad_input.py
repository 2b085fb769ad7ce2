"""Whatever is handed over: one clear sentence, the exit status of the contract, no traceback, nothing lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

STORY = """الوزير يعلن خطة جديدة للمياه
قال وزير المياه سامي الحداد إن الخطة ستبدأ في 26 يوليو المقبل في ثلاث محافظات.
وأضاف الحداد أن الوزارة ستنشر تفاصيل الخطة على موقعها قبل نهاية الشهر.
"""


def musnad(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The real program in a process of its own."""
    command = [sys.executable, "-c", "from musnad.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=120)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def refused(done: subprocess.CompletedProcess[bytes], name: object) -> str:
    """Status 3, nothing on standard output, one sentence that names the input; the sentence."""
    (sentence,) = done.stderr.decode().splitlines()
    assert done.returncode == 3
    assert done.stdout == b""
    assert sentence.startswith(f"musnad: {name}: ")
    assert "defect" not in sentence
    return sentence


def read(path: Path, content: bytes, *options: str) -> dict[str, object]:
    """The reading of a file with this content, which must come without any failure."""
    path.write_bytes(content)
    done = musnad("read", path, "--json", *options)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def speakers(reading: dict[str, object]) -> set[str]:
    statements: list[dict[str, list[dict[str, str]]]] = reading["statements"]  # type: ignore[assignment]
    return {statement["chain"][0]["text"] for statement in statements if statement["chain"]}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the page is empty"),
        ("\ufeff \n\u200f".encode(), "the page is empty"),
        (b"\x7fELF" + bytes(range(256)) * 40, "this is not text"),
        (b"%PDF-1.4 stream", "this is not text"),
        ("قال ".encode() * 7_200_000, "the page has 50 MB, more than the limit"),
    ],
    ids=["empty", "invisible", "program", "PDF", "50 MB"],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    assert words in refused(musnad("read", path), path)


def test_a_folder_a_missing_file_and_a_refused_address(tmp_path: Path) -> None:
    assert "musnad add" in refused(musnad("read", tmp_path), tmp_path)
    assert "no such file" in refused(musnad("read", tmp_path / "x.html"), tmp_path / "x.html")
    for address in ("http://127.1:80/", "http://169.254.169.254/latest/", "file:///etc/passwd"):
        assert "refused" in refused(musnad("read", address), address)


def test_a_page_with_no_article_says_so(tmp_path: Path) -> None:
    links = "".join(f'<li><a href="/{n}">قسم {n}</a></li>' for n in range(40))
    reading = read(tmp_path / "front.html", f"<html><body><nav><ul>{links}</ul></nav></body></html>".encode())
    assert reading["statements"] == []
    assert reading["warnings"]


def test_a_page_that_is_not_arabic_says_so(tmp_path: Path) -> None:
    english = "Minister announces plan\nThe minister said on Monday that the plan would begin in July. " * 5
    reading = read(tmp_path / "english.txt", english.encode())
    assert "not_arabic" in [warning["code"] for warning in reading["warnings"]]  # type: ignore[union-attr]
    assert reading["text"] == english


@pytest.mark.parametrize("wrong", ["utf-8", "windows-1256"])
def test_a_wrong_label_of_the_encoding_is_found_out(tmp_path: Path, wrong: str) -> None:
    true = {"utf-8": "windows-1256", "windows-1256": "utf-8"}[wrong]
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY.splitlines()[1:])
    page = (
        f'<html><head><meta charset="{wrong}"></head><body><h1>{STORY.splitlines()[0]}</h1>{paragraphs}</body></html>'
    )
    reading = read(tmp_path / "page.html", page.encode(true))
    assert "الحداد" in str(reading["text"])
    assert "وزير المياه سامي الحداد" in speakers(reading)


def test_text_in_an_old_encoding_without_a_label(tmp_path: Path) -> None:
    assert read(tmp_path / "old.txt", STORY.encode("windows-1256"), "--kind", "article")["text"] == STORY


def test_ten_thousand_nested_tags(tmp_path: Path) -> None:
    deep = "<div>" * 10_000 + f"<p>{STORY}</p>" + "</div>" * 10_000
    reading = read(tmp_path / "deep.html", f"<html><body>{deep}</body></html>".encode())
    assert "الحداد" in str(reading["text"])


@pytest.mark.parametrize(
    ("mark", "into"),
    [
        ("\x00", "الخطة\x00 "),
        ("\u202e", "\u202eالخطة\u202c "),
        ("\u2067", "\u2067الخطة\u2069 "),
        ("\ufffe", "الخطة\ufffe "),
        ('"', '"الخطة '),
        ("«", "«الخطة "),
        ("”", "الخطة” "),
    ],
    ids=["NUL", "override", "isolate", "noncharacter", "odd mark", "odd guillemet", "odd closing mark"],
)
def test_an_odd_character_costs_nothing(tmp_path: Path, mark: str, into: str) -> None:
    text = STORY.replace("الخطة ", into)
    reading = read(tmp_path / "odd.txt", text.encode(), "--kind", "article")
    assert reading["text"] == text
    assert "وزير المياه سامي الحداد" in speakers(reading)


def test_lone_surrogates_come_back_as_they_went_in() -> None:
    text = STORY.replace("الخطة ", "الخطة \ud800 ")
    record = json.dumps({"id": "1", "kind": "article", "text": text}).encode()
    done = musnad("read", "--jsonl", stdin=record)
    assert done.returncode == 0, done.stdout[:500]
    reading = json.loads(done.stdout)
    assert reading["text"] == text
    assert "وزير المياه سامي الحداد" in speakers(reading)


def test_surrogates_written_as_bytes_do_not_stop_a_file(tmp_path: Path) -> None:
    reading = read(tmp_path / "page.txt", STORY.encode() + b"\xed\xa0\x80", "--kind", "article")
    assert "وزير المياه سامي الحداد" in speakers(reading)


def test_bad_pages_among_good_ones_cost_only_themselves(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(STORY, "utf-8")
    (tmp_path / "2.txt").write_bytes(b"")
    (tmp_path / "3.html").write_bytes(b"\x89PNG")
    (tmp_path / "4.html").write_text(f"<h1>خبر</h1><p>{STORY}</p>", "utf-8")
    done = musnad("add", tmp_path, "--store", tmp_path / "s.db", "--json")
    assert done.returncode == 1
    result = json.loads(done.stdout)
    assert result["added"] == 2
    assert [failure["code"] for failure in result["failed"]] == ["empty", "binary"]


def test_a_store_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("shopping: bread, milk, eggs " * 100)
    done = musnad("search", "x", "--store", path)
    assert done.returncode == 3
    assert str(path) in done.stderr.decode()
    assert path.read_text().startswith("shopping")


def test_a_gold_set_that_is_not_there_is_named_in_a_sentence(tmp_path: Path) -> None:
    assert "no such file" in refused(musnad("evaluate", tmp_path / "gold.jsonl"), tmp_path / "gold.jsonl")
    assert "no brat annotations" in refused(musnad("evaluate", tmp_path), tmp_path)
    assert "no such folder" in refused(musnad("convert", tmp_path / "x"), tmp_path / "x")
    (tmp_path / "gold.jsonl").write_bytes(b"\xff\xfe\x00")
    assert "not text" in refused(musnad("evaluate", tmp_path / "gold.jsonl"), tmp_path / "gold.jsonl")
