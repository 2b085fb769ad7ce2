"""Every third-person form of a verb is made from lemma and imperfect, whatever its root."""

import pytest

from musnad.lexicon import fold
from musnad.lexicon.conjugation import (
    accusative,
    before_pronoun,
    imperfect,
    is_defective,
    is_hollow,
    nominal,
    participle,
    perfect,
)

# Perfect: he, she, they (m), both (m), both (f), they (f). Imperfect: he, she, they (m, two moods), both, they (f).
PARADIGMS = {
    "sound": (
        "ذكر ذكرت ذكروا ذكرا ذكرتا ذكرن",
        "يذكر تذكر يذكرون يذكروا يذكران تذكران يذكرا تذكرا يذكرن",
    ),
    "sound, II": (
        "صرح صرحت صرحوا صرحا صرحتا صرحن",
        "يصرح تصرح يصرحون يصرحوا يصرحان تصرحان يصرحا تصرحا يصرحن",
    ),
    "sound, III": (
        "تابع تابعت تابعوا تابعا تابعتا تابعن",
        "يتابع تتابع يتابعون يتابعوا يتابعان تتابعان يتابعا تتابعا يتابعن",
    ),
    "sound, IV": (
        "أعلن أعلنت أعلنوا أعلنا أعلنتا أعلن",
        "يعلن تعلن يعلنون يعلنوا يعلنان تعلنان يعلنا تعلنا يعلن",
    ),
    "sound, V": (
        "تحدث تحدثت تحدثوا تحدثا تحدثتا تحدثن",
        "يتحدث تتحدث يتحدثون يتحدثوا يتحدثان تتحدثان يتحدثا تتحدثا يتحدثن",
    ),
    "sound, VIII": (
        "انتقد انتقدت انتقدوا انتقدا انتقدتا انتقدن",
        "ينتقد تنتقد ينتقدون ينتقدوا ينتقدان تنتقدان ينتقدا تنتقدا ينتقدن",
    ),
    "sound, X": (
        "استنكر استنكرت استنكروا استنكرا استنكرتا استنكرن",
        "يستنكر تستنكر يستنكرون يستنكروا يستنكران تستنكران يستنكرا تستنكرا يستنكرن",
    ),
    "four letters": (
        "طمأن طمأنت طمأنوا طمأنا طمأنتا طمأن",
        "يطمئن تطمئن يطمئنون يطمئنوا يطمئنان تطمئنان يطمئنا تطمئنا يطمئن",
    ),
    "hollow, waw": (
        "قال قالت قالوا قالا قالتا قلن",
        "يقول تقول يقولون يقولوا يقولان تقولان يقولا تقولا يقلن",
    ),
    "hollow, ya": (
        "صاح صاحت صاحوا صاحا صاحتا صحن",
        "يصيح تصيح يصيحون يصيحوا يصيحان تصيحان يصيحا تصيحا يصحن",
    ),
    "hollow, IV": (
        "أضاف أضافت أضافوا أضافا أضافتا أضفن",
        "يضيف تضيف يضيفون يضيفوا يضيفان تضيفان يضيفا تضيفا يضفن",
    ),
    "hollow, VIII": (
        "ارتاب ارتابت ارتابوا ارتابا ارتابتا ارتبن",
        "يرتاب ترتاب يرتابون يرتابوا يرتابان ترتابان يرتابا ترتابا يرتبن",
    ),
    "doubled": (
        "رد ردت ردوا ردا ردتا رددن",
        "يرد ترد يردون يردوا يردان تردان يردا تردا يرددن",
    ),
    "doubled, IV": (
        "أصر أصرت أصروا أصرا أصرتا أصررن",
        "يصر تصر يصرون يصروا يصران تصران يصرا تصرا يصررن",
    ),
    "doubled, VIII": (
        "احتج احتجت احتجوا احتجا احتجتا احتججن",
        "يحتج تحتج يحتجون يحتجوا يحتجان تحتجان يحتجا تحتجا يحتججن",
    ),
    "doubled, X": (
        "استهل استهلت استهلوا استهلا استهلتا استهللن",
        "يستهل تستهل يستهلون يستهلوا يستهلان تستهلان يستهلا تستهلا يستهللن",
    ),
    "first letter waw": (
        "وعد وعدت وعدوا وعدا وعدتا وعدن",
        "يعد تعد يعدون يعدوا يعدان تعدان يعدا تعدا يعدن",
    ),
    "first letter waw, IV": (
        "أوضح أوضحت أوضحوا أوضحا أوضحتا أوضحن",
        "يوضح توضح يوضحون يوضحوا يوضحان توضحان يوضحا توضحا يوضحن",
    ),
    "first letter waw, VIII": (
        "اتهم اتهمت اتهموا اتهما اتهمتا اتهمن",
        "يتهم تتهم يتهمون يتهموا يتهمان تتهمان يتهما تتهما يتهمن",
    ),
    "last letter ya": (
        "نفى نفت نفوا نفيا نفتا نفين",
        "ينفي تنفي ينفون ينفوا ينفيان تنفيان ينفين ينف تنف",
    ),
    "last letter ya, i": (
        "خشي خشيت خشوا خشيا خشيتا خشين",
        "يخشى تخشى يخشون يخشوا يخشيان تخشيان يخشين",
    ),
    "last letter waw": (
        "دعا دعت دعوا دعوا دعتا دعون",
        "يدعو تدعو يدعون يدعوا يدعوان تدعوان يدع تدع",
    ),
    "last letter weak, V": (
        "تمنى تمنت تمنوا تمنيا تمنتا تمنين",
        "يتمنى تتمنى يتمنون يتمنوا يتمنيان تتمنيان يتمنين",
    ),
    "last letter weak, VIII": (
        "ادعى ادعت ادعوا ادعيا ادعتا ادعين",
        "يدعي تدعي يدعون يدعوا يدعيان تدعيان يدعين يدع تدع",
    ),
    "first and last weak, IV": (
        "أوصى أوصت أوصوا أوصيا أوصتا أوصين",
        "يوصي توصي يوصون يوصوا يوصيان توصيان يوصين يوص توص",
    ),
    "hamza first, II": (
        "أكد أكدت أكدوا أكدا أكدتا أكدن",
        "يؤكد تؤكد يؤكدون يؤكدوا يؤكدان تؤكدان يؤكدا تؤكدا يؤكدن",
    ),
    "hamza in the middle, VI": (
        "تساءل تساءلت تساءلوا تساءلا تساءلتا تساءلن",
        "يتساءل تتساءل يتساءلون يتساءلوا يتساءلان تتساءلان يتساءلا تتساءلا يتساءلن",
    ),
    "hamza last, V": (
        "تنبأ تنبأت تنبأوا تنبؤوا تنبآ تنبأتا تنبأن",
        "يتنبأ تتنبأ يتنبأون يتنبؤون يتنبأوا يتنبؤوا يتنبآن تتنبآن يتنبأن",
    ),
    "hamza last, II": (
        "هنأ هنأت هنأوا هنؤوا هنآ هنأتا هنأن",
        "يهنئ تهنئ يهنئون يهنئوا يهنئان تهنئان يهنئا تهنئا يهنئن",
    ),
    "hamza and weak": (
        "رأى رأت رأوا رأيا رأتا رأين",
        "يرى ترى يرون يروا يريان تريان يرين",
    ),
}


@pytest.mark.parametrize("kind", PARADIGMS)
def test_all_forms_of_the_third_person_and_no_other(kind: str) -> None:
    past, present = (row.split() for row in PARADIGMS[kind])
    keys = [set(fold(row).split()) for row in PARADIGMS[kind]]
    doubled = kind.startswith("doubled")
    assert {form for form, _, _ in perfect(past[0], doubled)} == keys[0]
    assert {form for form, _, _ in imperfect(present[0], is_hollow(past[0]), doubled)} == keys[1]


def test_forms_carry_gender_and_number() -> None:
    assert ("قالت", "f", "s") in perfect("قال")
    assert ("قلن", "f", "p") in perfect("قال")
    assert ("يقولان", "m", "d") in imperfect("يقول", hollow=True)
    assert ("تقولان", "f", "d") in imperfect("يقول", hollow=True)


@pytest.mark.parametrize(
    ("lemma", "base", "forms"),
    [
        ("أكد", "مؤكد", "مؤكد مؤكدا مؤكدة مؤكدين مؤكدون مؤكدات مؤكدان مؤكدتين"),
        ("نفى", "ناف", "ناف نافيا نافية نافين نافون نافيات نافيان نافيتين"),
        ("أصر", "مصر", "مصر مصرا مصرة مصرين مصرون مصرات مصران مصرتين"),
    ],
)
def test_participles_get_back_the_ya_that_only_weak_roots_lose(lemma: str, base: str, forms: str) -> None:
    assert {form for form, _, _ in participle(base, is_defective(lemma))} == set(fold(forms).split())


@pytest.mark.parametrize(
    ("noun", "plural", "forms"),
    [
        ("تأكيد", "", "تأكيد تأكيدات التأكيد التأكيدات"),
        ("دعوة", "", "دعوة دعوات الدعوة الدعوات"),
        ("قول", "أقوال", "قول أقوال القول الأقوال"),
        ("نفي", "", "نفي النفي"),
    ],
)
def test_verbal_nouns_take_the_sound_plural_only_where_it_exists(noun: str, plural: str, forms: str) -> None:
    assert {form for form, _, _ in nominal(noun, plural)} == set(fold(forms).split())


def test_the_accusative_writes_an_alef_where_it_can() -> None:
    assert [accusative(noun) for noun in ("تحذير", "دعوة", "ادعاء")] == list(map(fold, ["تحذيرا", "دعوة", "ادعاء"]))


@pytest.mark.parametrize(("before", "alone"), [("نفا", "نفى"), ("قالو", "قالوا"), ("اضافت", "إضافة")])
def test_what_stands_before_a_pronoun_is_found_again(before: str, alone: str) -> None:
    assert fold(alone) in before_pronoun(before)
