"""Measure on UD_Arabic-PUD what is not learned from it: sentence ends and dictionary forms.

Sentences: those of one document joined by spaces into a paragraph, their ends found again. Dictionary forms: of the
stems, cut as the product cuts them, marks, symbols and numbers left out; both sides folded.
(Clitics and parts of speech: the trainers cross-validate.) Usage: ``python training/text/measure.py [--data FOLDER]``
"""

from __future__ import annotations

import argparse
from collections import Counter
from itertools import groupby

from pud import Tree, data_folder, read_trees
from train_clitics import stem_of

from musnad.lexicon import fold
from musnad.model import Article, Zone
from musnad.text.layers import annotate_words
from musnad.text.words import analyse


def sentence_ends(trees: list[Tree]) -> tuple[int, int, int]:
    """Ends found and right, found and wrong, missed."""
    right = wrong = missed = 0
    for _, document in groupby(trees, key=lambda tree: tree.document):
        text, ends = "", set()
        for tree in document:
            text = f"{text} {tree.text}".strip()
            ends.add(len(text))
        read = annotate_words(Article(text, "article", (Zone("body", 0, len(text)),)))
        found = {sentence.end for sentence in read.sentences}
        right, wrong, missed = right + len(found & ends), wrong + len(found - ends), missed + len(ends - found)
    return right, wrong, missed


def dictionary_forms(trees: list[Tree]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word in (word for tree in trees for word in tree.words):
        piece = word.pieces[stem_of(word.pieces)]
        if piece.pos not in ("PUNCT", "SYM", "NUM", "X"):
            same = analyse(word.text).lemma == fold(piece.lemma).replace("`", "")
            counts.update(["all", piece.pos] + ["right", f"right {piece.pos}"] * same)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    trees = list(read_trees(data_folder(parser.parse_args().data) / "trees/ar_pud.conllu"))
    right, wrong, missed = sentence_ends(trees)
    measure = 2 * right / (2 * right + wrong + missed)
    print(f"sentence ends: F {measure:.4f} ({right} right, {wrong} wrong, {missed} missed)")
    counts = dictionary_forms(trees)
    print(f"dictionary forms: {counts['right'] / counts['all']:.4f}")
    for pos in ("NOUN", "PROPN", "ADJ", "VERB"):
        print(f"  {pos:6}{counts[f'right {pos}'] / counts[pos]:.3f}")


if __name__ == "__main__":
    main()
