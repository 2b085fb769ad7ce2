"""Names in running text: spans readable as words, types, ids, and the links of short forms to long ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.model import Article, Zone
from musnad.text import annotate


def names(document) -> dict[str, tuple[str, str | None]]:
    return {document.text[e.start : e.end]: (e.type, e.entity) for e in document.entities}


def of_type(document, *types: str) -> list[str]:
    return [document.text[e.start : e.end] for e in document.entities if e.type in types]


@pytest.mark.parametrize(
    ("sentence", "name", "type_", "entity"),
    [
        ("انتقد النواب خطة للبنتاغون أمس.", "بنتاغون", "ORG", "wd:Q11208"),
        ("وصل الوفد إلى بغداد مساء أمس.", "بغداد", "GPE", "wd:Q1530"),
        ("اتفق الطرفان وبالعراق أزمة مياه.", "العراق", "GPE", "wd:Q796"),
        ("عاد الوفد من الفَلُوجة أمس.", "الفَلُوجة", "GPE", "local:city/iraq/fallujah"),
        ("تراجعت أسهم #ستاندرد_آند_بورز أمس.", "ستاندرد_آند_بورز", "ORG", "local:company/standard-poors"),
        ("عبرت السفينة مضيق هرمز فجرا.", "مضيق هرمز", "LOC", "local:place/hormuz"),
        ("وقع الطرفان معاهدة كامب ديفيد قبل عقود.", "معاهدة كامب ديفيد", "LAW", "local:event/camp-david-accords"),
    ],
)
def test_a_known_name_without_the_clitics_before_it(document, sentence, name, type_, entity) -> None:
    assert names(document(sentence))[name] == (type_, entity)


@pytest.mark.parametrize(
    ("sentence", "systems"),
    [
        ("أقلعت مقاتلات إف-16 وسو-35 من القاعدة.", ["إف-16", "سو-35"]),
        ("سلمت الشركة طائرات F-16C إلى الجيش.", ["F-16C"]),
        ("تسلم الجيش مقاتلات من طراز رافال ومنظومة S-400.", ["رافال", "S-400"]),
        ("أسقطت الدفاعات مسيرة بيرقدار TB2 فوق المدينة.", ["بيرقدار TB2"]),
        ("أطلقت المدمرة صواريخ كروز من نوع توماهوك.", ["توماهوك"]),
        ("وصلت السفينة وعلى متنها أم 16 طفلا.", []),
        ("رأى نور القمر فوق الجبل.", []),
        ("أطلقت الغواصة صاروخ نور أثناء المناورة.", ["نور"]),
    ],
)
def test_equipment_in_mixed_runs(document, sentence, systems) -> None:
    assert of_type(document(sentence), "EQUIPMENT") == systems


def test_an_agency_whose_name_stands_in_marks_is_known(document) -> None:
    read = document('ألقت الشرطة القبض على ثلاثة رجال، بحسب ما ذكرته وكالة "الأناضول" للأنباء.')
    assert names(read)['وكالة "الأناضول"'] == ("OUTLET", "outlet:anadolu")


def test_everyday_words_are_not_taken_for_names(document) -> None:
    assert names(document("عمل الفريق بحماس وفتح الباب وكانوا سعداء بالخبر.")) == {}


def test_a_surname_and_a_latin_spelling_are_tied_to_the_full_name(document) -> None:
    text = "استقبل رئيس الوزراء مصطفى الكاظمي الرئيس جو بايدن. وقال الكاظمي إن بايدن (Biden) وعد بالدعم."
    read = document(text)
    long_forms = {
        text[e.start : e.end]: text[e.long_form.start : e.long_form.end] for e in read.entities if e.long_form
    }
    assert long_forms["الكاظمي"] == "مصطفى الكاظمي"
    assert names(read)["الكاظمي"] == names(read)["مصطفى الكاظمي"]
    assert names(read)["بايدن"] == ("PER", "wd:Q6279")


def test_a_newspaper_called_as_a_region_is_an_outlet_after_its_head(document) -> None:
    read = names(document("وقال الوزير لصحيفة الشرق الأوسط إن الحوار مستمر."))
    assert read["الشرق الأوسط"] == ("OUTLET", "outlet:aawsat")


def test_the_day_in_the_name_of_a_newspaper_is_no_time(document) -> None:
    read = document("نشرت صحيفة المصري اليوم تفاصيل الاتفاق أمس.")
    assert [read.text[time.start : time.end] for time in read.times] == ["أمس"]


def test_the_reason_says_how_a_short_form_was_tied(document) -> None:
    read = document("التقى مصطفى الكاظمي الوفد. وقال الكاظمي إن الزيارة مهمة.")
    (reason,) = [e.reason for e in read.entities if e.long_form]
    assert reason.endswith("short form")


def test_nationalities_are_no_entities(document) -> None:
    assert names(document("قال مسؤول أميركي إن القوات العراقية انسحبت.")) == {}


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="قال بغداد إف-16 وسو٣٥ «».،\nABC#_ًـ\u200f", max_size=120))
def test_entities_stay_inside_the_text_and_apart(text: str) -> None:
    read = annotate(Article(text, "article", (Zone("body", 0, len(text)),) if text.strip() else ()))
    ends = 0
    for entity in read.entities:
        assert ends <= entity.start < entity.end <= len(text)
        assert not text[entity.start].isspace()
        ends = entity.end
