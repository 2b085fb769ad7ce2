"""Which words tell that something took place, was moved, called off, did not take place: sentences of later pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from musnad.ledger import traces_of
from musnad.lexicon import table
from musnad.lexicon.happenings import kind_of
from musnad.model import Page
from musnad.pipeline import read


def told(sentence: str) -> set[tuple[str, str]]:
    """What a page with this sentence tells, and of which kinds of event."""
    record: Any = read(Page(f"خبر\n{sentence}", "article", id="p", published=date(2022, 3, 16))).to_dict()
    return {(trace.tells, event) for trace in traces_of(record) for event in trace.events}


@pytest.mark.parametrize(
    ("sentence", "tells", "event"),
    [
        ("وصل الرئيس الفرنسي إلى بغداد صباح اليوم.", "reported", "visit"),
        ("انعقدت القمة العربية في الجزائر.", "reported", "meeting"),
        ("جرت الانتخابات البلدية أمس.", "reported", "election"),
        ("أجرى الوزير محادثات في طهران.", "reported", "meeting"),
        ("افتتح وزير النقل ميناء جديدا.", "reported", "opening"),
        ("وقع البلدان اتفاقا للتجارة.", "reported", "signing"),
        ("انسحبت القوات من القاعدة.", "reported", "withdrawal"),
        ("صوت البرلمان على الموازنة.", "reported", "vote"),
        ("أفرجت السلطات عن السجناء.", "reported", "release"),
        ("بدأ الوزير زيارة إلى عمان.", "begun", "visit"),
        ("أرجأت المحكمة محاكمة الوزير السابق إلى الخميس المقبل.", "postponed", "trial"),
        ("تأجلت زيارة الوفد إلى الشهر المقبل.", "postponed", "visit"),
        ("أعلنت اللجنة تأجيل الانتخابات.", "postponed", "election"),
        ("ألغى الرئيس زيارته إلى لندن.", "cancelled", "visit"),
        ("تقرر إلغاء المؤتمر.", "cancelled", "meeting"),
        ("أكد المتحدث أن القمة لن تعقد هذا العام.", "cancelled", "meeting"),
        ("لم تنسحب القوات من القاعدة.", "failed", "withdrawal"),
        ("انقضت المهلة دون أن تنسحب القوات.", "failed", "withdrawal"),
        ("تعذر عقد الاجتماع بسبب غياب النصاب.", "failed", "meeting"),
        ("نفت الرئاسة وجود زيارة للوزير.", "denied", "visit"),
    ],
)
def test_what_a_sentence_tells(sentence: str, tells: str, event: str) -> None:
    assert (tells, event) in told(sentence)


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("طالبت كتل بتأجيل الانتخابات.", "election"),
        ("دعا الحزب إلى إلغاء المؤتمر.", "meeting"),
        ("رفض الرئيس تأجيل زيارته.", "visit"),
        ("لم تؤجل اللجنة الانتخابات.", "election"),
        ("بدأت التحضيرات للزيارة.", "visit"),
        ("ناقش الوزيران احتمال تأجيل القمة.", "meeting"),
        ("سيزور الرئيس بغداد.", "visit"),
        ("إذا انسحبت القوات عاد النازحون.", "withdrawal"),
        ("سبق أن زار الوزير بغداد.", "visit"),
    ],
)
def test_what_a_sentence_does_not_tell(sentence: str, event: str) -> None:
    assert {pair for pair in told(sentence) if pair[1] == event and pair[0] != "expected"} == set()


@pytest.mark.parametrize("section", ["moved", "called_off", "failed", "denied"])
def test_the_table_s_own_sentences(section: str) -> None:
    tells = {"moved": "postponed", "called_off": "cancelled", "failed": "failed", "denied": "denied"}[section]
    entry = table("ar/ledger")[section]
    assert tells in {found for found, _ in told(entry["must"])}
    kinds = {kind for kind, _ in told(entry["must_not"])} if section != "failed" else set()
    assert tells not in kinds


@pytest.mark.parametrize(
    "words",
    [("زيارة", "زار", "يزور"), ("انسحاب", "انسحب", "ينسحب"), ("افتتاح", "افتتح", "يفتتح"), ("تسليم", "سلم", "يسلم")],
)
def test_a_noun_and_its_verbs_are_one_kind(words: tuple[str, str, str]) -> None:
    from musnad.lexicon import fold

    noun, perfect, imperfect = map(fold, words)
    assert kind_of(noun, False) == kind_of(perfect, True) == kind_of(imperfect, True)


def test_a_hostile_sentence_is_read_in_a_breath() -> None:
    for text in ("", "تأجيل " * 2000, "\ud800\x00 زار", "<b>ألغى</b> " * 300, "لم " * 3000):
        told(text + "خبر")


def test_an_event_whose_first_word_folds_to_nothing_is_traced():
    """A person may have moved a span onto a tatweel, or a record come from elsewhere."""
    text = "خبر\nمن المقرر أن يزور الوزير ـــ القاهرة غدا."
    record: Any = read(Page(text, "article", id="p", published=date(2022, 3, 16))).to_dict()
    expected = record["expectations"][0]
    at = text.index("ـــ")
    expected["event"] = {"start": at, "end": at + 3, "text": "ـــ"}
    assert [trace.tells for trace in traces_of(record)][:1] == ["expected"]
