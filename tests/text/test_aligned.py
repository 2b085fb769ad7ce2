"""The document as aligned words."""

from musnad.annotated import aligned, columns_of


def test_each_word_stands_over_its_part_of_speech_and_its_dictionary_form(document) -> None:
    text = aligned(document("وقالت المسؤولة للصحفيين إنها ستزور بغداد."), width=200)
    _, _, words, tags, lemmas, *_ = text.split("\n")
    assert words.split() == ["و+قالت", "ال+مسؤولة", "ل+ال+صحفيين", "إن+ها", "س+تزور", "بغداد", "."]
    assert tags.split()[0] == "VERB"
    assert lemmas.split()[0] == "قال"
    for word, tag in zip(words.split(), tags.split(), strict=True):
        assert words.index(word) == tags.index(tag, words.index(word))


def test_marks_over_letters_take_no_column() -> None:
    assert columns_of("قالَ") == columns_of("قال") == 3


def test_what_begins_in_a_sentence_stands_below_it(document) -> None:
    text = aligned(document("قال الوزير «سنعود» في 26 يوليو.\nوغادر."))
    first, second = text.split("2. [body]")
    assert "«سنعود»" in first
    assert "2021-07-26" in first
    assert "«سنعود»" not in second


def test_long_sentences_are_broken_into_rows(document) -> None:
    text = aligned(document("قال الوزير " * 40), width=60)
    assert all(columns_of(line) <= 62 for line in text.split("\n"))


def test_an_empty_document_is_an_empty_page(document) -> None:
    assert aligned(document("")) == ""
