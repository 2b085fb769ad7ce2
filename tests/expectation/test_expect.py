"""What lies ahead: ``[event]`` and ``<due words>`` marked in the sentence, its certainty and days beside it.

All sentences are read on Saturday 24 July 2021.
"""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.attribution import attribute
from musnad.expectation import expect
from musnad.model import Article, Document, Expectation, Zone
from musnad.text import annotate

SATURDAY = date(2021, 7, 24)


def document(text: str, published: date | None = SATURDAY, zone: str = "body") -> Document:
    return annotate(Article(text, "article", (Zone(zone, 0, len(text)),), published=published))  # type: ignore[arg-type]


def expected(text: str, published: date | None = SATURDAY, zone: str = "body") -> tuple[Expectation, ...]:
    return expect(document(text, published, zone), ())


def marked(text: str, found: Expectation) -> str:
    """The text with the event in brackets and the due words in angles."""
    marks = [(found.event.start, "["), (found.event.end, "]")]
    marks += [(found.due.start, "<"), (found.due.end, ">")] if found.due else []
    for at, mark in sorted(marks, reverse=True):
        text = text[:at] + mark + text[at:]
    return text


def told(found: Expectation) -> str:
    """``certainty``, and the days where there are any (one day written once)."""
    if found.due_from is None and found.due_to is None:
        return found.certainty
    days = f"{found.due_from}" if found.due_from == found.due_to else f"{found.due_from} .. {found.due_to}"
    return f"{found.certainty} {days}"


def plain(text: str) -> str:
    return re.sub(r"[\[\]<>]", "", text)


def check(text: str, answer: str, zone: str = "body") -> None:
    found = expected(plain(text), zone=zone)
    assert [(marked(plain(text), e), told(e)) for e in found] == [(text, answer)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("قالت الوزارة إنها [ستفتتح المستشفى الجديد] <في 3 أغسطس>.", "scheduled 2021-08-03"),
        ("[سيلتقي الرئيس نظيره التونسي] <الاثنين المقبل>.", "scheduled 2021-07-26"),
        ("[سوف تعلن اللجنة نتائج المسابقة] <غدا>.", "scheduled 2021-07-25"),
        ("أضاف أن [الحكومة ستعرض الموازنة على البرلمان] <الأسبوع المقبل>.", "planned 2021-07-26 .. 2021-08-01"),
        ("و[سيصدر القاضي حكمه] <قريبا>.", "planned"),
        ("[سنوقع الاتفاق مع الشركة].", "planned"),
        ("وسيتم [نقل المرضى إلى العاصمة] <في غضون أسابيع>.", "planned"),
        ("وستتم [إعادة فتح المعبر] <خلال 48 ساعة>.", "planned 2021-07-24 .. 2021-07-26"),
        ("وسيتم [تحويل الرحلات] <خلال الـ72 ساعة المقبلة>.", "planned 2021-07-24 .. 2021-07-27"),
        ("[الوفد سيغادر إلى جنيف] <يوم الثلاثاء>.", "scheduled 2021-07-27"),
        ("و<بحلول نهاية العام> [ستنسحب القوات من القاعدة].", "planned 2021-07-24 .. 2021-12-31"),
        ("[سيصل الوفد إلى مسقط] <يوم الأحد>.", "scheduled 2021-07-25"),
        ("رحب الوزير ب[القمة التي ستعقد في الرياض] <في سبتمبر>.", "planned 2021-09-01 .. 2021-09-30"),
    ],
)
def test_a_verb_in_the_future_tells_what_will_be_done(text: str, answer: str) -> None:
    check(text, answer)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("من المقرر أن [يزور الوزير القاهرة] <يوم الأربعاء>.", "scheduled 2021-07-28"),
        ("ومن المقرر [عقد الجولة الثانية] <في 9 أغسطس>.", "scheduled 2021-08-09"),
        ("من المتوقع [صدور تقرير اللجنة] <الشهر المقبل>.", "expected 2021-08-01 .. 2021-08-31"),
        ("ومن المنتظر أن [تستأنف الشركة رحلاتها] <في سبتمبر>.", "expected 2021-09-01 .. 2021-09-30"),
        ("من المرتقب أن [توقع الدولتان الاتفاق] <الخميس المقبل>.", "expected 2021-07-29"),
        ("من المحتمل أن [يجتمع المجلس] <غدا>.", "possible 2021-07-25"),
        ("ومن المزمع [إطلاق القمر الصناعي] <في عام 2023>.", "scheduled 2023-01-01 .. 2023-12-31"),
        ("ومن المقرر، أن [يبدأ العمل في المشروع] <في أكتوبر>.", "scheduled 2021-10-01 .. 2021-10-31"),
        ("كان من المقرر أن [يبدأ التحقيق] أمس، إلا أنه تأجل <إلى 29 يوليو>.", "scheduled 2021-07-29"),
    ],
)
def test_what_is_scheduled_or_expected(text: str, answer: str) -> None:
    check(text, answer)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("تعتزم الحكومة [سحب قواتها من الجنوب] <بحلول نهاية العام>.", "planned 2021-07-24 .. 2021-12-31"),
        ("وتنوي الشركة [بناء مصنع في طنجة].", "planned"),
        ("يعتزم الرئيس [الترشح لولاية ثانية].", "planned"),
        ("وتستعد البلدية ل[إغلاق الجسر] <الشهر المقبل>.", "planned 2021-08-01 .. 2021-08-31"),
        ("وتخطط الوزارة ل[توزيع اللقاح] <في الأيام القليلة المقبلة>.", "planned"),
        ("وتعهدت الشركة ب[إعادة الأموال إلى العملاء] <في غضون ثلاثة أشهر>.", "planned 2021-07-24 .. 2021-10-24"),
        ("وعد الوزير ب[خفض الرسوم].", "planned"),
        ("هددت النقابة ب[تنظيم إضراب عام] <الأسبوع المقبل>.", "planned 2021-07-26 .. 2021-08-01"),
        ("ويدرس البنك [رفع سعر الفائدة].", "possible"),
        ("ويتوقع محللون أن [يخفض البنك سعر الفائدة] <في سبتمبر>.", "expected 2021-09-01 .. 2021-09-30"),
        ("وأعلنت الشركة عن خطط ل[إطلاق خط جديد].", "planned"),
        ("وأبدى اللاعب رغبته في [مغادرة النادي].", "planned"),
        ("وأعرب عن عزمه على [تقديم استقالته].", "planned"),
        ("وسط توقعات بأن [تشن القوات هجوما على المدينة].", "expected"),
        ("وتحدثت عن احتمال [شن غارات على الميناء] <خلال 72 ساعة>.", "possible 2021-07-24 .. 2021-07-27"),
        ("ننتظر [القرار من المحكمة].", "expected"),
    ],
)
def test_what_somebody_intends_or_expects(text: str, answer: str) -> None:
    check(text, answer)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("تجري الاستعدادات في ظل [الزيارة المرتقبة] للوفد.", "expected"),
        ("وناقشوا [الانتخابات] المقررة <في أكتوبر>.", "scheduled 2021-10-01 .. 2021-10-31"),
        ("وبحثوا التحضير لأعمال [القمة المقبلة].", "scheduled"),
        ("وسط حديث عن [هجوم وشيك] على البلدة.", "expected"),
        ("وينافس في [الانتخابات الرئاسية] المقرر إجراؤها <في 12 سبتمبر>.", "scheduled 2021-09-12"),
    ],
)
def test_an_event_that_is_called_ahead(text: str, answer: str) -> None:
    check(text, answer)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("[تبدأ المحادثات في مسقط] <الثلاثاء المقبل>.", "scheduled 2021-07-27"),
        ("[يمثل المتهمون أمام القاضي] <غدا>.", "scheduled 2021-07-25"),
        ("وتسلم دعوة إلى [اجتماع اللجنة] <في 2 أغسطس>.", "scheduled 2021-08-02"),
        ("وتستمر الهدنة إلى أن [تصدر المحكمة حكمها].", "expected"),
        ("ربما [يجتمع الطرفان] <غدا>.", "possible 2021-07-25"),
    ],
)
def test_an_event_with_a_day_or_an_end(text: str, answer: str) -> None:
    check(text, answer)


@pytest.mark.parametrize(
    "text",
    [
        "كان الوفد سيزور القاهرة قبل أن تندلع المعارك.",
        "كان من المقرر أن يجتمع المجلس أمس.",
        "لن يزور الوزير القاهرة.",
        "ولا يعتزم الرئيس الاستقالة.",
        "لا يعرف متى سيصدر الحكم.",
        "ولم يجب عما إذا كانت بلاده ستشارك في الحملة.",
        "هذا القرار سيكون مهما للمنطقة.",
        "وهذه الخطوة ستزيد التوتر في المنطقة.",
        "وقال إن بلاده سترد إذا هاجمتها جارتها.",
        "هددت برد قاس إذا أغلق المعبر.",
        "من المتوقع أن يستقطب المعرض آلاف الزوار.",
        "ويتوقع الخبراء نموا في الاقتصاد.",
        "ألغت الشركة الرحلة المقررة إلى بيروت.",
        "لا توجد مؤشرات على هجوم وشيك.",
        "أدخل خمسون شخصا المستشفى بعد هجوم كيميائي محتمل.",
        "سيطرت القوات على المدينة.",
        "وصلت سيارة إسعاف، ولا سيما أن الطريق مفتوح.",
        "تأمل الأسرة أن يعود ابنها.",
        "وقعت المعركة في أكتوبر 2019.",
        "عقد الاجتماع الثلاثاء الماضي.",
        "وكانت السفينة القادمة من ماليزيا تحمل قمحا.",
        "قررت الشركة إقالة مديرها.",
        "وقال إن الجيل القادم أكثر وعيا.",
        "بدأ عرض فيلم «سيعود» في القاعات.",
        "وقد نفى الوزير الخبر.",
        "ونتحدث عما سيحدث في العالم.",
    ],
)
def test_what_is_no_entry_of_a_calendar(text: str) -> None:
    assert [marked(text, found) for found in expected(text)] == []


def test_a_decision_counts_where_the_article_opens_with_it() -> None:
    check("أمر القاضي ب[إطلاق سراح المعتقلين].", "planned", zone="headline")
    assert expected("أمر القاضي بإطلاق سراح المعتقلين.") == ()


def test_a_procedure_that_waits_for_its_condition_is_conditional() -> None:
    check("وإذا نجحت التجربة فسيتم [فتح السوق أمام الشركات].", "conditional")


def test_two_days_joined_run_from_the_first_to_the_second() -> None:
    check("سيتم [إغلاق الجسر أمام المركبات] <من الأحد حتى الثلاثاء>.", "scheduled 2021-07-25 .. 2021-07-27")


def test_the_same_period_has_the_days_told_before() -> None:
    text = "سيتم إغلاق المطار خلال 72 ساعة. وسيتم تحويل الرحلات خلال تلك الفترة."
    assert [told(found) for found in expected(text)] == ["planned 2021-07-24 .. 2021-07-27"] * 2


def test_without_a_publication_day_only_days_that_stand_alone_are_known() -> None:
    assert [told(e) for e in expected("سيلتقي الرئيس نظيره الاثنين المقبل.", None)] == ["planned"]
    assert [told(e) for e in expected("وستتم إعادة فتح المعبر خلال 48 ساعة.", None)] == ["planned"]


def test_the_innermost_statement_is_named() -> None:
    text = "قال الوزير إن الحكومة ستفتتح المستشفى الشهر المقبل.\nوتعتزم البلدية توسيع الطريق."
    read = document(text)
    statements = attribute(read, "page")
    assert [found.statement for found in expect(read, statements)] == [statements[0].id, None]


def test_what_its_speaker_denies_is_left_out() -> None:
    text = "نفى الوزير أن الحكومة ستغلق المعبر."
    read = document(text)
    assert expect(read, ()) != ()
    assert expect(read, attribute(read, "page")) == ()


def test_every_expectation_tells_its_rule_and_how_sure_it_is() -> None:
    found = expected("من المقرر أن يزور الوزير القاهرة غدا. وتعتزم الشركة بناء مصنع.")
    assert [e.rule for e in found] == ["it is scheduled that", "imperfect that foretells"]
    assert all(0 < e.confidence <= 1 for e in found)


PIECES = [
    "سيتم",
    "من المقرر",
    "أن",
    "تعتزم",
    "بـ",
    "،",
    '"',
    "«",
    "غدا",
    "خلال",
    "72",
    "ساعة",
    "قد",
    "المقبلة",
    "إلى أن",
    "إذا",
    ".",
    "\n",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_spans_lie_in_the_text_and_hold_words(text: str) -> None:
    for found in expected(text):
        assert found.event.of(text).strip() == found.event.of(text) != ""
        assert found.due is None or found.due.of(text)
        assert found.due_from is None or found.due_to is None or found.due_from <= found.due_to


@pytest.mark.parametrize("piece", ["ستعقد القمة غدا ", '"سيتم ', "خلال 72 ساعة ، ", "تعتزم الوزارة ", "اجتماع اجتماع "])
@pytest.mark.timing
def test_twice_the_text_takes_twice_the_time(piece: str) -> None:
    def seconds(times: int) -> float:
        read = document(piece * times)
        best = float("inf")
        for _ in range(5):
            start = time.process_time()
            expect(read, ())
            best = min(best, time.process_time() - start)
        return best

    seconds(200)
    assert seconds(4000) <= 2.5 * seconds(2000) + 0.02


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("[ستطلق الشركة <في أكتوبر المقبل> قمرا صناعيا جديدا].", "planned 2021-10-01 .. 2021-10-31"),
        ("[ستبدأ <بعد قليل> محاكمة الوزير السابق].", "planned"),
        ("[تستضيف العاصمة <في 3 أغسطس> اجتماعا لوزراء الري].", "scheduled 2021-08-03"),
        ("أعلن الجيش أن [بلاده ستنشر <اعتبارا من الأحد> شرطتها العسكرية في المدينة].", "scheduled 2021-07-25"),
    ],
)
def test_an_event_goes_on_behind_the_day_that_parts_it(text: str, answer: str):
    check(text, answer)


def test_a_number_with_the_article_belongs_to_its_noun():
    check("[سيجتمع أعضاء المجلس الـ15] <غدا>.", "scheduled 2021-07-25")


def test_what_was_ahead_long_ago_is_not_ahead():
    assert not expected("أعلنت الوزارة في عام 2013 أنها ستزيل الألغام من الحقول.")
    assert not expected("وكانت الشركة تعهدت في مارس الماضي بإعادة بناء الجسر.")
    check("أعلنت الوزارة الأربعاء أنها [ستزيل الألغام من الحقول].", "planned")


def test_a_question_about_what_will_be_done_foretells_nothing():
    assert not expected("فماذا سيفعل النواب بالمشروع؟")


def test_preparing_for_an_event_foretells_it():
    check("وأكدت البلدية استعدادها ل[استقبال الوفد] <الثلاثاء المقبل>.", "scheduled 2021-07-27")
    assert not expected("انفجار في سوق استهدف جنازة شيخ القرية.")


def test_a_call_for_an_event_foretells_it_at_the_head_or_with_a_day():
    check("رئيس الوزراء يدعو الحكومة إلى [اجتماع طارئ]", "planned", zone="headline")
    check("ودعا رئيس الوزراء الحكومة إلى [اجتماع طارئ] <الاثنين المقبل>.", "scheduled 2021-07-26")
    assert not expected("ودعا الحزب في ختام بيانه إلى حوار وطني شامل.")


def test_an_agreement_to_do_something_foretells_it_at_the_head():
    check("وقعت الشركتان اتفاقا ل[بناء مصفاة في الجنوب].", "planned", zone="lede")
