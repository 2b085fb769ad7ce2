"""Help in the language asked for, and completion for the shell."""

from __future__ import annotations

import re

import pytest
from typer.main import get_command

from musnad.cli import main
from musnad.cli.app import app
from musnad.cli.helping import _below, help_in

ARABIC = re.compile("[\u0621-\u064a]")
COMMAND = get_command(app)
COMMANDS = {"musnad": COMMAND, **dict(_below(COMMAND))}


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_has_its_arabic_words(name: str) -> None:
    words = help_in("ar")
    assert name in words["commands"]
    for parameter in COMMANDS[name].params:
        assert f"{name}.{parameter.name}" in words["options"] or parameter.name in words["options"], parameter.name


def test_no_arabic_words_are_left_for_what_is_gone() -> None:
    options = {p.name for command in COMMANDS.values() for p in command.params} | {"help"}
    words = help_in("ar")
    assert set(words["commands"]) == set(COMMANDS)
    assert {name.rpartition(".")[2] for name in words["options"]} == options


@pytest.mark.parametrize("arguments", [["--lang", "ar", "--help"], ["--help", "--lang=ar"]], ids=" ".join)
def test_help_is_arabic_where_wished(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    shown = printed(capsys, *arguments)
    assert "يقرأ صفحات الصحافة العربية" in shown
    assert "Show this message" not in shown


def test_help_of_one_command_is_arabic_by_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSNAD_LANG", "ar")
    shown = printed(capsys, "read", "--help")
    assert "أمثلة:" in shown
    assert all(ARABIC.search(line) for line in shown.splitlines() if "--" in line and "musnad read" not in line)


def test_help_is_english_again_afterwards(capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "--lang", "ar", "--help")
    assert not ARABIC.search(printed(capsys, "--help"))


def test_a_shell_is_told_the_commands(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"_MUSNAD_COMPLETE": "complete_bash", "COMP_WORDS": "musnad ex", "COMP_CWORD": "1"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        main([])
    assert {"explain", "expectations", "export"} <= set(capsys.readouterr().out.split())
