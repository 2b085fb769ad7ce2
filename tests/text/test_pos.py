"""Parts of speech: what attribution leans on."""

import pytest


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
