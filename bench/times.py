"""Measures time expressions on a table of hard ones, beside the peers that are installed (dateparser, mahad).

    python bench/times.py [--cases] [--speed FILE]

A case is right for Musnad where the words and both days are those of ``times.toml``. A peer gives points in time, so it
is right, generously, where one of its points lies between the two days and on words that meet the expected ones.
``--speed`` reads a text file and prints the cost of times and quantities together, in microseconds a word.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from musnad.model import Article, Zone
from musnad.text.layers import annotate_words
from musnad.text.numbers import find_quantities
from musnad.text.times import find_times

CASES = Path(__file__).with_suffix(".toml")
Points = Iterator[tuple[int, int, date]]


def article(text: str, published: date) -> Article:
    return Article(text, "article", (Zone("body", 0, len(text)),), published=published)


def musnad_is_right(text: str, words: str, days: list[date], published: date) -> bool:
    found = find_times(text, annotate_words(article(text, published)).tokens, published)
    return [words, *days] in [[text[t.start : t.end], t.first, t.last] for t in found]


def dateparser_points(text: str, published: date) -> Points:
    from dateparser.search import search_dates

    base = datetime(published.year, published.month, published.day)
    for words, moment in search_dates(text, languages=["ar"], settings={"RELATIVE_BASE": base}) or []:
        yield text.find(words), text.find(words) + len(words), moment.date()


def mahad_points(text: str, published: date) -> Points:
    from maha.parsers.functions import parse_dimension

    base = datetime(published.year, published.month, published.day)
    for found in parse_dimension(text, time=True):
        yield found.start, found.end, (base + found.value).date()


def peer_is_right(points: Callable[[str, date], Points], case: dict, published: date) -> bool:
    start = case["text"].index(case["words"])
    end = start + len(case["words"])
    first, last = case["days"]
    try:
        return any(a < end and start < b and first <= day <= last for a, b, day in points(case["text"], published))
    except ImportError:
        raise
    except Exception:  # a peer that fails on a sentence does not read it
        return False


def speed(path: str) -> None:
    """The least cost of several runs, its memory of word forms warm."""
    text = Path(path).read_text(encoding="utf-8")
    published = date(2021, 7, 24)
    tokens, count = annotate_words(article(text, published)).tokens, len(text.split())

    def seconds() -> float:
        begin = time.process_time()
        find_times(text, tokens, published)
        find_quantities(text, tokens)
        return time.process_time() - begin

    copies = []
    for copy in range(5):  # another text each time, so that nothing is remembered of the text itself
        text = text + " " * (copy + 1)
        copies.append(seconds())
    print(f"{1e6 * min(copies) / count:.1f} microseconds a word over {count} words")


def main(argv: list[str]) -> None:
    table = tomllib.loads(CASES.read_text(encoding="utf-8"))
    cases, published = table["case"], table["published"]
    results = [musnad_is_right(case["text"], case["words"], case["days"], published) for case in cases]
    print(f"musnad      {sum(results)} of {len(cases)}")
    if "--cases" in argv:
        print(
            "\n".join(
                f"  {'right' if right else 'WRONG'}  {case['text']}" for case, right in zip(cases, results, strict=True)
            )
        )
    for name, points in (("dateparser", dateparser_points), ("mahad", mahad_points)):
        try:
            right = sum(peer_is_right(points, case, published) for case in cases)
            print(f"{name:<11} {right} of {len(cases)}")
        except ImportError as error:
            print(f"{name:<11} not installed ({error})")
    if "--speed" in argv:
        speed(argv[argv.index("--speed") + 1])


if __name__ == "__main__":
    main(sys.argv[1:])
