"""Loaded once, before workers are forked: what every shard needs is then there, and shared, from the first page on."""

import gc
from contextlib import suppress
from importlib.resources import files

from musnad.batch import reading, staging  # noqa: F401 - imported for what they load
from musnad.batch.language import is_arabic
from musnad.cli.running import attempt
from musnad.errors import ModelError
from musnad.model import Page

_page = Page(files("musnad.batch").joinpath("warm.html").read_text("utf-8"), "html")
is_arabic(_page)
with suppress(ModelError):  # said by the command itself, before there are workers
    attempt(_page)
gc.freeze()  # a collection in a worker would touch, and so copy, all of it
