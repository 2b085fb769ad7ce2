"""Musnad reads pages of the Arabic press: who said what, to whom, through which outlet, and what is expected by when.

>>> from musnad import Page, read
>>> reading = read(Page("…", kind="article"))
>>> reading.to_dict()["statements"]
[]
"""

from __future__ import annotations

from musnad.errors import InputError, LexiconError, MusnadError, NothingDone, StoreError
from musnad.model import Expectation, Link, Page, PageWarning, Reading, Span, Statement

__all__ = [
    "Expectation",
    "InputError",
    "LexiconError",
    "Link",
    "MusnadError",
    "NothingDone",
    "Page",
    "PageWarning",
    "Reading",
    "Span",
    "Statement",
    "StoreError",
    "read",
]


def read(page: Page) -> Reading:
    """Read one page: its article, who said what in it, and what it says lies ahead.

    Raises InputError where the page cannot be read at all; everything short of that is a warning in the reading.
    """
    from musnad.pipeline import read as read_page  # the stages load their models: only when something is read

    return read_page(page)
