"""Links to what web archives may have of a page; nothing is asked of them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from musnad.mementos import mementos


@pytest.mark.parametrize(
    ("moment", "digits"),
    [(date(2024, 5, 6), "20240506"), (datetime(2024, 5, 6, 8, 30), "20240506083000"), (None, "2")],
)
def test_an_address_leads_to_the_copy_nearest_to_a_moment(moment: date | None, digits: str) -> None:
    found = mementos("https://marfa.example/خبر?a=1", moment)
    assert found == {
        "wayback": f"https://web.archive.org/web/{digits}/https://marfa.example/خبر?a=1",
        "timemap": "https://web.archive.org/web/timemap/link/https://marfa.example/خبر?a=1",
    }


@pytest.mark.parametrize("url", [None, "", "file:///etc/hostname", "javascript:alert(1)"])
def test_what_is_no_web_address_has_none(url: str | None) -> None:
    assert mementos(url, date(2024, 5, 6)) is None
