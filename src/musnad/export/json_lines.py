"""JSON as other programs read it: UTF-8, one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import BinaryIO

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def json_line(value: object) -> bytes:
    """One line of JSON with its newline. Code points that UTF-8 cannot carry (lone surrogates, RFC 8259 section 8.2)
    are written as escapes, so that positions and text come back as they were."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    return _LONE_SURROGATE.sub(lambda hit: f"\\u{ord(hit[0]):04x}", text).encode() + b"\n"


def write(readings: Iterable[object], stream: BinaryIO) -> None:
    """Write the readings, one a line."""
    for reading in readings:
        stream.write(json_line(reading))
