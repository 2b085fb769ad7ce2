"""The sentences Musnad says, in English and Arabic, one key a sentence.

``en.toml`` and ``ar.toml`` hold errors and warnings (and tables of single doors); ``cli.en.toml`` and ``cli.ar.toml``
the words of the terminal and the names of the values that a reading carries (stances, modes, zones …);
``web.en.toml`` and ``web.ar.toml`` the words of the web pages; ``claims.en.toml`` and ``claims.ar.toml`` why statements
of many pages are one claim, and why their sources are counted as they are; ``accounts.en.toml`` and
``accounts.ar.toml`` those of accounts, at the terminal and on the site.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import rtoml

LANGUAGES = ("en", "ar")


@cache
def sentences(language: str) -> dict[str, str]:
    """All sentences of one language by key; keys of nested tables are joined with a dot."""
    flat: dict[str, str] = {}

    def gather(table: dict[str, object], prefix: str) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                gather(value, f"{prefix}{key}.")
            else:
                flat[prefix + key] = str(value)

    rooms = ("", "cli.", "web.", "claims.", "accounts.")
    for name in (f"{room}{language}.toml" for room in rooms):
        gather(rtoml.loads(files(__name__).joinpath(name).read_text(encoding="utf-8")), "")
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
