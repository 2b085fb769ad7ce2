"""What holds for all tests.

Properties are tried on a few examples; ``--hypothesis-profile=thorough`` tries many.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("quick", max_examples=24)
settings.register_profile("thorough", max_examples=200)
settings.load_profile("quick")


@pytest.fixture(autouse=True)
def language_of_each_test() -> Iterator[None]:
    """``--lang`` of a command that runs in this process is set for the process: no test leaves it to the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MUSNAD_LANG", "")
        yield
