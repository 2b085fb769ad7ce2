"""The examples of the documentation are run as a reader would: in one folder a page, from top to bottom.

A ``console`` block holds commands after ``$`` and what they print; ``…`` stands for anything. A block that opens with
``# name`` is a file that the reader writes. A ``python`` block is run.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from musnad.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs" / "tutorial.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
OWN_LEXICON = "MUSNAD_LEXICON="


def printed(command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints on standard output; one with a lexicon of its own runs in a process of its own."""
    words = shlex.split(command)
    if words[0].startswith(OWN_LEXICON):
        return in_a_process(words[0].removeprefix(OWN_LEXICON), words[2:])
    assert words[0] == "musnad"
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()) as err, pytest.raises(SystemExit) as end:
        main(words[1:])
    out.flush()
    assert end.value.code in (0, 1), err.getvalue()
    return out.buffer.getvalue().decode()  # type: ignore[attr-defined]


def in_a_process(lexicon: str, arguments: list[str]) -> str:
    import subprocess

    command = [sys.executable, "-c", "from musnad.cli import main; main()", *arguments]
    environment = {**os.environ, "MUSNAD_LEXICON": lexicon}
    return subprocess.run(command, capture_output=True, env=environment, check=True).stdout.decode()


def fits(shown: str, found: str) -> bool:
    """True where what is found is what is shown, blanks at the ends of lines aside; ``…`` stands for anything."""
    pieces = [re.escape(piece) for piece in re.sub(r"\n…\n", "…", f"\n{shown.strip()}\n").strip().split("…")]
    plain = "\n".join(line.rstrip() for line in found.strip().splitlines())
    return re.fullmatch(".*".join(re.sub(r"\\\s+", r"\\s+", piece) for piece in pieces), plain, re.DOTALL) is not None


def commands(block: str) -> list[tuple[str, str]]:
    """Each command of a console block with what is shown under it."""
    return [
        (command, shown)
        for command, _, shown in (part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.M)[1:])
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_examples_do_what_they_show(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("MUSNAD_LANG", "en")
    for kind, block in BLOCK.findall(page.read_text("utf-8")):
        named = re.match(r"# (\S+\.\w+)\n", block)
        if kind == "console":
            for command, shown in commands(block):
                found = printed(command, monkeypatch)
                assert fits(shown, found), f"{command}\n{found}"
        elif kind == "python":
            exec(compile(block, page.name, "exec"), {})
        elif named:
            path = tmp_path / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block[named.end() :] if path.suffix != ".toml" else block, "utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_command_and_option_named_is_there(page: Path) -> None:
    from typer.main import get_command

    from musnad.cli.app import app

    there = get_command(app).commands  # type: ignore[attr-defined]
    for command, rest in re.findall(r"\bmusnad ([a-z]+)((?: [^\n`|]*)?)", page.read_text("utf-8")):
        if command in there:
            found = there[command]
            found = getattr(found, "commands", {}).get(rest.split(" ")[1] if rest else "", found)
            options = {option for p in found.params for option in p.opts}
            assert set(re.findall(r"(?<=\s)--[a-z-]+", rest)) - options - {"--lang"} == set(), command


def test_a_wrong_example_would_be_found() -> None:
    assert fits("…\na b\n…", "x\na b\ny")
    assert fits("a … c", "a b c")
    assert not fits("…\na b\n…", "x\na c\ny")
    assert not fits("a", "a b")


def test_both_landing_pages_lead_to_the_same_pages() -> None:
    links = [
        re.findall(r"\]\(([^)]+)\)", (ROOT / "docs" / name).read_text("utf-8")) for name in ("index.md", "index.ar.md")
    ]
    assert links[0] == links[1]


def test_the_site_leads_to_every_page_and_to_no_other() -> None:
    site = (ROOT / "mkdocs.yml").read_text("utf-8")
    told = set(re.findall(r"[\w/-]+\.md", site.split("\nnav:")[1]))
    there = {str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md")}
    assert told == {path for path in there if not path.startswith("decisions/") and not path.endswith(".ar.md")}
