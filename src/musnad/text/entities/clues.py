"""What a word form tells by itself of being a name or standing beside one."""

from __future__ import annotations

from functools import cache

from musnad.lexicon import fold, table
from musnad.lexicon.letters import ARTICLE, without_article
from musnad.lexicon.name_words import name_word
from musnad.lexicon.places import country, nationality
from musnad.lexicon.titles import is_rank, is_title
from musnad.model import Word
from musnad.text.entities.priors import prior
from musnad.text.rarity import commonness


def clues(word: Word) -> tuple[str, ...]:
    """The clues of a word: its form, stem and lemma, their ends, its script, how rare it is, the lists it stands in."""
    if not word.is_word:
        return (f"k={word.key[:12]}", "number" if word.key[:1].isdigit() else "mark")
    stem = _stem(word)
    found = [f"k={word.key}", f"s={stem}", f"l={word.lemma}", "p=" + "".join(word.proclitics), f"e={word.enclitic}"]
    found += [f"<{length}{stem[:length]}" for length in (1, 2, 3, 4) if len(stem) >= length]
    found += [f">{length}{stem[-length:]}" for length in (1, 2, 3, 4) if len(stem) >= length]
    found += [f"rk={commonness(word.key)}", f"rs={commonness(stem)}", f"len={min(len(stem), 9)}"]
    if word.text.isascii():
        found.append("latin+" if word.text[0].isupper() else "latin-")
    likely = prior(word)
    found += [f"v{place}{digit}" for place, digit in enumerate(likely)] or ["v?"]
    return (*found, *_lists(word, stem))


def kind(word: Word) -> str:
    """One short word for what a form is, coarse enough to be joined with its neighbours'."""
    if not word.is_word:
        return "9" if word.key[:1].isdigit() else word.key[:1]
    for name in _lists(word, _stem(word)):
        return name
    likely = prior(word)
    if likely:
        best = max("123", key=lambda place: likely[int(place)])
        if likely[int(best)] >= "2":
            return f"v{best}{likely[int(best)]}"
    common = commonness(word.stem_key)
    return word.stem_key if common >= 19 else f"r{common // 3}"


def _stem(word: Word) -> str:
    """The stem without the article, whoever cut it."""
    stem = word.stem_key
    return stem[2:] if stem.startswith(ARTICLE) and len(stem) > 4 else stem


def _lists(word: Word, stem: str) -> list[str]:
    """The word lists that the stem stands in."""
    name = name_word(word.key) or name_word(stem)
    found = [name] if name else []
    found += [name for name, words in _word_lists().items() if stem in words]
    if is_title(stem):
        found.append("rank" if is_rank(stem) else "title")
    if nationality(stem):
        found.append("nationality")
    if country(word.key) or country(ARTICLE + stem) or country(stem):
        found.append("country")
    return found


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    parts, events = table("ar/names")["parts"], table("ar/events")["heads"]
    regions, bodies = table("ar/regions"), table("ar/organisations")["heads"]
    lists = {
        "particle": parts["particles"],
        "divine": parts["divine"],
        **{f"{name}-head": regions[f"{name}_heads"]["words"] for name in ("facility", "region", "place")},
        **{f"{name}-head": words for name, words in bodies.items()},
        **{f"{name}-head": words for name, words in events.items()},
    }
    return {name: frozenset(without_article(fold(word)) for word in words) for name, words in lists.items()}
