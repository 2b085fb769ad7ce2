"""Musnad from Python: one call, words where the reading has positions, and no surprise in a notebook."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from stories import hostile, withdrawal

import musnad
from musnad.export import frames

STORY = """وزير الموانئ: الرصيف الجديد جاهز
قال وزير الموانئ رامي السعدي لصحيفة المرفأ إن الرصيف الجديد سيفتتح في 26 يوليو.
وأضاف السعدي أن العمل انتهى قبل موعده.
"""
PAGE = f"<html><body><h1>{STORY.splitlines()[0]}</h1><p>{STORY.splitlines()[1]}</p></body></html>"


@pytest.fixture(scope="module")
def reading() -> musnad.ReadPage:
    return musnad.read(STORY, kind="article", published="2021-07-24", outlet="المرفأ")


class TestSources:
    def test_a_text_a_file_its_path_and_its_bytes_read_alike(self, tmp_path: Path) -> None:
        path = tmp_path / "story.txt"
        path.write_text(STORY, "utf-8")
        found = [musnad.read(source, kind="article") for source in (STORY, str(path), path, STORY.encode())]
        assert len({reading.text for reading in found}) == 1
        assert len({len(reading.statements) for reading in found}) == 1

    def test_html_is_known_for_what_it_is(self) -> None:
        assert musnad.read(PAGE).kind == "html"

    def test_a_page_made_by_hand_is_read_as_before(self) -> None:
        page = musnad.Page(STORY, "article", id="one", published=date(2021, 7, 24))
        assert musnad.read(page).to_dict()["id"] == "one"

    def test_one_line_of_text_is_a_text(self) -> None:
        assert musnad.read("قال الوزير إن الرصيف جاهز.").statements[0].speaker == "الوزير"

    @pytest.mark.parametrize(
        ("source", "code"),
        [
            ("nowhere.html", "missing"),
            (Path("nowhere"), "missing"),
            ("http://127.0.0.1/", "refused"),
            (" \n", "empty"),
            (b"\x89PNG", "binary"),
            (".", "folder"),
        ],
    )
    def test_what_cannot_be_had_is_an_error_with_a_sentence(self, source: str | bytes | Path, code: str) -> None:
        with pytest.raises(musnad.InputError) as error:
            musnad.read(source)
        assert error.value.code == code
        assert str(error.value).endswith((".", "file."))

    def test_a_day_that_is_none_is_named(self) -> None:
        with pytest.raises(musnad.InputError, match="24/7"):
            musnad.read(STORY, published="24/7")

    @given(st.text(max_size=60))
    def test_any_text_is_read_or_refused(self, text: str) -> None:
        with contextlib.suppress(musnad.InputError):  # of nothing but blanks, or of controls
            assert musnad.read(text + "\n", kind="article").text == text + "\n"


class TestViews:
    def test_words_know_where_they_stand(self, reading: musnad.ReadPage) -> None:
        for said in reading.statements:
            for words in (said.cue, said.source, *said.content):
                assert words is None or reading.text[words.start : words.end] == words
        assert [reading[time] for time in reading.times] == ["26 يوليو"]

    def test_a_statement_says_who_through_whom(self, reading: musnad.ReadPage) -> None:
        said = next(said for said in reading.statements if said.cue == "قال")
        assert said.speaker == "وزير الموانئ رامي السعدي"
        assert said.carriers == ("صحيفة المرفأ",)
        assert str(said) == f"وزير الموانئ رامي السعدي ← صحيفة المرفأ: {said.words}"

    def test_a_dropped_subject_has_its_speaker_nonetheless(self, reading: musnad.ReadPage) -> None:
        assert len(reading.said_by("السّعدي")) == len(reading.said_by("السعدي")) >= 2

    def test_what_lies_ahead_has_its_day(self, reading: musnad.ReadPage) -> None:
        (ahead,) = reading.expectations
        assert (ahead.due_from, ahead.due) == (date(2021, 7, 26), "في 26 يوليو")
        assert ahead.to_dict()["due_to"] == "2021-07-26"

    def test_the_form_for_programs_is_the_contracts(self, reading: musnad.ReadPage) -> None:
        assert reading.to_dict() == reading.noun.to_dict()
        assert [said.to_dict() for said in reading.statements] == reading.to_dict()["statements"]


class TestFrames:
    @pytest.mark.parametrize("kit", ["pandas", "polars"])
    def test_a_row_for_each_statement(self, reading: musnad.ReadPage, kit: str) -> None:
        pytest.importorskip(kit)
        frame = getattr(reading, f"to_{kit}")()
        assert list(frame.columns) == list(frames.COLUMNS)
        assert len(frame) == len(reading.statements)
        assert list(frame["speaker"]) == [said.speaker for said in reading.statements]

    @pytest.mark.parametrize("kit", ["pandas", "polars"])
    def test_no_statements_are_no_rows_and_all_columns(self, kit: str) -> None:
        pytest.importorskip(kit)
        frame = getattr(musnad, f"to_{kit}")([])
        assert list(frame.columns) == list(frames.COLUMNS)
        assert len(frame) == 0

    @pytest.mark.parametrize("kit", ["pandas", "polars"])
    def test_without_the_kit_the_sentence_says_what_to_install(
        self, kit: str, reading: musnad.ReadPage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, kit, None)
        with pytest.raises(musnad.InputError, match=rf"pip install 'musnad\[{kit}\]'"):
            getattr(reading, f"to_{kit}")()


class TestNotebook:
    def test_spans_are_coloured_and_statements_listed(self) -> None:
        tree = HTMLParser(musnad.ReadPage(withdrawal())._repr_html_())
        assert {mark.attributes["title"] for mark in tree.css("mark")} >= {"source", "cue", "content", "outlet"}
        assert tree.css_first("li bdi").text() == "مسؤول أمريكي لم يكشف عن اسمه"

    def test_a_hostile_page_runs_nothing(self) -> None:
        page = musnad.ReadPage(hostile())
        for html in (page._repr_html_(), *(said._repr_html_() for said in page.statements)):
            assert not HTMLParser(html).css("script, img, svg, iframe, style, [src], [onerror], [onload], [href]")
            assert "&lt;" in html


def test_importing_loads_nothing_heavy_and_is_quick() -> None:
    code = (
        "import time, sys; start = time.process_time(); import musnad; spent = time.process_time() - start\n"
        "heavy = {'musnad.model', 'numpy', 'pycrfsuite', 'sqlalchemy', 'jinja2', 'babel', 'pandas', 'polars'}\n"
        "print(sorted(heavy & set(sys.modules))); print(spent)"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]
    loaded, _ = runs[0].stdout.splitlines()
    assert loaded == "[]"
    assert min(float(run.stdout.splitlines()[1]) for run in runs) < 0.1


def test_every_public_name_is_there_and_no_other() -> None:
    assert all(getattr(musnad, name) for name in musnad.__all__)
    assert set(musnad.__all__) <= set(dir(musnad))
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        musnad.reed  # noqa: B018
