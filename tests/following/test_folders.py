"""A folder that is watched: what comes into it is read once, and again where it changes."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from following.desk import MORE, SAID, Desk
from following.test_commands import run

from musnad.gather import folders


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder; files are taken to be written to their end at once."""
    monkeypatch.setattr(folders, "_STILL", 0.0)
    path = tmp_path / "الوارد من الصحف"
    path.mkdir()
    return path


def put(path: Path, headline: str, *paragraphs: str) -> None:
    path.write_text("\n".join([headline, *paragraphs]), "utf-8")
    time.sleep(0.02)  # the clock of files is coarse


def test_what_comes_into_a_folder_is_read(desk: Desk, inbox: Path) -> None:
    put(inbox / "1.txt", "افتتاح المرفأ", SAID, MORE)
    desk.follow(inbox.as_uri(), outlet="صحيفة المرسى")
    assert desk.round().outcomes == {"added": 1}
    desk.clock.on(hours=1)
    assert desk.round().outcomes == {}
    put(inbox / "2.txt", "كلفة المرفأ", MORE, SAID)
    (inbox / "notes.doc").write_bytes(b"-")
    desk.clock.on(hours=1)
    assert desk.round().outcomes == {"added": 1}
    assert {row.outlet for row in desk.store.pages()} == {"صحيفة المرسى"}


def test_a_file_that_is_moved_in_is_new_however_old_it_is(desk: Desk, inbox: Path, tmp_path: Path) -> None:
    put(tmp_path / "old.txt", "افتتاح المرفأ", SAID, MORE)
    os.utime(tmp_path / "old.txt", (1, 1))
    desk.follow(inbox.as_uri())
    put(inbox / "1.txt", "كلفة المرفأ", MORE, SAID)
    desk.round()
    shutil.move(tmp_path / "old.txt", inbox / "old.txt")
    desk.clock.on(hours=1)
    assert desk.round().outcomes == {"added": 1}


def test_what_may_still_be_written_waits(desk: Desk, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_STILL", 60.0)
    put(inbox / "1.txt", "افتتاح المرفأ", SAID, MORE)
    desk.follow(inbox.as_uri())
    assert desk.round().outcomes == {}
    monkeypatch.setattr(folders, "_STILL", 0.0)
    desk.clock.on(hours=1)
    assert desk.round().outcomes == {"added": 1}


def test_a_folder_that_went_away_is_said(desk: Desk, inbox: Path) -> None:
    desk.follow(inbox.as_uri())
    inbox.rmdir()
    assert [failure.code for failure in desk.round().failures] == ["missing_folder"]
    (source,) = desk.store.following.all()
    assert source.problem == ("missing_folder", {"source": str(inbox)})


def test_a_folder_is_named_as_one_names_it(inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "musnad.db")
    assert run("add", str(inbox), "--store", store) == 0
    assert run("remove", str(inbox), "--store", store) == 0
    assert run("add", str(inbox / "none"), "--store", store) == 3
    assert "refused" in capsys.readouterr().err
