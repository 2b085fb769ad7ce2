"""Train the part-of-speech model on UD_Arabic-PUD: cross-validated by document, then on all of it.

In each fold the clitics, too, are cut by a model that has not seen the held-out documents.
Usage: ``python training/text/train_pos.py [--data FOLDER] [--out MODEL]``
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

import pycrfsuite
import train_clitics
from pud import Tree, data_folder, read_trees

from musnad.text import clitics, pos, words
from musnad.text.bare import bare


def labelled(tree: Tree) -> list[tuple[str, str]]:
    """The words of a sentence and the parts of speech of their stems."""
    return [(word.text, word.pieces[train_clitics.stem_of(word.pieces)].pos) for word in tree.words]


def train(trees: list[Tree], model: str) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    for tree in trees:
        pairs = labelled(tree)
        trainer.append(pos.rows([words.analyse(text) for text, _ in pairs]), [tag for _, tag in pairs])
        # The treebank writes tanwin, newspapers mostly do not: sentences with it are learned without it too.
        unmarked = [(bare(text) or text, tag) for text, tag in pairs]
        if unmarked != pairs:
            trainer.append(pos.rows([words.analyse(text) for text, _ in unmarked]), [tag for _, tag in unmarked])
    trainer.set_params({"c1": 0.3, "c2": 0.1, "max_iterations": 100, "feature.possible_transitions": True})
    trainer.train(model)


def score(trees: list[Tree], tagger: pycrfsuite.Tagger) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Counts (``words``, ``right``; ``words:TAG``, ``right:TAG``, ``found:TAG``), and confusions (gold, found)."""
    counts: Counter[str] = Counter()
    confused: Counter[tuple[str, str]] = Counter()
    for tree in trees:
        pairs = labelled(tree)
        found = tagger.tag(pos.rows([words.analyse(text) for text, _ in pairs]))
        for (_, gold), tag in zip(pairs, found, strict=True):
            counts.update(["words", f"words:{gold}", f"found:{tag}"])
            if gold == tag:
                counts.update(["right", f"right:{gold}"])
            else:
                confused[gold, tag] += 1
            if gold not in ("PUNCT", "SYM"):
                counts.update(["unmarked"] + ["unmarked right"] * (gold == tag))
    return counts, confused


def use_clitics(model: str) -> pycrfsuite.Tagger:
    """Cut clitics by this model from now on; returns the model in use."""
    tagger = pycrfsuite.Tagger()
    tagger.open(model)
    clitics._tagger = lambda: tagger  # type: ignore[assignment]
    words.analyse.cache_clear()
    return tagger


def cross_validate(trees: list[Tree], number: int, run: int) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    total: Counter[str] = Counter()
    confusions: Counter[tuple[str, str]] = Counter()
    for held_out in train_clitics.folds(trees, number)[:run]:
        seen = [tree for tree in trees if tree.document not in held_out]
        unseen = [tree for tree in trees if tree.document in held_out]
        with tempfile.TemporaryDirectory() as folder:
            train_clitics.train(
                (word for tree in seen for word in tree.words),
                str(Path(folder, "clitics")),
                train_clitics.press_words(),
            )
            use_clitics(str(Path(folder, "clitics")))
            train(seen, str(Path(folder, "pos")))
            tagger = pycrfsuite.Tagger()
            tagger.open(str(Path(folder, "pos")))
            counts, confused = score(unseen, tagger)
        total += counts
        confusions += confused
        print("fold:", round(counts["right"] / counts["words"], 4), flush=True)
    return total, confusions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    parser.add_argument("--out", default="src/musnad/text/models/pos.crfsuite")
    parser.add_argument("--clitics", default="src/musnad/text/models/clitics.crfsuite")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--run", type=int, default=99, help="how many of the folds to run")
    options = parser.parse_args()
    trees = list(read_trees(data_folder(options.data) / "trees/ar_pud.conllu"))
    total, confusions = cross_validate(trees, options.folds, options.run)
    print("all tokens", round(total["right"] / total["words"], 4))
    print("without marks", round(total["unmarked right"] / total["unmarked"], 4))
    for tag in sorted(name[6:] for name in total if name.startswith("words:")):
        right, gold, found = total[f"right:{tag}"], total[f"words:{tag}"], total[f"found:{tag}"]
        print(f"{tag:6} {gold:5}  precision {right / max(found, 1):.3f}  recall {right / gold:.3f}")
    print(*confusions.most_common(16))
    if options.run >= options.folds:
        use_clitics(options.clitics)
        train(trees, options.out)
        print(options.out, Path(options.out).stat().st_size, "bytes")


if __name__ == "__main__":
    main()
