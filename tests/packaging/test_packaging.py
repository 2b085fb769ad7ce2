"""What is packed and shipped says the same as the sources."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_and_the_manual_are_what_the_commands_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert tool("reference").main(["--check"]) == 0, "run `make reference`: " + capsys.readouterr().out


def test_the_reference_names_every_option() -> None:
    written = tool("reference").markdown()
    for name, command in tool("reference")._commands():
        section = written.split(f"## `musnad {name}`")[1].split("\n## ")[0]
        assert [p.name for p in command.params if p.opts[0] not in section and p.param_type_name == "option"] == []
        assert "| `" in section


class TestLicences:
    def test_the_core_has_nothing_of_the_gpl_family(self) -> None:
        assert tool("licences").main([]) == 0

    @pytest.mark.parametrize(
        ("licence", "refused"),
        [
            ("GPL-3.0-or-later", True),
            ("GNU General Public License v2 (GPLv2)", True),
            ("GNU Affero General Public License v3", True),
            ("AGPL-3.0-only", True),
            ("GNU Lesser General Public License v3", False),
            ("LGPL-2.1-or-later", False),
            ("MIT OR GPL-2.0-only", False),
            ("GPL-2.0-only OR AGPL-3.0-only", True),
            ("MIT", False),
            ("unknown", False),
        ],
    )
    def test_a_licence_is_told_by_its_freest_choice(self, licence: str, refused: bool) -> None:
        assert tool("licences").is_copyleft(licence) == refused


def test_every_extra_named_in_the_documents_is_there() -> None:
    extras = set(PROJECT["project"]["optional-dependencies"])
    texts = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.py")]
    named = {
        extra
        for path in texts
        for found in re.findall(r"musnad\[([a-z,]+)\]", path.read_text("utf-8"))
        for extra in found.split(",")
    }
    assert "mcp" in named
    assert named - extras == set()


def test_the_units_name_what_is_there() -> None:
    commands = {name for name, _ in tool("reference")._commands()}
    for unit in (ROOT / "packaging" / "systemd").glob("*.service"):
        (started,) = re.findall(r"^ExecStart=\S+/musnad (\w+)", unit.read_text("utf-8"), re.MULTILINE)
        assert started in commands
        assert "NoNewPrivileges=yes" in unit.read_text("utf-8")


def test_the_image_copies_only_what_is_there_and_let_through() -> None:
    let_through = [line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"]
    copied = [
        source
        for line in re.findall(r"^COPY (?!--from)(.*) \S+$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
        for source in line.split()
    ]
    assert "src" in copied
    for source in copied:
        assert (ROOT / source).exists(), source
        assert any(Path(source).match(pattern) for pattern in let_through), source


def test_the_wheel_takes_along_the_manual() -> None:
    shared = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert [path for path in shared if not (ROOT / path).exists()] == []
