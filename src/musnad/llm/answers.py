"""Answers kept in a folder, one file each, so that the same question to the same model is asked once."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from musnad.llm.asking import prompt
from musnad.llm.setting import Setting


def kept(setting: Setting, passage: str) -> str | None:
    """The answer kept for this passage, None where there is none."""
    if setting.cache is None:
        return None
    try:
        return _file(setting, passage).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def keep(setting: Setting, passage: str, answer: str) -> None:
    """Keep an answer; where nothing can be written there, the next run asks again."""
    if setting.cache is None:
        return
    path = _file(setting, passage)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, delete=False, errors="replace"
        ) as file:
            file.write(answer)
        os.replace(file.name, path)


def _file(setting: Setting, passage: str) -> Path:
    assert setting.cache is not None
    question = "\x1f".join((setting.address, setting.model, prompt(), passage))
    return setting.cache / f"{hashlib.sha256(question.encode('utf-8', 'surrogatepass')).hexdigest()}.txt"
