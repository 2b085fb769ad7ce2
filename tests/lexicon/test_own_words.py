"""A reader's own words and outlets stand beside those that came with Musnad."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from musnad.errors import LexiconError
from musnad.lexicon import table, with_own
from musnad.lexicon.own import merged

VERB = '[[verb]]\nlemma = "بربر"\nimperfect = "يبربر"\nstance = "claims"\ntakes = "that quote"\ngloss = "babble"\n'
OUTLET = '[outlets]\nnahr = { names = ["جريدة النهر العتيق"], domains = ["nahr.example"], kind = "newspaper" }\n'
STORY = "بربر المدير سامي الحداد لجريدة النهر العتيق بأن المصنع سيغلق.\nبربر المدير سامي الحداد أن المصنع سيغلق.\n"


def read(folder: Path, text: str) -> dict[str, Any]:
    """What a new process reads: tables are read once."""
    command = [sys.executable, "-c", "from musnad.cli import main; main()", "read", "-", "--kind", "article", "--json"]
    environment = {**os.environ, "MUSNAD_LEXICON": str(folder)}
    done = subprocess.run(command, input=text.encode(), capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_an_own_cue_and_an_own_outlet_are_read(tmp_path: Path) -> None:
    for name, rows in (("ar/cues", VERB), ("outlets/levant", OUTLET)):
        path = tmp_path / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(rows, "utf-8")
    reading = read(tmp_path, STORY)
    assert "claims" in [statement["stance"] for statement in reading["statements"]]
    assert "outlet:nahr" in [entity["entity"] for entity in reading["entities"]]


def test_without_own_tables_all_is_as_it_came(tmp_path: Path) -> None:
    assert read(tmp_path, STORY)["statements"] == []


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("[[verb]]\nlemma = 'x'\n", "entry 1 of verb lacks gloss, imperfect, stance, takes"),
        ("verb = 'x'\n", "verb must be a list"),
        ("verb = ['x']\n", "entry 1 of verb must be a table"),
        ("[[verb\n", "cues.toml"),
    ],
)
def test_what_is_wrong_in_an_own_table_is_named(tmp_path: Path, rows: str, why: str) -> None:
    path = tmp_path / "cues.toml"
    path.write_text(rows, "utf-8")
    with pytest.raises(LexiconError, match=why):
        with_own(table("ar/cues"), path)


def test_merging_changes_neither_table() -> None:
    ours, own = {"a": [{"x": 1}], "b": {"c": {"d": 1}}}, {"a": [{"x": 2}], "b": {"e": {"d": 2}}}
    assert merged(ours, own) == {"a": [{"x": 1}, {"x": 2}], "b": {"c": {"d": 1}, "e": {"d": 2}}}
    assert ours == {"a": [{"x": 1}], "b": {"c": {"d": 1}}}
