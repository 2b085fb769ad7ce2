"""Stories of ``stories/*.toml``, from ``musnad add`` to ``musnad expectations``: one thing is one entry."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from kept import added, expected

STORIES = [
    story
    for path in sorted(Path(__file__).with_name("stories").glob("*.toml"))
    for story in tomllib.loads(path.read_text("utf-8"))["story"]
]
Story = dict[str, Any]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A store for each story, its pages in the order of the file."""
    folder = tmp_path_factory.mktemp("weeks")
    kept = {}
    for number, story in enumerate(STORIES):
        rows = [
            {"id": id, "outlet": f"outlet {id}", "published": day, "text": text} for id, day, text in story["pages"]
        ]
        kept[story["name"]] = added(rows, folder / f"{number}.db")
    return kept


def about(entries: list[Story], names: list[str]) -> list[Story]:
    """The entries of which a telling holds one of the words."""
    return [entry for entry in entries if any(name in told["event"] for told in entry["tellings"] for name in names)]


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(
            s, id=s["name"], marks=[pytest.mark.xfail(reason=s["missed"], strict=True)] if "missed" in s else []
        )
        for s in STORIES
    ],
)
def test_one_thing_is_one_entry_and_stands_as_the_pages_left_it(stores: dict[str, Path], story: Story) -> None:
    for then in story["then"]:
        found = about(expected(stores[story["name"]], then["as_of"]), story["event"])
        (entry,) = found
        assert entry["status"] == then["status"], then["as_of"]
        for part in {"evidence", "tellings"} & then.keys():
            assert list(dict.fromkeys(row["page"] for row in entry[part])) == then[part]
        if "days" in then:
            assert [days["due_from"] for days in entry["days"]] == then["days"]
        assert entry["certainty"] == then.get("certainty", entry["certainty"])
