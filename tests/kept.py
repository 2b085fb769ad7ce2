"""A store filled with pages by ``musnad add`` and asked by ``musnad expectations``, as at a terminal."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from musnad.cli import main

Story = dict[str, Any]


def musnad(*arguments: object) -> bytes:
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        patch.setattr(sys, "argv", ["musnad", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
    assert end.value.code in (0, None)
    out.flush()
    return out.buffer.getvalue()  # type: ignore[attr-defined]


def added(pages: list[Story], store: Path) -> Path:
    lines = store.with_suffix(".jsonl")
    rows = [{**page, "kind": "article", "published": str(page.get("published") or "") or None} for page in pages]
    lines.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    assert json.loads(musnad("add", lines, "--jsonl", "--store", store, "--json"))["failed"] == []
    return store


def expected(store: Path, as_of: object) -> list[Story]:
    return json.loads(musnad("expectations", "--store", store, "--as-of", as_of, "--json"))["expectations"]
