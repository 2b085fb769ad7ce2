"""The table of cues holds what it promises, and each cue comes with a sentence that reports and one that does not."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.lexicon import fold, table
from musnad.lexicon.cues import Form, cues, forms_of, phrases_of
from musnad.model import Stance

TABLE = table("ar/cues")
SENTENCES = table("ar/cues.examples")
FIELDS = {"lemma", "stance", "takes", "through", "to", "object", "weak", "omit", "gloss"}
VERB_FIELDS = FIELDS | {"imperfect", "noun", "plural", "participle", "passive", "doubled", "weak_forms"}
ALLOWED = {"verb": VERB_FIELDS, "noun": FIELDS | {"plural"}, "phrase": VERB_FIELDS | {"words"}}
OBJECTS = {"", "addressee", "accused", "described", "ascribed", "source"}


def name(kind: str, entry: dict[str, Any]) -> str:
    return f"{entry['lemma']} {entry['words'][0]}" if kind == "phrase" else entry["lemma"]


ENTRIES = {(kind, name(kind, entry)): entry for kind, entries in TABLE.items() for entry in entries}
ACCORDS = table("ar/particles")["accord"]["alone"]
EXAMPLES = [(kind, key, example) for kind, examples in SENTENCES.items() for key, example in examples.items()]
EVERYDAY = """
مصر مصرية مدينة مقرات مجددا شكرا ردا أبدا عدن عادة اثنين شاهد مسلمين متهمين مطلقا كاتبة ذاكرة الأنباء الادعاء
لمن نادين نادي مدحت نصا يعلم
"""
HOMOGRAPHS = """
بين دون عقب رد كتب عد يعد تعد يبلغ تبلغ يظهر حمل نشر سلم بث علق طلب
"""
each_example = pytest.mark.parametrize(
    ("kind", "key", "example"), EXAMPLES, ids=[f"{kind} {key}" for kind, key, _ in EXAMPLES]
)


def words(sentence: str) -> list[str]:
    return fold(re.sub(r"[^\w\s]", " ", sentence)).split()


def bare(word: str) -> Iterator[str]:
    """A folded word, then what is left of it without the particles written in one with it."""
    yield word
    for particle in ("ال", "لل", "و", "ف", "ب", "ل", "س", "ك"):
        if word.startswith(particle) and len(word) > len(particle) + 1:
            yield from bare(word[len(particle) :])


def reporting_forms(sentence: str, lemmas: set[str]) -> list[Form]:
    """The forms of these cues in a sentence."""
    tried = (form for word in words(sentence) for key in bare(word) for form in forms_of(key))
    return [form for form in tried if form.cue.lemma in lemmas]


def opens_phrase(sentence: str, lemma: str) -> bool:
    """True where a verb of the sentence opens the phrase and the phrase's words follow somewhere after it."""
    tokens = words(sentence)
    for at, word in enumerate(tokens):
        for phrase in (phrase for key in bare(word) for phrase in phrases_of(key) if phrase.form.cue.lemma == lemma):
            width = len(phrase.words)
            if any(tuple(tokens[i : i + width]) == phrase.words for i in range(at + 1, len(tokens))):
                return True
    return False


def test_there_are_enough_cues_of_each_kind_and_none_twice() -> None:
    assert len(TABLE["verb"]) >= 250
    assert len(TABLE["noun"]) >= 50
    assert len(TABLE["phrase"]) >= 50
    assert len(ENTRIES) == sum(map(len, TABLE.values()))
    assert len(cues()) == len(TABLE["verb"])


@pytest.mark.parametrize(("kind", "key"), ENTRIES)
def test_fields_are_known_and_their_values_too(kind: str, key: str) -> None:
    entry = ENTRIES[kind, key]
    assert set(entry) <= ALLOWED[kind]
    assert entry["stance"] in get_args(Stance)
    assert set(entry["takes"].split()) <= {"that", "quote", "noun"}
    assert entry["takes"] or entry.get("through") or entry.get("object"), "nothing can be its content"
    assert entry.get("object", "") in OBJECTS
    assert re.fullmatch(r"[a-z][a-z (),']+", entry["gloss"])
    if "imperfect" in entry:
        assert entry["imperfect"][0] == "ي"
        assert entry.get("doubled") or len(entry["lemma"]) > 2, "a lemma of two letters has a doubled root"


def test_every_cue_has_its_sentences_and_no_sentence_lacks_a_cue() -> None:
    named = {*ENTRIES, *(("accord", key) for key in ACCORDS)}
    assert {(kind, key) for kind, key, _ in EXAMPLES} == named


@each_example
def test_the_reporting_sentence_holds_its_cue_its_source_and_what_was_said(
    kind: str, key: str, example: dict[str, str]
) -> None:
    must = example["must"]
    first, _, last = example["says"].partition(" … ")
    assert must.count(example["source"]) == 1
    assert first in must
    assert last in must.partition(first)[2]
    said = must[must.index(first) : must.rindex(last or first) + len(last or first)]
    assert example["source"] not in said
    if kind == "phrase":
        assert opens_phrase(must, key)
    elif kind == "accord":
        assert re.sub(" ل$", " ", fold(key)).strip() in " ".join(words(must))
    else:
        assert reporting_forms(must, {key})


@each_example
def test_the_other_sentence_holds_a_word_written_like_the_cue(kind: str, key: str, example: dict[str, str]) -> None:
    other = example["must_not"]
    assert other != example["must"]
    held = words(other)
    if kind == "phrase":
        assert any(phrase.form.cue.lemma == key for word in held for k in bare(word) for phrase in phrases_of(k))
        assert ENTRIES[kind, key].get("weak") or not opens_phrase(other, key)
    elif kind == "accord":
        assert any(fold(part)[:3] in word for part in key.split() if len(part) > 2 for word in held)
    else:
        entry = ENTRIES[kind, key]
        like = {fold(key), *fold(entry.get("omit", "")).split()}
        own = reporting_forms(other, {key, entry.get("noun", "")})
        assert own or any(written in word for written in like for word in held)


@pytest.mark.parametrize("everyday", EVERYDAY.split())
def test_everyday_words_that_a_wrong_or_rare_form_would_take_are_no_cues(everyday: str) -> None:
    assert forms_of(fold(everyday)) == ()


@pytest.mark.parametrize("homograph", HOMOGRAPHS.split())
def test_a_verb_form_that_is_also_an_everyday_word_needs_a_clause_or_a_quotation(homograph: str) -> None:
    verbs = [form for form in forms_of(fold(homograph)) if form.is_verb]
    assert verbs
    assert all(form.cue.weak for form in verbs)


@pytest.mark.parametrize(
    ("written", "lemma", "shape", "pronoun"),
    [
        ("قالت", "قال", "perfect", ""),
        ("يؤكدون", "أكد", "imperfect", ""),
        ("مشيرا", "أشار", "participle", ""),
        ("نافية", "نفى", "participle", ""),
        ("نفاه", "نفى", "perfect", "ه"),
        ("قوله", "قول", "noun", "ه"),
        ("تصريحاتهم", "تصريح", "noun", "هم"),
        ("مزاعم", "زعم", "noun", ""),
        ("تحذيرا", "تحذير", "noun", ""),
        ("قيل", "قال", "perfect", ""),
        ("يقال", "قال", "imperfect", ""),
    ],
)
def test_a_written_form_leads_to_its_cue(written: str, lemma: str, shape: str, pronoun: str) -> None:
    found = [form for form in forms_of(fold(written)) if form.cue.lemma == lemma]
    assert (shape, fold(pronoun)) in {(form.shape, form.pronoun) for form in found}


def test_one_form_may_belong_to_several_cues() -> None:
    assert {form.cue.lemma for form in forms_of("يعد")} == {"عد", "وعد"}
    assert {form.shape for form in forms_of(fold("إضافته"))} == {"perfect", "noun"}  # hers to him, or his own


def test_a_passive_has_no_gender_since_its_subject_did_not_speak() -> None:
    assert [(form.gender, form.number) for form in forms_of("قيل")] == [("", "")]


def test_phrases_are_found_by_their_verb_with_the_longest_words_first() -> None:
    found = phrases_of(fold("وجهت"))
    assert ("اصابع", "الاتهام") in {phrase.words for phrase in found if phrase.form.cue.stance == "accuses"}
    assert [len(phrase.words) for phrase in found] == sorted((len(phrase.words) for phrase in found), reverse=True)
    assert phrases_of(fold("أكلت")) == ()


@given(st.text(alphabet="ابتدذرسعفقكلمنهويأإةىؤئ", max_size=12))
def test_any_word_is_looked_up_without_error_and_by_its_key_alone(word: str) -> None:
    for form in forms_of(fold(word)):
        assert form.cue.lemma in {entry["lemma"] for entry in TABLE["verb"] + TABLE["noun"]}
        assert form.pronoun == "" or fold(word).endswith(form.pronoun)
