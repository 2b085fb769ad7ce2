"""One page has one key, however its address is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.addresses import address_key

PAGE = "https://www.marsad.example/أخبار/1?id=7&s="


@pytest.mark.parametrize(
    "other",
    [
        "http://marsad.example/أخبار/1?id=7&s=",
        "https://WWW.Marsad.Example:443/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1/?id=7&s=#comments",
        "https://marsad.example/أخبار/1?utm_source=x&id=7&fbclid=1&s=",
        "  https://marsad.example/أخبار/1?id=7&s= ",
    ],
)
def test_the_same_page(other: str) -> None:
    assert address_key(other) == address_key(PAGE)


@pytest.mark.parametrize(
    "other",
    [
        "https://marsad.example/أخبار/1?id=8&s=",
        "https://marsad.example/أخبار/2?id=7&s=",
        "https://marsad.example:8443/أخبار/1?id=7&s=",
        "https://news.marsad.example/أخبار/1?id=7&s=",
        "https://marsad.example/أخبار1?id=7&s=",
    ],
)
def test_another_page(other: str) -> None:
    assert address_key(other) != address_key(PAGE)


@given(st.text(max_size=60))
def test_whatever_is_no_address_is_its_own_key(text: str) -> None:
    assert isinstance(address_key(text), str)
    assert isinstance(address_key(f"https://{text}"), str)
