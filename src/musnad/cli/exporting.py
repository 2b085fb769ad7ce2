"""The command that hands over what the store keeps."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from musnad.corrected import corrected
from musnad.errors import InputError
from musnad.export import forms
from musnad.export.forms import FORMS, Form, FormName
from musnad.search import Query, found_readings
from musnad.store import Store, open_kept


def export(where: str, form: FormName, asked: Query, out: Path | None, options: dict[str, Any]) -> None:
    """Write what is found, or all that is kept. Raises InputError where it cannot be written, or needs an extra."""
    if FORMS[form].binary and out is None and sys.stdout.isatty():
        raise InputError("export_to_terminal", form=form)
    every_version = options.pop("every_version")
    with open_kept(where) as store:
        _write(form, _readings(store, asked, FORMS[form], every_version), out, options)


def _readings(store: Store, asked: Query, form: Form, every_version: bool) -> Iterator[dict[str, Any]]:
    if form.judged and not every_version and asked == Query():
        return corrected(store)
    found = store.readings(every_version=True) if every_version else found_readings(store, asked, form.whole)
    return corrected(store, found) if form.judged else found


def _write(form: FormName, readings: Iterator[dict[str, Any]], out: Path | None, options: dict[str, Any]) -> None:
    try:
        with out.open("wb") if out else contextlib.nullcontext(sys.stdout.buffer) as stream:
            forms.write(form, readings, stream, **options)
            stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError("unwritable", source=str(out or "standard output"), why=why) from error
