"""What people corrected becomes a gold set that ``musnad evaluate`` reads: no more is measured than they looked at."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from stories import harvest, hostile, withdrawal

from musnad.cli import main
from musnad.corrected import corrected
from musnad.evaluation import measure
from musnad.export.forms import write
from musnad.model import Act, Judgement
from musnad.store import Store, open_store

STORY = withdrawal()
IDS = [statement.id for statement in STORY.statements]


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with open_store(tmp_path / "musnad.db") as opened:
        list(opened.add_all([harvest(), STORY]))
        yield opened


def decide(store: Store, act: Act, id: str, **value: object) -> Judgement:
    return store.judge(Judgement(act, (id,), "سلمى", datetime(2021, 8, 1, tzinfo=UTC), value=value))


def gold(store: Store) -> list[dict[str, Any]]:
    stream = io.BytesIO()
    write("gold", corrected(store), stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def figures(articles: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures of what was read, measured against what people made of it."""
    return measure(articles, [STORY.to_dict(), harvest().to_dict()]).as_dict()


def run(*arguments: object) -> object:
    """The status with which the command leaves."""
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    return end.value.code


def test_only_pages_that_a_person_judged_are_gold(store: Store) -> None:
    assert gold(store) == []
    decide(store, "accept", IDS[0])
    (article,) = gold(store)
    assert article["id"] == STORY.id
    assert article["kind"] == "page"
    (statement,) = article["statements"]
    assert [article["text"][slice(*span)] for span in statement["content"]] == [
        span.of(STORY.text) for span in STORY.statements[0].content
    ]
    assert [(link["text"], link["role"]) for link in statement["chain"]][1] == ("المرصد اليومي", "outlet")


def test_what_nobody_looked_at_counts_neither_way(store: Store) -> None:
    decide(store, "accept", IDS[0])
    found = figures(gold(store))
    assert found["statements gold/found"] == (1, 1)
    assert found["whole statement P/R/F1"] == (100.0, 100.0, 100.0)
    assert found["expectations gold/found"] == found["times gold/found"] == (0, 0)


def test_what_was_rejected_counts_as_found_wrongly(store: Store) -> None:
    decide(store, "accept", IDS[0])
    decide(store, "reject", IDS[3])
    assert figures(gold(store))["statements gold/found"] == (1, 2)


def test_a_moved_span_and_a_speaker_that_was_set_count_as_people_have_them(store: Store) -> None:
    at = STORY.text.index("العميد كمال رشدي")
    span = {"start": at, "end": at + len("العميد كمال رشدي")}
    decide(store, "edit", IDS[3], source=span, speaker={"text": "العميد كمال رشدي"})
    (article,) = gold(store)
    (statement,) = article["statements"]
    assert statement["source"] == [span["start"], span["end"]]
    assert statement["chain"][0] == {"text": "العميد كمال رشدي", "role": "speaker"}
    found = figures([article])
    assert found["content loose P/R/F1"] == (100.0, 100.0, 100.0)


def test_a_statement_inside_one_that_nobody_judged_is_still_measured(store: Store) -> None:
    decide(store, "accept", IDS[2])
    (article,) = gold(store)
    assert figures([article])["statements gold/found"] == (1, 1)


def test_what_was_taken_back_is_decided_no_more(store: Store) -> None:
    made = decide(store, "accept", IDS[0])
    store.judge(Judgement("undo", (), "سلمى", datetime(2021, 8, 2, tzinfo=UTC), undoes=made.number))
    assert gold(store) == []


@settings(max_examples=20, deadline=None)
@given(some.lists(some.tuples(some.sampled_from(["accept", "reject"]), some.integers(0, 4)), min_size=1, max_size=5))
def test_whatever_is_decided_what_is_accepted_is_found_and_nothing_else_is_right(
    tmp_path_factory: pytest.TempPathFactory, decisions: list[tuple[Act, int]]
) -> None:
    with open_store(tmp_path_factory.mktemp("any") / "musnad.db") as store:
        store.add(STORY)
        for act, at in decisions:
            decide(store, act, IDS[at])
        last = {at: act for act, at in decisions}
        accepted = list(last.values()).count("accept")
        assert figures(gold(store))["statements gold/found"] == (accepted, len(last))


def test_hostile_words_are_carried_letter_for_letter(tmp_path: Path) -> None:
    with open_store(tmp_path / "hostile.db") as store:
        store.add(hostile())
        decide(store, "accept", hostile().statements[0].id)
        (article,) = gold(store)
    assert article["text"] == hostile().text
    assert article["outlet"] == hostile().page.outlet


def test_the_command_writes_what_the_command_that_measures_reads(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(store, "accept", IDS[0])
    decide(store, "accept", IDS[3])
    out = tmp_path / "gold.jsonl"
    assert run("export", "gold", "--store", store.where, "--out", out) == 0
    assert len(out.read_text("utf-8").splitlines()) == 1
    assert run("evaluate", out, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["documents"] == 1
    assert found["statements gold/found"][0] == 2
    assert run("export", "gold", "--store", store.where, "--query", "القمح", "--out", out) == 0
    assert out.read_text("utf-8") == "", "the page about wheat was judged by nobody"
