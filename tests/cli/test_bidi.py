"""Lines as they are seen from left to right, for terminals that turn nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.cli.bidi import is_rtl, shaped, visual
from musnad.cli.lines import Layout, Piece, clean

ARABIC = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى ـ،.()«»0123456789abcF-16%"), max_size=60)


def plain(drawn: str) -> str:
    return unicodedata.normalize("NFKC", drawn)


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ("قال الوزير", "ريزولا لاق"),
        ("في 26 يوليو 2021", "2021 ويلوي 26 يف"),
        ("نحو 2,500 جندي", "يدنج 2,500 وحن"),
        ("طائرات F-16 من القاعدة", "ةدعاقلا نم F-16 تارئاط"),
        ("حلف (NATO) يقول", "لوقي (NATO) فلح"),
        ("قال: «لن نغادر»", "«رداغن نل» :لاق"),
        ("نسبة 17.5% فقط", "طقف %17.5 ةبسن"),
        ("العام ٢٠٢١ المقبل", "لبقملا ٢٠٢١ ماعلا"),
    ],
)
def test_the_order_in_which_a_line_is_seen(line: str, drawn: str) -> None:
    assert plain(visual(line, rtl=True)) == drawn


def test_an_english_line_keeps_its_order_around_an_arabic_name() -> None:
    assert plain(visual("by سامي here", rtl=False)) == "by يماس here"


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("محمد", "\ufee3\ufea4\ufee4\ufeaa"),
        ("دار", "\ufea9\ufe8d\ufead"),
        ("سلام", "\ufeb3\ufefc\ufee1"),
        ("لا", "\ufefb"),
        ("مُحَمد", "\ufee3\u064f\ufea4\u064e\ufee4\ufeaa"),
        ("ـه", "\u0640\ufeea"),
        ("پارسی", "\ufb58\ufe8e\ufead\ufeb3\ufbfd"),
    ],
)
def test_letters_take_the_forms_of_their_place(word: str, forms: str) -> None:
    assert shaped(word) == forms


def test_marks_stay_on_their_letters() -> None:
    assert visual("مُ ب", rtl=True) == "\ufe8f \ufee1\u064f"


@given(ARABIC, st.booleans())
def test_nothing_is_lost_and_nothing_added(line: str, rtl: bool) -> None:
    """The same letters come out, in another order (mirrored brackets pass for each other)."""

    def bag(text: str) -> list[str]:
        return sorted(plain(text).translate(str.maketrans("(«", ")»")))

    assert bag(visual(line, rtl)) == bag(line)


@given(st.text(max_size=80), st.booleans())
def test_any_text_can_be_drawn(line: str, rtl: bool) -> None:
    assert isinstance(visual(line, rtl), str)


@given(st.text(st.characters(max_codepoint=0x24F), max_size=40).filter(lambda text: not is_rtl(text)))
def test_a_line_without_right_to_left_letters_is_left_alone(line: str) -> None:
    visible = "".join(c for c in line if unicodedata.category(c) != "Cf")
    assert visual(line, rtl=False) == visible


@given(st.lists(st.builds(Piece, st.text(max_size=50), st.sampled_from(["", "bold"])), max_size=5), st.booleans())
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(pieces: list[Piece], rtl: bool) -> None:
    lines = [line.plain for line in Layout(30, "plain").paragraph(pieces, rtl)]
    given_words = "".join("".join(clean(piece.text) for piece in pieces).split())
    assert "".join("".join(lines).split()) == given_words  # blanks of any kind may fall where a line ends


def test_terminal_escapes_of_a_page_do_not_reach_the_terminal() -> None:
    hostile = "قال\x1b[2J\x1b]0;title\x07 \u202eالوزير\u2066"
    (line,) = Layout(80, "terminal").paragraph([Piece(hostile)], rtl=True)
    assert not set(line.plain) & {"\x1b", "\x07", "\u202e", "\u2066"}


def test_in_a_terminal_that_knows_bidi_a_line_is_an_island_in_reading_order() -> None:
    (line,) = Layout(80, "terminal").paragraph([Piece("قال الوزير")], rtl=True, indent=2)
    assert line.plain == "  \u2067قال الوزير\u2069"


def test_drawn_lines_stand_at_the_right_edge() -> None:
    first, second = Layout(24, "visual").paragraph([Piece("قال الوزير إن الخطة ستبدأ غدا")], rtl=True, indent=2)
    assert (first.cell_len, second.cell_len) == (22, 22)
    assert plain(first.plain).endswith("ريزولا لاق")
