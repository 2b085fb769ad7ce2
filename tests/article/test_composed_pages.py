"""Composed pages in layouts that training never saw: the floors, and nothing of the furniture told as the article's."""

from __future__ import annotations

import pytest

from musnad.article.agreement import with_agreement
from musnad.article.labeller import label
from musnad.model import ARTICLE_ZONES, Page
from musnad.pipeline import read
from training.pages.compose import Layout, layouts
from training.pages.flatten import Sample, samples
from training.pages.measure import body_f1

UNSEEN = layouts("test")
PAGES = [sample for layout in UNSEEN for sample in samples(layout, 3, ["blocks"])]


def test_training_and_testing_layouts_share_neither_order_nor_skin():
    seen = layouts("train")
    assert len(seen) >= 30
    assert not {layout.parts for layout in seen} & {layout.parts for layout in UNSEEN}
    assert not {layout.skin for layout in seen} & {layout.skin for layout in UNSEEN}


def test_lines_and_bodies_of_unseen_layouts_keep_their_floors():
    right = total = 0
    scores = []
    for sample in PAGES:
        lines = with_agreement(sample.lines, sample.metadata)
        found = label(lines)
        right += sum(a == b for a, b in zip(found, sample.zones, strict=True))
        total += len(lines)
        scores.append(body_f1(lines, sample.zones, found))
    assert right / total >= 0.95
    assert sum(scores) / len(scores) >= 0.98


@pytest.mark.parametrize("layout", UNSEEN, ids=lambda layout: f"{layout.skin}-{layout.number}")
def test_nothing_outside_the_article_is_told_as_its_own(layout: Layout):
    for sample in samples(layout, 5, ["tight"]):
        outside_of_article(sample)


def outside_of_article(sample: Sample) -> None:
    reading = read(Page(sample.text, "html" if sample.kind == "html" else "page"))
    own = [(zone.start, zone.end) for zone in reading.article.zones if zone.zone in ARTICLE_ZONES]
    document = reading.document
    spans = [*document.entities, *document.times]
    spans += [span for statement in reading.statements for span in (statement.cue, *statement.content) if span]
    spans += [expectation.event for expectation in reading.expectations]
    for span in spans:
        assert any(start <= span.start and span.end <= end for start, end in own)
