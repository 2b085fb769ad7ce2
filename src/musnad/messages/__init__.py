"""The sentences Musnad says, in English and Arabic: ``en.toml`` and ``ar.toml``, one key a sentence."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "ar")


@cache
def sentences(language: str) -> dict[str, str]:
    """All sentences of one language by key; keys of nested tables are joined with a dot."""
    raw = files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    flat: dict[str, str] = {}

    def gather(table: dict[str, object], prefix: str) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                gather(value, f"{prefix}{key}.")
            else:
                flat[prefix + key] = str(value)

    gather(tomllib.loads(raw), "")
    return flat


def say(key: str, language: str = "en", /, **values: object) -> str:
    """The sentence of ``key`` in ``language`` with its ``values`` filled in; the key itself where none is written."""
    table = sentences(language if language in LANGUAGES else "en")
    sentence = table.get(key) or sentences("en").get(key)
    if sentence is None:
        return key
    try:
        return sentence.format(**values)
    except (KeyError, IndexError):
        return sentence
