"""The reference, written down from the code itself: docs/reference/cli.md, docs/reference/python.md, docs/man/musnad.1.

python tools/reference.py           # write them
python tools/reference.py --check   # status 1 where they are not what is written
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

import musnad
from musnad import errors
from musnad.cli.app import app

ROOT = Path(__file__).parents[1]
MARKDOWN = ROOT / "docs" / "reference" / "cli.md"
PYTHON = ROOT / "docs" / "reference" / "python.md"
MANUAL = ROOT / "docs" / "man" / "musnad.1"
_HEAD = """# The command line

Written by `make reference` from the commands themselves. What they print is in [the contract](../contract.md).

"""
_EXIT = "0 done; 1 done, some inputs failed, each named; 2 wrong usage; 3 nothing could be done."
_WORDS = {
    "MUSNAD_STORE": "The store.",
    "MUSNAD_LANG": "Language of all messages: en or ar.",
    "MUSNAD_BIDI": "As --bidi.",
    "MUSNAD_ENTITY_MODEL": "The folder of your own model of names (musnad[transformers]).",
}


def markdown() -> str:
    """The reference as a page of the documentation."""
    parts = [_HEAD.rstrip("\n"), "", _cell(_root().help), ""]
    for name, command in _commands():
        parts += [f"## `musnad {name}`", "", _cell(command.help), ""]
        parts += ["| | | |", "| --- | --- | --- |"]
        parts += [f"| {_names(p)} | {_values(p)} | {_cell(p.help)}{_default(p)} |" for p in command.params]
        parts += ["", "```sh", *_examples(command), "```", ""]
    return "\n".join(parts)


def python() -> str:
    """The public names with their signatures and what is said of them."""
    parts = ["# From Python", "", "Written by `make reference` from the docstrings of `musnad`.", ""]
    for name in ("read", "to_pandas", "to_polars"):
        parts += _function(name, getattr(musnad, name), "##")
    for name in ("ReadPage", "Said", "Ahead", "Words", "Page", "Link", "Span"):
        parts += _class(name, getattr(musnad, name))
    parts += ["## Errors", "", "```text", _block(errors.__doc__), "```", ""]
    return "\n".join(parts)


def _function(name: str, found: Any, level: str) -> list[str]:
    signature = (
        re.sub(r"'([\w.\[\], |]+)'", r"\1", str(inspect.signature(found)))
        .replace("(self, ", "(")
        .replace("(self)", "()")
    )
    return [f"{level} `{name}{signature}`", "", _block(found.__doc__), ""]


def _class(name: str, found: type) -> list[str]:
    parts = [f"## `{name}`", "", _block(found.__doc__), "", "| | |", "| --- | --- |"]
    methods = []
    for member, value in vars(found).items():
        if member.startswith("_"):
            continue
        if isinstance(value, property):
            kind = _cell(inspect.signature(value.fget).return_annotation)
            parts.append(f"| `{member}`: `{kind}` | {_cell(value.fget.__doc__)} |")
        elif inspect.isfunction(value):
            methods += _function(member, value, "###")
    for field in dataclasses.fields(found) if dataclasses.is_dataclass(found) else ():
        parts.append(f"| `{field.name}`: `{_cell(field.type)}` | |")
    return [*parts, "", *methods] if len(parts) > 6 else [*parts[:4], *methods]


def _block(docstring: str | None) -> str:
    """A docstring as Markdown: its roles and double backticks become code."""
    text = inspect.cleandoc(docstring or "")
    return re.sub(r":\w+:`~?(?:\w+\.)*(\w+)`", r"`\1`", text).replace("``", "`")


def manual() -> str:
    """The manual page (man(7) macros)."""
    parts = ['.TH MUSNAD 1 "" "Musnad" "User Commands"', ".SH NAME", f"musnad \\- {_roff(_root().help)}"]
    parts += [
        ".SH SYNOPSIS",
        ".B musnad",
        "[\\fB\\-\\-lang\\fR en|ar] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]",
        ".SH COMMANDS",
    ]
    for name, command in _commands():
        parts += [f'.SS "musnad {name}"', _roff(command.help)]
        for parameter in command.params:
            parts += [
                ".TP",
                f"\\fB{_roff(_names(parameter).replace('`', ''))}\\fR {_roff(_values(parameter))}".rstrip(),
            ]
            parts.append(_roff(_plain(parameter.help) + _default(parameter)) or "\\&")
        parts += [".PP", ".nf", *map(_roff, _examples(command)), ".fi"]
    parts += [".SH ENVIRONMENT"]
    for name, words in _WORDS.items():
        parts += [".TP", f"\\fB{name}\\fR", words]
    return "\n".join([*parts, ".SH EXIT STATUS", _EXIT, ""])


def _root() -> Any:
    return get_command(app)


def _commands() -> Iterator[tuple[str, Any]]:
    """All commands by the words that call them; of a group those in it."""
    for name, command in _root().commands.items():
        below = getattr(command, "commands", {})
        if below:
            yield from ((f"{name} {inner}", found) for inner, found in below.items())
        else:
            yield name, command


def _names(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{parameter.metavar or parameter.name.upper()}`"
    return ", ".join(f"`{name}`" for name in parameter.opts)


def _values(parameter: Any) -> str:
    if parameter.param_type_name == "argument" or getattr(parameter, "is_flag", False):
        return ""
    choices = getattr(parameter.type, "choices", None)
    return (
        " ".join(f"`{choice}`" for choice in choices) if choices else (parameter.metavar or parameter.type.name.upper())
    )


def _default(parameter: Any) -> str:
    value = parameter.default
    shown = "" if value in (None, False, "", ...) or not isinstance(value, str | int | float) else f" Default: {value}."
    variable = f" Environment: {parameter.envvar}." if parameter.envvar else ""
    return shown + variable


def _examples(command: Any) -> list[str]:
    return [line for line in (command.epilog or "").split("\n") if line.startswith("musnad ")]


def _cell(words: str | None) -> str:
    return _plain(words).replace("``", "`").replace("|", "\\|")


def _plain(words: str | None) -> str:
    return " ".join((words or "").split())


def _roff(words: str | None) -> str:
    text = _plain(words).replace("\\", "\\e").replace("-", "\\-").replace("`", "")
    text = re.sub(r"[^\x00-\x7f]", lambda hit: f"\\[u{ord(hit[0]):04X}]", text)
    return re.sub(r"^([.'])", r"\\&\1", text)


def main(arguments: list[str]) -> int:
    stale = []
    for path, made in ((MARKDOWN, markdown()), (PYTHON, python()), (MANUAL, manual())):
        if not path.exists() or path.read_text("utf-8") != made:
            stale.append(path)
            if "--check" not in arguments:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(made, "utf-8")
    for path in stale:
        print(f"{path.relative_to(ROOT)}: {'is not' if '--check' in arguments else 'is now'} what the commands say")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
