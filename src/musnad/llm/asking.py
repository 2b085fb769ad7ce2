"""A passage → the model's answer, from any OpenAI-compatible address. The only place that knows the kit."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from musnad.errors import InputError
from musnad.llm.setting import Setting

_LONGEST_ANSWER = 4096  # tokens


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model wrote, and the tokens it was charged for (0 where the server does not say)."""

    words: str
    tokens_in: int
    tokens_out: int


@cache
def prompt() -> str:
    """The instructions that stand before every passage."""
    return files("musnad.llm").joinpath("prompt.txt").read_text(encoding="utf-8")


def ask(setting: Setting, passage: str) -> Answer:
    """Ask once more after a failure that may pass, then raise InputError (``llm_failed``) with the reason.

    Redirects are not followed: the text goes to the address that was set and to no other.
    """
    kit = _kit()
    try:
        return asyncio.run(asyncio.wait_for(_ask(kit, setting, passage), setting.seconds))
    except (TimeoutError, kit.APITimeoutError):
        why = f"no answer in {setting.seconds:g} seconds"
    except kit.APIStatusError as error:
        why = f"the server answered {error.status_code}"
    except (kit.OpenAIError, ValueError, TypeError, AttributeError, IndexError) as error:
        why = f"{type(error).__name__}: {error}"[:200]
    raise InputError("llm_failed", source=setting.address, why=why)


async def _ask(kit, setting: Setting, passage: str) -> Answer:  # type: ignore[no-untyped-def]
    # The number is made of the passage, so that the same question is the same question; no passage can hold its own.
    number = hashlib.sha256(passage.encode("utf-8", "replace")).hexdigest()[:16]
    asked = f"[text {number}]\n{passage.encode('utf-8', 'replace').decode()}\n[end of text {number}]"
    client = kit.AsyncOpenAI(
        base_url=setting.address,
        api_key=setting.key,
        timeout=setting.seconds,
        max_retries=1,
        http_client=kit.DefaultAsyncHttpxClient(follow_redirects=False),
    )
    async with client:
        answer = await client.chat.completions.create(
            model=setting.model,
            messages=[{"role": "system", "content": prompt()}, {"role": "user", "content": asked}],
            temperature=0,
            max_tokens=_LONGEST_ANSWER,
        )
    words, usage = answer.choices[0].message.content, answer.usage
    if not isinstance(words, str):
        raise ValueError("the answer has no words")
    return Answer(words, usage.prompt_tokens if usage else 0, usage.completion_tokens if usage else 0)


def _kit():  # type: ignore[no-untyped-def]
    try:
        import openai
    except ImportError:
        raise InputError("no_package", source="openai", package="musnad[llm]") from None
    return openai
