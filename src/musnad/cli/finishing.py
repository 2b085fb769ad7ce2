"""What a reading goes through after it is read: a model's proposals where they are wished, then the threshold."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from musnad.cli.console import language
from musnad.cli.running import surer_than
from musnad.messages import say
from musnad.model import Reading

if TYPE_CHECKING:
    from musnad.llm.setting import Account, Setting

Finish = Callable[[Reading], Reading]


def finisher(threshold: float, llm: Literal["off", "page", "unsure"]) -> Finish:
    """What to do with each reading. Raises InputError where a model is asked for and none is set."""
    if llm == "off":
        return lambda reading: surer_than(reading, threshold)
    from musnad.llm import propose
    from musnad.llm.setting import from_environment

    setting = from_environment()

    def finish(reading: Reading) -> Reading:
        with_proposals, account = propose(reading, setting, llm)
        print(f"musnad: {told(account, setting)}", file=sys.stderr)
        return surer_than(with_proposals, threshold)

    return finish


def told(account: Account, setting: Setting) -> str:
    """What a model was asked, what that cost, and what became of its proposals."""
    cost = account.cost(setting.prices)
    dropped = ", ".join(f"{check} {count}" for check, count in sorted(account.dropped.items()))
    return say(
        "llm.account",
        language(),
        model=setting.model,
        address=setting.address,
        calls=account.calls,
        cached=account.cached,
        tokens_in=account.tokens_in,
        tokens_out=account.tokens_out,
        cost=say("llm.cost", language(), cost=f"{cost:.4f}") if cost is not None else "",
        proposed=account.proposed,
        kept=account.kept,
        dropped=f"{account.dropped.total()} ({dropped})" if dropped else 0,
    )
