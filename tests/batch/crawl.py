"""An invented crawl: stories of three outlets in shards of every kind, and what became of them as tables."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import dataset, parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

TABLES = ("pages", "statements", "expectations", "entities")
PERSIAN = "وزیر نیرو گفت که پروژه جدید آب شیرین‌کن در ماه آینده آغاز خواهد شد و گروهی از کارگران در آن مشغول کار هستند."
ENGLISH = "The minister said on Monday that the new bridge would open next week, after months of delay."


def story(number: int, day: str | None = "2023-05-14") -> dict[str, Any]:
    """A story as a line of JSON, other than those of other numbers."""
    text = (
        f"وزارة النقل تعلن افتتاح الجسر رقم {number}\n"
        f"قال وزير النقل سامي الحداد لصحيفة المرفأ إن الجسر رقم {number} سيُفتح يوم الأحد المقبل.\n"
        f"وأضاف أن {number + 40} عاملًا أنجزوه. ونفى مسؤول في البلدية وجود أي خلاف مع الوزارة.\n"
    )
    return {"kind": "article", "text": text, "url": f"https://marfa.example/{number}", "published": day}


def html(one: dict[str, Any]) -> str:
    headline, *body = one["text"].splitlines()
    paragraphs = "".join(f"<p>{line}</p>" for line in body)
    day = f'<meta property="article:published_time" content="{one["published"]}">' if one["published"] else ""
    return f"<html><head><title>{headline}</title>{day}</head><body><h1>{headline}</h1>{paragraphs}</body></html>"


def lines(path: Path, *records: object) -> None:
    """A shard of JSON lines; what is text already stands as it is."""
    raw = "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in records).encode()
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)


def table(path: Path, *records: dict[str, Any]) -> None:
    """A shard of Parquet."""
    parquet.write_table(pyarrow.Table.from_pylist(list(records)), path)


def archive(path: Path, *records: dict[str, Any], converted: bool = False) -> bytes:
    """A shard of WARC with the stories as HTML; or of WET, with their words. Its bytes."""
    raw = io.BytesIO()
    writer = WARCWriter(raw, gzip=path.suffix == ".gz")
    for one in records:
        if converted:
            how: dict[str, Any] = {"payload": io.BytesIO(one["text"].encode()), "warc_content_type": "text/plain"}
        else:
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            how = {"payload": io.BytesIO(html(one).encode()), "http_headers": headers}
        kind = "conversion" if converted else "response"
        writer.write_record(writer.create_warc_record(one["url"], kind, **how))
    path.write_bytes(raw.getvalue())
    return raw.getvalue()


def rows(output: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table, in an order that does not hang on files."""
    path = output / name if name in TABLES else output / f"{name}.parquet"
    found = dataset.dataset(path, format="parquet").to_table().to_pylist()
    return sorted(found, key=repr)


def everything(output: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: rows(output, name) for name in (*TABLES, "errors", "shards")}
