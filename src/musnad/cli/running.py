"""One page of a run, whatever happens to it: a reading, or the reason why there is none."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

from musnad.errors import ModelError, MusnadError
from musnad.model import Page, PageFailure, Reading


def readings(pages: Iterable[Page | PageFailure]) -> Iterator[Reading | PageFailure]:
    """What becomes of each page, in order, one in memory at a time."""
    for page in pages:
        yield page if isinstance(page, PageFailure) else attempt(page)


def attempt(page: Page) -> Reading | PageFailure:
    """The reading of a page; a defect met on one page costs that page and is named, so that a long run goes on.

    ``MUSNAD_DEBUG=1`` lets the defect through with its traceback. Raises ModelError, which no page is to blame for.
    """
    from musnad.pipeline import read

    name = page.source or page.id or "-"
    try:
        return read(page)
    except ModelError:
        raise
    except MusnadError as error:
        return PageFailure(name, error.code, {"source": name, **error.values}, page.id)
    except Exception as error:
        if os.environ.get("MUSNAD_DEBUG"):
            raise
        why = f"{type(error).__name__}: {error}"[:200]
        return PageFailure(name, "defect", {"source": name, "why": why}, page.id)


def surer_than(reading: Reading, threshold: float) -> Reading:
    """The reading without the statements and expectations below ``threshold``."""
    if threshold <= 0:
        return reading
    return replace(
        reading,
        statements=tuple(s for s in reading.statements if s.confidence >= threshold),
        expectations=tuple(e for e in reading.expectations if e.confidence >= threshold),
    )
