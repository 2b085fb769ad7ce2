"""Commands as people and programs call them: what is printed where, and the exit status."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from musnad.cli import main

ARTICLE = """وزير المالية: لا زيادة في الضرائب هذا العام
قال وزير المالية سامي الحداد لصحيفة المرفأ اليوم إن الحكومة لن تزيد الضرائب هذا العام.
وأضاف الحداد للصحفيين أن الموازنة ستعرض على البرلمان في 26 يوليو.
ونفى مسؤول في البنك المركزي وجود أي خلاف مع الوزارة.
"""


class Run(NamedTuple):
    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def musnad(*arguments: object, stdin: bytes = b"", **environment: str) -> Run:
    """One command, in this process: what it prints as bytes, and its exit status."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        for name, value in {"COLUMNS": "100", "MUSNAD_LANG": "en", **environment}.items():
            patch.setenv(name, value)
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
    out.flush()
    assert isinstance(end.value.code, int)
    return Run(end.value.code, out.buffer.getvalue(), err.getvalue())


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path, article: Path) -> Path:
    path = tmp_path / "kept.db"
    assert musnad("add", article, "--published", "2021-07-24", "--store", path).status == 0
    return path


def test_read_prints_the_contract(article: Path) -> None:
    reading = musnad("read", article, "--kind", "article", "--published", "2021-07-24", "--json").json
    assert reading["text"] == ARTICLE
    assert reading["published"] == "2021-07-24"
    assert reading["article"]["headline"]["text"] == ARTICLE.splitlines()[0]
    for statement in reading["statements"]:
        for span in (statement["cue"], statement["source"], *statement["content"]):
            assert span is None or ARTICLE[span["start"] : span["end"]] == span["text"]
    speakers = {statement["chain"][0]["text"] for statement in reading["statements"] if statement["chain"]}
    assert any("سامي الحداد" in speaker for speaker in speakers)


def test_read_for_people_shows_who_said_what(article: Path) -> None:
    shown = musnad("read", article, "--published", "2021-07-24")
    assert shown.status == 0
    assert shown.text.startswith("وزير المالية: لا زيادة")
    assert "Who said what" in shown.text
    assert "\x1b" not in shown.text, "no colours into a pipe"


def test_reading_from_a_pipe_is_reading_the_file(article: Path) -> None:
    piped = musnad("read", "-", "--json", stdin=ARTICLE.encode())
    assert piped.json["statements"] == musnad("read", article, "--json").json["statements"]


def test_the_threshold_leaves_out_what_is_less_sure(article: Path) -> None:
    assert musnad("read", article, "--json", "--threshold", "1").json["statements"] == []


def test_html_is_one_page_without_anything_fetched(article: Path, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    assert musnad("read", article, "--html", page).status == 0
    written = page.read_text("utf-8")
    assert "سامي الحداد" in written
    assert "<script" not in written
    assert 'src="http' not in written


class TestJsonLines:
    def test_a_reading_a_line_in_order_each_with_its_id(self) -> None:
        records = [{"id": f"p{n}", "text": ARTICLE, "kind": "article"} for n in (3, 1, 2)]
        run = musnad("read", "--jsonl", stdin=b"\n".join(json.dumps(record).encode() for record in records))
        assert run.status == 0
        assert [line["id"] for line in run.lines] == ["p3", "p1", "p2"]

    def test_a_bad_line_is_an_error_line_and_the_run_goes_on(self) -> None:
        good = json.dumps({"id": "good", "text": ARTICLE}).encode()
        run = musnad("read", "-", "--jsonl", stdin=b"\n".join([good, b"{oops", b'{"id": "bad"}', good]))
        assert run.status == 1
        assert [line.get("id") for line in run.lines] == ["good", None, "bad", "good"]
        assert run.lines[1]["error"]["code"] == "bad_json"
        assert run.lines[2]["error"]["message"].startswith("-:3: the record has no text")

    def test_where_nothing_could_be_read_the_status_says_so(self) -> None:
        assert musnad("read", "--jsonl", stdin=b"{oops\n").status == 3
        assert musnad("read", "--jsonl", stdin=b"").status == 3

    def test_each_reading_is_printed_before_the_next_is_read(self) -> None:
        record = json.dumps({"id": "1", "text": ARTICLE}).encode() + b"\n"
        command = [sys.executable, "-c", "from musnad.cli import main; main()", "read", "--jsonl"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
            assert run.stdin
            assert run.stdout
            run.stdin.write(record)
            run.stdin.flush()
            assert json.loads(run.stdout.readline())["id"] == "1"
            run.stdin.close()

    def test_a_lone_surrogate_comes_back_as_it_went_in(self) -> None:
        record = b'{"id": "1", "kind": "article", "text": "\\u0642\\u0627\\u0644 \\ud800 \\u0646\\u0635"}\n'
        (line,) = musnad("read", "--jsonl", stdin=record).lines
        assert line["text"] == "قال \ud800 نص"


class TestStore:
    def test_adding_twice_changes_nothing(self, article: Path, tmp_path: Path) -> None:
        first, second = (musnad("add", article, "--store", tmp_path / "s.db", "--json").json for _ in range(2))
        assert first == {"added": 1, "unchanged": 0, "new_versions": 0, "failed": []}
        assert second == {"added": 0, "unchanged": 1, "new_versions": 0, "failed": []}

    def test_new_text_at_one_address_is_a_new_version(self, tmp_path: Path) -> None:
        record = {"id": "1", "url": "https://marfa.example/1", "text": ARTICLE}
        later = {**record, "text": ARTICLE.replace("26 يوليو", "27 يوليو")}
        for one, outcome in ((record, "added"), (later, "new_versions")):
            run = musnad("add", "-", "--jsonl", "--store", tmp_path / "s.db", "--json", stdin=json.dumps(one).encode())
            assert run.json[outcome] == 1

    def test_what_fails_is_named_and_the_rest_is_kept(self, article: Path, tmp_path: Path) -> None:
        run = musnad("add", article, tmp_path / "nowhere.txt", "--store", tmp_path / "s.db", "--json")
        assert run.status == 1
        assert run.json["added"] == 1
        assert run.json["failed"][0]["code"] == "missing"

    def test_nothing_kept_is_nothing_done(self, tmp_path: Path) -> None:
        assert musnad("add", tmp_path / "nowhere.txt", "--store", tmp_path / "s.db").status == 3

    def test_search_finds_words_however_they_are_spelt(self, store: Path) -> None:
        hits = musnad("search", "الضرايب", "--store", store, "--json").json["hits"]
        assert any("الضرائب" in hit["text"] for hit in hits)
        shown = musnad("search", "الضرائب", "--store", store)
        assert "الضرائب" in shown.text

    def test_search_without_hits_says_so(self, store: Path) -> None:
        assert "Nothing found" in musnad("search", "زرافة", "--store", store).text

    def test_exported_lines_are_the_readings(self, store: Path, article: Path) -> None:
        (kept,) = musnad("export", "jsonl", "--store", store).lines
        read = musnad("read", article, "--published", "2021-07-24", "--json").json
        assert kept == read

    def test_the_table_has_a_row_for_each_statement(self, store: Path, tmp_path: Path) -> None:
        out = tmp_path / "statements.csv"
        assert musnad("export", "csv", "--bom", "--out", out, "--store", store).status == 0
        raw = out.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
        assert any("سامي الحداد" in row["speaker"] for row in rows)

    def test_expectations_by_day(self, store: Path) -> None:
        run = musnad("expectations", "--as-of", "2021-07-25", "--store", store, "--json")
        assert run.json["as_of"] == "2021-07-25"
        assert musnad("expectations", "--as-of", "2020-01-01", "--store", store, "--json").json["expectations"] == []

    def test_a_statement_kept_is_explained_by_its_id(self, store: Path) -> None:
        (kept,) = musnad("export", "jsonl", "--store", store).lines
        statement = kept["statements"][0]
        explained = musnad("explain", statement["id"], "--store", store)
        assert explained.status == 0
        assert statement["rule"] in explained.text

    def test_looking_into_a_store_that_is_not_there_makes_none(self, tmp_path: Path) -> None:
        nowhere = tmp_path / "none.db"
        for command in (["search", "x"], ["export", "jsonl"], ["expectations"], ["explain", "abc"]):
            run = musnad(*command, "--store", nowhere)
            assert run.status == 3
            assert str(nowhere) in run.err
        assert not nowhere.exists()


def test_zones_name_each_line(article: Path) -> None:
    zones = musnad("zones", article, "--json").json["zones"]
    assert zones[0]["zone"] == "headline"
    assert "headline" in musnad("zones", article).text


def test_layers_are_shown_word_by_word(article: Path) -> None:
    shown = musnad("annotate", article)
    assert shown.status == 0
    assert "ال+حكومة" in shown.text, "clitics are cut where they are seen"


def test_a_page_is_explained_statement_by_statement(article: Path) -> None:
    reading = musnad("read", article, "--json").json
    explained = musnad("explain", article)
    assert all(statement["id"] in explained.text for statement in reading["statements"])
    assert "found by" in explained.text


def test_messages_are_arabic_where_wished() -> None:
    for run in (
        musnad("--lang", "ar", "read", "/nowhere.txt"),
        musnad("read", "/nowhere.txt", "--lang=ar"),
        musnad("read", "/nowhere.txt", MUSNAD_LANG="ar_EG.UTF-8"),
    ):
        assert run.status == 3
        assert run.err == "musnad: /nowhere.txt: لا يوجد ملف بهذا الاسم؛ تحقّق من المسار.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "x", "--kind", "poem"],
        ["read", "x", "--published", "24/7/2021"],
        ["read", "x", "--threshold", "2"],
        ["read", "x", "--nonsense"],
        ["export", "parchment"],
        ["--lang", "fr", "read", "x"],
        ["sing"],
        ["add"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


COMMANDS = [
    "read",
    "zones",
    "annotate",
    "explain",
    "add",
    "search",
    "expectations",
    "export",
    "serve",
    "mcp",
    "evaluate",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert f"musnad {command} " in capsys.readouterr().out.split("Example")[1]


def test_help_and_version_load_nothing_heavy() -> None:
    heavy = ["sqlalchemy", "fastapi", "httpx", "numpy", "pycrfsuite", "babel", "uvicorn"]
    script = (
        "import sys\nfrom musnad.cli import main\n"
        "try: main(['--version'])\nexcept SystemExit: pass\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    version, loaded = done.stdout.splitlines()
    assert version.startswith("musnad ")
    assert loaded == "[]"


def test_reading_a_file_loads_neither_web_nor_store_nor_network(article: Path) -> None:
    script = (
        "import sys\nfrom musnad.cli import main\n"
        f"try: main(['read', {str(article)!r}, '--json'])\nexcept SystemExit: pass\n"
        "print([name for name in ('sqlalchemy', 'fastapi', 'httpx', 'uvicorn', 'jinja2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_who_leaves_early_is_no_error(article: Path) -> None:
    command = f"{sys.executable} -c 'from musnad.cli import main; main()' read {article} | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
