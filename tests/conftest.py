"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def language_of_each_test() -> Iterator[None]:
    """``--lang`` of a command that runs in this process is set for the process: no test leaves it to the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MUSNAD_LANG", "")
        yield
