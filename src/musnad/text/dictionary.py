"""simplemma's Arabic dictionary, opened in a millisecond.

simplemma keeps it packed and takes a third of a second to unpack it. The first run therefore leaves it as a trie in
the user's cache folder (about 1.5 MB), where the next ones read it; where nothing can be written there, each run
unpacks it.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree

from platformdirs import user_cache_path
from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory, DictionaryFactory
from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieDictionaryFactory

LANGUAGE = "ar"


@cache
def _dictionary() -> DictionaryFactory:
    return _factory()


@cache
def _lemmatizer() -> Lemmatizer:
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_dictionary()))


@cache
def _listed() -> DictionaryLookupStrategy:
    return DictionaryLookupStrategy(_dictionary())


def known(word: str) -> bool:
    """Whether the dictionary has the form."""
    return _listed().get_lemma(word, LANGUAGE) is not None


def look_up(word: str) -> str:
    """The dictionary form of a word form, the word itself where there is none."""
    return _lemmatizer().lemmatize(word, LANGUAGE)


def _factory() -> DictionaryFactory:
    folder = user_cache_path("musnad") / f"simplemma-{version('simplemma')}"
    if (folder / f"{LANGUAGE}.dic").exists() or _build(folder):
        return TrieDictionaryFactory(disk_cache_dir=str(folder))
    return DefaultDictionaryFactory()


def _build(folder: Path) -> bool:
    """Leave the trie in ``folder``; renamed into place whole, so that no other run finds half of it."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent))
    except OSError:
        return False
    try:
        TrieDictionaryFactory(disk_cache_dir=str(made)).get_dictionary(LANGUAGE)
        os.replace(made, folder)
    except OSError:
        rmtree(made, ignore_errors=True)
    return (folder / f"{LANGUAGE}.dic").exists()
