"""Reading → HTML: one self-contained page, the spans in place and the chains beside; no script, nothing fetched."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from musnad.export.templating import STYLESHEET, rendered
from musnad.highlight import blocks_of
from musnad.messages import say
from musnad.model import Reading


def render(reading: Reading, language: str = "ar") -> str:
    """The page of one reading; its interface in ``language`` (``"ar"`` or ``"en"``).

    Lone surrogates are as in the text: encode with ``errors="replace"``. The page's own policy allows its one style
    sheet, known by its hash (Content Security Policy 3, 8.3), and nothing else.
    """
    record = reading.to_dict(lambda warning: say(warning.code, language, **warning.values))
    style = STYLESHEET.read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return rendered(
        "one_reading.html",
        language,
        reading=record,
        blocks=blocks_of(record),
        title=reading.headline or say("web.untitled", language),
        # Our own file: the one text that is not escaped, since it must match its hash.
        style=Markup(style),
        style_hash=f"sha256-{digest}",
    )
