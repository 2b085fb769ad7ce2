"""Chains of labels: the path found is the best of all paths, and a form weighs the same wherever it is looked up."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from musnad.text.chain import Chain, FormScores
from musnad.text.words import analyse

LABELS = 3
WEIGHTS = st.integers(-9, 9)


def weights(*shape: int) -> st.SearchStrategy[np.ndarray]:
    size = int(np.prod(shape))
    return st.lists(WEIGHTS, min_size=size, max_size=size).map(lambda row: np.array(row, np.float32).reshape(shape))


def worth(chain: Chain, scores: np.ndarray, path: tuple[int, ...]) -> float:
    steps = sum(float(chain.moves[one, other]) for one, other in pairwise(path))
    return float(chain.opening[path[0]]) + steps + sum(float(scores[at, label]) for at, label in enumerate(path))


@given(weights(LABELS, LABELS), weights(LABELS), st.lists(st.integers(1, 5), min_size=1, max_size=4), st.data())
def test_no_path_is_worth_more_than_the_one_found(moves, opening, lengths, data) -> None:
    chain = Chain(moves, opening)
    scores = data.draw(weights(sum(lengths), LABELS))
    found = chain.best(scores, lengths)
    first = 0
    for length in lengths:
        own, path = scores[first : first + length], tuple(found[first : first + length])
        assert worth(chain, own, path) == max(
            worth(chain, own, other) for other in product(range(LABELS), repeat=length)
        )
        first += length


def test_no_sentences_have_no_labels() -> None:
    assert Chain(np.zeros((2, 2), np.float32), np.zeros(2, np.float32)).best(np.zeros((0, 2), np.float32), []) == []


def test_a_form_gives_to_itself_and_to_its_neighbours_and_a_sentence_ends_at_its_edges() -> None:
    """Each form is worth its length: ones for its own label, hundreds for the word after it; an edge is worth 9."""
    asked = []

    def weigh(words) -> np.ndarray:
        asked.extend(word.text for word in words)
        return np.array([[[len(word.text)], [100 * len(word.text)]] for word in words])

    scores = FormScores((0, -1), np.array([[0], [900]]), weigh)
    sentences = [[analyse(text) for text in line.split()] for line in ("قال علي", "قال المتحدث قال")]
    assert scores.sums(sentences).ravel().tolist() == [903, 303, 903, 307, 703]
    assert scores.sums(sentences[:1]).ravel().tolist() == [903, 303]
    assert asked == ["قال", "علي", "المتحدث"]


def test_more_forms_than_there_were_rows_for() -> None:
    scores = FormScores((0,), np.array([[0]]), lambda words: np.array([[[int(word.text)]] for word in words]))
    words = [analyse(str(number)) for number in range(1, 3000)]
    assert scores.sums([words]).ravel().tolist() == list(range(1, 3000))
