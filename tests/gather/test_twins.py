"""Pages made for telephones lead to the page they are twins of; no other canonical link is believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.gather.twins import main_address

STORY = "https://marfa.example/news/17"


def page(canonical: str, html: str = "<html>") -> str:
    return f'{html}<head><meta charset="utf-8"><link rel="stylesheet" href="/a.css">{canonical}</head><p>خبر</p></html>'


LINK = f'<link rel="canonical" href="{STORY}">'


@pytest.mark.parametrize(
    "address",
    [
        "https://marfa.example/news/17/amp",
        "https://marfa.example/amp/news/17",
        "https://marfa.example/news/17.amp",
        "https://marfa.example/news/17?amp=1",
        "https://marfa.example/news/17?amp",
        "https://amp.marfa.example/news/17",
        "https://m.marfa.example/news/17",
        "https://www.m.marfa.example/news/17",
    ],
)
def test_a_twin_leads_to_its_page(address: str) -> None:
    html = "<html>" if "www" not in address else "<html amp>"
    assert main_address(page(LINK, html), address) == STORY


@pytest.mark.parametrize("html", ["<html amp>", "<html ⚡ lang='ar'>", '<HTML dir="rtl" AMP>'])
def test_an_amp_document_says_so_itself(html: str) -> None:
    assert main_address(page(LINK, html), "https://marfa.example/17-for-phones") == STORY


@pytest.mark.parametrize(
    "link",
    [
        "<link href=/news/17 rel=canonical>",
        "<link rel='canonical' href='../17'>",
        '<LINK REL="canonical" HREF="https://www.marfa.example/news/17">',
    ],
)
def test_however_the_link_is_written(link: str) -> None:
    assert main_address(page(link), "https://marfa.example/news/amp/17").endswith("marfa.example/news/17")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (LINK, "https://marfa.example/news/18"),
        ("", "https://m.marfa.example/news/18"),
        ('<link rel="canonical" href="https://marfa.example/">', "https://m.marfa.example/news/18"),
        ('<link rel="canonical" href="https://thief.example/news/18">', "https://m.marfa.example/news/18"),
        ('<link rel="canonical" href="javascript:x">', "https://m.marfa.example/news/18"),
        ('<link rel="canonical" href="http://[">', "https://m.marfa.example/news/18"),
    ],
)
def test_any_other_page_keeps_its_own_address(link: str, address: str) -> None:
    assert main_address(page(link), address) == address


@given(st.text(), st.text())
def test_nothing_breaks_it(content: str, address: str) -> None:
    main_address(f"<html amp><link rel=canonical href={content}>{content}", address)
