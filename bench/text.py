"""How fast the text layer is, what it holds in memory, how soon ``musnad read`` begins.

Usage: ``python bench/text.py [--data FOLDER]``. Reads the news of the data folder where it is there, else the samples.
Bars: whole layer 25,000 words a second on one core, clitics 100,000 warm, 300 MB, cold start 1 s.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from musnad.model import Article, Zone
from musnad.text import annotate, layers, words
from musnad.text.tokens import scan

ROOT = Path(__file__).parents[1]
PAGE = "قال مسؤول أمريكي إن القوات باقية في العراق حتى نهاية العام.\nوأضاف: «لن ننسحب قبل ذلك».\n"


def texts(data: Path) -> list[str]:
    news = sorted(data.glob("news/*.jsonl.gz"))
    if news:
        with gzip.open(news[0], "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    return [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("samples/*.txt"))] or [PAGE * 50]


def article(text: str) -> Article:
    return Article(text, "article", (Zone("body", 0, len(text)),))


def each(pages: list[Article], work: Callable[[Article], object]) -> None:
    for page in pages:
        work(page)


def rate(what: str, count: int, work: Callable[[], object]) -> None:
    start = time.process_time()
    work()
    print(f"{what:44}{count / (time.process_time() - start):12,.0f} words/s")


def cold_start() -> tuple[float, float]:
    """Seconds of ``musnad read`` on a short page: the best of five runs with Python's compiled files kept, as an
    installation keeps them, and of two that compile every module anew."""
    command = [str(Path(sys.executable).with_name("musnad")), "read", "-", "--json"]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def run(environment: dict[str, str]) -> float:
        start = time.perf_counter()
        output = subprocess.DEVNULL
        subprocess.run(command, input=PAGE.encode(), stdout=output, check=True, cwd=ROOT, env=environment)
        return time.perf_counter() - start

    with TemporaryDirectory() as folder:
        kept["PYTHONPYCACHEPREFIX"] = folder
        anew = min(run({**kept, "PYTHONDONTWRITEBYTECODE": "1"}) for _ in range(2))
        return min(run(kept) for _ in range(5)), anew


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MUSNAD_DATA", "../shared/data")))
    pages = [article(text) for text in texts(parser.parse_args().data)]
    forms = [form.text for page in pages for form in scan(page.text, 0, len(page.text))]
    annotate(article(PAGE))
    print(f"{len(pages)} pages, {len(forms)} words, {len(set(forms))} different")
    rate("whole layer, from the first page on", len(forms), lambda: each(pages, annotate))
    rate("whole layer, words known", len(forms), lambda: each(pages, annotate))
    rate("words (clitics, lemma), known", len(forms), lambda: [words.analyse(form) for form in forms])
    rate("tokens", len(forms), lambda: [scan(page.text, 0, len(page.text)) for page in pages])
    rate(
        "tokens, words, tags, sentences, quotations",
        len(forms),
        lambda: [layers.annotate_words(page) for page in pages],
    )
    print(f"{'memory at most':44}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:12,.0f} MB")
    models = sum(path.stat().st_size for path in (ROOT / "src/musnad/text/models").iterdir())
    print(f"{'models':44}{models / 1e6:12,.1f} MB")
    compiled, anew = cold_start()
    print(f"{'cold start of musnad read':44}{compiled:12,.2f} s")
    print(f"{'the same, no compiled files kept':44}{anew:12,.2f} s")


if __name__ == "__main__":
    main()
