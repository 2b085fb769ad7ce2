"""Right-to-left lines for terminals that only draw from left to right.

``visual`` puts a line in the order and the letter forms in which it is seen: reordering by the implicit rules of the
Unicode bidirectional algorithm (UAX #9: W1–W7, N1–N2, I1–I2, L1–L4; explicit controls are dropped and a call is one
isolate, which is all that lines of a reading need), joining by the presentation forms that Unicode keeps for this
purpose (blocks Arabic Presentation Forms A and B). The one library for it is under the LGPL and stays outside.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby
from typing import NamedTuple

_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "EN", "AN": "AN"}
_MIRRORED = {a: b for pair in ("()", "[]", "{}", "<>", "\u00ab\u00bb", "\u2039\u203a") for a, b in (pair, pair[::-1])}
_TATWEEL = "\u0640"


class Forms(NamedTuple):
    """The presentation forms of one letter; None where it has none."""

    isolated: str | None = None
    final: str | None = None
    initial: str | None = None
    medial: str | None = None


def is_rtl(text: str) -> bool:
    """True where the first strong character is of a right-to-left script (UAX #9, P2–P3)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def visual(text: str, rtl: bool) -> str:
    """The line as it is seen, from left to right; ``rtl`` is the direction of the line itself."""
    clusters = _clusters(shaped("".join(c for c in text if unicodedata.category(c) != "Cf")))
    levels = _levels([cluster[0] for cluster in clusters], int(rtl))
    return "".join(_mirrored(c, levels[i]) for i, c in ((i, clusters[i]) for i in _order(levels)))


def shaped(text: str) -> str:
    """Arabic letters replaced by the forms they take beside their neighbours; lam-alef becomes one sign."""
    clusters = _clusters(text)
    out: list[str] = []
    at = 0
    while at < len(clusters):
        letter, marks = clusters[at][0], clusters[at][1:]
        after = clusters[at + 1] if at + 1 < len(clusters) else ""
        taken = 1
        if after and letter + after[0] in _forms():
            letter, marks, taken = letter + after[0], marks + after[1:], 2
            after = clusters[at + 2] if at + 2 < len(clusters) else ""
        joined_before = at > 0 and _joins_on(clusters[at - 1][0]) and _takes(letter)
        joined_after = _joins_on(letter) and bool(after) and _takes(after[0])
        out.append(_form(letter, joined_before, joined_after) + marks)
        at += taken
    return "".join(out)


@cache
def _forms() -> dict[str, Forms]:
    """Letters (and lam-alef pairs) with their forms, read from Unicode's compatibility decompositions."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)):
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        base = "".join(chr(int(letter, 16)) for letter in letters)
        is_lam_alef = len(base) == 2 and base[0] == "\u0644" and code >= 0xFE80
        if form.strip("<>") in Forms._fields and (len(base) == 1 or is_lam_alef):
            found.setdefault(base, {}).setdefault(form.strip("<>"), chr(code))
    return {base: Forms(**forms) for base, forms in found.items()}


def _joins_on(letter: str) -> bool:
    forms = _forms().get(letter)
    return letter == _TATWEEL or bool(forms and forms.initial)


def _takes(letter: str) -> bool:
    forms = _forms().get(letter)
    return letter == _TATWEEL or bool(forms and forms.final)


def _form(letter: str, before: bool, after: bool) -> str:
    forms = _forms().get(letter, Forms())
    wanted = {(True, True): forms.medial, (True, False): forms.final, (False, True): forms.initial}
    return wanted.get((before, after), forms.isolated) or forms.isolated or letter


def _clusters(text: str) -> list[str]:
    """Characters with the marks that sit on them (UAX #9 L3)."""
    clusters: list[str] = []
    for character in text:
        if clusters and unicodedata.bidirectional(character) == "NSM":
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _levels(characters: list[str], base: int) -> list[int]:
    kinds = _neutrals(_weak([unicodedata.bidirectional(c) for c in characters], base), base)
    raised = {"L": base % 2, "R": 1 - base % 2, "EN": 2 - base % 2, "AN": 2 - base % 2}
    levels = [base + raised[kind] for kind in kinds]
    for at in range(len(levels) - 1, -1, -1):  # L1: blanks at the end of a line lie in its own direction
        if not characters[at].isspace():
            break
        levels[at] = base
    return levels


def _weak(kinds: list[str], base: int) -> list[str]:
    """W2–W7: numbers take their kind from the letters before them, separators from the numbers around."""
    strong, out = "LR"[base], list(kinds)
    for at, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            out[at] = "AN"
    for at in range(1, len(out) - 1):
        if out[at] in ("CS", "ES") and out[at - 1] == out[at + 1] and out[at - 1] in ("EN", "AN"):
            out[at] = out[at - 1] if out[at] == "CS" or out[at - 1] == "EN" else out[at]
    for start, end, kind in _runs(out):
        beside = (out[start - 1] if start else "", out[end] if end < len(out) else "")
        if kind == "ET" and "EN" in beside:
            out[start:end] = ["EN"] * (end - start)
    strong = "LR"[base]
    for at, kind in enumerate(out):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "L":
            out[at] = "L"
    return [_STRONG.get(kind, "N") for kind in out]


def _neutrals(kinds: list[str], base: int) -> list[str]:
    """N1–N2: neutrals between two of one direction take it, others that of the line."""
    out, own = list(kinds), "LR"[base]

    def side(at: int) -> str:
        return own if not 0 <= at < len(out) else "L" if out[at] == "L" else "R"

    for start, end, kind in _runs(kinds):
        if kind == "N":
            before, after = side(start - 1), side(end)
            out[start:end] = [before if before == after else own] * (end - start)
    return out


def _runs(kinds: list[str]) -> list[tuple[int, int, str]]:
    runs: list[tuple[int, int, str]] = []
    for kind, group in groupby(list(kinds)):
        start = runs[-1][1] if runs else 0
        runs.append((start, start + len(list(group)), kind))
    return runs


def _order(levels: list[int]) -> list[int]:
    """L2: from the highest level down to the lowest odd one, every run at that level or higher is turned round."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        for start, end, inside in _runs(["x" if levels[i] >= level else "" for i in order]):
            if inside:
                order[start:end] = reversed(order[start:end])
    return order


def _mirrored(cluster: str, level: int) -> str:
    return _MIRRORED.get(cluster[0], cluster[0]) + cluster[1:] if level % 2 else cluster
