"""What is packed and shipped says the same as the sources."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
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


UNITS = sorted((ROOT / "packaging" / "systemd").glob("*.service"))
#: What keeps a service that is broken into from doing harm elsewhere (systemd.exec(5)).
HARDENED = (
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "CapabilityBoundingSet=",
)


def settings(unit: Path) -> list[str]:
    return [line for line in unit.read_text("utf-8").splitlines() if line and line[0] not in "#["]


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
class TestUnits:
    def test_it_starts_a_command_with_options_that_are_there(self, unit: Path) -> None:
        (started,) = [line.removeprefix("ExecStart=") for line in settings(unit) if line.startswith("ExecStart=")]
        program, *words = started.split()
        assert program == "/opt/musnad/bin/musnad"
        commands: dict[str, Any] = dict(tool("reference")._commands())
        command = commands.get(words[0]) or commands[" ".join(words[:2])]
        there = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= there

    def test_it_may_do_no_more_than_it_must(self, unit: Path) -> None:
        assert set(HARDENED) <= set(settings(unit))

    def test_all_services_share_one_user_one_store_and_one_file_of_settings(self, unit: Path) -> None:
        shared = {"User=musnad", "StateDirectory=musnad", "Environment=MUSNAD_STORE=/var/lib/musnad/musnad.db"}
        assert shared | {"EnvironmentFile=-/etc/default/musnad"} <= set(settings(unit))
        assert "DynamicUser=yes" not in settings(unit), (
            "another user for each service would take the store from the others"
        )

    @pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not at hand")
    def test_systemd_takes_it(self, unit: Path, tmp_path: Path) -> None:
        """With a program that is there and no manual, neither of which a checkout has installed."""
        text = unit.read_text("utf-8").replace("/opt/musnad/bin/musnad", "/bin/true")
        copy = tmp_path / unit.name
        copy.write_text(re.sub(r"^Documentation=.*\n", "", text, flags=re.MULTILINE), "utf-8")
        asked = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
        assert (asked.returncode, asked.stderr) == (0, "")


def test_the_site_and_the_follower_have_units() -> None:
    assert {"musnad-serve", "musnad-follow"} <= {unit.stem for unit in UNITS}


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
