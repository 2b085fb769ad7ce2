"""Train the name model: ``python training/entities/train.py [--data FOLDER] [--vectors FILE] [--evaluate last]``.

Training is an averaged structured perceptron (Collins 2002) by CRFsuite over hashed features; the weights go into one
small table of ``int8`` with a scale per label. ``--vectors`` (of ``make_vectors.py``) makes the priors anew, without it
the shipped ones are used. ``--evaluate`` holds a sixth of NewsFANE out, prints figures and writes nothing.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from itertools import accumulate
from pathlib import Path

import corpora
import numpy as np
import pycrfsuite
import scoring
from corpora import Sentence

import musnad.text.entities.priors as shipped_priors
from musnad.model import Sentence as Place
from musnad.model import Token
from musnad.text.entities import features, finder, model
from musnad.text.entities.known import find_known
from musnad.text.words import analyse

MODELS = Path(__file__).parents[2] / "src/musnad/text/models"
ROUNDS = 14
#: NewsFANE does not say where its articles end: so many sentences in a row stand for one.
ARTICLE = 20


def main() -> None:
    """Train and measure, or train and write."""
    given = _arguments()
    ner = given.data / "ner"
    training, held_out = split(corpora.newsfane(ner), given.evaluate)
    if given.vectors:
        import priors  # needs scikit-learn, which a model made with the shipped priors does not

        table = priors.priors(training + corpora.aqmar(ner) + corpora.wojood(ner), given.vectors)
        shipped_priors._table = lambda: table
        if not held_out:
            priors.write(table, MODELS / "name_priors.txt.gz")
    weights = train(training)
    if held_out:
        evaluate(held_out, model.Reader(weights))
    else:
        weights.save(MODELS / "entities.npz")


def split(sentences: list[Sentence], how: str | None) -> tuple[list[Sentence], list[Sentence]]:
    """For training, and held out: the ``last`` sixth, or ``every`` sixth sentence."""
    if how == "last":
        return sentences[: len(sentences) * 5 // 6], sentences[len(sentences) * 5 // 6 :]
    if how == "every":
        return [one for at, one in enumerate(sentences) if at % 6 != 5], sentences[5::6]
    return sentences, []


def evaluate(held_out: list[Sentence], reader: model.Reader) -> None:
    """Measure the model alone, and the whole layer as the program runs it."""
    gold = [[label for _, label in sentence] for sentence in held_out]
    print("model alone:", scoring.report([read(sentence, reader) for sentence in held_out], gold))
    finder.reader = lambda: reader
    alone = [labels for sentence in held_out for labels in found([sentence])]
    print("whole layer, each sentence alone:", scoring.report(alone, gold), flush=True)
    articles = [held_out[at : at + ARTICLE] for at in range(0, len(held_out), ARTICLE)]
    running = [labels for article in articles for labels in found(article)]
    print(f"whole layer, {ARTICLE} sentences running:", scoring.report(running, gold), flush=True)


def found(article: list[Sentence]) -> list[list[str]]:
    """The labels of what the whole layer finds in sentences that follow each other, sentence by sentence."""
    tokens = tokens_of([word for sentence in article for word in sentence])
    ends = [*accumulate(map(len, article))]
    places = [
        Place(tokens[end - len(sentence)].start, tokens[end - 1].end, end - len(sentence), end, number, "body")
        for number, (sentence, end) in enumerate(zip(article, ends, strict=True))
    ]
    labels = ["O"] * len(tokens)
    text = " ".join(form for sentence in article for form, _ in sentence)
    for entity in finder.find_entities(text, tokens, places):
        inside = [at for at, token in enumerate(tokens) if token.start < entity.end and entity.start < token.end]
        for at in inside:
            labels[at] = ("B-" if at == inside[0] else "I-") + entity.type
    return [labels[place.first : place.last] for place in places]


def tokens_of(sentence: Sentence) -> list[Token]:
    """The tokens of a sentence, a space between each two."""
    tokens, at = [], 0
    for form, _ in sentence:
        tokens.append(Token(at, at + len(form), analyse(form), "X"))
        at += len(form) + 1
    return tokens


def read(sentence: Sentence, reader: model.Reader) -> list[str]:
    """The labels the model gives."""
    tokens = tokens_of(sentence)
    return reader.labels([([token.word for token in tokens], find_known(tokens, 0, len(tokens)), 0)])


def rows(sentence: Sentence) -> list[list[str]]:
    """The features of each word, as CRFsuite's attributes."""
    tokens = tokens_of(sentence)
    words = [token.word for token in tokens]
    joined = features.between([(words, find_known(tokens, 0, len(tokens)), 0)])
    return [
        [
            str(row)
            for row in {*joined[:, at].tolist(), *(row for part in features.window(words, at) for row in part)}
            - {features.NONE}
        ]
        for at in range(len(words))
    ]


def train(sentences: list[Sentence]) -> model.Weights:
    """The weights of an averaged perceptron."""
    trainer = pycrfsuite.Trainer(algorithm="ap", verbose=False)
    trainer.set_params({"max_iterations": ROUNDS})
    for sentence in sentences:
        trainer.append(rows(sentence), [label for _, label in sentence])
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/entities.crfsuite"
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        return _table(tagger)


def _table(tagger: pycrfsuite.Tagger) -> model.Weights:
    dump = tagger.info()
    labels = sorted(tagger.labels(), key=lambda label: (label != "O", label[2:], label))
    column = {label: at for at, label in enumerate(labels)}
    states = np.zeros((1 << features.BITS, len(labels)), np.float32)
    for (row, label), weight in dump.state_features.items():
        states[int(row), column[label]] = weight
    moves = np.zeros((len(labels), len(labels)), np.float32)
    for (before, after), weight in dump.transitions.items():
        moves[column[before], column[after]] = weight
    return model.Weights.pack(labels, states, moves)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    folder = Path(os.environ.get("MUSNAD_DATA", "../shared/data"))
    parser.add_argument("--data", type=Path, default=folder, help="the folder that holds ner/")
    parser.add_argument("--vectors", type=Path, help="what make_vectors.py wrote")
    parser.add_argument("--evaluate", choices=("last", "every"), help="hold out the last or every sixth sentence")
    return parser.parse_args()


if __name__ == "__main__":
    main()
