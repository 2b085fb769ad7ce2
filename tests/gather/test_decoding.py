"""Encodings: what the bytes are wins over what they are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.gather.decoding import decode

NEWS = "قال رئيس البلدية إن الأعمال في المرفأ القديم تبدأ الثلاثاء، وأكدت الوزارة أن العقد موقع."


def codes(raw: bytes, declared: str | None) -> tuple[str, str, list[str]]:
    text, encoding, warnings = decode(raw, declared)
    return text, encoding, [warning.code for warning in warnings]


@pytest.mark.parametrize("declared", [None, "utf-8", "UTF-8", "no-such-encoding"])
def test_utf8_is_read_as_utf8(declared: str | None):
    assert codes(NEWS.encode(), declared) == (NEWS, "utf-8", [])


@pytest.mark.parametrize("encoding", ["windows-1256", "iso8859-6"])
@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1"])
def test_single_byte_arabic_is_found_out_whatever_it_is_called(encoding: str, declared: str | None):
    text, found, warnings = codes(NEWS.encode(encoding), declared)
    assert (text, found) == (NEWS, encoding)
    assert warnings == (["encoding_mislabelled"] if declared else [])


def test_utf8_called_windows_1256_is_found_out():
    assert codes(NEWS.encode(), "windows-1256") == (NEWS, "utf-8", ["encoding_mislabelled"])


def test_the_page_names_its_encoding_in_a_meta_element():
    page = f'<html><head><meta charset="windows-1256"></head><body>{NEWS}</body></html>'
    assert codes(page.encode("windows-1256"), None) == (page, "windows-1256", [])
    assert codes(page.encode("utf-8"), None) == (page, "utf-8", ["encoding_mislabelled"])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_byte_order_mark_decides(encoding: str):
    text, _, warnings = codes(NEWS.encode(encoding), "windows-1256")
    assert (text, warnings) == (NEWS, [])


def test_presentation_forms_nuls_and_lone_surrogates_survive():
    odd = NEWS + "ﷲ ﻻ \x00 \ud800 \udfff"
    assert codes(odd.encode("utf-8", "surrogatepass"), None)[0] == odd


def test_a_cut_end_costs_one_character_and_a_warning():
    text, encoding, warnings = codes(NEWS.encode()[:-2], None)
    assert encoding == "utf-8"
    assert text.startswith(NEWS[:40])
    assert warnings == ["bad_bytes"]


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "windows-1256", "idna", "rot13", "\x00"]))
def test_no_bytes_make_it_fail(raw: bytes, declared: str | None):
    text, _, _ = decode(raw, declared)
    assert isinstance(text, str)


@given(st.text(max_size=200))
def test_what_was_written_in_utf8_comes_back(text: str):
    if not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8", "surrogatepass"), None)[0] == text
