"""Both languages say all there is to say, in every plural form."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from musnad.export.templating import FOLDERS, Months, Wording, cut, is_web_address, plain
from musnad.messages import LANGUAGES, sentences

PLURALS = ("web.count_pages", "web.count_statements", "web.count_versions", "web.count_hits", "web.count_failures")


def test_both_languages_have_the_same_sentences() -> None:
    english, arabic = ({key for key in sentences(each) if key.startswith("web.")} for each in LANGUAGES)
    forms = re.compile(r"\.(zero|two|few|many)$")
    assert english == {key for key in arabic if not forms.search(key)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", PLURALS)
def test_every_plural_form_is_written(language: str, key: str) -> None:
    tags = Locale.parse(language).plural_form.tags | {"other"}
    assert {f"{key}.{tag}" for tag in tags} <= sentences(language).keys()


@pytest.mark.parametrize(
    ("number", "words"), [(1, "صفحة واحدة"), (2, "صفحتان"), (7, "7 صفحات"), (11, "11 صفحةً"), (100, "100 صفحة")]
)
def test_arabic_counts_as_arabic_counts(number: int, words: str) -> None:
    assert Wording("ar").many("web.count_pages", number) == words


def test_every_sentence_that_a_template_asks_for_is_written() -> None:
    asked = {
        key
        for folder in FOLDERS
        for template in folder.glob("*.html")
        for key in re.findall(r"""t(?:\.many)?\(["']([\w.]+\w)["']""", template.read_text(encoding="utf-8"))
    }
    written = set(sentences("en")) | {key.rpartition(".")[0] for key in sentences("en")}
    assert len(asked) > 50
    assert asked <= written


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://a.example/x", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        (" https://a.example", False),
        ("https:///x", False),
        ("https://\\evil", False),
        ("data:text/html,x", False),
        (None, False),
    ],
)
def test_only_http_addresses_are_links(address: str | None, is_link: bool) -> None:
    assert is_web_address(address) is is_link


def test_a_title_is_one_line_without_direction_marks() -> None:
    assert plain("\u202eخبر\n  عاجل\u2066") == "خبر عاجل"


def test_long_words_are_cut_at_a_space() -> None:
    assert cut("كلمة أخرى ثالثة", 10) == "كلمة أخرى…"
    assert cut("ا" * 300, 5) == "ااااا…"


@pytest.mark.parametrize(
    ("months", "day", "month"),
    [
        ("western", "24 يوليو 2021", "يوليو 2021"),
        ("levantine", "24 تموز 2021", "تموز 2021"),
        ("both", "24 تموز/يوليو 2021", "تموز/يوليو 2021"),
    ],
)
def test_months_are_called_as_the_reader_calls_them(months: Months, day: str, month: str) -> None:
    t = Wording("ar", months)
    assert (t.day("2021-07-24"), t.month("2021-07")) == (day, month)
    assert Wording("en", months).day("2021-07-24") == "July 24, 2021"
