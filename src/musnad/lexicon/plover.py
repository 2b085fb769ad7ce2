"""PLOVER root codes, experimental: an event code for what somebody does by speaking (``ar/plover.toml``)."""

from __future__ import annotations

from functools import cache

from musnad.lexicon import fold, table


def plover_of(stance: str, content: str) -> str | None:
    """The root code of a statement with this stance and these words; None where the table says none.

    The predicate in the words decides before the stance, the first entry of the table before the later.
    """
    words = f" {' '.join(_words(content))} "
    for code, stances, forms in _predicates():
        if stance in stances and any(f" {form} " in words for form in forms):
            return code
    return table("ar/plover")["stance"].get(stance)


def _words(content: str) -> list[str]:
    """The words as keys, marks around them cut off."""
    return [fold(word.strip('.,:;\u060c\u061b"\u00ab\u00bb()')) for word in content.split()]


@cache
def _predicates() -> tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]:
    return tuple(
        (entry["code"], frozenset(entry["stances"]), tuple(map(fold, entry["forms"])))
        for entry in table("ar/plover")["predicate"]
    )
