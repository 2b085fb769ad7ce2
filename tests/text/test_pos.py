"""Parts of speech: what attribution leans on."""

import pytest

from musnad.text import pos
from musnad.text.crf import open_model, read_weights
from musnad.text.words import analyse

SENTENCES = [
    "قال الناطق باسم بلدية صفد إن أعمال ترميم الجسر ستنتهي في 14 أيار المقبل .",
    "وبحسب مصدرين مطلعين ، فإن Siemens لن تشارك في المناقصة التي أعلنت عنها الوزارة أمس .",
    "لم يذكر البيان عدد المصابين ، لكنه أشار إلى أن بينهم طفلين .",
    "كتبته",
]


def tags(document, text: str) -> dict[str, str]:
    return {token.text: token.pos for token in document(text).tokens}


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("وقال الوزير إن الزيارة ناجحة.", "وقال", "VERB"),
        ("وأكدت الرئاسة أن القرار نهائي.", "وأكدت", "VERB"),
        ("كتب الصحفي مقالا عن الأزمة.", "كتب", "VERB"),
        ("كشف المتحدث عن خطة جديدة.", "كشف", "VERB"),
        ("نشرت الصحيفة البيان كاملا.", "البيان", "NOUN"),
        ("وقع الرئيس اتفاقا مع الشركة.", "وقع", "VERB"),
        ("وقع الرئيس اتفاقا مع الشركة.", "الرئيس", "NOUN"),
        ("قال مسؤول أمريكي إن القوات باقية.", "مسؤول", "NOUN"),
        ("قال مسؤول أمريكي إن القوات باقية.", "أمريكي", "ADJ"),
        ("زار الرئيس الفرنسي بيروت أمس.", "الفرنسي", "ADJ"),
        ("زار الرئيس الفرنسي بيروت أمس.", "بيروت", "PROPN"),
        ("قتل 25 شخصا في الهجوم.", "25", "NUM"),
        ("قتل 25 شخصا في الهجوم.", "في", "ADP"),
        ("قتل 25 شخصا في الهجوم.", ".", "PUNCT"),
        ("هذا القرار لا يعنينا.", "هذا", "PRON"),
    ],
)
def test_tags_of_press_sentences(document, text: str, word: str, tag: str) -> None:
    assert tags(document, text)[word] == tag


def test_a_lone_surrogate_does_not_stop_the_run(document) -> None:
    assert len(document("قال \ud800 الوزير").tokens) == 3


def test_the_weights_in_the_file_tag_as_crfsuite_does() -> None:
    sentences = [[analyse(text) for text in sentence.split()] for sentence in SENTENCES]
    tagger = open_model("pos")
    asked = [tag for words in sentences for tag in tagger.tag(pos.rows(words))]
    assert pos.parts_of_speech(sentences) == asked


def test_a_model_file_is_read_to_its_last_feature() -> None:
    weights = read_weights("pos")
    assert len(weights.rows) + 1 == len(weights.states)
    assert weights.states[:-1].any(1).all()  # a feature without a weight is not kept in a file
    assert not weights.states[-1].any()
