"""The help of the commands in another language than the one they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import rtoml
from click import Context
from typer import rich_utils

_TITLES = {
    "options": "OPTIONS_PANEL_TITLE",
    "arguments": "ARGUMENTS_PANEL_TITLE",
    "commands": "COMMANDS_PANEL_TITLE",
    "required": "REQUIRED_LONG_STRING",
    "default": "DEFAULT_STRING",
}


@contextmanager
def spoken(command: Any, language: str) -> Iterator[None]:
    """The help of a command, its options and its commands in ``language``; what has no words there stays as it is."""
    words = help_in(language)
    _translate(command, command.name or "musnad", words)
    for name, inner in _below(command):
        _translate(inner, name, words)
    kept = {name: getattr(rich_utils, name) for name in _TITLES.values()}
    try:
        for part, name in _TITLES.items():
            setattr(rich_utils, name, words["titles"][part])  # the kit keeps the titles of panels for the whole process
        yield
    finally:
        for name, title in kept.items():
            setattr(rich_utils, name, title)


def _below(command: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """The commands under a command, by the words that call them."""
    for name, inner in getattr(command, "commands", {}).items():
        yield before + name, inner
        yield from _below(inner, f"{before}{name} ")


def help_in(language: str) -> dict[str, dict[str, str]]:
    """The tables ``titles``, ``commands`` and ``options`` of a language."""
    return rtoml.loads(files("musnad.messages").joinpath(f"help.{language}.toml").read_text(encoding="utf-8"))


def _translate(command: Any, name: str, words: dict[str, dict[str, str]]) -> None:
    command.help = words["commands"].get(name, command.help)
    command.short_help = None
    for english, own in words["epilogs"].items():
        command.epilog = (command.epilog or "").replace(english, own)
    options = words["options"]
    # The option for help is made by the kit when it is asked for; made here, it is kept.
    for parameter in [*command.params, command.get_help_option(Context(command))]:
        if parameter is not None:
            written = parameter.opts[0].lstrip("-") if parameter.opts[0] == "--help" else parameter.name
            parameter.help = options.get(f"{name}.{written}") or options.get(written, parameter.help)
