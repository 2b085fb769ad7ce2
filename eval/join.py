"""Joins the stand-off annotations of this folder to the texts they were made on, as gold that `musnad evaluate` reads.

    python eval/join.py standoff/blind.jsonl --news ../shared/data/news/ant_2018-04-07_13.jsonl.gz > blind.gold.jsonl

The texts are their publishers' and are not part of the project: the files in `standoff/` hold, per article, its id, the
SHA-256 of the text (headline, newline, body) and spans in code points. An article whose text is another is refused.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def joined(annotations: Path, news: Path) -> Iterator[dict[str, Any]]:
    """One gold article a line of ``annotations``.

    Raises ValueError where a text is missing or is not the annotated one.
    """
    texts = dict(_texts(news))
    for line in annotations.read_text("utf-8").splitlines():
        article = json.loads(line)
        text = texts.get(article["id"])
        if text is None or hashlib.sha256(text.encode()).hexdigest() != article.pop("sha256"):
            raise ValueError(f"{article['id']}: {news} has not the text that was annotated.")
        for statement in article["statements"]:
            for link in statement["chain"]:
                link["text"] = text[slice(*link["span"])]
        yield {**article, "text": text}


def _texts(news: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield article["id"], f"{article['headline']}\n{article['text']}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("annotations", type=Path)
    parser.add_argument("--news", type=Path, default=Path("../shared/data/news/ant_2018-04-07_13.jsonl.gz"))
    options = parser.parse_args()
    try:
        for article in joined(options.annotations, options.news):
            print(json.dumps(article, ensure_ascii=False))
    except (OSError, ValueError) as error:
        print(f"join: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
