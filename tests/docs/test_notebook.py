"""The notebook runs from its first cell to its last, and shows what it promises."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs" / "notebooks").glob("*.ipynb"))


def shown_by(notebook: Path) -> list[Any]:
    """The value that each code cell ends with, as a notebook shows it; all cells in one namespace."""
    names: dict[str, Any] = {}
    values = []
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            tree = ast.parse("".join(cell["source"]))
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, notebook.name, "exec"), names)
            values.append(eval(compile(ast.Expression(last.value), notebook.name, "eval"), names) if last else None)
    return values


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_runs(notebook: Path) -> None:
    pytest.importorskip("pandas")
    assert len(shown_by(notebook)) > 5


def test_the_first_steps_show_what_they_say() -> None:
    pytest.importorskip("pandas")
    reading, _, (cue, *_), by_name, ahead, *_, frame, by_stance = shown_by(NOTEBOOKS[0])
    assert "<mark" in reading._repr_html_()
    assert cue == "قال"
    assert len(by_name) == 2
    assert "2022-03-26" in [str(day) for _, day, _ in ahead]
    assert list(frame["outlet"]) == ["الضفاف", *["المرفأ"] * 4]
    assert by_stance["denies"] == 1


def test_no_output_is_kept_that_could_grow_old() -> None:
    for notebook in NOTEBOOKS:
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
        assert not [cell for cell in cells if cell.get("outputs")]
