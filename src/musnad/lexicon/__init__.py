"""Words as data: tables in TOML, and the folding under which words are looked up.

Each table may carry, per entry, a sentence that must match (``must``) and one that must not (``must_not``);
the tests hold every stage to them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import rtoml

from musnad.errors import LexiconError
from musnad.lexicon.folding import Folded, fold

__all__ = ["Folded", "fold", "table"]


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``lexicon/<name>.toml`` (``"ar/cues"``, ``"outlets/arab"``), read once.

    Raises LexiconError where there is no such table or it is not TOML.
    """
    try:
        raw = files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
        return rtoml.loads(raw)
    except (FileNotFoundError, rtoml.TomlParsingError) as error:
        raise LexiconError("lexicon_table", table=name, why=str(error)) from error
