"""What can go wrong, as a tree.

MusnadError
├── InputError          one input cannot be read: missing, a folder, empty, binary, too large, refused
├── NothingDone         no input of the run could be read (exit status 3)
├── StoreError          the store cannot be opened, is of another schema, or is read-only
├── LexiconError        a word table breaks its own rules (a defect, or a user's own table)
└── ModelError          the user's own model cannot be used; no page can then be read

Each carries a ``code`` that programs may test and ``values`` for the sentence of that code in
``musnad.messages``; ``str()`` gives the English sentence.
"""

from __future__ import annotations


class MusnadError(Exception):
    """Base of all errors Musnad raises on purpose. ``code`` is stable; the sentence may be reworded."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        from musnad.messages import say

        return say(self.code, "en", **self.values)


class InputError(MusnadError):
    """One input cannot be read."""


class NothingDone(MusnadError):
    """No input of the run could be read."""


class StoreError(MusnadError):
    """The store cannot be used."""


class LexiconError(MusnadError):
    """A word table breaks its own rules."""


class ModelError(MusnadError):
    """The user's own model cannot be used: it is the fault of no page, and ends the run."""
