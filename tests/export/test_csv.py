"""Statements as a table that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import reading

from musnad.export.columns import defused, names
from musnad.export.csv_table import lines
from musnad.export.json_lines import json_line

STORY = """# الوزير يعلن خطة
{cue 1:قال} {source 1:الوزير} لصحيفة {outlet 1:المرفأ} إن {content 1:الخطة جاهزة، و"كاملة"}.
{cue 2:أضاف} {source 2:=1+1} أن {content 2:-الأسعار ثابتة}.
"""


def table() -> list[dict[str, str]]:
    raw = b"".join(lines([reading(STORY, id="p1", outlet="المرفأ").to_dict()])).decode()
    return list(csv.DictReader(io.StringIO(raw)))


def test_a_row_tells_who_said_what_through_whom() -> None:
    first = table()[0]
    assert list(first) == names("statements")
    assert (first["page"], first["speaker"], first["carriers"]) == ("p1", "الوزير", "المرفأ")
    assert first["content"] == 'الخطة جاهزة، و"كاملة"'


def test_what_would_be_a_formula_is_text() -> None:
    second = table()[1]
    assert second["speaker"] == "'=1+1"
    assert second["content"] == "'-الأسعار ثابتة"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_every_beginning_of_a_formula_is_defused(cell: str) -> None:
    assert defused(cell) == "'" + cell


def test_numbers_and_plain_words_are_left_alone() -> None:
    assert [defused(cell) for cell in (-0.5, 0.93, None, "الوزير", "26")] == [-0.5, 0.93, None, "الوزير", "26"]


@given(st.text())
def test_any_words_come_back_from_json(words: str) -> None:
    import json

    line = json_line({"text": words})
    assert line.count(b"\n") == 1
    assert json.loads(line)["text"] == words


def test_a_lone_surrogate_is_written_as_an_escape() -> None:
    assert json_line("\ud800") == b'"\\ud800"\n'
