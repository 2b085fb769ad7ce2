"""CONTRIBUTING does what it says: its cue and its outlet, added as it shows, are read as it promises."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
TOML = [textwrap.dedent(block) for block in re.findall(r"^ *```toml\n(.*?)^ *```$", TEXT, re.DOTALL | re.MULTILINE)]


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cue and the outlet of CONTRIBUTING beside Musnad's own."""
    folder = tmp_path_factory.mktemp("lexicon")
    cue, _, outlet, _ = TOML
    for name, rows in (("ar/cues", f"verb = [\n{cue}]\n"), ("outlets/levant", f"[outlets]\n{outlet}")):
        path = folder / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(rows, "utf-8")
    return folder


def read(sentence: str, lexicon: Path) -> dict[str, Any]:
    command = [sys.executable, "-c", "from musnad.cli import main; main()", "read", "-", "--kind", "article", "--json"]
    environment = {**os.environ, "MUSNAD_LEXICON": str(lexicon)}
    done = subprocess.run(command, input=sentence.encode(), capture_output=True, env=environment, check=True)
    return json.loads(done.stdout)


def test_its_cue_reports_where_it_must_and_only_there(lexicon: Path) -> None:
    (example,) = tomllib.loads(TOML[1])["verb"].values()
    (statement,) = read("خبر\n" + example["must"], lexicon)["statements"]
    first, _, last = example["says"].partition(" … ")
    assert statement["source"]["text"] == example["source"]
    assert statement["content"][0]["text"].startswith(first)
    assert statement["content"][-1]["text"].endswith(last)
    assert read("خبر\n" + example["must_not"], lexicon)["statements"] == []


def test_its_outlet_is_known_in_the_sentences_it_gives(lexicon: Path) -> None:
    (said,) = re.findall(r'echo "(.*النهر.*)" \|', TEXT)
    named, entity = tomllib.loads(f"row = {TOML[3].strip().rstrip(',')}")["row"]
    for sentence in (said, named):
        links = [link for one in read(sentence, lexicon)["statements"] for link in one["chain"]]
        assert entity in [link["entity"] for link in links], sentence


def test_every_target_of_make_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        t
        for page in ("CONTRIBUTING.md", "README.md")
        for t in re.findall(r"`make ([a-z]+)", (ROOT / page).read_text("utf-8"))
    }
    assert named - targets == set()


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "SECURITY.md"])
def test_every_path_that_is_named_is_there(page: str) -> None:
    paths = re.findall(r"`((?:src|tests|docs|tools)/[\w./-]+)`", (ROOT / page).read_text("utf-8"))
    assert len(paths) > 3
    assert [path for path in paths if not (ROOT / path).exists()] == []
