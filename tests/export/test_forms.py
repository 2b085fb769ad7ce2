"""Each form read back with the programs it is meant for, hostile words included."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import followthemoney
import openpyxl
import pyarrow.parquet
import pytest
import rdflib
from hostile_readings import FORMULAS, hostile, huge, plain
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from musnad.errors import InputError
from musnad.export import columns, ftm, json_ld, xlsx
from musnad.export.columns import COLUMNS, TABLES, TableName, defused
from musnad.export.forms import FORM_NAMES, FORMS, FormName, write
from musnad.export.naming import text_hash
from musnad.model import Reading

CODEBOOK = Path(__file__).parents[2] / "docs" / "codebook.md"
SCHEMA = rdflib.Namespace("https://schema.org/")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")


def written(form: FormName, *readings: Reading, **options: Any) -> bytes:
    stream = io.BytesIO()
    write(form, (reading.to_dict() for reading in readings), stream, **options)
    return stream.getvalue()


@pytest.mark.parametrize("form", [form for form in FORM_NAMES if not FORMS[form].judged])
def test_every_form_is_written_from_nothing(form: FormName) -> None:
    assert isinstance(written(form), bytes)


@pytest.mark.parametrize("form", [form for form in FORM_NAMES if not FORMS[form].judged])
def test_every_form_bears_hostile_and_huge_words(form: FormName) -> None:
    assert written(form, hostile(), huge(), plain())


@pytest.mark.parametrize("form", [form for form in FORM_NAMES if not FORMS[form].judged])
def test_every_form_takes_one_reading_at_a_time(form: FormName) -> None:
    alive: list[int] = []
    most = 0

    class Counted(dict[str, Any]):
        def __init__(self, values: Any) -> None:
            super().__init__(values)
            alive.append(1)

        def __del__(self) -> None:
            alive.pop()

    def some() -> Iterable[dict[str, Any]]:
        nonlocal most
        for _ in range(20):
            most = max(most, len(alive))
            yield Counted(plain().to_dict())

    write(form, some(), io.BytesIO())
    assert most <= 3


class TestTables:
    @pytest.mark.parametrize("table", TABLES)
    def test_the_codebook_tells_of_every_column_and_no_other(self, table: TableName) -> None:
        section = CODEBOOK.read_text("utf-8").split(f"## {table}")[1].split("\n## ")[0]
        told = re.findall(r"^\| `(\w+)` \| (\w+) \|", section, re.MULTILINE)
        assert told == [(column.name, column.kind) for column in COLUMNS[table]]

    def test_csv_has_the_mark_only_where_it_is_asked_for(self) -> None:
        assert written("csv", plain()).startswith(b"page,")
        assert written("csv", plain(), bom=True).startswith(b"\xef\xbb\xbfpage,")

    @pytest.mark.parametrize("table", TABLES)
    def test_csv_of_each_table(self, table: TableName) -> None:
        rows = list(csv.DictReader(io.StringIO(written("csv", plain(), table=table).decode())))
        assert len(rows) == {"statements": 2, "expectations": 1, "entities": 2}[table]
        assert all(row["page"] == "plain" and row["published"] == "2021-07-24" for row in rows)

    @pytest.mark.parametrize("cell", FORMULAS)
    def test_every_beginning_of_a_formula_is_defused(self, cell: str) -> None:
        assert defused(cell) == "'" + cell

    @given(st.text())
    def test_what_is_defused_begins_no_formula_and_keeps_its_words(self, cell: str) -> None:
        shown = str(defused(cell))
        assert shown.removeprefix("'") == cell.removeprefix("'")
        assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))

    def test_no_cell_of_a_sheet_is_a_formula(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(written("xlsx", hostile())))
        cells = [cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
        assert cells
        assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}
        assert not any(str(cell.value).startswith(("=", "+", "-", "@")) for cell in cells)

    def test_no_field_of_csv_is_a_formula(self) -> None:
        rows = list(csv.reader(io.StringIO(written("csv", hostile()).decode())))
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)

    def test_sheets_read_from_the_right(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(written("xlsx", plain())))
        assert book.sheetnames == list(TABLES)
        assert all(sheet.sheet_view.rightToLeft for sheet in book)
        said = book["statements"]
        assert [cell.value for cell in said[1]] == columns.names("statements")
        row = dict(zip(columns.names("statements"), (cell.value for cell in said[2]), strict=True))
        assert (row["speaker"], row["carriers"]) == ("الوزير", "المرفأ")
        assert row["content"] == "الخطة جاهزة … وكاملة"
        assert row["published"].date() == date(2021, 7, 24)

    def test_a_cell_too_long_for_a_sheet_is_cut_with_an_ellipsis(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(written("xlsx", huge())))
        cell = str(book["statements"].cell(2, columns.names("statements").index("content") + 1).value)
        assert len(cell) == xlsx.MOST_UNITS
        assert cell.endswith("…")

    def test_a_full_sheet_goes_on_in_another(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
        book = openpyxl.load_workbook(io.BytesIO(written("xlsx", plain(), plain(), plain())))
        assert "statements 2" in book.sheetnames
        assert book["statements"].max_row == 4
        assert book["statements 2"].max_row == 4

    @pytest.mark.parametrize("table", TABLES)
    def test_parquet_has_the_schema_of_the_codebook(self, table: TableName) -> None:
        kinds = {"text": "string", "list": "list<element: string>", "day": "date32[day]", "whole": "int64"}
        read = pyarrow.parquet.read_table(io.BytesIO(written("parquet", plain(), hostile(), table=table)))
        types = [str(field.type).replace("item:", "element:") for field in read.schema]
        assert types == [kinds.get(column.kind, "double") for column in COLUMNS[table]]
        assert read.column_names == columns.names(table)

    def test_parquet_keeps_days_and_lists(self) -> None:
        first = pyarrow.parquet.read_table(io.BytesIO(written("parquet", plain()))).to_pylist()[0]
        assert (first["published"], first["carriers"], first["confidence"]) == (date(2021, 7, 24), ["المرفأ"], 0.9)
        text = plain().text
        assert text[first["start"] : first["end"]].startswith("الخطة جاهزة")

    def test_parquet_without_rows_has_its_columns(self) -> None:
        read = pyarrow.parquet.read_table(io.BytesIO(written("parquet")))
        assert (read.num_rows, read.column_names) == (0, columns.names("statements"))

    def test_a_missing_extra_is_one_sentence_with_the_command(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        monkeypatch.delitem(sys.modules, "musnad.export.parquet", raising=False)
        with pytest.raises(InputError, match=r"pip install 'musnad\[parquet\]'"):
            written("parquet", plain())


class TestJsonLd:
    @pytest.fixture
    def graph(self) -> rdflib.Graph:
        return rdflib.Graph().parse(data=written("jsonld", plain()).decode(), format="json-ld")

    def test_nothing_is_fetched_and_every_term_has_a_meaning(self) -> None:
        def refuse(url: str, _: object) -> None:
            raise AssertionError(url)

        document = json.loads(written("jsonld", plain(), hostile()))
        expanded = jsonld.expand(document, {"documentLoader": refuse})
        kept = {name.lstrip("@") for node in document["@graph"] for name in node if name[0] != "@"}
        meant = {name.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2] for node in expanded for name in node}
        assert {name for name in kept if name not in json_ld.CONTEXT} == set()
        assert len(meant) > 15

    def test_pyld_and_rdflib_read_the_same_statements(self, graph: rdflib.Graph) -> None:
        document = json.loads(written("jsonld", plain()))
        lines = jsonld.to_rdf(document, {"format": "application/n-quads"})
        other = rdflib.Dataset()
        other.parse(data=lines, format="nquads")
        assert len(other) == len(graph)

    def test_a_statement_is_a_claim_or_a_quotation_by_its_speaker(self, graph: rdflib.Graph) -> None:
        claims = list(graph.subjects(rdflib.RDF.type, SCHEMA.Claim))
        assert len(claims) == 2
        names = {str(graph.value(graph.value(claim, SCHEMA.creator), SCHEMA.name)) for claim in claims}
        assert "الوزير" in names

    def test_selectors_point_at_the_words_in_the_text_of_that_hash(self, graph: rdflib.Graph) -> None:
        text = plain().text
        targets = list(graph.subjects(rdflib.RDF.type, OA.SpecificResource))
        assert len(targets) == 3
        for target in targets:
            assert str(graph.value(target, rdflib.URIRef("urn:musnad:term:textSha256"))) == text_hash(text)
            quote, position = sorted(
                graph.objects(target, OA.hasSelector), key=lambda s: bool(graph.value(s, OA.start))
            )
            start, end = (int(str(graph.value(position, place))) for place in (OA.start, OA.end))
            assert text[start:end] == str(graph.value(quote, OA.exact))
            assert text[:start].endswith(str(graph.value(quote, OA.prefix)))
            assert text[end:].startswith(str(graph.value(quote, OA.suffix)))

    def test_the_chain_is_carried_back_to_the_speaker(self, graph: rdflib.Graph) -> None:
        (last,) = {o for o in graph.objects(None, PROV.wasDerivedFrom) if graph.value(o, PROV.wasDerivedFrom)}
        first = graph.value(last, PROV.wasDerivedFrom)
        agents = [graph.value(graph.value(telling, PROV.wasAttributedTo), SCHEMA.name) for telling in (first, last)]
        assert [str(name) for name in agents] == ["الوزير", "المرفأ"]
        (claim,) = graph.subjects(PROV.wasDerivedFrom, last)
        assert graph.value(claim, PROV.hadPrimarySource) == first

    def test_no_hostile_address_becomes_one(self) -> None:
        assert "javascript:" not in json.dumps([*json_ld.nodes(hostile().to_dict())])


class TestFollowTheMoney:
    @pytest.mark.parametrize("reading", [plain(), hostile()], ids=["plain", "hostile"])
    def test_every_entity_is_valid_in_its_schema(self, reading: Reading) -> None:
        model = followthemoney.model
        lines = [json.loads(line) for line in written("ftm", reading).splitlines()]
        for data in lines:
            entity = model.get_proxy(data)
            assert entity.schema.validate(data) is None
            for prop, value in entity.itervalues():
                assert prop.type.validate(value), (prop, value)
            assert set(entity.to_dict()["properties"]) == set(data["properties"])
        ids = {data["id"] for data in lines}
        pointed = {
            v for data in lines for n in ("document", "entity", "resolved") for v in data["properties"].get(n, [])
        }
        assert pointed <= ids

    def test_a_statement_documents_its_speaker(self) -> None:
        entities = [*ftm.entities(plain().to_dict())]
        said = next(each for each in entities if each["schema"] == "Documentation")
        speaker = next(each for each in entities if each["id"] == said["properties"]["entity"][0])
        assert speaker["properties"]["name"] == ["الوزير"]
        assert said["properties"]["publisher"] == ["المرفأ"]
        assert {"Article", "Note", "Mention", "Person"} <= {each["schema"] for each in entities}

    def test_unnamed_speakers_of_two_statements_are_not_one(self) -> None:
        other = Reading(**{name: getattr(plain(), name) for name in Reading.__slots__} | {"id": "other"})
        assert other.id == "other"
        known = {"entity": None, "text": "مسؤول", "role": "speaker"}
        said = {"source_kind": "unnamed"}
        ids = {ftm._party(known, {**said, "id": id}, {"entities": []})["id"] for id in ("a", "b")}  # type: ignore[arg-type]
        assert len(ids) == 2


def test_every_value_of_a_form_name_is_a_form() -> None:
    assert set(get_args(FormName)) == set(FORM_NAMES)
