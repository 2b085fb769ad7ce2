"""Every sample page becomes an article with its headline and its day, and the folder's README tells of each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from musnad.article import find_article
from musnad.gather import gather
from musnad.model import Article, Page
from musnad.text.times import find_days

SAMPLES = Path(__file__).parents[2] / "samples"
HEADLINES = {
    "flattened.txt": "ألمانيا والأردن يحولان مهمة الاستطلاع الجوي إلى مهمة تدريب",
    "gulf-of-aden-explained.txt": "سفن أمريكية أقل في خليج عدن؟ ما نعرفه عن المراجعة",
    "training-aircraft.txt": "المغرب يتسلم أولى طائرات التدريب الجديدة في يونيو",
    "budget-vote.txt": "المجلس البلدي يؤجل التصويت على ميزانية النقل إلى الثلاثاء",
    "clinic-software.txt": "برنامج يقرأ صور الأشعة يدخل ثلاثين مستشفى في تونس",
    "gulf-of-aden-ships.html": "واشنطن تدرس خفض عدد سفنها في خليج عدن",
    "grain-corridor.html": "ثلاث سفن قمح تختبر ممر الحبوب في البحر الأسود الأسبوع المقبل",
    "cup-final.html": "الهلال المصراتي يتوج بكأس الصداقة ومدربه يعلن رحيله",
    "border-talks.html": "جولة ثانية من محادثات ترسيم الحدود البحرية في مسقط",
    "navy-denial.html": "الأسطول الخامس ينفي خطة لخفض السفن في خليج عدن",
    "train-accident.html": "خروج قطار بضائع عن السكة قرب حمص من دون ضحايا",
    "central-bank.html": "المركزي المصري يعقد اجتماعا استثنائيا ومصرفيون يتوقعون رفع الفائدة",
    "almarfa-gulf-of-aden": "واشنطن قد تسحب سفينتين من خليج عدن",
    "difaf-vaccine": "السودان يبدأ في أبريل حملة تحصين من الملاريا في ثلاث ولايات",
    "almarfa-film-quotes": "مخرجة «ظل الرمان»: لم أكتب فيلما عن الحرب",
    "madar-port-calendar": "محطة حاويات جديدة في بورسعيد ومناقصتان قبل الصيف",
    "madar-grain-copy": "تركيا: ممر الحبوب يبدأ العمل بثلاث سفن",
}


def pages() -> dict[str, Page]:
    files = {path.name: path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".html")}
    found = {name: next(gather(str(path))) for name, path in files.items()}
    found |= {str(page.id): page for page in gather(str(SAMPLES / "articles.jsonl"))}
    return found  # type: ignore[return-value]


PAGES = pages()


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {name: find_article(page, find_days) for name, page in PAGES.items()}


def said_in_readme(name: str) -> str:
    """The row of the README's table that tells of a page."""
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    return next((line for line in readme.splitlines() if line.startswith(f"| `{name}`")), "")


def test_every_page_is_listed_here_and_gathered() -> None:
    assert {name for name, page in PAGES.items() if isinstance(page, Page)} == set(HEADLINES)
    assert len([page for page in gather(str(SAMPLES)) if isinstance(page, Page)]) == len(HEADLINES)


@pytest.mark.parametrize("name", HEADLINES)
def test_its_headline(name: str, articles: dict[str, Article]) -> None:
    headline = articles[name].headline
    assert headline is not None
    assert headline.of(articles[name].text) == HEADLINES[name]


@pytest.mark.parametrize("name", HEADLINES)
def test_its_day_is_the_one_the_readme_tells(name: str, articles: dict[str, Article]) -> None:
    told = re.search(r"\d{4}-\d\d-\d\d", said_in_readme(name))
    assert told, f"{name} is missing in samples/README.md"
    assert str(articles[name].published) == told[0]


@pytest.mark.parametrize("name", [name for name in HEADLINES if not name.endswith(".txt")])
def test_its_address_is_the_one_the_readme_tells(name: str, articles: dict[str, Article]) -> None:
    assert f"{articles[name].url}" in said_in_readme(name)


@pytest.mark.parametrize("name", HEADLINES)
def test_it_has_a_body_of_several_paragraphs(name: str, articles: dict[str, Article]) -> None:
    body = [zone for zone in articles[name].zones if zone.zone in ("lede", "body")]
    assert 6 <= len(body) <= 11
    assert sum(len(zone.span.of(articles[name].text).split()) for zone in body) >= 110


def test_the_page_in_an_old_encoding_is_read(articles: dict[str, Article]) -> None:
    assert b"windows-1256" in (SAMPLES / "train-accident.html").read_bytes()
    assert "وكالة الأنباء السورية" in articles["train-accident.html"].text


def test_a_copy_names_the_agency_it_comes_from(articles: dict[str, Article]) -> None:
    assert articles["madar-grain-copy"].credit_outlet == "outlet:reuters"
    assert articles["grain-corridor.html"].credit_outlet == "outlet:reuters"
