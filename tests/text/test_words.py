"""Words: where they are cut, and their dictionary form; press words that look cut and are not, and the reverse."""

# ruff: noqa: SIM905 - lists of words are read as words

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.lexicon import fold
from musnad.text.words import analyse


def cut(form: str) -> str:
    word = analyse(form)
    return "+".join([*word.proclitics, word.stem, *([word.enclitic] if word.enclitic else [])])


WHOLE = """
    وزير وزارة وقف وصل وصف وفد وكالة ولاية ولايات واشنطن وثيقة وسائل وجوه وعود وحدات وفاة وليد
    فاز فريق فرنسا فوز فلسطين فقط فيما فؤاد فيروس فصائل
    بحث بيان بيروت بغداد بريطانيا برلمان برنامج بين بعد بدأت باريس بوتين بلدية بأس
    لبنان لندن لجنة لقاء لكن ليبيا ليس لافروف لاجئين
    كان كانت كتب كبير كشف كيري كوريا كلام
    سوريا سياسي سلاح سفير سيارة سيناء سنوات سوف
    التقى التزم التحاق التي الذين الله ألمانيا ألف إلى
    يملك شبكة مشترك اتهم مهم سهم وجه اتجاه مياه شبه طهران نتنياهو عبدالله كنيسة مبارك
""".split()

CUT = """
    و+قال و+أكد و+ال+وزير و+وزير و+كان و+في و+لا و+هو و+لم و+س+تزور و+واشنطن و+وكالة
    ف+قالت ف+إن ف+إن+ه ف+هو ف+ال+رئيس
    ب+شأن ب+أن ب+أن+ها ب+ال+إضافة ب+بيان ب+بغداد ب+قيادة
    ل+رويترز ل+لبنان ل+لقاء ل+أن ل+أن+ه ل+هذا ل+وقف ل+مناقشة
    ك+وسيط ك+رئيس ك+جزء
    س+يكون س+تكون س+يزور س+يعقد س+نعمل
    ال+سعودية ال+عراق ال+رئيس ال+لجنة ال+لبناني ال+ألماني ال+التزام ال+بنك ال+كرملين
    قول+ه قول+ها تصريحات+ه وزارت+ه رئيس+ها نفس+ه أن+ه إن+ها من+هم علي+ه لدي+نا بين+هما ذكرت+ه نشرت+ها لقائ+ه أعضائ+ها
""".split()

LAM = [("للصحفيين", "صحفيين"), ("للرئيس", "رئيس"), ("للبنتاغون", "بنتاغون"), ("وللمرة", "مرة")]


@pytest.mark.parametrize("form", WHOLE)
def test_whole_words_are_left_whole(form: str) -> None:
    assert cut(form) == form


@pytest.mark.parametrize("pieces", CUT)
def test_clitics_are_cut(pieces: str) -> None:
    assert cut(pieces.replace("+", "")) == pieces


@pytest.mark.parametrize(("form", "stem"), LAM)
def test_the_second_lam_is_the_article(form: str, stem: str) -> None:
    word = analyse(form)
    assert word.stem == stem
    assert word.proclitics[-2:] == ("ل", "ال")


@pytest.mark.parametrize("marked", ["وَقالَ", "للصَّحفيين", "بـالوزارة", "وزارتـــه", "قَوْلُهُ", "بِشَأْنِ"])
def test_marks_and_tatweel_stay_in_the_text_and_do_not_change_the_cut(marked: str) -> None:
    plain = analyse("".join(letter for letter in marked if letter not in "ًٌٍَُِّْـ"))
    word = analyse(marked)
    assert word.text == marked
    assert (word.proclitics, word.enclitic, word.stem_key) == (plain.proclitics, plain.enclitic, plain.stem_key)
    assert word.stem == marked[word.prefix : len(marked) - word.suffix]


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("وقالت", "قال"),
        ("يقول", "قال"),
        ("سيعلن", "اعلن"),
        ("أكدت", "اكد"),
        ("يزعم", "زعم"),
        ("تصريحاته", "تصريح"),
        ("للصحفيين", "صحفي"),
        ("المسؤولين", "مسوول"),
        ("وزارته", "وزاره"),
        ("لقائه", "لقاء"),
        ("مصادر", "مصدر"),
        ("الرؤساء", "رييس"),
        ("وزراء", "وزير"),
        ("زرعوا", "زرع"),
    ],
)
def test_the_dictionary_form(form: str, lemma: str) -> None:
    assert analyse(form).lemma == lemma


@pytest.mark.parametrize("name", ["بيروت", "يناير", "اليهود", "كانون", "فلسطين", "القدس", "ياسين"])
def test_names_are_their_own_dictionary_form(name: str) -> None:
    word = analyse(name)
    assert word.lemma in (word.stem_key, word.key)


@pytest.mark.parametrize("form", ["2018", "Reuters", "إف-16", "#لبنان", "«", "...", "🇱🇧", "17.5"])
def test_what_is_no_arabic_word_is_not_cut(form: str) -> None:
    word = analyse(form)
    assert (word.proclitics, word.enclitic, word.stem) == ((), "", form)


@given(st.one_of(st.text(min_size=1), st.text(alphabet="والبلكسفهينات\u064e\u0640ةءأؤئى", min_size=1)))
def test_the_pieces_of_a_word_are_the_word(form: str) -> None:
    word = analyse(form)
    assert word.text == form
    assert word.key == fold(form)
    assert word.stem == form[word.prefix : len(form) - word.suffix]
    assert word.stem or not form.strip()
