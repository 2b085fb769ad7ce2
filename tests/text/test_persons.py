"""Persons' names: words of the table, names made whole by their form, names met again in one article."""

import re
from pathlib import Path

import pytest

from musnad.lexicon import fold, table
from musnad.lexicon.name_words import name_word


def persons(document) -> list[str]:
    return [document.text[e.start : e.end] for e in document.entities if e.type == "PER"]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("عبير", "given"),
        ("الدليمي", "family"),
        ("حسن", "given?"),
        ("الحداد", "family?"),
        ("كيسنجر", "family"),
        ("الميزانية", ""),
    ],
)
def test_what_the_table_of_names_says_of_a_word(word: str, kind: str) -> None:
    assert name_word(fold(word)) == kind


def test_a_foreign_name_is_known_in_the_spellings_of_all_papers() -> None:
    assert name_word(fold("غورباتشوف")) == name_word(fold("جورباتشوف")) == name_word(fold("قورباتشوف")) == "family"


def test_an_everyday_word_of_the_table_is_a_name_of_the_table() -> None:
    words = table("ar/names")
    names = {fold(name) for kind in ("given", "family") for line in words[kind].values() for name in line.split()}
    assert [word for word in words["everyday"]["words"].split() if fold(word) not in names] == []


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("وقال رئيس اللجنة ماهر أبو زيد إن الطريق مغلق.", ["ماهر أبو زيد"]),
        ("وقالت الناشطة سلمى عبد الكريم إن الحملة بدأت.", ["سلمى عبد الكريم"]),
        ("استقبل الوزير عدنان الراوي وسامر الجنابي أمس.", ["عدنان الراوي", "سامر الجنابي"]),
        ("أكد الشيخ طلال بن حمد الكواري أن الجائزة باقية.", ["طلال بن حمد الكواري"]),
        ("افتتح الملك محمد السادس المعرض في مدينة طنجة.", ["محمد السادس"]),
        ("وأرجع رئيس النادي طلال العنبري الخسارة إلى الإرهاق.", ["طلال العنبري"]),
        ("وتقول كريم إنها لم تتلق ردا من الشركة.", ["كريم"]),
        ("قال المدرب بدر الدين الإدريسي إن الفريق جاهز.", ["بدر الدين الإدريسي"]),
        ("وأضاف جان-كلود فيرنيه أن الاتفاق قريب.", ["جان-كلود فيرنيه"]),
        ("استقبل معالي حمد بن راشد آل ثاني أمير البلاد الوفد.", ["حمد بن راشد آل ثاني"]),
        ("توفي الملك ألفونسو الثالث عشر في المنفى.", ["ألفونسو الثالث عشر"]),
        ("وشدد على أن الطريق مغلق.", []),
        ("التقى عبد الله الثاني المدرب بعد أن لعب في الشوط الثاني.", ["عبد الله الثاني"]),
    ],
)
def test_a_name_is_read_whole_and_alone(document, sentence: str, whole: list[str]) -> None:
    assert persons(document(sentence)) == whole


def test_a_newspaper_in_quotation_marks_is_whole(document) -> None:
    read = document("وأوضح الوزير في مقابلة مع قناة «الأفق الجديد» أن الاتفاق قريب.")
    outlets = [read.text[e.start : e.end] for e in read.entities if e.type == "OUTLET"]
    assert all(name.count("«") == name.count("»") for name in outlets)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [("وصل الوفد إلى مدينة كريستينا قبل أيام.", "كريستينا"), ("ضرب إعصار كاترينا الساحل أمس.", "كاترينا")],
)
def test_a_name_after_a_noun_of_a_place_or_storm_is_no_person(document, sentence: str, name: str) -> None:
    assert name not in persons(document(sentence))


def test_a_first_name_alone_is_the_person_that_was_named_in_full(document) -> None:
    read = document("فازت العداءة ميسون الحلواني بالسباق. ثم عادت ميسون إلى بيتها، ولم تخف ميسون فرحها.")
    assert persons(read) == ["ميسون الحلواني", "ميسون", "ميسون"]


def test_a_rare_name_read_once_is_read_everywhere(document) -> None:
    read = document("قال المهندس كارلوس لوبيرتو إن السد آمن. وكان لوبيرتو بنى سدين. ولا يعرف أحد لماذا سكت لوبيرتو.")
    assert persons(read) == ["كارلوس لوبيرتو", "لوبيرتو", "لوبيرتو"]


@pytest.mark.parametrize(
    "sentence",
    [
        "كان اليوم سعيدا وعادلا، وكان كريم الطبع.",
        "طالب النواب بميزانية عادلة وأمل كبير.",
        "وقال شاهد إن الحريق بدأ فجرا، وقال صديق إنه نجا.",
        "سجل الفريق هدفا جميلا في الشوط الثاني.",
    ],
)
def test_names_that_are_everyday_words_stay_everyday_words(document, sentence: str) -> None:
    assert persons(document(sentence)) == []


_MARKED = re.compile(r"\[([^\]]+)\]|\{[glomf] ([^}]+)\}")


def test_no_fewer_persons_of_invented_sentences_are_found_than_before(document) -> None:
    lines = Path(__file__).with_name("press_persons.txt").read_text("utf-8").splitlines()
    found = right = 0
    for line in filter(lambda line: not line.startswith("#"), lines):
        names = persons(document(_MARKED.sub(lambda mark: mark[1] or mark[2], line)))
        found += len(names)
        right += len(set(names) & {mark[1] for mark in _MARKED.finditer(line) if mark[1]})
    assert right >= 148
    assert found <= 173
