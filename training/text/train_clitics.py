"""Train the clitic model on UD_Arabic-PUD: cross-validated by document, then on all of it.

Usage: ``python training/text/train_clitics.py [--data FOLDER] [--out MODEL]``
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pycrfsuite
from pud import Piece, Surface, Tree, data_folder, read_trees, starts_with_article

from musnad.lexicon import table
from musnad.text.bare import bare
from musnad.text.clitics import letter_features, read_labels

PRESS_WORDS = Path(__file__).with_name("press_words.txt")
PROCLITICS = set("\u0648\u0641\u0628\u0644\u0643\u0633\u0623")
BOUND = {*table("ar/function_words")["pronouns"], "\u064a"}
HAMZAS = str.maketrans("\u0623\u0625\u0622", "\u0627\u0627\u0627")


def labels_of(word: Surface) -> tuple[str, list[str]]:
    """The bare word and a label for each of its letters."""
    labels: list[str] = []
    pieces = word.pieces
    stem = stem_of(pieces)
    for number, piece in enumerate(pieces):
        letters = bare(piece.form)
        if number < stem:
            labels += ["P"] * len(letters)
        elif number == stem:
            labels += _stem_labels(piece, letters, after_lam=stem > 0 and pieces[stem - 1].form == "\u0644")
        elif piece.pos == "PRON" and piece.form != "\u0645\u0627":
            labels += ["E"] + ["F"] * (len(letters) - 1)
        else:
            labels += ["I"] * len(letters)
    return bare(word.text), labels


def stem_of(pieces: tuple[Piece, ...]) -> int:
    """Which piece is the stem: the first that is not a clitic letter before another."""
    at = 0
    while at < len(pieces) - 1 and pieces[at].form in PROCLITICS:
        at += 1
    # A preposition that carries a pronoun and nothing else is itself the stem.
    carries = at and pieces[at].form in BOUND and pieces[at - 1].form in ("\u0628", "\u0644")
    return at - 1 if carries else at


def _stem_labels(piece: Piece, letters: str, after_lam: bool) -> list[str]:
    definite = "Definite=Def" in piece.features or piece.pos in ("ADJ", "PROPN", "NOUN", "NUM")
    if starts_with_article(piece):
        return ["A", "a", "B"] + ["I"] * (len(letters) - 3)
    if after_lam and definite and letters.startswith("\u0644") and not bare(piece.lemma).startswith("\u0644"):
        return ["A", "B"] + ["I"] * (len(letters) - 2)
    return ["B"] + ["I"] * (len(letters) - 1) if letters else []


def press_words(path: Path = PRESS_WORDS) -> list[tuple[str, list[str]]]:
    """The hand-written list: bare words and their labels."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [_listed(entry.split("+")) for line in lines for entry in line.split()]


def _listed(pieces: list[str]) -> tuple[str, list[str]]:
    singles = 0
    while singles < len(pieces) - 1 and pieces[singles] in PROCLITICS and not _is_article(pieces, singles):
        singles += 1
    labels = ["P"] * singles
    rest = pieces[singles:]
    if len(rest) > 1 and _is_article(pieces, singles):
        labels += ["A", "a"][: len(rest[0])]
        rest = rest[1:]
    stem, pronoun = rest[0], "".join(rest[1:])
    labels += ["B"] + ["I"] * (len(stem) - 1) + ["E"] * bool(pronoun) + ["F"] * (len(pronoun) - 1)
    return "".join(pieces), labels


def _is_article(pieces: list[str], at: int) -> bool:
    doubled_lam = at > 0 and pieces[at] == pieces[at - 1] == "\u0644"
    return pieces[at] == "\u0627\u0644" or doubled_lam


def is_arabic(word: Surface) -> bool:
    return any("\u0620" <= letter <= "\u06d3" for letter in word.text)


def train(words: Iterable[Surface], model: str, listed: Iterable[tuple[str, list[str]]] = ()) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    pairs = [*map(labels_of, words), *listed]
    counts = Counter((letters, "".join(labels)) for letters, labels in pairs if len(letters) > 1)
    for (letters, labels), count in counts.items():
        rows = letter_features(letters)
        for _ in range(min(count, 3)):
            trainer.append(rows, list(labels))
        if letters.translate(HAMZAS) != letters:
            trainer.append(letter_features(letters.translate(HAMZAS)), list(labels))
    trainer.set_params({"c1": 0.05, "c2": 0.02, "max_iterations": 120, "feature.possible_transitions": False})
    trainer.train(model)


def score(words: Iterable[Surface], tagger: pycrfsuite.Tagger) -> tuple[Counter[str], Counter[tuple[str, str, str]]]:
    """Counts of right words, and the wrong ones: (letters, gold, found)."""
    counts: Counter[str] = Counter()
    wrong: Counter[tuple[str, str, str]] = Counter()
    for word in words:
        counts["words"] += 1
        if not is_arabic(word):
            counts["right"] += 1
            counts["right with article"] += 1
            continue
        counts["arabic"] += 1
        letters, gold = labels_of(word)
        found = read_labels(tagger.tag(letter_features(letters))) if len(letters) > 1 else read_labels(gold)
        goal = read_labels(gold)
        plain = [(c.proclitics[: len(c.proclitics) - c.article], c.enclitic) for c in (found, goal)]
        counts["right"] += plain[0] == plain[1]
        counts["right arabic"] += plain[0] == plain[1]
        counts["right with article"] += found == goal
        if found != goal:
            wrong[letters, "".join(gold), str(found)] += 1
    return counts, wrong


def folds(trees: list[Tree], number: int) -> list[set[str]]:
    documents = sorted({tree.document for tree in trees})
    random.Random(7).shuffle(documents)
    return [set(documents[at::number]) for at in range(number)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    parser.add_argument("--out", default="src/musnad/text/models/clitics.crfsuite")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--run", type=int, default=99, help="how many of the folds to run")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--without-list", action="store_true", help="the treebank alone")
    options = parser.parse_args()
    trees = list(read_trees(data_folder(options.data) / "trees/ar_pud.conllu"))
    listed = [] if options.without_list else press_words()
    total: Counter[str] = Counter()
    wrong: Counter[tuple[str, str, str]] = Counter()
    for held_out in folds(trees, options.folds)[: options.run]:
        with tempfile.TemporaryDirectory() as folder:
            model = str(Path(folder, "clitics"))
            train((w for tree in trees if tree.document not in held_out for w in tree.words), model, listed)
            tagger = pycrfsuite.Tagger()
            tagger.open(model)
            counts, errors = score((w for tree in trees if tree.document in held_out for w in tree.words), tagger)
        total += counts
        wrong += errors
        print({name: round(count / counts["words"], 4) for name, count in counts.items()}, flush=True)
    print("all words right", round(total["right"] / total["words"], 4))
    print("arabic words right", round(total["right arabic"] / total["arabic"], 4))
    print("all words right, the article too", round(total["right with article"] / total["words"], 4))
    for error, count in wrong.most_common(options.show):
        print(count, *error)
    if options.run >= options.folds:
        train((word for tree in trees for word in tree.words), options.out, listed)
        print(options.out, Path(options.out).stat().st_size, "bytes")


if __name__ == "__main__":
    main()
