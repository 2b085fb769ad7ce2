"""Words as data: tables in TOML, and the folding under which words are looked up.

Each table may carry, per entry, a sentence that must match (``must``) and one that must not (``must_not``);
the tests hold every stage to them.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import rtoml

from musnad.errors import LexiconError
from musnad.lexicon.folding import Folded, fold
from musnad.lexicon.own import merged

__all__ = ["Folded", "fold", "table"]


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``lexicon/<name>.toml`` (``"ar/cues"``, ``"outlets/arab"``), read once, with the reader's own added.

    A reader's own tables stand in the folder that ``MUSNAD_LEXICON`` names, under the same names. Raises LexiconError
    where there is no such table, it is not TOML, or an own entry lacks what all others have.
    """
    try:
        ours = rtoml.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    except (FileNotFoundError, rtoml.TomlParsingError) as error:
        raise LexiconError("lexicon_table", table=name, why=str(error)) from error
    folder = os.environ.get("MUSNAD_LEXICON")
    own = Path(folder, f"{name}.toml") if folder else None
    return with_own(ours, own) if own and own.exists() else ours


def with_own(ours: dict[str, Any], path: Path) -> dict[str, Any]:
    """A table with the entries of the table at ``path`` after its own. Raises LexiconError naming the file."""
    try:
        own = rtoml.loads(path.read_text(encoding="utf-8"))
        return merged(ours, own)
    except (OSError, ValueError, rtoml.TomlParsingError) as error:
        raise LexiconError("lexicon_table", table=str(path), why=str(error)) from error
