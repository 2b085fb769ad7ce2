"""Sentences: where they end, where they do not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.model import Article, Zone
from musnad.text import annotate
from musnad.text.sentences import paragraphs

#: Sentences stand between bars; the text is the same without the bars.
CASES = [
    "وصل الوزير إلى بغداد. | وقال إن الزيارة ناجحة.",
    "ماذا نحتاج؟ | نحن بحاجة إلى تعاون.",
    "يا للعجب! | هكذا بدأ الرئيس كلمته.",
    "بلغ التضخم 17.5 بالمئة. | وكان 12.3 العام الماضي.",
    "قال د. سامي حداد إن اللقاح آمن. | ولم يذكر موعدا.",
    "اغتيل جون إف. كينيدي عام 1963. | وتولى نائبه الرئاسة.",
    "نقلت (أ.ف.ب) عن مصدر أمني الخبر. | ولم تسمه.",
    "أفادت أ.ف.ب. بأن الحصيلة ارتفعت.",
    "عاد الهدوء إلى المدينة عام 2021. | وعاد السكان.",
    "مشروع الربط الكهربائي.. خطوة نحو التكامل",
    "قال الوزير: «لن نتراجع. هذا قرارنا»، وغادر القاعة. | ثم عاد.",
    'قال: "سنعود قريبا." | وأضاف أن الموعد لم يحدد.',
    'قال "سنعود". | وغادر.',
    "رفض التعليق (اتصلنا به مرتين. لم يجب) قبل النشر. | واعتذر لاحقا.",
    "«هل نحن مستعدون؟» سأل القائد جنوده.",
    "لا نعرف شيئا عن مصيره... | ننتظر اتصالا من أهله.",
    "1. تشكيل لجنة مشتركة.",
    "انتهى الاجتماع .| وبدأ آخر.",
    "ونقل موقع العربية.نت عن مصدر الخبر. | ونفته الوزارة.",
]


@pytest.mark.parametrize("barred", CASES)
def test_sentences_end_where_the_bars_stand(document, barred: str) -> None:
    pieces = [piece.strip() for piece in barred.split("|")]
    read = document(barred.replace("| ", "").replace("|", ""))
    assert [read[sentence.span] for sentence in read.sentences] == pieces


def test_a_long_quotation_holds_sentences_of_its_own_and_stays_one_quotation(document) -> None:
    said = (
        "لسنا بحاجة إلى مزيد من المقاتلين لأن لدينا منهم ما يكفي ويزيد. ماذا نحتاج إذن؟ "
        "نحتاج إلى تعاون في مجال المعلومات وإلى تدريب ضباطنا على الأسلحة الحديثة التي وصلت هذا العام"
    )
    read = document(f"وقال الوزير للصحيفة: “{said}”.\nوغادر بعدها.")
    assert len(read.sentences) == 4
    assert [read[quote.inner] for quote in read.quotes] == [said]


def test_no_sentence_crosses_the_end_of_a_line(document) -> None:
    read = document("عنوان بلا نقطة\n\n  وقال الوزير كلمته \nوغادر")
    assert [read[s.span] for s in read.sentences] == ["عنوان بلا نقطة", "وقال الوزير كلمته", "وغادر"]
    assert [s.paragraph for s in read.sentences] == [0, 1, 2]


def test_only_the_zones_of_the_article_are_read() -> None:
    text = "الرئيسية\nعنوان الخبر\nاقرأ أيضا: خبر آخر\nقال الوزير كلمته."
    zones = (Zone("navigation", 0, 8), Zone("headline", 9, 20), Zone("related", 21, 39), Zone("body", 40, len(text)))
    article = Article(text, "page", zones)
    assert [line.zone for line in paragraphs(article)] == ["headline", "body"]
    read = annotate(article)
    assert [(s.zone, read[s.span]) for s in read.sentences] == [
        ("headline", "عنوان الخبر"),
        ("body", "قال الوزير كلمته."),
    ]


PRESS = st.text(alphabet=st.sampled_from("قالو .!؟?…\"«»“”'()،:\n1٢a-ًـ\u200f"), max_size=120)


@given(st.one_of(PRESS, st.text(max_size=80), st.text(st.characters(exclude_categories=()), max_size=40)))
def test_sentences_hold_every_token_once_and_in_order(text: str) -> None:
    read = annotate(Article(text, "article", (Zone("body", 0, len(text)),)))
    at = 0
    for sentence in read.sentences:
        assert sentence.first == at < sentence.last
        assert read.tokens[sentence.first].start == sentence.start
        assert read.tokens[sentence.last - 1].end == sentence.end
        assert "\n" not in read[sentence.span]
        at = sentence.last
    assert at == len(read.tokens)
    for token in read.tokens:
        assert read[token.span] == token.word.text
        assert token.start <= token.stem_start <= token.stem_end <= token.end


@pytest.mark.parametrize(
    "unit", ["قال. ", '"', "«", "(", ". ", 'و" ', "“قال ", "(قال. ", "‘ ", '" ', "قال\n«", '؟"', "د. "]
)
@pytest.mark.timing
def test_time_grows_with_the_text_alone(document, unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        document(text)
        return time.process_time() - start

    seconds(2_000)
    short = min(seconds(10_000) for _ in range(2))
    assert min(seconds(40_000) for _ in range(4)) < short * 8 + 0.1
