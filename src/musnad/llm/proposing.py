"""A reading with what a model proposes beside the rules, and the account of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from musnad.errors import InputError
from musnad.llm import answers
from musnad.llm.asking import ask
from musnad.llm.checks import Check, Failed
from musnad.llm.passages import UNSURE, What, passages
from musnad.llm.setting import Account, Setting
from musnad.model import PageWarning, Reading, Span, Statement

_MOST = 200  # proposals taken from one answer


def propose(reading: Reading, setting: Setting, what: What = "page") -> tuple[Reading, Account]:
    """The reading with the model's statements added, each marked ``llm:MODEL``, and what that took.

    A proposal gives way to a statement of the rules that tells the same words; where the rules were less sure than
    ``UNSURE`` it takes that statement's place. A server that fails costs its passages: the reading then carries a
    warning, and after a failure nothing more is sent.
    """
    account = Account()
    found: list[Statement] = []
    for passage in passages(reading, what):
        if account.failed:
            account.failed += 1
            continue
        for statement in _proposed(reading, passage, setting, account):
            if any(_same(statement, other) for other in found):
                account.dropped["found_already"] += 1
            else:
                found.append(statement)
    statements = tuple(_merged(reading.statements, found, account))
    return replace(reading, statements=statements, warnings=reading.warnings + _warnings(setting, account)), account


def _proposed(reading: Reading, passage: Span, setting: Setting, account: Account) -> Iterator[Statement]:
    check = Check(reading, passage, f"llm:{setting.model}")
    try:
        proposals = _parsed(_answer(passage.of(reading.text), setting, account), setting)
    except InputError as error:
        if error.code != "llm_failed":
            raise
        account.failed, account.why = account.failed + 1, str(error.values["why"])
        return
    for proposal in proposals[:_MOST]:
        account.proposed += 1
        try:
            yield check.statement(proposal)
        except Failed as failed:
            account.dropped[str(failed)] += 1


def _answer(passage: str, setting: Setting, account: Account) -> str:
    kept = answers.kept(setting, passage)
    if kept is not None:
        account.cached += 1
        return kept
    account.calls += 1
    answer = ask(setting, passage)
    account.tokens_in += answer.tokens_in
    account.tokens_out += answer.tokens_out
    _parsed(answer.words, setting)  # what is broken is not kept
    answers.keep(setting, passage, answer.words)
    return answer.words


def _parsed(words: str, setting: Setting) -> list[object]:
    """The proposals of an answer, whatever the model wrote around its JSON. Raises InputError (``llm_failed``)."""
    start, end = words.find("{"), words.rfind("}")
    try:
        found = json.loads(words[start : end + 1])["statements"]
    except (ValueError, KeyError, TypeError, RecursionError):
        found = None
    if not isinstance(found, list):
        raise InputError("llm_failed", source=setting.address, why="the answer is not the JSON that was asked for")
    return found


def _merged(ours: tuple[Statement, ...], found: list[Statement], account: Account) -> Iterator[Statement]:
    """All statements in the order of the text; each proposal beside or instead of what the rules found."""
    ours_sure = [one for one in ours if one.confidence >= UNSURE]
    kept = [one for one in found if not any(_same(one, other) for other in ours_sure)]
    account.kept = len(kept)
    if len(kept) < len(found):
        account.dropped["found_already"] += len(found) - len(kept)
    left = [one for one in ours if one.confidence >= UNSURE or not any(_same(one, other) for other in kept)]
    yield from sorted([*left, *kept], key=lambda one: one.content[0].start if one.content else 0)


def _same(one: Statement, other: Statement) -> bool:
    """True where the two share half of the shorter one's words."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    shorter = min(sum(map(len, one.content)), sum(map(len, other.content)))
    return shared * 2 >= shorter > 0


def _warnings(setting: Setting, account: Account) -> tuple[PageWarning, ...]:
    dropped = account.dropped.total()
    values = {"model": setting.model, "kept": account.kept, "dropped": dropped}
    warnings = [PageWarning("llm_used", values)] if account.proposed or not account.failed else []
    if account.failed:
        warnings.append(PageWarning("llm_unanswered", {"count": account.failed, "why": account.why}))
    return tuple(warnings)
