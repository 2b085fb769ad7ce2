"""What the words for a source say of it, and which descriptions contradict one another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.claims.describing import describe
from musnad.claims.descriptions import contradiction, same_description
from musnad.claims.people import likeness
from musnad.claims.sources import sources
from musnad.lexicon import fold
from tests.claims.telling import telling

WORDS = st.text(
    st.sampled_from("مسؤول أمريكي وزير الدفاع، ومن في لم «»() us official and\n\u200f\u0651Q1٢"), max_size=60
)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("مسؤول أمريكي رفيع", {"ranks": ("official",), "number": "one", "states": {"united-states"}}),
        ("مسؤولة أميركية", {"ranks": ("official",), "gender": "f", "states": {"united-states"}}),
        ("ضابطان عراقيان", {"ranks": ("officer",), "number": "two", "states": {"iraq"}}),
        ("ثلاثة دبلوماسيين غربيين", {"ranks": ("diplomat",), "number": "many", "states": {"western"}}),
        ("أحد المسؤولين", {"ranks": ("official",), "number": "one"}),
        ("مصادر أمنية وطبية", {"ranks": ("source",), "number": "many", "fields": {"security", "medical"}}),
        ("مصدر مقرب من رئيس الوزراء", {"ranks": ("source",), "close_to": "رييس وزراء"}),
        ("مصدر مطلع على سير المحادثات", {"ranks": ("source",), "rest": set()}),
        ("مسؤول أمريكي آخر", {"other": True}),
        ("a senior US official", {"ranks": ("official",), "states": {"united-states"}}),
        ("two Iraqi officers", {"ranks": ("officer",), "number": "two", "states": {"iraq"}}),
    ],
)
def test_what_the_words_say(words: str, said: dict[str, object]) -> None:
    described = describe(words)
    for part, expected in said.items():
        found = getattr(described, part)
        assert (set(found) if isinstance(expected, set) else found) == expected, part


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("مسؤول بوزارة الدفاع", "ministry:defence"),
        ("مسؤول في البنتاغون", "ministry:defence"),
        ("مصدر في الداخلية", "ministry:interior"),
        ("طبيبة في مستشفى المدينة", "hospital"),
        ("مصدر في الجيش الإسرائيلي", "army"),
        ("مسؤول بالإدارة الأمريكية", "government"),
        ("a source in the Pentagon", "ministry:defence"),
    ],
)
def test_of_what_body(words: str, kind: str) -> None:
    body = describe(words).body
    assert body is not None
    assert body.kind == kind


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("المتحدث باسم وزارة الدفاع العميد كمال رشدي", "كمال رشدي"),
        ("جمعة عناد، وزير الدفاع", "جمعة عناد"),
        ("رئيس الاتحاد العراقي لكرة القدم عدنان درجال", "عدنان درجال"),
        ("مدير ميناء طرابلس جهاد القبطان", "جهاد القبطان"),
        ("رئيس الوزراء العراقي محمد شياع السوداني", "محمد شياع السوداني"),
        ("السفير علي رشدي", "علي رشدي"),
        ("الرئيس الأمريكي", ""),
    ],
)
def test_a_persons_name_is_told_from_the_office(words: str, name: str) -> None:
    assert describe(words, named=True).name == tuple(fold(name).split())


@pytest.mark.parametrize(
    "remark",
    [" لم يكشف عن اسمه", "، طلب عدم ذكر اسمه،", " رفض الكشف عن هويته", " بشرط عدم نشر اسمه", " الذي تحدث إلينا"],
)
def test_the_remark_on_anonymity_is_no_part_of_it(remark: str) -> None:
    assert describe("مسؤول أمريكي" + remark) == describe("مسؤول أمريكي")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("مسؤول أمريكي رفيع", "مسؤول أميركي"),
        ("مصدر مطلع", "مصدر مطلع على المحادثات"),
        ("مسؤول كبير في البنتاغون", "مسؤول في وزارة الدفاع الأمريكية"),
        ("مسؤول أمريكي", "a US official"),
    ],
)
def test_one_description_in_other_words(one: str, two: str) -> None:
    assert same_description(describe(one), describe(two))


@pytest.mark.parametrize(
    ("one", "two", "why"),
    [
        ("مسؤول أمريكي", "مسؤول عراقي", "nationality"),
        ("دبلوماسي أوروبي", "مسؤول إيراني", "nationality"),
        ("جندي", "وزير", "rank"),
        ("مسؤول", "مقاتل", "rank"),
        ("مسؤول في وزارة الصحة", "مسؤول في وزارة النفط", "body"),
        ("قيادي في حركة حماس", "قيادي في حركة فتح", "body"),
        ("طبيب", "ضابط في الجيش", "rank"),
        ("مصدر طبي", "مصدر عسكري", "field"),
        ("شاهد عيان", "مسؤول", "field"),
        ("شاهد في البصرة", "شاهد في الموصل", "place"),
        ("طبيب", "طبيبة", "gender"),
    ],
)
def test_descriptions_that_contradict(one: str, two: str, why: str) -> None:
    assert contradiction(describe(one), describe(two)) == why
    assert contradiction(describe(two), describe(one)) == why


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("مسؤول أمريكي", "مسؤول في البنتاغون"),
        ("مسؤول أمريكي", "دبلوماسي غربي"),
        ("مصدر", "وزير الدفاع"),
        ("مسؤول أمني", "ضابط في الشرطة"),
        ("مصدر في وزارة الدفاع", "ضابط في الجيش"),
        ("مسؤولون", "مسؤولة"),
        ("مصدر طبي", "مسؤول في وزارة الصحة"),
        ("دبلوماسي في بغداد", "مسؤول في العراق"),
        ("مصدر دبلوماسي", "وزير الخارجية"),
    ],
)
def test_descriptions_that_may_be_of_one(one: str, two: str) -> None:
    assert contradiction(describe(one), describe(two)) is None
    assert contradiction(describe(two), describe(one)) is None


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("كمال رشدي", "كمال رشدى", "same"),
        ("محمد الحلبوسي", "محمد ريكان الحلبوسي", "same"),
        ("عبد الأمير يارالله", "عبدالأمير يارالله", "same"),
        ("عبد الأمير يار الله", "عبدالأمير يارالله", "same"),
        ("صلاح الدين منصور", "صلاحالدين منصور", "same"),
        ("كمال رشدي", "Kamal Rushdi", "similar"),
        ("جون كيربي", "John Kirby", "similar"),
        ("أنطونيو غوتيريش", "أنتونيو جوتيريس", "similar"),
        ("رشدي", "كمال رشدي", "partly"),
        ("علي رشدي", "كمال رشدي", "different"),
        ("خالد منصور", "سامي عرفة", "different"),
    ],
)
def test_names_of_one_and_of_two(one: str, two: str, expected: str) -> None:
    first, second = (tuple(fold(name).split()) for name in (one, two))
    assert likeness(first, second) == likeness(second, first) == expected


@given(WORDS, st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_words_can_be_read(words: str, named: bool) -> None:
    described = describe(words, named)
    assert contradiction(described, described) is None
    assert same_description(described, described)


@given(
    st.lists(st.tuples(WORDS, st.sampled_from(["named", "unnamed", "institution", "outlet", "document"])), max_size=4)
)
@settings(max_examples=80, deadline=None)
def test_any_words_can_be_counted(given_words: list[tuple[str, str]]) -> None:
    claim = [telling(str(n), kind, words, page=n) for n, (words, kind) in enumerate(given_words)]
    found = sources(claim)
    assert found.at_least <= found.at_most
