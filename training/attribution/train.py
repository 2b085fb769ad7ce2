"""Train the labeller of the verbs on which the rules are silent, and say what it adds to the rules.

Every verb of the invented articles (``articles/``) that a rule could read is an example: the words around it, labelled
with its source and content where it reports. Each article stands twice more with its sources exchanged. Figures: five
folds of whole articles; the rules alone and with the labeller, on articles that neither has seen.
Usage: ``python training/attribution/train.py [--folds 5] [--gold GOLD.jsonl]`` (a minute on a free core)
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pycrfsuite
from notation import blocks, parse

from musnad.article import find_article
from musnad.attribution import learned
from musnad.attribution.clause import Clause, clauses
from musnad.attribution.silent import window
from musnad.evaluation import measure
from musnad.evaluation.gold import load
from musnad.model import Page
from musnad.pipeline import read
from musnad.text import annotate
from musnad.text.times import find_days

OUT = Path("src/musnad/attribution/models/silent.crfsuite")
SETTINGS = {"c1": 0.05, "c2": 1.0, "max_iterations": 100, "feature.minfreq": 2}
EXCHANGES = 2
SHOWN = ("content loose P/R/F1", "content strict P/R/F1", "whole statement P/R/F1")
_TOLD = re.compile(r"\{cue (\d+)([^:{}]*):([^{}]*)\} \{source (\d+)((?: (?!of\b|with\b)\w+)*):([^{}]*)\}")
LABELLED = learned._labelled
Example = tuple[list[list[str]], list[str]]


def examples(block: str) -> Iterator[Example]:
    """Rows and labels of each verb of one article."""
    gold = parse(block).gold()
    page = Page(gold["text"], "article", id=gold["id"])
    by_end = {statement["cue"][1]: statement for statement in gold["statements"] if statement["cue"]}
    for clause, at, rows in learned.silent_verbs([], clauses(annotate(find_article(page, find_days)))):
        token = clause.tokens[at]
        statement = next((by_end[end] for end in range(token.start + 1, token.end + 1) if end in by_end), None)
        yield rows.around(at), _labels(clause, at, statement)


def _labels(clause: Clause, at: int, statement: dict[str, Any] | None) -> list[str]:
    first, last = window(clause, at)
    labels = ["-"] * (last - first)
    labels[at - first] = "cue" if statement else "none"
    spans = [("source", statement["source"])] * bool(statement["source"]) if statement else []
    spans += [("content", span) for span in statement["content"]] if statement else []
    for kind, (start, end) in spans:
        inside = [n for n in range(first, last) if clause.tokens[n].start < end and clause.tokens[n].end > start]
        for number in inside:
            if number != at:
                labels[number - first] = f"{'B' if number == inside[0] else 'I'}-{kind}"
    return labels


def exchanged(articles: Iterable[str], chance: random.Random) -> list[str]:
    """The articles with each overt source in another's place, of the same kind and after a verb of the same gender."""
    articles = list(articles)
    pool: dict[tuple[str, str], list[str]] = defaultdict(list)
    for match in (match for article in articles for match in _TOLD.finditer(article)):
        pool[_gender(match[3]), match[5]].append(match[6])

    def other(match: re.Match[str]) -> str:
        source = chance.choice(pool[_gender(match[3]), match[5]])
        return f"{{cue {match[1]}{match[2]}:{match[3]}}} {{source {match[4]}{match[5]}:{source}}}"

    return [_TOLD.sub(other, article) for article in articles]


def _gender(verb: str) -> str:
    if verb.endswith("ت") or verb.startswith("ت"):
        return "f"
    return "p" if verb.endswith(("وا", "ون")) else "m"


def train(articles: list[str], out: Path) -> None:
    """Train on these articles and on them with sources exchanged."""
    chance = random.Random(0)
    trainer = pycrfsuite.Trainer(verbose=False)
    for rows, labels in (example for article in articles for example in examples(article)):
        trainer.append(rows, labels)
    for article in (article for _ in range(EXCHANGES) for article in exchanged(articles, chance)):
        for rows, labels in examples(article):
            if "cue" in labels:
                trainer.append(rows, labels)
    trainer.set_params(SETTINGS)
    trainer.train(str(out))


def use(model: Path | None) -> None:
    """Have the product label with this model; without one, leave the rules alone."""
    tagger = pycrfsuite.Tagger()
    if model is not None:
        tagger.open(str(model))
    learned._tagger = lambda: tagger  # type: ignore[assignment]
    learned._labelled = LABELLED if model is not None else lambda *_: None  # type: ignore[assignment]


def readings(golds: Iterable[dict[str, Any]]) -> Iterator[str]:
    for gold in golds:
        page = Page(gold["text"], "article", id=gold["id"], published=date.fromisoformat(gold["published"]))
        yield json.dumps(read(page).to_dict(), ensure_ascii=False)


def show(name: str, golds: list[dict[str, Any]], lines: Iterable[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        gold, read_ = Path(folder, "gold.jsonl"), Path(folder, "readings.jsonl")
        gold.write_text("".join(json.dumps(one) + "\n" for one in golds), "utf-8")
        read_.write_text("".join(line + "\n" for line in lines), "utf-8")
        figures = measure(load(str(gold)), load(str(read_))).as_dict()
    print(f"{name:32}", *(f"{shown.partition(' P/')[0]} {figures[shown]}" for shown in SHOWN), flush=True)


def cross_validate(articles: list[str], number: int) -> None:
    """Print the figures of the rules alone, and with labellers that have not seen the article."""
    golds, lines = [], []
    for fold in range(number):
        unseen = [json.loads(json.dumps(parse(article).gold())) for article in articles[fold::number]]
        golds += unseen
        with tempfile.TemporaryDirectory() as folder:
            train([a for n, a in enumerate(articles) if n % number != fold], Path(folder, "silent"))
            use(Path(folder, "silent"))
            lines += readings(unseen)
    use(None)
    show("rules, invented articles", golds, readings(golds))
    show("with the labeller, unseen folds", golds, lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--folds", type=int, default=5, help="0: only train")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="gold sets to measure the trained labeller on")
    options = parser.parse_args()
    articles = list(blocks())
    random.Random(1).shuffle(articles)
    if options.folds:
        cross_validate(articles, options.folds)
    train(articles, options.out)
    print(options.out, options.out.stat().st_size, "bytes")
    for path in options.gold:
        golds = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for name, model in (("rules", None), ("with the labeller", options.out)):
            use(model)
            show(f"{name}, {path.stem}", golds, readings(golds))


if __name__ == "__main__":
    main()
