"""TEI that any XML reader takes: what is said in ``<said>``, every attribution beside the text, nothing lost."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import reading as marked_reading
from stories import harvest, hostile, withdrawal

from musnad.export.tei import documents
from musnad.model import ARTICLE_ZONES, Reading

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def corpus(*readings: Reading) -> ElementTree.Element:
    return ElementTree.fromstring(b"".join(documents(reading.to_dict() for reading in readings)))


def words(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def test_what_is_said_stands_in_said_inside_its_paragraph() -> None:
    said = corpus(withdrawal()).findall(f".//{TEI}body//{TEI}said")
    story = withdrawal()
    assert [words(one) for one in said] == [s.content[0].of(story.text) for s in story.statements if s.content]


def test_a_statement_inside_another_is_nested() -> None:
    assert corpus(withdrawal()).findall(f".//{TEI}said/{TEI}said")


@pytest.mark.parametrize("story", [withdrawal(), harvest(), hostile()], ids=lambda story: story.id)
def test_the_articles_words_are_all_there(story: Reading) -> None:
    body = corpus(story).find(f".//{TEI}body")
    assert body is not None
    lines = [story.text[z.start : z.end] for z in story.article.zones if z.zone in ARTICLE_ZONES]
    assert [words(line) for line in body] == lines


def test_who_points_to_a_name() -> None:
    tree = corpus(withdrawal())
    names = {f"#{name.get(ID)}": words(name) for name in tree.findall(f".//{TEI}annotationBlock/{TEI}name[@{ID}]")}
    first = tree.find(f".//{TEI}said")
    assert first is not None
    assert names[str(first.get("who"))] == "مسؤول أمريكي لم يكشف عن اسمه"
    assert first.get("direct") == "false"


def test_every_attribution_has_its_positions() -> None:
    story = withdrawal()
    for span in corpus(story).findall(f".//{TEI}span"):
        assert story.text[int(str(span.get("from"))) : int(str(span.get("to")))] == span.text


def test_many_pages_are_one_corpus() -> None:
    assert len(corpus(withdrawal(), harvest(), hostile()).findall(f"{TEI}TEI")) == 3
    assert len(corpus().findall(f"{TEI}TEI")) == 0


@given(
    st.text(max_size=40).filter(
        lambda text: text.strip() and not set(text) & set("{}\n\r\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e")
    )
)
def test_any_text_makes_a_document_that_can_be_read(text: str) -> None:
    corpus(marked_reading(f"# عنوان\nقال إن {text} انتهى\n", url=text, outlet=text))
