"""The invented articles are read as their marks say: the notation itself, and floors for the rules on all of them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from musnad.attribution import reading
from musnad.evaluation import measure
from musnad.evaluation.gold import load
from musnad.model import Page
from musnad.pipeline import read
from training.attribution.notation import NotationError, parse, read_articles

ARTICLE = """
== test-01 | wire | security
عنوان بلا قول
{cue 1:قال} {source 1 unnamed:مسؤول} ل{outlet 1:صحيفة «الغد»} إن {content 1:{source 2:الوزير} {cue 2 promises:وعد} \
ب{content 2 nominal:زيادة الأجور}}.
و{cue 3 with 1:أضاف}: «{content 3:ننتظر}».
""".strip()


def test_a_marked_article_becomes_a_text_without_marks_and_a_gold_record():
    gold = parse(ARTICLE).gold()
    text = gold["text"]
    told, nested, added = gold["statements"]

    assert "{" not in text
    assert text.startswith("عنوان بلا قول\n")
    assert [text[start:end] for start, end in told["content"]] == ["الوزير وعد بزيادة الأجور"]
    assert [(link["role"], link["text"]) for link in told["chain"]] == [
        ("speaker", "مسؤول"),
        ("outlet", "صحيفة «الغد»"),
    ]
    assert [link["text"] for link in nested["chain"]] == ["الوزير", "مسؤول", "صحيفة «الغد»"]
    assert (nested["mode"], nested["stance"], nested["source_kind"]) == ("nominal", "promises", "named")
    assert (added["mode"], added["source"], text[slice(*added["antecedent"])]) == ("direct", None, "مسؤول")
    assert added["chain"] == told["chain"]


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (ARTICLE.replace("{cue 3 with 1:أضاف}", "{cue 3 with 3:أضاف}"), "no earlier statement"),
        (ARTICLE.replace("{content 3:ننتظر}", "ننتظر"), "no content"),
        (ARTICLE.replace("{content 3:ننتظر}", "{content 3:ننتظر"), "not closed"),
        (ARTICLE.replace("{content 3:ننتظر}", "ننتظر}"), "not opened"),
        (ARTICLE.replace("promises", "sings"), "neither a stance nor a kind"),
        (ARTICLE.replace(" | wire | security", ""), "no id"),
    ],
)
def test_a_spoilt_mark_is_told_with_its_article(spoilt: str, told: str):
    with pytest.raises(NotationError, match=told):
        parse(spoilt)


def test_the_articles_are_many_and_of_many_styles():
    articles = list(read_articles())

    assert len(articles) >= 250
    assert len({article.id for article in articles}) == len(articles)
    assert len({article.style for article in articles}) >= 12
    assert min(len(article.text.split("\n")) for article in articles) >= 3
    modes = Counter(statement["mode"] for article in articles for statement in article.gold()["statements"])
    assert min(modes.values()) >= 40, modes
    assert sum(not article.marked for article in articles) >= 5, "some articles report nothing"


def test_the_rules_alone_hold_their_floors_on_the_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # The labeller has learnt from these very articles: its figures on them would say nothing.
    monkeypatch.setattr(reading, "learned_findings", lambda *_: [])
    golds = [article.gold() for article in read_articles()]
    gold, found = tmp_path / "gold.jsonl", tmp_path / "readings.jsonl"
    gold.write_text("".join(json.dumps(one) + "\n" for one in golds), "utf-8")
    lines = (json.dumps(read(Page(one["text"], "article", id=one["id"])).to_dict()) for one in golds)
    found.write_text("".join(line + "\n" for line in lines), "utf-8")

    figures = measure(load(str(gold)), load(str(found))).as_dict()

    assert figures["content loose P/R/F1"][-1] >= 87
    assert figures["content strict P/R/F1"][-1] >= 81
    assert figures["whole statement P/R/F1"][-1] >= 73
