"""Loaded once, before workers are forked: what every shard needs is then there, and shared, from the first page on."""

import gc
from importlib.resources import files

from musnad.batch import reading, staging  # noqa: F401 - imported for what they load
from musnad.batch.language import is_arabic
from musnad.cli.running import attempt
from musnad.model import Page

_page = Page(files("musnad.batch").joinpath("warm.html").read_text("utf-8"), "html")
is_arabic(_page)
attempt(_page)
gc.freeze()  # a collection in a worker would touch, and so copy, all of it
