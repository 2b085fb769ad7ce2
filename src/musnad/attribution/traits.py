"""What attribution needs to know of a word form, looked up once a form and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from musnad.lexicon import fold, table
from musnad.lexicon.cues import Form, forms_of
from musnad.lexicon.letters import ARTICLE
from musnad.model import Word

_WAW, _FA, _BA, _LAM, _KAF, _SIN, _HA = "\u0648", "\u0641", "\u0628", "\u0644", "\u0643", "\u0633", "\u0647"
_ALEF, _HAMZATED, _TA_MARBUTA = "\u0627", "\u0623", "\u0629"
_DAMMA = "\u064f"
_TATWEEL, _MADDA = "\u0640", "\u0622"
_HAMZAS = frozenset("\u0621\u0622\u0623\u0624\u0625\u0626")
_HAMZATED_ALEFS = "\u0622\u0623\u0625"
_PREPOSITIONS = frozenset((_BA, _LAM, _KAF))


@dataclass(frozen=True, slots=True)
class Traits:
    """A word form seen from the side of reporting.

    ``conj`` counts the letters of a leading و or ف that is a conjunction; ``prep`` is a preposition written as
    one letter before the noun (``ب`` ``ل`` ``ك``) or the word itself where it is a preposition; ``noun`` the bare
    noun under that, without the article; ``that`` tells how the word opens a reported clause.
    """

    key: str
    conj: int
    forms: tuple[Form, ...]
    verbs: tuple[Form, ...]
    that: str
    prep: str
    clitic: str
    definite: bool
    noun: str
    tags: frozenset[str]

    def has(self, tag: str) -> bool:
        return tag in self.tags

    @property
    def conjoined(self) -> bool:
        return self.conj > 0


def traits(word: Word) -> Traits:
    """The traits of a word form."""
    known = _KNOWN.get(word.text)
    if known is None:
        if len(_KNOWN) > _MOST_KNOWN:
            _KNOWN.clear()
        known = _KNOWN[word.text] = _look_up(word)
    return known


_KNOWN: dict[str, Traits] = {}
_MOST_KNOWN = 200_000


def _look_up(word: Word) -> Traits:
    conj = _conjunction(word)
    bare = word.key[conj:]
    definite = ARTICLE in word.proclitics or _article_before_hamza(word.text[conj:])
    clitic = next((c for c in word.proclitics if c in _PREPOSITIONS), "") if word.is_word else ""
    words = _words()
    noun = word.stem_key if word.is_word else word.key
    if definite and ARTICLE not in word.proclitics and noun.startswith(ARTICLE):
        noun = noun[2:]
    if not clitic and (joined := _joined(word, bare, words)):
        clitic, noun = joined
    if word.key[:1] == "#":
        noun, definite = _hashtag(word.key)
    tags = set(words.get(word.key, ())) | set(words.get(bare, ()))
    if "prep" in tags or _that(bare):
        clitic = ""
    forms = _forms(word, bare, clitic)
    verbs = tuple(form for form in forms if form.is_verb)
    # The dictionary form of "she demands" is also a student: a cue verb has no noun's tags but its own.
    keys = (noun,) if verbs else (noun, word.lemma)
    tags |= {tag for key in keys for tag in words.get(key, ()) if tag in _NOMINAL}
    if not verbs:
        tags |= {tag for one in _singulars(noun) for tag in words.get(one, ()) if tag in _HEADS}
    if definite and "sole" in words.get(ARTICLE + noun, ()):
        tags.add("sole:definite")
    if not clitic and _preposition_with_pronoun(word, words):
        tags.add("prep:pronoun")
        clitic = ""
        tags.discard("adverb")
    return Traits(
        key=word.key,
        conj=conj,
        forms=forms,
        verbs=verbs,
        that="" if _MADDA in word.text else _that(bare),
        prep=bare if "prep" in tags or bare in _PREPOSITIONS else clitic,
        clitic=clitic,
        definite=definite,
        noun=noun,
        tags=frozenset(tags),
    )


def _article_before_hamza(text: str) -> bool:
    """``الألمانية``: alef, lam and a hamzated alef can only be the article."""
    return text[:2] == ARTICLE and text[2:3] in _HAMZATED_ALEFS and bool(text[2:3])


def _joined(word: Word, bare: str, words: dict[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """A one-letter preposition that the letters alone do not show: stretched to a foreign word (``لـCNN``), or before
    a noun the lexicon knows (``برد``)."""
    if len(word.text) > 2 and bare[:1] in _PREPOSITIONS and word.text[1 + len(word.key) - len(bare)] == _TATWEEL:
        return bare[0], bare[1:]
    if bare[:1] == _BA and bare not in words and not word.proclitics and "event" in words.get(bare[1:], ()):
        return bare[0], bare[1:]
    return None


def _singulars(noun: str) -> tuple[str, ...]:
    """What a dual may be the dual of (``شركتان``, ``وزيرين``)."""
    if noun.endswith(_DUALS_F):
        return (noun[:-3] + _HA,)
    return (noun[:-2],) if noun.endswith(_DUALS) and len(noun) > 4 else ()


_DUALS, _DUALS_F = ("\u0627\u0646", "\u064a\u0646"), ("\u062a\u0627\u0646", "\u062a\u064a\u0646")
_HEADS = frozenset({"unnamed", "office", "institution", "outlet"})


def _hashtag(key: str) -> tuple[str, bool]:
    """The first word of a hashtag, which heads it (``#الرئيس_الأميركي``), and whether it has the article."""
    first = key[1:].split("_", 1)[0]
    definite = first.startswith(ARTICLE) and len(first) > 4
    return (first[2:] if definite else first), definite


def _conjunction(word: Word) -> int:
    """Letters of a leading و or ف; a form of a cue that only begins like one (``وصف``, ``وعد``) keeps its letter."""
    cut = bool(word.proclitics) and word.proclitics[0] in (_WAW, _FA)
    if cut and forms_of(word.key) and not forms_of(word.key[1:]) and word.key[1:] not in _words():
        return 0
    rest = word.key[1:]
    if not cut and word.key[:1] in (_WAW, _FA) and not forms_of(word.key) and word.key not in _words():
        return int(bool(forms_of(rest)) or bool(_that(rest)) or rest in _words())
    return int(cut)


def _forms(word: Word, bare: str, clitic: str) -> tuple[Form, ...]:
    found = forms_of(bare)
    if not found and bare[:1] in (_SIN, _LAM) and len(bare) > 4:
        found = tuple(form for form in forms_of(bare[1:]) if form.shape == "imperfect")
    if not found and clitic:
        found = tuple(form for form in forms_of(bare[1:]) if form.shape == "noun")
    return tuple(form for form in found if _spelled_so(word.text, form))


def _spelled_so(text: str, form: Form) -> bool:
    """Folding joins what spelling tells apart: ta marbuta and the pronoun ه; the first person ``أعتقد``."""
    if form.pronoun == _HA and text.endswith(_TA_MARBUTA):
        return False
    if form.gender == "f" and form.shape == "participle" and text.endswith(_HA):
        return False
    if form.shape == "perfect" and _HAMZATED in form.cue.lemma[1:] and not _HAMZAS.intersection(text):
        return False  # without its hamza it is another word, often a name
    if form.shape == "perfect" and is_passive(text):
        return False
    first_person = text.lstrip(_WAW + _FA)[:1] == _HAMZATED
    return not (first_person and form.shape == "perfect" and form.cue.lemma[:1] == _ALEF)


def is_passive(text: str) -> bool:
    """Vowelled as one: a damma on the first letter of the perfect (``نُشرت``), or on the third (``اعتُبر``)."""
    bare = text.lstrip(_WAW + _FA)
    return bare[1:2] == _DAMMA or (bare[:1] == _ALEF and bare[2:3] == _DAMMA)


def _preposition_with_pronoun(word: Word, words: dict[str, tuple[str, ...]]) -> bool:
    if word.stem_key in _PREPOSITIONS and word.key[len(word.stem_key) :] in _pronouns():
        return True
    return bool(word.enclitic) and "prep" in words.get(word.stem_key, ())


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(fold(pronoun) for pronoun in table("ar/particles")["complementizer"]["pronouns"])


def _that(bare: str) -> str:
    """``that`` for إن/أن and its forms with a pronoun, ``ب`` for بأن; empty for all else."""
    if bare in _thats():
        return "that"
    if bare[:1] == _BA and bare[1:] in _thats():
        return _BA
    return ""


@cache
def _thats() -> frozenset[str]:
    entry = table("ar/particles")["complementizer"]
    words = [fold(word) for word in entry["words"]]
    return frozenset(words + [word + fold(pronoun) for word in words for pronoun in entry["pronouns"]])


_NOMINAL = frozenset(
    {
        "unnamed",
        "office",
        "institution",
        "outlet",
        "outlet2",
        "document",
        "medium",
        "addressee",
        "naming",
        "short",
        "measure",
        "event",
        "social",
        "audience",
        "picture",
        "identity",
        "outlet:name",
        "outlet:not",
    }
)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """Folded word → the tags of the tables it stands in."""
    found: dict[str, set[str]] = {}

    def put(tag: str, words: list[str]) -> None:
        for word in words:
            if " " not in word:
                found.setdefault(fold(word), set()).add(tag)

    particles, sources = table("ar/particles"), table("ar/sources")
    for tag, name in _PARTICLE_TAGS.items():
        put(tag, particles[name]["words"])
    put("particle", particles["auxiliary"]["particles"])
    put("particle of names", particles["clause_openers"]["in_names"])
    put("question", particles["complementizer"]["questions"])
    put("as for", [particles["clause_openers"]["as_for"]])
    put("what", particles["relative"]["what"])
    put("but", particles["contrast"]["but"])
    put("then", particles["contrast"]["then"])
    put("measure", particles["accord"]["measures"])
    for name in ("unnamed", "office", "institution", "outlet", "document", "medium", "addressee", "naming", "short"):
        put(name, sources[name]["words"])
    put("outlet2", sources["outlet"]["second"])
    put("outlet:name", sources["outlet"]["names"])
    put("outlet:not", sources["outlet"]["other_bodies"])
    put("social", sources["outlet"]["social"])
    put("event", sources["event"]["words"])
    put("unwilling", sources["anonymity"]["openers"])
    put("identity", sources["anonymity"]["identity"])
    put("more", sources["unnamed"]["more"])
    put("body", sources["institution"]["of_purpose"])
    put("not", [particles["negation"]["of_adjectives"]])
    put("picture", sources["document"]["pictures"])
    put("superlative", sources["document"]["superlatives"])
    put("audience", sources["audience"]["words"])
    put("sole", sources["unnamed"]["sole_when_definite"])
    put("deictic", sources["short"]["deictic"])
    put("leads", [phrase.split()[0] for phrases in _phrases() for phrase in phrases])
    return {word: tuple(tags) for word, tags in found.items()}


def _phrases() -> list[list[str]]:
    """All phrases of several words that the rules look for; their first words are tagged, no other word is tried."""
    particles, sources = table("ar/particles"), table("ar/sources")
    accord = particles["accord"]
    return [
        accord["alone"],
        accord["clause"],
        accord["own_words"],
        particles["aside"]["phrases"],
        particles["aside"]["came"],
        particles["adverbials"]["phrases"],
        particles["adverbials"]["same_time"],
        particles["adverbials"]["governing"],
        particles["referring"]["phrases"],
        particles["contrast"]["words"],
        particles["contrast"]["meanwhile"],
        particles["transmission"]["phrases"],
        sources["anonymity"]["reasons"],
    ]


_PARTICLE_TAGS = {
    "relative": "relative",
    "excepting": "excepting",
    "negation": "negation",
    "auxiliary": "auxiliary",
    "opener": "clause_openers",
    "contrast": "contrast",
    "prep": "prepositions",
    "adverb": "adverbs",
    "pronoun": "pronouns",
    "demonstrative": "demonstratives",
}


def closed_class(trait: Traits) -> bool:
    """A function word: nothing a source can begin with or consist of."""
    return bool(trait.that) or (bool(trait.prep) and not trait.clitic) or not _CLOSED.isdisjoint(trait.tags)


_CLOSED = frozenset(
    (
        *("prep", "prep:pronoun", "relative", "negation", "pronoun"),
        *("particle", "auxiliary", "opener", "adverb", "what"),
    )
)
