"""Verbs on which the rules are silent: what the labeller finds, what it leaves, and that it says so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from musnad.attribution import learned
from musnad.explain import meaning_of
from musnad.model import Page, Statement
from musnad.pipeline import read


def learned_in(sentence: str) -> list[Statement]:
    statements = read(Page(f"أخبار المدينة\n{sentence}", "article")).statements
    return [statement for statement in statements if statement.rule.startswith("learned")]


@pytest.mark.parametrize(
    ("sentence", "source", "said"),
    [
        (
            "وعلل أمين صندوق الجمعية حسام البكري العجز بتراجع التبرعات.",
            "أمين صندوق الجمعية حسام البكري",
            "العجز بتراجع التبرعات",
        ),
        ("وبررت رابطة الصيادين ارتفاع الأسعار بغلاء الوقود.", "رابطة الصيادين", "ارتفاع الأسعار بغلاء الوقود"),
        (
            "وأرجع رئيس النادي طلال العنبري الخسارة إلى إرهاق اللاعبين.",
            "رئيس النادي طلال العنبري",
            "الخسارة إلى إرهاق اللاعبين",
        ),
    ],
)
def test_the_object_is_told_from_the_subject_before_it(sentence: str, source: str, said: str):
    (found,) = learned_in(sentence)
    text = f"أخبار المدينة\n{sentence}"

    assert found.rule == "learned:after"
    assert found.source is not None
    assert found.source.of(text) == source
    assert [span.of(text) for span in found.content] == [said]
    assert found.mode == "nominal"
    assert 0.4 < found.confidence < 0.75
    assert found.because == (found.cue,)


@pytest.mark.parametrize(
    "sentence",
    [
        "وربط الطفل قاربه بالشجرة.",
        "وقطفت الجدة سلة من التين.",
        "ويعتقد أن السوق بني قبل مئة عام.",
        "ولم يبرر الحارس غيابه.",
        "وأغلق العمال باب المستودع عند الظهر.",
    ],
)
def test_a_deed_and_what_nobody_says_are_left(sentence: str):
    assert learned_in(sentence) == []


def test_words_that_cannot_be_written_do_not_stop_the_reading():
    assert isinstance(learned_in("وبرر \ud800المدير ربط \udfff الأمر بالحاجة."), list)


def test_a_verb_the_rules_have_read_is_not_read_again():
    statements = read(Page("خبر\nوقال الوزير إن المصنع أغلق.", "article")).statements

    assert [statement.rule.partition(":")[0] for statement in statements] == ["verb"]


def test_the_rule_is_explained_in_both_languages():
    assert "labeller" in (meaning_of("learned:after", "en") or "")
    assert "نموذج" in (meaning_of("learned:after", "ar") or "")


def test_many_threads_read_as_one_does():
    sentences = [f"وبررت رابطة الصيادين ارتفاع الأسعار بغلاء الوقود {'كثيرا ' * n}." for n in range(8)]
    alone = [learned_in(sentence) for sentence in sentences]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(learned_in, sentences * 5))

    assert any(alone)
    assert together == alone * 5


def test_without_the_labeller_nothing_is_learned(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(learned, "SURE", 2.0)

    assert learned_in("وبررت رابطة الصيادين ارتفاع الأسعار بغلاء الوقود.") == []
