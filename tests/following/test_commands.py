"""``musnad follow`` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from musnad.cli import main
from musnad.errors import InputError
from musnad.gather import opml

OPML = """<opml version="2.0"><body><outline text="صحف">
<outline text="صحيفة المرفأ" xmlUrl="https://marfa.example/feed"/>
<outline title="الضفاف" XMLURL="https://daffa.example/rss"/>
<outline text="مكرر" xmlUrl="https://marfa.example/feed"/><outline text="لا شيء" xmlUrl="javascript:x"/>
</outline></body></opml>"""


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["follow", *words])
    return int(ended.value.code or 0)


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "musnad.db")


def test_sources_are_added_listed_and_removed(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", "https://marfa.example/feed", "--outlet", "صحيفة المرفأ", "--store", store) == 0
    assert run("add", "https://marfa.example/feed", "--minutes", "60", "--store", store) == 0
    assert "followed already" in capsys.readouterr().out
    assert run("list", "--json", "--store", store) == 0
    (source,) = json.loads(capsys.readouterr().out)["sources"]
    assert (source["address"], source["minutes"], source["asked"]) == ("https://marfa.example/feed", 60, None)
    assert run("list", "--store", store) == 0
    assert "https://marfa.example/feed" in capsys.readouterr().out
    assert run("remove", "https://marfa.example/feed", "--store", store) == 0
    assert run("remove", "https://marfa.example/feed", "--store", store) == 3
    assert "not followed" in capsys.readouterr().err


def test_what_is_no_web_address_is_refused(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", "ftp://marfa.example/feed", "--store", store) == 3
    assert "not an http(s) address" in capsys.readouterr().err


def test_a_run_with_nothing_to_do_ends_well(store: str) -> None:
    run("add", "https://marfa.example/feed", "--store", store)
    run("remove", "https://marfa.example/feed", "--store", store)
    assert run("run", "--once", "--store", store) == 0


def test_a_private_address_is_never_asked(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("add", "http://127.0.0.1:9/feed", "--store", store)
    assert run("run", "--once", "--store", store) == 3
    assert "not a public address" in capsys.readouterr().err


def test_a_list_of_feeds_goes_in_and_comes_out(
    store: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(OPML, "utf-8")
    assert run("import", str(path), "--store", store) == 0
    capsysbinary.readouterr()
    assert run("export", "--store", store) == 0
    found = ElementTree.fromstring(capsysbinary.readouterr().out)
    assert [(each.get("xmlUrl"), each.get("title")) for each in found.iter("outline")] == [
        ("https://marfa.example/feed", "صحيفة المرفأ"),
        ("https://daffa.example/rss", "الضفاف"),
    ]


def test_a_list_may_be_lines(tmp_path: Path) -> None:
    path = tmp_path / "feeds.txt"
    path.write_text("https://marfa.example/feed\n\n# a remark\nhttps://marfa.example/feed\n", "utf-8")
    assert opml.outlines(path) == [opml.Outline("https://marfa.example/feed")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "opml_empty"),
        ("<opml><body/></opml>", "opml_empty"),
        ("<opml><body>", "bad_xml"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><opml>&b;</opml>', "bad_xml"),
    ],
)
def test_a_list_that_is_none_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as refused:
        opml.outlines(path)
    assert refused.value.code == code
