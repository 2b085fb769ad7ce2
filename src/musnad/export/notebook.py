"""Reading → HTML for a notebook: the page with its spans coloured, and who said what; no script, no style sheet.

A notebook's page is somebody else's: colours stand on the elements themselves, translucent, so that they fit a light
and a dark one. Everything that comes from a page is escaped by the template.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from musnad.export.templating import rendered
from musnad.highlight import blocks_of

#: The colours of the parts: red, green, blue, opacity.
COLOURS = {
    "cue": "rgba(214,110,40,.38)",
    "source": "rgba(70,140,220,.32)",
    "outlet": "rgba(150,100,220,.32)",
    "relayer": "rgba(210,90,160,.30)",
    "addressee": "rgba(60,170,110,.30)",
    "medium": "rgba(120,140,150,.30)",
    "event": "rgba(40,160,150,.28)",
    "due": "rgba(40,160,90,.40)",
    "content": "rgba(235,195,60,.28)",
}


def reading_html(reading: Mapping[str, Any], language: str = "ar") -> str:
    """The article's own paragraphs with their marks, then the statements; a reading in the contract's form."""
    shown = [block for block in blocks_of(dict(reading)) if block.shown]
    return rendered(
        "notebook.html", language, blocks=shown, statements=reading["statements"], colours=COLOURS, whole=True
    )


def statement_html(statement: Mapping[str, Any], language: str = "ar") -> str:
    """One statement in the contract's form: its chain, its stance and its words."""
    return rendered("notebook.html", language, blocks=[], statements=[statement], colours=COLOURS, whole=False)
