"""Searching, handing over and taking back, from the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from cli.test_commands import musnad

from musnad.export.forms import FORM_NAMES, FORMS

ARTICLES = [
    {
        "id": "tax",
        "kind": "article",
        "published": "2021-07-24",
        "outlet": "المرفأ",
        "text": "وزير المالية: لا زيادة\n"
        "قال وزير المالية سامي الحداد لرويترز إن الحكومة لن تزيد الضرائب قبل 26 يوليو.\n"
        "ونفى مسؤول في البنك المركزي وجود خلاف.",
    },
    {
        "id": "rain",
        "kind": "article",
        "published": "2021-08-02",
        "text": "أمطار في لبنان\nقال مسؤول في الأرصاد إن الأمطار ستهطل على بيروت الأربعاء.",
    },
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "kept.db"
    lines = "\n".join(json.dumps(article) for article in ARTICLES).encode()
    assert musnad("add", "-", "--jsonl", "--store", path, stdin=lines).status == 0
    return path


class TestSearch:
    def test_filters_need_no_words(self, store: Path) -> None:
        hits = musnad("search", "--kind", "unnamed", "--said-from", "2021-08-01", "--store", store, "--json").json[
            "hits"
        ]
        assert {hit["id"] for hit in hits} == {"rain"}

    def test_the_other_spellings_are_told(self, store: Path) -> None:
        assert "also searched for Lebanon: لبنان" in musnad("search", "Lebanon", "--store", store).text
        assert "Nothing found" in musnad("search", "Lebanon", "--no-names", "--store", store).text

    def test_days_spoken_of(self, store: Path) -> None:
        day = ("--about-from", "2021-07-26", "--about-to", "2021-07-26")
        hits = musnad("search", *day, "--store", store, "--json").json["hits"]
        assert {hit["id"] for hit in hits} == {"tax"}

    def test_exact_letters(self, store: Path) -> None:
        assert musnad("search", "مسئول", "--store", store, "--json").json["count"]
        assert musnad("search", "مسئول", "--exact", "--store", store, "--json").json["count"] == 0

    def test_facets_are_shown_in_words(self, store: Path) -> None:
        shown = musnad("search", "مسؤول", "--facets", "--store", store).text
        assert "Kind of source" in shown
        assert "2021-08" in shown

    def test_nothing_asked_is_a_sentence(self, store: Path) -> None:
        run = musnad("search", "--store", store)
        assert run.status != 0
        assert "nothing is asked for" in run.err
        assert run.err.count("\n") == 1

    def test_an_unknown_stance_is_a_usage_error(self, store: Path) -> None:
        assert musnad("search", "x", "--stance", "shouts", "--store", store).status == 2


class TestExport:
    @pytest.mark.parametrize("form", [form for form in FORM_NAMES if not FORMS[form].judged])
    def test_a_search_in_every_form(self, store: Path, form: str, tmp_path: Path) -> None:
        out = tmp_path / "out"
        assert musnad("export", form, "--speaker", "الحداد", "--store", store, "--out", out).status == 0
        assert out.stat().st_size > 100

    def test_a_search_hands_over_what_it_finds(self, store: Path) -> None:
        rows = musnad("export", "csv", "--query", "الضرائب", "--store", store).text.splitlines()
        assert [row.split(",")[0] for row in rows] == ["page", "tax"]
        assert [line["id"] for line in musnad("export", "jsonl", "--query", "الأمطار", "--store", store).lines] == [
            "rain"
        ]

    def test_other_tables(self, store: Path) -> None:
        header = musnad("export", "csv", "--table", "entities", "--store", store).text.splitlines()[0]
        assert header.endswith("text,type,entity,start,end")

    def test_where_it_cannot_be_written_it_says_so(self, store: Path, tmp_path: Path) -> None:
        run = musnad("export", "xlsx", "--store", store, "--out", tmp_path / "none" / "x.xlsx")
        assert run.status == 3
        assert "cannot be written" in run.err
        assert run.err.count("\n") == 1

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
    def test_a_folder_that_is_read_only(self, store: Path, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)
        assert "cannot be written" in musnad("export", "csv", "--store", store, "--out", tmp_path / "x.csv").err


class TestTakingBack:
    def test_a_file_and_a_pipe(self, store: Path, tmp_path: Path) -> None:
        lines = musnad("export", "jsonl", "--store", store).out
        (tmp_path / "export.jsonl").write_bytes(lines)
        assert musnad("add", tmp_path / "export.jsonl", "--store", tmp_path / "a.db", "--json").json["added"] == 2
        assert musnad("add", "-", "--jsonl", "--store", tmp_path / "b.db", "--json", stdin=lines).json["added"] == 2
        for name in ("a.db", "b.db"):
            assert musnad("export", "jsonl", "--store", tmp_path / name).out == lines

    def test_a_bad_line_is_named_and_the_others_kept(self, store: Path, tmp_path: Path) -> None:
        first, second = musnad("export", "jsonl", "--store", store).out.splitlines()
        broken = json.loads(second)
        broken["statements"][0]["content"][0]["text"] = "كلام لم يُقل"
        path = tmp_path / "export.jsonl"
        path.write_bytes(b"\n".join([first, json.dumps(broken).encode(), b"{", b"[1]", first]) + b"\n")
        run = musnad("add", path, "--store", tmp_path / "c.db", "--json")
        assert run.status == 1
        assert (run.json["added"], run.json["unchanged"]) == (1, 1)
        assert [failure["source"].rpartition(":")[2] for failure in run.json["failed"]] == ["2", "3", "4"]
