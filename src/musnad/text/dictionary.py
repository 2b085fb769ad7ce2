"""simplemma's Arabic dictionary, opened in a millisecond.

simplemma keeps it packed and takes a third of a second to unpack it. The first run therefore leaves it as a trie in
the user's cache folder (about 1.5 MB), where the next ones read it; where nothing can be written there, each run
unpacks it. Only the list is used: simplemma's rules for unlisted words would cut clitics a second time.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from typing import Protocol

import marisa_trie
from platformdirs import user_cache_path

LANGUAGE = "ar"


class _Trie(Protocol):
    def get(self, word: str) -> list[bytes] | None: ...


def known(word: str) -> bool:
    """Whether the dictionary has the form."""
    return _find(word) is not None


def look_up(word: str) -> str:
    """The dictionary form of a word form, the word itself where there is none."""
    return _find(word) or word


def _find(word: str) -> str | None:
    trie = _trie()
    if trie is None:
        return _unpacked().get(word)
    found = trie.get(word)
    return found[0].decode("utf-8") if found else None


@cache
def _trie() -> _Trie | None:
    """The trie of the cache folder, made on the first run; None where it cannot be kept."""
    folder = user_cache_path("musnad") / f"simplemma-{version('simplemma')}"
    kept = folder / f"{LANGUAGE}.dic"
    if not kept.exists():
        _build(folder)
    return marisa_trie.BytesTrie().load(str(kept)) if kept.exists() else None


@cache
def _unpacked() -> Mapping[str, str]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    return DefaultDictionaryFactory().get_dictionary(LANGUAGE)


def _build(folder: Path) -> None:
    """Leave the trie in ``folder``; renamed into place whole, so that no other run finds half of it."""
    from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieDictionaryFactory

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent))
    except OSError:
        return
    try:
        TrieDictionaryFactory(disk_cache_dir=str(made)).get_dictionary(LANGUAGE)
        os.replace(made, folder)
    except OSError:
        rmtree(made, ignore_errors=True)
