"""Stories told by several pages, read as pages are, with the bounds that a reader works out."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from musnad.claiming import refresh
from musnad.model import Page
from musnad.pipeline import read
from musnad.store import Store, open_store

STORIES = sorted((Path(__file__).parent / "stories").glob("*.toml"))


def told(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def pages(story: dict[str, Any]) -> list[Page]:
    return [
        Page(
            page["text"].strip(),
            "article",
            id=f"page-{number}",
            url=f"https://site-{number}.example/story",
            outlet=page["outlet"],
            published=page["published"],
        )
        for number, page in enumerate(story["page"])
    ]


def claim_with(store: Store, words: str) -> dict[str, Any]:
    """The claim one of whose tellings has these words, the most told one where several have."""
    found = [c for c in store.claims.all() if any(words in telling["text"] for telling in c["tellings"])]
    assert found, f"no claim says {words}: {[claim['text'] for claim in store.claims.all()]}"
    return max(found, key=lambda claim: claim["reports"])


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_bounds_are_those_of_the_story(path: Path) -> None:
    story = told(path)
    with open_store(":memory:") as store:
        list(store.add_all(read(page) for page in pages(story)))
        refresh(store)
        for expected in story["claim"]:
            claim = claim_with(store, expected["words"])
            sources = claim["sources"]
            found = {"pages": claim["reports"], "at_least": sources["at_least"], "at_most": sources["at_most"]}
            found["denied_by"] = len(claim["denied_by"])
            wanted = {"denied_by": found["denied_by"], **expected}
            wanted.pop("words")
            assert found == wanted, (story["why"], claim["origins"], sources["why"])
