"""How fast a large store is kept and searched, what it holds in memory, and what kills and new readers do to it.

Usage: ``python bench/store.py [--pages 100000] [--database sqlite|postgresql] [--readings FILE.jsonl] [--kills 50]
[--reread 10000] [--only add,search,reread,kills]``. Readings are varied from those of ``--readings`` (JSON lines of
``musnad read --jsonl``), else from readings of the news in ``--data``, else of the samples.
Bars: 300 readings/s added on SQLite, search p50 30 ms and p95 150 ms among 100,000 pages, 500 MB, judgements intact.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from databases import new_place, postgresql_server  # noqa: E402
from kills import killed, seconds_of, take_back  # noqa: E402
from sqlalchemy import text as sql  # noqa: E402

from musnad.model import Judgement, Page  # noqa: E402
from musnad.pipeline import read  # noqa: E402
from musnad.rereading import reread  # noqa: E402
from musnad.search import search  # noqa: E402
from musnad.store import Store, open_store, schema  # noqa: E402

Record = dict[str, Any]
CHANCE = random.Random(7)
FIRST_DAY = date(2018, 1, 1)
DURABLE = ("-c", "shared_buffers=256MB", "-c", "max_wal_size=4GB")
STORY = "{who}: {what} في {where}\nقال {who} اليوم إن {what} سيبدأ في {where} بعد {n} يوما.\nوأضاف أن العدد بلغ {n}.\n"
WHO = ("وزير النقل", "رئيس البلدية", "مدير المستشفى", "مسؤول في الوزارة", "محافظ السهل")
WHAT = ("العمل في الجسر", "موسم الحصاد", "ترميم السوق", "توزيع المساعدات")
WHERE = ("مدينة السهل", "بلدة الضفاف", "الجبل الشرقي", "حي الميناء")


def readings(path: Path | None, data: Path) -> list[Record]:
    if path:
        return [json.loads(line) for line in path.open(encoding="utf-8")]
    news = sorted(data.glob("news/*.jsonl.gz"))
    if not news:
        samples = sorted(ROOT.glob("samples/*.txt"))
        return [read(Page(sample.read_text("utf-8"), id=sample.stem)).to_dict() for sample in samples]
    with gzip.open(news[0], "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line, _ in zip(lines, range(300), strict=False)]
    return [read(Page(page["text"], id=str(page["id"]))).to_dict() for page in pages]


class Varied:
    """Readings made from others: one word in four is another word of the same length. Counts its own time."""

    def __init__(self, base: list[Record], count: int, until: float = float("inf")) -> None:
        self.base, self.count, self.until = [json.dumps(record) for record in base], count, until
        self.seconds = self.cpu_seconds = 0.0
        self.statements = 0
        self.words: dict[int, list[str]] = {}
        for word in dict.fromkeys(word for record in base for word in record["text"].split()):
            self.words.setdefault(len(word), []).append(word)

    def __iter__(self) -> Iterator[Record]:
        for number in range(self.count):
            wall, cpu = time.perf_counter(), time.process_time()
            if wall > self.until:
                self.count = number
                return
            record = self.one(number)
            self.statements += len(record["statements"])
            self.seconds += time.perf_counter() - wall
            self.cpu_seconds += time.process_time() - cpu
            yield record

    def one(self, number: int) -> Record:
        chance = random.Random(number)
        record = json.loads(self.base[number % len(self.base)])
        pieces = [self.another(word, chance) for word in record["text"].split(" ")]
        record["text"] = " ".join(pieces)
        again(record, record["text"])
        for at, statement in enumerate(record["statements"]):
            statement["id"] = f"{number:08x}{at:012x}"
        day = FIRST_DAY + timedelta(days=chance.randrange(1500))
        return record | {"id": f"v{number}", "url": f"https://press.example/{number}", "published": day.isoformat()}

    def another(self, word: str, chance: random.Random) -> str:
        same = self.words.get(len(word))
        return chance.choice(same) if same and "\n" not in word and chance.random() < 0.25 else word


def again(value: Any, words: str) -> None:
    """The texts of all spans made those of the changed text."""
    if isinstance(value, list):
        for each in value:
            again(each, words)
    elif isinstance(value, dict):
        if isinstance(value.get("start"), int) and "text" in value:
            value["text"] = words[value["start"] : value["end"]]
        for each in value.values():
            if isinstance(each, list | dict):
                again(each, words)


def add(store: Store, made: Varied) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    done = 0
    for done, _ in enumerate(store.add_records(made), start=1):
        if done % 10_000 == 0:
            _rate(done, made, wall, cpu)
    _rate(done, made, wall, cpu)


def _rate(done: int, made: Varied, wall: float, cpu: float) -> None:
    """The making of the readings is not counted; by the clock, and by the time of this process alone."""
    wall, cpu = time.perf_counter() - wall - made.seconds, time.process_time() - cpu - made.cpu_seconds
    rates = f"{done / wall:,.0f} readings/s by the clock, {done / cpu:,.0f} by its own time"
    print(f"added                     {done:,} readings, {made.statements:,} statements, {rates}", flush=True)


def find(store: Store, made: Varied, count: int = 300) -> None:
    took = []
    for number in range(count):
        text = made.one(CHANCE.randrange(made.count))["text"].split()
        at = CHANCE.randrange(max(1, len(text) - 3))
        query = [text[at], " ".join(text[at : at + 2]), f'"{" ".join(text[at : at + 3])}"'][number % 3].replace('"', "")
        query = f'"{query}"' if number % 3 == 2 else query
        more: dict[str, Any] = {}
        if number % 4 == 1:
            more["stance"] = "says"
        if number % 4 == 3:
            more["day_from"], more["day_to"] = date(2019, 1, 1), date(2019, 6, 30)
        start = time.perf_counter()
        search(store, query, **more)
        took.append(1000 * (time.perf_counter() - start))
    p95 = statistics.quantiles(took, n=20)[18]
    print(f"search                    p50 {statistics.median(took):.1f} ms, p95 {p95:.1f} ms, worst {max(took):.0f} ms")


def read_again(store: Store, count: int) -> None:
    pages = [
        Page(STORY.format(who=WHO[n % 5], what=WHAT[n % 4], where=WHERE[n // 7 % 4], n=n), "article", id=f"s{n}")
        for n in range(count)
    ]
    list(store.add_all(map(read, pages)))
    judged = [
        store.judge(Judgement("accept", (statement["id"],), "bench", datetime.now(UTC)))
        for record in store.readings()
        if str(record["id"]).startswith("s")
        for statement in record["statements"][:1]
    ]
    with store._engine.execution_options(musnad_writes=True).begin() as connection:
        connection.execute(sql("UPDATE versions SET musnad = '0.0.1' WHERE name LIKE 's%'"))
    start = time.perf_counter()
    done = list(reread(store, read))
    took = time.perf_counter() - start
    intact = store.judgements() == judged
    lost = sum(len(each.lost) for each in done)
    print(f"read again                {len(done):,} pages, {len(done) / took:.0f}/s; {len(judged):,} judgements "
          f"{'intact' if intact else 'NOT INTACT'}, {lost} lost")  # fmt: skip


def kill(folder: Path, base: list[Record], times: int) -> None:
    records = list(Varied(base, 120))
    place, old = folder / "killed.db", folder / "old.db"

    def adding() -> None:
        with open_store(place) as store:
            list(store.add_records(records, batch=10))

    steps, number = schema.STEPS, schema.NUMBER
    with open_store(old) as store:
        list(store.add_records(records))
    schema.STEPS, schema.NUMBER = steps[:1], 1
    open_store(folder / "first.db").close()
    schema.STEPS, schema.NUMBER = steps, number
    take_back(old, folder / "first.db")
    longest, wrong, hit = seconds_of(adding), 0, 0
    for _ in range(times):
        for suffix in ("", "-wal", "-shm"):
            Path(f"{place}{suffix}").unlink(missing_ok=True)
        hit += killed(adding, longest, CHANCE)
        wrong += unsound(place)
        adding()
        wrong += unsound(place, len(records))
    print(f"kill -9 of add            {times} times ({hit} midway): {wrong} stores unsound or incomplete")
    wrong = hit = 0

    def migrating() -> None:
        open_store(place).close()

    shutil.copy(old, place)
    longest = seconds_of(migrating)
    for _ in range(times):
        for suffix in ("-wal", "-shm"):
            Path(f"{place}{suffix}").unlink(missing_ok=True)
        shutil.copy(old, place)
        hit += killed(migrating, longest, CHANCE)
        wrong += unsound(place, len(records))
    print(f"kill -9 of a migration    {times} times ({hit} midway): {wrong} stores unsound or incomplete")


def unsound(place: Path, pages: int | None = None) -> bool:
    with open_store(place) as store:
        return bool(list(store.examine())) or pages not in (None, store.counts()["pages"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--reread", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="add no longer than this")
    parser.add_argument("--only", default="add,search,reread,kills")
    asked = parser.parse_args()
    base = readings(asked.readings, asked.data)
    with TemporaryDirectory(prefix="musnad-bench-") as folder, ExitStack() as stack:
        place = f"{folder}/musnad.db"
        if asked.database == "postgresql":
            place = new_place(stack.enter_context(postgresql_server(*DURABLE)), "bench")
        with open_store(place) as store:
            made = Varied(base, asked.pages, time.perf_counter() + 60 * asked.minutes)
            if "add" in asked.only:
                add(store, made)
            if "search" in asked.only:
                find(store, made)
            print(
                f"memory                    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most"
            )
            if asked.database == "sqlite":
                print(f"file                      {Path(place).stat().st_size / 1e9:.2f} GB")
            if "reread" in asked.only:
                read_again(store, asked.reread)
        if "kills" in asked.only and asked.database == "sqlite":
            kill(Path(folder), base, asked.kills)


if __name__ == "__main__":
    main()
