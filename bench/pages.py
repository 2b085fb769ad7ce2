"""Pages against hand-made gold and against peers: ``python bench/pages.py FOLDER [--peers PYTHON]``.

FOLDER holds ``*.html`` and ``gold.json`` (``name → {"body": [paragraphs], "title", "author", "date"}``). Body F1 is of
words, a multiset; titles, days and bylines are right or wrong. Each page is also flattened by three renderers that are
none of Musnad's own: every block a line, blocks of some length only, no blank lines (every text node).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from page_peers import beside
from selectolax.lexbor import LexborHTMLParser

from musnad.article import find_article
from musnad.model import Article, Page
from musnad.text.times import find_days

ROOT = Path(__file__).parents[1]
_BLOCK = "p,h1,h2,h3,h4,h5,h6,li,div,td,figcaption,blockquote,section,article,header,footer,ul,tr,time,dd,dt"
_SHORT = 4  # words; the second renderer leaves shorter blocks out
_SILENT = ["script", "style", "noscript", "svg", "template", "head", "iframe", "select", "textarea"]
_STORY = ("lede", "body", "subheading")


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def f1(found: str, gold: str) -> float:
    one, other = words(found), words(gold)
    both = sum((one & other).values())
    return 2 * both / max(1, sum(one.values()) + sum(other.values()))


def body(article: Article) -> str:
    return "\n".join(zone.span.of(article.text) for zone in article.zones if zone.zone in _STORY)


def read(source: str, kind: str) -> Article:
    return find_article(Page(source, kind), find_days)  # type: ignore[arg-type]


def renderings(source: str) -> dict[str, str]:
    """The page as three crawlers flatten it."""
    tree = LexborHTMLParser(source)
    tree.strip_tags(_SILENT, recursive=True)
    root = tree.body
    assert root is not None
    tight = "\n".join(line for raw in root.text(separator="\n").splitlines() if (line := " ".join(raw.split())))
    marked = re.sub(
        r"<(/?)(p|h\d|li|div|td|figcaption|blockquote|section|article|header|footer|ul|tr|br|dd|dt)\b",
        "\u2029<\\1\\2",
        root.html or "",
    )
    blocks = LexborHTMLParser(marked).text(deep=True)
    lines = [line for raw in blocks.split("\u2029") if (line := " ".join(raw.split()))]
    long = [line for line in lines if len(line.split()) >= _SHORT]
    return {"blocks": "\n\n".join(lines), "paragraphs": "\n\n".join(long), "tight": tight}


def warmed() -> None:
    """Load what is loaded once, on pages that are not measured."""
    for sample in sorted(ROOT.glob("samples/*.html")):
        with suppress(UnicodeDecodeError):  # one of them is in an older encoding
            read(sample.read_text(encoding="utf-8"), "html")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--peers", help="a Python that has trafilatura, readability-lxml, newspaper4k")
    asked = options.parse_args()
    gold = json.loads((asked.folder / "gold.json").read_text(encoding="utf-8"))
    paths = {name: asked.folder / f"{name}.html" for name in gold}
    sources = {name: path.read_text(encoding="utf-8", errors="replace") for name, path in paths.items()}
    print(f"{'musnad, HTML':34} body   title date  byline")
    warmed()
    scores, spent = [], 0.0
    for name, source in sources.items():
        start = time.process_time()
        article, right = read(source, "html"), gold[name]
        spent += time.process_time() - start  # of a page not met before: what is remembered of its lines does not help
        byline = article.byline.of(article.text) if article.byline else article.meta_byline
        title = article.headline.of(article.text) if article.headline else None
        scores.append(f1(body(article), "\n".join(right["body"])))
        day = article.published.isoformat() if article.published else None
        print(
            f"{name:34} {scores[-1]:.3f}  {title == right['title']!s:5} {day == right['date']!s:5} "
            f"{byline == right['author']!s:5} {byline}"
        )
    print(f"mean {sum(scores) / len(scores):.4f}, {len(sources) / spent:.0f} pages/s")
    flat = []
    for name, source in sources.items():
        row = {
            way: f1(body(read(text, "page")), "\n".join(gold[name]["body"])) for way, text in renderings(source).items()
        }
        flat += row.values()
        print(f"{name:34} " + "  ".join(f"{way} {score:.3f}" for way, score in row.items()))
    print(f"flattened: mean {sum(flat) / len(flat):.4f}, worst {min(flat):.3f}")
    if asked.peers:
        peers(asked.peers, paths, gold)


def peers(python: str, paths: dict[str, Path], gold: dict[str, dict[str, object]]) -> None:
    for peer, result in beside(python, paths):
        pages = result["pages"]
        score = [f1(pages[name]["body"], "\n".join(gold[name]["body"])) for name in gold]  # type: ignore[arg-type]
        right = {
            field: sum(pages[name][field] == gold[name][key] for name in gold)
            for field, key in (("title", "title"), ("date", "date"), ("byline", "author"))
        }
        print(
            f"{peer}: mean body {sum(score) / len(score):.4f} ({', '.join(f'{s:.3f}' for s in score)}), {right}, "
            f"{len(gold) / result['seconds']:.1f} pages/s"
        )


if __name__ == "__main__":
    main()
