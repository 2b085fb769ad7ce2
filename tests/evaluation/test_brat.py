"""Stand-off annotations of an invented story become a gold article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from musnad.cli import main
from musnad.errors import InputError
from musnad.evaluation import measure
from musnad.evaluation.brat import folder, from_brat

TEXT = """الحداد: لا تأجيل للخطة
قال الوزير سامي الحداد لصحيفة المرفأ، في بيان، إن الخطة جاهزة، مضيفا للصحفيين أنها كاملة.
"""


def stand_off(*lines: str) -> str:
    """``T1 Cue قال`` is written with the place of its words; other lines as they are."""
    written = []
    for line in lines:
        if not line.startswith("T"):
            written.append(line.replace(" ", "\t", 1))
            continue
        name, kind, words = line.split(" ", 2)
        pieces = words.split(" … ")
        places = ";".join(f"{TEXT.index(piece)} {TEXT.index(piece) + len(piece)}" for piece in pieces)
        written.append(f"{name}\t{kind} {places}\t{' '.join(pieces)}")
    return "\n".join(written) + "\n"


STORY = stand_off(
    "T1 Cue قال",
    "T2 Source الوزير سامي الحداد",
    "T3 Source صحيفة المرفأ",
    "T4 Content الخطة جاهزة",
    "T5 Medium في بيان",
    "T6 Cue مضيفا",
    "T7 Addressee للصحفيين",
    "T8 Content كاملة",
    "T9 Content لا تأجيل للخطة",
    "T10 Source الحداد",
    "R1 Source Arg1:T1 Arg2:T2",
    "R2 Content Arg1:T1 Arg2:T4",
    "R3 Medium Arg1:T1 Arg2:T5",
    "R4 Outlet Arg1:T2 Arg2:T3",
    "R5 Content Arg1:T8 Arg2:T6",
    "R6 Addressee Arg1:T6 Arg2:T7",
    "R7 Source Arg1:T9 Arg2:T10",
    "A1 Stance T1 says",
    "A2 Mode T9 indirect",
    "#1 AnnotatorNotes T1 sure",
)


def words(span: list[int] | None) -> str | None:
    return TEXT[span[0] : span[1]] if span else None


@pytest.fixture
def statements() -> list[dict[str, Any]]:
    return from_brat(TEXT, STORY, "story", published="2021-07-24", outlet="المرفأ")["statements"]


def test_a_headline_is_a_statement_without_a_cue(statements: list[dict[str, Any]]) -> None:
    headline = statements[0]
    assert headline["cue"] is None
    assert words(headline["source"]) == "الحداد"
    assert headline["mode"] == "indirect"


def test_a_statement_has_its_parts_and_its_chain(statements: list[dict[str, Any]]) -> None:
    said = statements[1]
    assert [words(said[part]) for part in ("cue", "source", "medium", "addressee")] == [
        "قال",
        "الوزير سامي الحداد",
        "في بيان",
        None,
    ]
    assert [(link["text"], link["role"]) for link in said["chain"]] == [
        ("الوزير سامي الحداد", "speaker"),
        ("صحيفة المرفأ", "outlet"),
    ]
    assert said["stance"] == "says"


def test_a_relation_may_lead_either_way(statements: list[dict[str, Any]]) -> None:
    added = statements[2]
    assert words(added["cue"]) == "مضيفا"
    assert words(added["addressee"]) == "للصحفيين"
    assert [words(span) for span in added["content"]] == ["كاملة"]


def test_content_in_two_pieces(statements: list[dict[str, Any]]) -> None:
    pieces = stand_off("T1 Cue قال", "T2 Content الخطة جاهزة … كاملة", "R1 Content Arg1:T1 Arg2:T2")
    (said,) = from_brat(TEXT, pieces, "story")["statements"]
    assert [words(span) for span in said["content"]] == ["الخطة جاهزة", "كاملة"]


def test_the_article_can_be_measured() -> None:
    gold = from_brat(TEXT, STORY, "story", outlet="المرفأ")
    assert measure([gold], []).as_dict()["statements gold/found"] == (3, 0)


@pytest.mark.parametrize("line", ["T1\tCue 0 3\tقيل", "T1\tCue x y\tقال", "R1\tSource Arg1:T1", "T1"])
def test_a_line_that_is_none_is_named(line: str) -> None:
    with pytest.raises(InputError) as failure:
        from_brat(TEXT, "#1\tnote\n" + line + "\n", "story")
    assert "line 2" in str(failure.value)


class TestFolder:
    @pytest.fixture
    def annotated(self, tmp_path: Path) -> Path:
        (tmp_path / "day").mkdir()
        (tmp_path / "day" / "one.txt").write_text(TEXT, "utf-8")
        (tmp_path / "day" / "one.ann").write_text(STORY, "utf-8")
        return tmp_path

    def test_a_folder_is_a_gold_set_by_name(self, annotated: Path) -> None:
        (article,) = folder(str(annotated))
        assert article == from_brat(TEXT, STORY, "day/one", published=None, outlet=None)

    def test_the_command_converts_it_and_evaluate_takes_either(
        self, annotated: Path, capsysbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        gold = annotated / "gold.jsonl"
        assert run("convert", annotated, "--out", gold) == 0
        capsysbinary.readouterr()
        assert run("evaluate", annotated, "--json") == run("evaluate", gold, "--json") == 0
        first, second = capsysbinary.readouterr().out.splitlines()
        assert first == second

    def test_annotations_without_their_text_are_named(self, annotated: Path) -> None:
        (annotated / "day" / "one.txt").unlink()
        with pytest.raises(InputError, match=r"one\.txt"):
            list(folder(str(annotated)))


def run(*arguments: object) -> object:
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    return end.value.code
