"""Passwords and the secrets of sessions and tokens, as they are kept: never so that they could be read back.

Passwords are hashed with Argon2id (RFC 9106) under the library's own parameters, and hashed anew when those are raised.
Sessions and tokens are 256 random bits; of such a SHA-256 is enough, for there is nothing to guess.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from musnad.errors import InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: NIST SP 800-63B 3.1.1.2: length counts, kinds of letters do not; at least 64 are taken.
SHORTEST, LONGEST = 10, 256
#: Each hash takes 64 MB and a core for some hundredths of a second: strangers who log in must not take them all.
_AT_ONCE = BoundedSemaphore(2)


def checked(password: str, name: str) -> str:
    """The password as it is hashed (NFC: one word however its marks were typed).

    Raises InputError where it is too short, too long, or the name itself.
    """
    normal = unicodedata.normalize("NFC", password)
    if not SHORTEST <= len(normal) <= LONGEST:
        raise InputError("password_length", source=name, shortest=SHORTEST, longest=LONGEST)
    if normal.casefold() == name.casefold():
        raise InputError("password_is_name", source=name)
    return normal


def hashed(password: str) -> str:
    """The hash of a checked password, with its parameters and salt in it."""
    with _AT_ONCE:
        return _hasher().hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether this is the password of a hash; where there is none it takes as long, so that no one learns so."""
    from argon2.exceptions import InvalidHashError, VerificationError

    normal = unicodedata.normalize("NFC", password[:LONGEST])
    with _AT_ONCE:
        try:
            return _hasher().verify(kept or _nobodys(), normal) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_weak(kept: str) -> bool:
    """Whether a hash was made with lesser parameters than those of today."""
    return _hasher().check_needs_rehash(kept)


def new_secret() -> str:
    """A new secret: 256 random bits in letters that a cookie and a header can hold."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash(new_secret())
