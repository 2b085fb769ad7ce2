"""What the labeller of silent verbs sees of a word: itself, its neighbours, and where it stands from the verb."""

from __future__ import annotations

from functools import cache, lru_cache

from musnad.attribution.clause import COLON, Clause

#: Only so many tokens on either side of the verb are labelled.
BEFORE, AFTER = 15, 50
_EDGES = (4, 7, 12, 25)
_LAST_LETTERS = frozenset("\u064a\u0647")
_EDGE = ("edge",)


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
            row += _beside(step, self._own[at + step] if 0 <= at + step < len(self._own) else _EDGE)
        for step in (-2, 2):
            if 0 <= at + step < len(self._own):
                row += _beside(step, self._own[at + step][:2])
        return row


@lru_cache(maxsize=50_000)
def _beside(step: int, row: tuple[str, ...]) -> tuple[str, ...]:
    """What a word tells of itself, as its neighbour sees it."""
    return tuple([f"{step}|{one}" for one in row])


def _own(clause: Clause, at: int) -> tuple[str, ...]:
    """What a word tells of itself."""
    word = clause.tokens[at].word
    row = _of_word(clause, at) if word.is_word else ("m=" + ("0" if word.key.isdigit() else _written(word.key)),)
    signs = [f"E={clause.entity_at[at][1].type}"] if at in clause.entity_at else []
    signs += [name for name, places in (("time", clause.time_at), ("Q(", clause.quote_at)) if at in places]
    return (*row, *signs, *(("q",) if clause.depth[at] else ()))


def _of_word(clause: Clause, at: int) -> tuple[str, ...]:
    token, trait = clause.tokens[at], clause.traits[at]
    signs = {
        "c": trait.conj,
        "d": trait.definite,
        "t": trait.that,
        "v": trait.verbs,
        "n": at in clause.named,
        "e": token.word.enclitic,
    }
    shape = "".join([sign for sign, holds in signs.items() if holds])
    return _spelled(token.word.stem_key, token.pos, shape, trait.prep or trait.clitic, trait.tags)


@lru_cache(maxsize=50_000)
def _spelled(key: str, pos: str, shape: str, prep: str, tags: frozenset[str]) -> tuple[str, ...]:
    stem = _written(key)
    row = ["w=" + stem, "p=" + pos, "f=" + shape, "pf=" + pos + shape]
    row += [f"r={prep}"] if prep else []
    row += [f"g={tag}" for tag in sorted(tags)]
    return (*row, *(["end=" + stem[-2:]] if stem[-1:] in _LAST_LETTERS else []))


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
        prep = trait.clitic or trait.prep
        governed = [f"vr={self._lemma}|{prep}"] if prep else []
        return [*_stands(away, token.pos, between, takes), f"vd={self._lemma}|{trait.definite}", *governed]


@lru_cache(maxsize=50_000)
def _stands(away: str, pos: str, between: str, takes: str) -> tuple[str, ...]:
    """Where a word stands from the verb, and what is between them."""
    return f"d={away}", f"dp={away}{pos}", f"b={between}", f"bp={between}|{pos}", f"bt={between}|{takes}"


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


@cache
def _away(distance: int) -> str:
    size = abs(distance)
    coarse = size if size < _EDGES[0] else max(edge for edge in _EDGES if edge <= size)
    return f"{'-' if distance < 0 else '+'}{coarse}"


def _written(letters: str) -> str:
    """The model's strings are UTF-8, in which a lone surrogate cannot be written."""
    return letters.encode("utf-8", "replace").decode("utf-8")
