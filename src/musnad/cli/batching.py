"""The command that reads shards into tables."""

from __future__ import annotations

import sys
from pathlib import Path

from musnad.batch import Engine
from musnad.batch import batch as read_batch
from musnad.cli.console import emit, language, status
from musnad.export.json_lines import json_line
from musnad.messages import say
from musnad.text.entities.own import own_model


def batch(source: Path, output: Path, engine: Engine, workers: int | None, claims: bool, as_json: bool) -> int:
    """Read the shards and tell what they came to. The exit status. Raises ModelError before a worker is started."""
    own_model()
    counts = read_batch(source, output, engine, workers, _told if sys.stderr.isatty() else None, claims)
    shown = {name: counts[name] for name in (*NAMES, *(["claims"] if claims else []))}
    if as_json:
        emit(json_line(shown))
    else:
        print(say("batch.done", language(), output=output, **shown))
        if claims:
            print(say("batch.claims", language(), claims=counts["claims"], where=output / "claims"))
    return status(counts["pages"] + counts["other_language"] + counts["duplicates"], counts["errors"])


NAMES = ("shards", "pages", "statements", "expectations", "entities", "errors", "other_language", "duplicates")


def _told(done: int, total: int) -> None:
    print(f"\r{say('batch.progress', language())}: {done}/{total}", end="\n" if done == total else "", file=sys.stderr)
