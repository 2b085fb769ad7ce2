"""A model of the user's own reads the names: from a folder, without the network, together with what Musnad knows."""

from __future__ import annotations

import json
import shutil
import socket
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")
pytest.importorskip("onnx")

from tiny_tagger import CONLL, made

from musnad.cli import main
from musnad.errors import ModelError
from musnad.model import Entity, Page, Reading
from musnad.pipeline import read
from musnad.text.entities.own.folder import FOLDER
from musnad.text.entities.own.labels import labels_of, stretches

STORY = """شركة زرقون توسّع مصنعها
قال زرقون لصحيفة الأهرام إن دلمونة ستستضيف المصنع، وإن فرنسا شريك فيه.
"""
Use = Callable[..., Path]


@pytest.fixture
def use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Use:
    """Makes a model that is used from then on."""

    def using(words: dict[str, str], labels: tuple[str, ...] = CONLL, **ways: Any) -> Path:
        folder = made(Path(tempfile.mkdtemp(dir=tmp_path)) / "tiny", words, labels, **ways)
        monkeypatch.setenv(FOLDER, str(folder))
        return folder

    return using


def by_bytes() -> Any:
    """As GPT-2 and RoBERTa cut: a blank belongs to the word after it."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    cutter = Tokenizer(models.BPE())
    cutter.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    cutter.train_from_iterator(["إن دلمونة في دلمونة"] * 9, trainers.BpeTrainer(vocab_size=300, show_progress=False))
    return cutter


def by_marked_words() -> Any:
    """As SentencePiece and XLM-R cut: a mark stands where a blank was."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    cutter = Tokenizer(models.Unigram([("<unk>", -9.0), ("▁", -3.0), ("▁دلمونة", -1.0), ("▁إن", -1.0)], 0))
    cutter.pre_tokenizer = pre_tokenizers.Metaspace()
    return cutter


def article(text: str) -> Reading:
    return read(Page(text, "article"))


def names(reading: Reading) -> dict[str, Entity]:
    return {entity.span.of(reading.text): entity for entity in reading.document.entities}


class TestReading:
    def test_what_it_reads_is_an_entity_marked_with_its_name(self, use: Use) -> None:
        use({"دلمونة": "B-LOC"})
        found = names(article(STORY))["دلمونة"]
        assert (found.type, found.model) == ("GPE", "tiny")

    def test_without_it_nothing_is_marked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(FOLDER, "")
        assert {entity.model for entity in article(STORY).document.entities} == {None}

    def test_what_is_known_by_name_stays_and_is_not_marked(self, use: Use) -> None:
        use({"دلمونة": "B-LOC", "فرنسا": "B-ORG"})
        found = names(article(STORY.replace("فرنسا", "جمهورية فرنسا")))
        assert any("فرنسا" in name for name in found)
        assert names(article("قالت مصر إن الجسر جاهز."))["مصر"].model is None

    def test_an_outlet_is_finer_than_an_organisation(self, use: Use) -> None:
        use({"لصحيفة": "B-ORG", "الأهرام": "I-ORG"})
        found = names(article(STORY))
        assert (found["الأهرام"].type, found["الأهرام"].model) == ("OUTLET", None)

    def test_a_model_that_knows_outlets_decides_on_them(self, use: Use) -> None:
        use({"دلمونة": "B-OUTLET"}, ("O", "B-OUTLET", "I-OUTLET"))
        assert names(article(STORY))["دلمونة"].type == "OUTLET"

    def test_clitics_are_no_part_of_a_name(self, use: Use) -> None:
        use({"وبالحديقة": "B-LOC"})
        text = "قال الوزير إن المصنع سيعمل بالشمال وبالحديقة."
        assert [e.span.of(text) for e in article(text).document.entities if e.model] == ["الحديقة"]

    def test_the_first_piece_of_a_word_decides_and_the_whole_word_is_the_name(self, use: Use) -> None:
        use({"دل": "B-LOC", "##مونة": "B-ORG"})
        assert names(article(STORY))["دلمونة"].type == "GPE"

    def test_a_name_of_several_words_is_one(self, use: Use) -> None:
        use({"مجلس": "B-ORG", "دلمونة": "I-ORG"})
        found = names(article("أعلن مجلس دلمونة افتتاح الجسر اليوم."))
        assert found["مجلس دلمونة"].model == "tiny"

    @pytest.mark.parametrize("before", ["", "😀 ", "مُحَمَّدٌ ", "é e\u0301 ", "\u200f", "ﷺ ", "\ud800 "])
    def test_positions_are_code_points_of_the_text_whatever_stands_before(self, use: Use, before: str) -> None:
        use({"دلمونة": "B-LOC"})
        text = f"قال الوزير {before}إن دلمونة ستستضيف المصنع."
        (found,) = [entity for entity in article(text).document.entities if entity.model]
        assert found.span.of(text) == "دلمونة"

    @pytest.mark.parametrize("cutter", [by_bytes, by_marked_words], ids=lambda make: make.__name__)
    def test_other_ways_to_cut_words_point_to_the_same_place(self, use: Use, cutter: Callable[[], Any]) -> None:
        made = cutter()
        (first, *_) = made.encode(" دلمونة").tokens
        use({first: "B-LOC"}, cutter=made)
        text = "قال الوزير 😀 إن دلمونة ستستضيف المصنع، ثم دلمونة."
        assert [e.span.of(text) for e in article(text).document.entities if e.model] == ["دلمونة", "دلمونة"]

    def test_a_sentence_longer_than_its_window_is_read_to_the_end(self, use: Use) -> None:
        use({"دلمونة": "B-LOC", "مجلس": "B-ORG", "زرقونة": "I-ORG"}, config={"max_position_embeddings": 18})
        text = "قال الوزير إن " + " ".join(["العمل مستمر في دلمونة ثم مجلس زرقونة"] * 60) + " كما كان."
        found = [entity.span.of(text) for entity in article(text).document.entities if entity.model]
        assert found == ["دلمونة", "مجلس زرقونة"] * 60

    def test_many_sentences_are_read_together(self, use: Use) -> None:
        use({"دلمونة": "B-LOC"})
        text = "\n".join(["عنوان المقال", *["قال الوزير إن العمل في دلمونة " + "مستمر " * n + "." for n in range(40)]])
        assert sum(1 for entity in article(text).document.entities if entity.model) == 40

    def test_a_model_may_ask_for_less(self, use: Use) -> None:
        use({"دلمونة": "B-LOC"}, inputs=("input_ids",))
        assert names(article(STORY))["دلمونة"].model == "tiny"

    def test_its_names_hold_statements_up(self, use: Use) -> None:
        use({"زرقون": "B-PER"})
        (statement, *_) = article(STORY).statements
        assert statement.chain[0].text == "زرقون"

    def test_a_program_is_told(self, use: Use) -> None:
        use({"دلمونة": "B-LOC"})
        entities: Any = article(STORY).to_dict()["entities"]
        assert {one["text"]: one["model"] for one in entities}["دلمونة"] == "tiny"

    def test_the_same_twice(self, use: Use) -> None:
        use({"دلمونة": "B-LOC"})
        assert article(STORY).to_dict() == article(STORY).to_dict()

    def test_nothing_goes_through_the_network(self, use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(*_: object) -> None:
            raise AssertionError("the network was asked")

        monkeypatch.setattr(socket.socket, "connect", refused)
        monkeypatch.setattr(socket, "getaddrinfo", refused)
        use({"دلمونة": "B-LOC"})
        assert names(article(STORY))["دلمونة"].model == "tiny"


class TestAnyText:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        text=st.text(
            st.one_of(st.sampled_from("دلمونة وب.،«»\n\u200f\u0301😀"), st.characters(exclude_categories=("Cs", "Cc"))),
            max_size=120,
        )
    )
    def test_spans_stand_in_the_text_in_order(self, any_model: Path, text: str) -> None:
        reading = article("قال الوزير إن دلمونة بعيدة.\n" + text)
        spans = [entity.span for entity in reading.document.entities]
        assert all(0 <= span.start < span.end <= len(reading.text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))

    @pytest.fixture
    def any_model(self, use: Use) -> Path:
        return use({"د": "B-LOC", "##ل": "I-LOC", "دلمونة": "B-PER", "و": "I-ORG"})


class TestLabels:
    @pytest.mark.parametrize(
        ("written", "types"),
        [
            (("O", "B-PERS", "I-PERS", "B-MISC"), [None, "PER", "PER", None]),
            (("O", "B-GPE", "B-LOC"), [None, "GPE", "LOC"]),
            (("O", "B-LOC", "I-LOC"), [None, "GPE", "GPE"]),
            (("O", "S_Organization", "E_Organization"), [None, "ORG", "ORG"]),
            (("O", "person", "WORK_OF_ART"), [None, "PER", "WORK"]),
            (("O", "B-WEA", "B-VEH", "B-DATE"), [None, "EQUIPMENT", "EQUIPMENT", None]),
        ],
    )
    def test_names_that_corpora_give_them_are_known(self, written: tuple[str, ...], types: list[str | None]) -> None:
        assert [label.type for label in labels_of(written, {})] == types

    def test_the_table_beside_the_model_wins(self) -> None:
        own = {"B-TEAM": "ORG", "LOC": "LOC", "PER": ""}
        assert [label.type for label in labels_of(("B-TEAM", "B-LOC", "B-PER"), own)] == ["ORG", "LOC", None]

    @pytest.mark.parametrize(
        ("labels", "found"),
        [
            ("B-PER I-PER O", [(0, 2)]),
            ("B-PER B-PER", [(0, 1), (1, 2)]),
            ("I-PER I-PER", [(0, 2)]),
            ("B-PER I-ORG", [(0, 1), (1, 2)]),
            ("O PER PER O PER", [(1, 3), (4, 5)]),
            ("S-PER U-PER B-PER L-PER", [(0, 1), (1, 2), (2, 4)]),
            ("O O", []),
        ],
    )
    def test_names_are_cut_under_every_scheme(self, labels: str, found: list[tuple[int, int]]) -> None:
        assert [(first, last) for first, last, _ in stretches(labels_of(labels.split(), {}), 0)] == found

    def test_a_table_is_read_from_the_folder(self, use: Use) -> None:
        folder = use({"دلمونة": "B-PLACE"}, ("O", "B-PLACE"))
        (folder / "labels.toml").write_text('[labels]\nPLACE = "FAC"\n', "utf-8")
        assert names(article(STORY))["دلمونة"].type == "FAC"


def cut(file: str) -> Callable[[Path], None]:
    return lambda folder: (folder / file).write_bytes((folder / file).read_bytes()[:40])


def written(file: str, words: str) -> Callable[[Path], object]:
    return lambda folder: (folder / file).write_text(words, "utf-8")


class TestBadFolder:
    @pytest.mark.parametrize(
        ("harm", "said"),
        [
            (shutil.rmtree, "no such folder"),
            (lambda folder: (folder / "model.onnx").unlink(), "model.onnx is not in this folder"),
            (lambda folder: (folder / "tokenizer.json").unlink(), "tokenizer.json is not in this folder"),
            (lambda folder: (folder / "config.json").unlink(), "config.json is not in this folder"),
            (cut("model.onnx"), "cannot be used"),
            (cut("tokenizer.json"), "cannot be used"),
            (cut("config.json"), "config.json"),
            (written("config.json", "[]"), "config.json"),
            (written("config.json", '{"id2label": ["O"]}'), "no id2label"),
            (written("config.json", '{"id2label": {"1": "O"}}'), "no id2label"),
            (written("config.json", '{"id2label": {"0": "LABEL_0"}}'), "labels.toml"),
            (written("labels.toml", "labels ="), "labels.toml"),
            (written("labels.toml", '[labels]\nPER = "PERSON"\n'), "PERSON"),
            (written("labels.toml", "labels = 3\n"), "labels.toml"),
        ],
    )
    def test_one_sentence_says_what_is_wrong(
        self, use: Use, harm: Callable[[Path], object], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        harm(use({"دلمونة": "B-LOC"}))
        page = tmp_path / "page.txt"
        page.write_text(STORY, "utf-8")
        with pytest.raises(SystemExit) as end:
            main(["read", str(page)])
        told = capsys.readouterr().err
        assert end.value.code == 3
        assert said in told
        assert len(told.strip().splitlines()) == 1

    @pytest.mark.parametrize(
        "ways",
        [
            {"inputs": ("input_ids", "pixels")},
            {"config": {"max_position_embeddings": 3}},
            {"config": {"id2label": {"0": "O", "1": "B-PER"}}},
        ],
        ids=["asks for what is not known", "takes too little", "scores more labels than it names"],
    )
    def test_a_model_that_is_none_of_this_kind_is_refused(self, use: Use, ways: dict[str, Any]) -> None:
        use({"دلمونة": "B-LOC"}, **ways)
        with pytest.raises(ModelError, match="cannot be used"):
            article(STORY)

    def test_a_run_ends_at_once_and_keeps_nothing(
        self, use: Use, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        shutil.rmtree(use({}))
        pages = tmp_path / "pages.jsonl"
        pages.write_text(f"{json.dumps({'text': STORY})}\n" * 5, "utf-8")
        store, tables = str(tmp_path / "m.db"), str(tmp_path / "tables")
        for command in (
            ["add", str(pages), "--store", store],
            ["read", str(pages), "--jsonl"],
            ["batch", str(pages), tables],
        ):
            with pytest.raises(SystemExit) as end:
                main(command)
            assert end.value.code == 3
            assert len(capsys.readouterr().err.strip().splitlines()) == 1

    def test_without_the_kits_it_says_what_to_install(self, use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
        use({"دلمونة": "B-LOC"})
        monkeypatch.setitem(__import__("sys").modules, "onnxruntime", None)
        with pytest.raises(ModelError, match=r"musnad\[transformers\]"):
            article(STORY)
