"""Peers on saved pages: run (:func:`beside`) with the Python of an environment that has them.

Reads ``{"name": path}`` on standard input, writes ``{"peer": {"seconds": …, "pages": {name: {"body", "title", "date",
"byline"}}}}``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


def trafilatura(source: str) -> dict[str, object]:
    from trafilatura import bare_extraction

    found = bare_extraction(source, with_metadata=True, include_comments=False, as_dict=True) or {}
    return {
        "body": found.get("text") or "",
        "title": found.get("title"),
        "date": found.get("date"),
        "byline": found.get("author"),
    }


def readability(source: str) -> dict[str, object]:
    from lxml.html import fromstring
    from readability import Document

    document = Document(source)
    summary = document.summary()
    return {
        "body": fromstring(summary).text_content() if summary.strip() else "",
        "title": document.short_title(),
        "date": None,
        "byline": None,
    }


def newspaper(source: str) -> dict[str, object]:
    from newspaper import Article

    article = Article("https://example.org/", language="ar")
    article.download(input_html=source)
    article.parse()
    date = article.publish_date
    return {
        "body": article.text,
        "title": article.title,
        "date": date.date().isoformat() if date else None,
        "byline": ", ".join(article.authors) or None,
    }


def beside(python: str, paths: Mapping[str, Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each peer that a Python has, with what it made of the pages; one that is not there or fails is told of here."""
    asked = json.dumps({name: str(path) for name, path in paths.items()})
    answer = subprocess.run([python, __file__], input=asked, capture_output=True, text=True, check=True)
    for peer, result in json.loads(answer.stdout).items():
        if "error" in result:
            print(f"{peer}: {result['error']}")
        else:
            yield peer, result


def main() -> None:
    pages = {
        name: Path(path).read_text(encoding="utf-8", errors="replace") for name, path in json.load(sys.stdin).items()
    }
    result = {}
    for peer in (trafilatura, readability, newspaper):
        try:
            peer(next(iter(pages.values())))  # what is loaded once is not counted
            start = time.process_time()
            found = {name: peer(source) for name, source in pages.items()}
            result[peer.__name__] = {"seconds": time.process_time() - start, "pages": found}
        except Exception as error:  # a peer that is not there or fails is told, not hidden
            result[peer.__name__] = {"error": f"{type(error).__name__}: {error}"}
    json.dump(result, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
