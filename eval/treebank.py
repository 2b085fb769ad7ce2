"""Attributions derived from a treebank (verb, subject, clause): how many cues are found, and the head of the speaker.

``python eval/treebank.py FILE.json``; each sentence is read as the second paragraph of an article. The file is no part
of the project.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from musnad import Page, read

_ABOVE = "...\n"


def main(path: Path) -> None:
    """Print both figures in per cent, and with ``--missed`` the sentences whose cue was not found."""
    found = heads = overt = 0
    attributions: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    readings: dict[str, Any] = {}
    for one in attributions:
        text = _ABOVE + one["text"]
        reading = readings.setdefault(text, read(Page(text, "article")))
        start, end = (position + len(_ABOVE) for position in one["cue_span"])
        matched = [s for s in reading.statements if s.cue and s.cue.start < end and s.cue.end > start]
        found += bool(matched)
        if "--missed" in sys.argv and not matched:
            print(one["cue"], "|", one["speaker"], "|", one["text"])
        if matched and one["speaker_head"]:
            overt += 1
            source = matched[0].source
            right = source is not None and one["speaker_head"] in source
            heads += right
            if "--heads" in sys.argv and not right:
                print(one["cue"], "|", one["speaker"], "|", source, "|", one["text"])
    print(f"attributions {len(attributions)}, found {100 * found / len(attributions):.1f} %")
    print(f"overt speakers of these {overt}, head right {100 * heads / max(1, overt):.1f} %")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
