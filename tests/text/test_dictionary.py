"""The dictionary opens with and without a cache folder, and says the same."""

from pathlib import Path

import pytest

from musnad.text import dictionary


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch):
    def use(folder: Path) -> None:
        monkeypatch.setattr(dictionary, "user_cache_path", lambda name: folder / name)
        forget()

    def forget() -> None:
        for opened in (dictionary._trie, dictionary._unpacked):
            opened.cache_clear()

    yield use
    monkeypatch.undo()
    forget()


def test_the_first_run_leaves_the_dictionary_for_the_next(cache, tmp_path: Path) -> None:
    cache(tmp_path)
    assert dictionary.look_up("قالت") == "قال"
    (kept,) = tmp_path.glob("musnad/*/ar.dic")
    before = kept.stat().st_mtime_ns
    cache(tmp_path)
    assert dictionary.look_up("قالت") == "قال"
    assert kept.stat().st_mtime_ns == before
    assert [path.name for path in kept.parent.parent.iterdir()] == [kept.parent.name]


def test_where_nothing_can_be_written_it_is_unpacked_each_time(cache, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache(tmp_path / "file")
    assert dictionary.look_up("قالت") == "قال"
    assert dictionary.known("قالت")
    assert not dictionary.known("قالتتت")
