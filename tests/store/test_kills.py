"""Killed at any moment, out of space, or not allowed to write: nothing is lost, nothing half done."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from kills import killed, seconds_of, take_back
from marked import reading

from musnad.errors import StoreError
from musnad.store import Store, open_store, schema

HARBOUR = "# خبر\nثم {cue 1:قال} {source 1:قبطان} إن {content 1:السفينة وصلت إلى الميناء}."
RECORDS: list[dict[str, Any]] = [reading(HARBOUR, id=str(number)).to_dict() for number in range(150)]


def is_sound(place: str, pages: int | None = None) -> bool:
    with open_store(place) as store:
        return not list(store.examine()) and pages in (None, store.counts()["pages"])


def fresh(place: Path, of: Path | None = None) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{place}{suffix}").unlink(missing_ok=True)
    if of:
        shutil.copy(of, place)


@pytest.mark.slow
def test_an_add_killed_at_any_moment_leaves_a_sound_store_that_running_again_completes(tmp_path: Path) -> None:
    place, chance = tmp_path / "musnad.db", random.Random(1)

    def adding() -> None:
        with open_store(place) as store:
            list(store.add_records(RECORDS, batch=10))

    longest = seconds_of(adding)
    for _ in range(6):
        fresh(place)
        killed(adding, longest, chance)
        assert is_sound(str(place))
        adding()
        assert is_sound(str(place), len(RECORDS))


@pytest.mark.slow
def test_a_migration_killed_at_any_moment_is_completed_by_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, place, chance = tmp_path / "old.db", tmp_path / "musnad.db", random.Random(2)
    with open_store(old) as store:
        list(store.add_records(RECORDS))
    with monkeypatch.context() as then:
        then.setattr(schema, "STEPS", schema.STEPS[:1])
        then.setattr(schema, "NUMBER", 1)
        with open_store(tmp_path / "first.db"):
            pass
    take_back(old, tmp_path / "first.db")
    fresh(place, old)
    longest = seconds_of(lambda: open_store(place).close())
    for _ in range(6):
        fresh(place, old)
        killed(lambda: open_store(place).close(), longest, chance)
        assert is_sound(str(place), len(RECORDS))


@pytest.mark.slow
def test_a_writer_of_the_shared_store_killed_leaves_no_lock_and_nothing_half_done(server: str) -> None:
    from databases import new_place

    place, chance = new_place(server, "killed"), random.Random(3)

    def adding() -> None:
        with open_store(place) as store:
            list(store.add_records(RECORDS, batch=10))

    open_store(place).close()
    for _ in range(3):
        killed(adding, 0.4, chance)
        assert is_sound(place)
    adding()
    assert is_sound(place, len(RECORDS))


OUT_OF_SPACE = """
import resource, signal, sys
from marked import reading
from musnad.errors import StoreError
from musnad.store import open_store
store = open_store(sys.argv[1])
store.add(reading("# خبر\\nثم {cue 1:قال} إن {content 1:شيئا حدث}", id="before"))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
words = " ".join(f"كلمة{number}" for number in range(2000))
try:
    told = "# {0}\\nثم {{cue 1:قال}} إن {{content 1:{1} {0}}}"
    list(store.add_all((reading(told.format(words, n).replace("{{", "{"), id=str(n)) for n in range(99)), 5))
except StoreError as error:
    print(error.code)
"""


def test_a_file_that_may_not_grow_is_one_sentence_and_loses_nothing(tmp_path: Path) -> None:
    place = tmp_path / "musnad.db"
    run = [sys.executable, "-c", OUT_OF_SPACE, place]
    done = subprocess.run(run, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == (["store_full"], "")
    with open_store(place) as store:
        assert store.number_of("before") == 1
        assert list(store.examine()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become somebody who may not write")
def test_one_who_may_not_write_in_the_folder_is_told_so_and_loses_nothing(file: Store, tmp_path: Path) -> None:
    file.add(reading(HARBOUR, id="x"))
    file.close()
    for folder in (tmp_path, *tmp_path.parents[:3]):  # those that pytest made, with workers and without
        folder.chmod(0o755)
    page, told = reading(HARBOUR, id="y"), tmp_path / "told"
    told.touch()
    told.chmod(0o666)

    def adding_as_nobody() -> None:
        os.setuid(65534)
        try:
            with open_store(file.where) as mine:
                mine.add(page)
        except StoreError as error:
            told.write_text(f"{error.code} {error}", "utf-8")

    seconds_of(adding_as_nobody)
    code, _, sentence = told.read_text("utf-8").partition(" ")
    assert code in ("store_read_only", "store_cannot_open")
    assert str(file.where) in sentence
    with open_store(file.where) as store:
        assert [row.id for row in store.pages()] == ["x"]
