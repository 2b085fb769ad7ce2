"""Which model is asked, where, and at what price; and what was asked of it so far."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_cache_path

from musnad.errors import InputError

#: The variables of the environment; without the first two nothing is ever sent.
ADDRESS, MODEL, KEY = "MUSNAD_LLM_URL", "MUSNAD_LLM_MODEL", "MUSNAD_LLM_KEY"
PRICES, SECONDS, CACHE = "MUSNAD_LLM_PRICES", "MUSNAD_LLM_SECONDS", "MUSNAD_LLM_CACHE"


@dataclass(frozen=True, slots=True)
class Setting:
    """A model behind an OpenAI-compatible ``address`` (``http://127.0.0.1:8080/v1``).

    ``prices`` are for a million tokens in and out, in the currency of whoever wrote them; ``seconds`` is the longest
    an answer may take in all; ``cache`` the folder of answers kept.
    """

    address: str
    model: str
    key: str = field(default="none", repr=False)
    prices: tuple[float, float] | None = None
    seconds: float = 60.0
    cache: Path | None = None


@dataclass(slots=True)
class Account:
    """What one page cost and gave. ``dropped`` counts proposals by the check they failed."""

    calls: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    proposed: int = 0
    kept: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    why: str = ""

    def cost(self, prices: tuple[float, float] | None) -> float | None:
        """In the currency of the prices; None where none are set."""
        return (self.tokens_in * prices[0] + self.tokens_out * prices[1]) / 1_000_000 if prices else None


def from_environment(environment: Mapping[str, str] = os.environ) -> Setting:
    """The setting in the environment. Raises InputError where the address or the model is not named, or is none."""
    address, model = environment.get(ADDRESS, ""), environment.get(MODEL, "")
    if not address or not model:
        raise InputError("llm_not_set", source=ADDRESS if not address else MODEL)
    if urlsplit(address).scheme not in ("http", "https"):
        raise InputError("llm_bad_value", source=ADDRESS, value=address)
    return Setting(
        address,
        model,
        environment.get(KEY) or "none",
        _prices(environment.get(PRICES, "")),
        _seconds(environment.get(SECONDS, "60")),
        Path(environment.get(CACHE) or user_cache_path("musnad") / "llm"),
    )


def _prices(written: str) -> tuple[float, float] | None:
    if not written:
        return None
    try:
        first, second = (float(price) for price in written.split(","))
    except ValueError:
        raise InputError("llm_bad_value", source=PRICES, value=written) from None
    return first, second


def _seconds(written: str) -> float:
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0
    if not 0 < seconds < 3600:
        raise InputError("llm_bad_value", source=SECONDS, value=written)
    return seconds
