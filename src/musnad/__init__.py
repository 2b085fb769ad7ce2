"""Musnad reads pages of the Arabic press: who said what, to whom, through which outlet, and what is expected by when.

>>> import musnad
>>> reading = musnad.read("قال وزير المالية سامي الحداد لصحيفة المرفأ إن الضرائب لن تزيد.", kind="article")
>>> said = reading.statements[0]
>>> said.speaker, said.carriers, said.cue
('وزير المالية سامي الحداد', ('صحيفة المرفأ',), 'قال')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from musnad.errors import InputError, LexiconError, ModelError, MusnadError, NothingDone, StoreError
    from musnad.face import Ahead, ReadPage, Said, Words, read, to_pandas, to_polars
    from musnad.model import Expectation, Link, Page, PageWarning, Reading, Span, Statement

__all__ = [
    "Ahead",
    "Expectation",
    "InputError",
    "LexiconError",
    "Link",
    "ModelError",
    "MusnadError",
    "NothingDone",
    "Page",
    "PageWarning",
    "ReadPage",
    "Reading",
    "Said",
    "Span",
    "Statement",
    "StoreError",
    "Words",
    "read",
    "to_pandas",
    "to_polars",
]


def __getattr__(name: str) -> object:
    """A public name, from its room when it is first asked for (PEP 562): importing Musnad loads next to nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'musnad' has no attribute {name!r}")
    from musnad import errors, face, model

    found = next(vars(room)[name] for room in (face, model, errors) if name in vars(room))
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
