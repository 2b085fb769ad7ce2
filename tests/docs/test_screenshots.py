"""The pictures that ``make screenshots`` makes are those that it names, are light, and some of them are shown."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "screenshots"
TOOL = runpy.run_path(str(ROOT / "tools" / "screenshots.py"))


def test_the_pictures_are_those_of_the_tool_and_light() -> None:
    sizes = {file.stem: file.stat().st_size for file in FOLDER.glob("*.png")}
    assert set(sizes) == set(TOOL["PICTURES"])
    assert len(sizes) == 6
    assert {name: size for name, size in sizes.items() if size > TOOL["MOST_BYTES"]} == {}
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in FOLDER.glob("*.png"))


def test_every_picture_is_shown_in_the_readme_or_the_docs() -> None:
    texts = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {name for text in texts for name in re.findall(r"screenshots/(\w+)\.png", text.read_text("utf-8"))}
    assert shown == set(TOOL["PICTURES"])
