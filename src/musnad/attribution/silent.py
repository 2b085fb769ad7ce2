"""What the labeller of silent verbs sees of a word: itself, its neighbours, and where it stands from the verb."""

from __future__ import annotations

from musnad.attribution.clause import COLON, Clause

#: Only so many tokens on either side of the verb are labelled.
BEFORE, AFTER = 15, 50
_EDGES = (4, 7, 12, 25)
_LAST_LETTERS = frozenset("\u064a\u0647")


def window(clause: Clause, at: int) -> tuple[int, int]:
    """The tokens that are labelled for the verb at ``at``: the first, and the one after the last."""
    return max(0, at - BEFORE), min(len(clause), at + AFTER)


class Rows:
    """The features of a clause's words; those that do not depend on the verb are made once."""

    def __init__(self, clause: Clause) -> None:
        self._clause = clause
        self._own = [_own(clause, at) for at in range(len(clause))]
        self._near = [self._neighbourhood(at) for at in range(len(clause))]

    def around(self, at: int) -> list[list[str]]:
        """The rows of the window around the verb at ``at``."""
        first, last = window(self._clause, at)
        verb = _Verb(self._clause, at, last)
        return [self._near[number] + verb.seen_from(number) for number in range(first, last)]

    def _neighbourhood(self, at: int) -> list[str]:
        row = list(self._own[at])
        for step in (-1, 1):
            inside = 0 <= at + step < len(self._own)
            row += [f"{step}|{one}" for one in self._own[at + step]] if inside else [f"{step}|edge"]
        for step in (-2, 2):
            if 0 <= at + step < len(self._own):
                row += [f"{step}|{one}" for one in self._own[at + step][:2]]
        return row


def _own(clause: Clause, at: int) -> list[str]:
    """What a word tells of itself."""
    word = clause.tokens[at].word
    row = _of_word(clause, at) if word.is_word else ["m=" + ("0" if word.key.isdigit() else _written(word.key))]
    entity = clause.entity_at.get(at)
    row += [f"E={entity[1].type}"] if entity else []
    row += [name for name, places in (("time", clause.time_at), ("Q(", clause.quote_at)) if at in places]
    return row + (["q"] if clause.depth[at] else [])


def _of_word(clause: Clause, at: int) -> list[str]:
    token, trait = clause.tokens[at], clause.traits[at]
    signs = {
        "c": trait.conj,
        "d": trait.definite,
        "t": trait.that,
        "v": trait.verbs,
        "n": at in clause.named,
        "e": token.word.enclitic,
    }
    shape, stem = "".join(sign for sign, holds in signs.items() if holds), _written(token.word.stem_key)
    row = ["w=" + stem, "p=" + token.pos, "f=" + shape, "pf=" + token.pos + shape]
    row += [f"r={trait.prep or trait.clitic}"] if trait.prep or trait.clitic else []
    row += [f"g={tag}" for tag in sorted(trait.tags)]
    return row + (["end=" + stem[-2:]] if stem[-1:] in _LAST_LETTERS else [])


class _Verb:
    """A verb, and the words of its window as they stand from it."""

    def __init__(self, clause: Clause, at: int, last: int) -> None:
        self._clause, self._at = clause, at
        self._form = next(iter(clause.traits[at].verbs), None)
        self._lemma = _written(self._form.cue.lemma if self._form else clause.tokens[at].word.lemma)
        self._takes = "+".join(sorted(self._form.cue.takes)) if self._form else "?"
        self._between = _between(clause, at, last)

    def seen_from(self, number: int) -> list[str]:
        return self._itself() if number == self._at else self._place(number)

    def _itself(self) -> list[str]:
        clause, at, form = self._clause, self._at, self._form
        row = ["V", f"Vl={self._lemma}", f"Vz={clause.sentence.zone}", f"Vp={clause.tokens[at].pos}"]
        row += [f"Vq={bool(clause.depth[at])}", f"Vk={form is not None}"]
        if form is not None:
            row += [f"Vs={form.shape}", f"Vg={form.gender}", f"Vt={self._takes}", f"Vo={form.cue.object}"]
        return row

    def _place(self, number: int) -> list[str]:
        token, trait = self._clause.tokens[number], self._clause.traits[number]
        away, between = _away(number - self._at), self._between.get(number, "before")
        takes = self._takes + (self._form.cue.object if self._form else "")
        row = [
            f"d={away}",
            f"dp={away}{token.pos}",
            f"b={between}",
            f"bp={between}|{token.pos}",
            f"bt={between}|{takes}",
        ]
        prep = trait.clitic or trait.prep
        return [*row, f"vd={self._lemma}|{trait.definite}", *([f"vr={self._lemma}|{prep}"] if prep else [])]


def _between(clause: Clause, at: int, last: int) -> dict[int, str]:
    """For each token behind the verb what stands between: a "that", a colon, a quotation, commas, another verb."""
    found, seen = {}, ""
    for number in range(at + 1, last):
        found[number] = seen
        sign = _sign(clause, number)
        if sign and (seen.count(sign) < 2 if sign == "," else sign not in seen):
            seen += sign
    return found


def _sign(clause: Clause, at: int) -> str:
    if clause.traits[at].that:
        return "t"
    if clause.mark(at) == COLON:
        return "c"
    if at in clause.quote_at:
        return "q"
    if clause.is_comma(at):
        return ","
    return "v" if clause.tokens[at].pos == "VERB" else ""


def _away(distance: int) -> str:
    size = abs(distance)
    coarse = size if size < _EDGES[0] else max(edge for edge in _EDGES if edge <= size)
    return f"{'-' if distance < 0 else '+'}{coarse}"


def _written(letters: str) -> str:
    """The model's strings are UTF-8, in which a lone surrogate cannot be written."""
    return letters.encode("utf-8", "replace").decode("utf-8")
