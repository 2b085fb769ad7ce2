"""How fast shards become tables: one worker, two, and Spark on the same two cores; memory; growth with a page's size.

    python bench/batch.py [20000]

The pages are the HTML samples, varied (numbers changed, so that no two are the same), in twenty shards of JSON lines.
Run alone on the machine. Spark needs `musnad[spark]` and a JDK; without them it is left out.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from musnad.gather.decoding import decode

SAMPLES = Path(__file__).parents[1] / "samples"
SHARDS = 20
START = "import musnad.cli; musnad.cli.main()"
SPARK = "--master local[2,3] --conf spark.ui.enabled=false pyspark-shell"


def main() -> None:
    """Print each figure as it is there."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        crawl = Path(folder) / "crawl"
        words = make(crawl, count)
        print(f"{count} pages, {words / count:.0f} words each, {SHARDS} shards, {os.cpu_count()} cores")
        one = timed("one worker", count, crawl, "--workers", "1")
        two = timed("two workers", count, crawl, "--workers", "2")
        print(f"two workers: {one / two:.2f} × one")
        if shutil.which("java"):
            spark = timed("Spark local[2,3]", count, crawl, "--engine", "spark")
            print(f"Spark: {two / spark:.2f} × the pool of two")
        print(f"memory of a worker over one shard: {in_own_process(peak, crawl / 'shard-00.jsonl'):.0f} MB")
        growth(Path(folder))


def make(crawl: Path, count: int) -> int:
    """Write the shards. How many words there are in all."""
    crawl.mkdir(parents=True)
    pages = [decode(path.read_bytes(), None)[0] for path in sorted(SAMPLES.glob("*.html"))]
    for shard in range(SHARDS):
        with (crawl / f"shard-{shard:02}.jsonl").open("w", encoding="utf-8") as file:
            for number in range(shard, count, SHARDS):
                url = f"https://varied.example/{number}"
                file.write(json.dumps({"html": varied(pages[number % len(pages)], number), "url": url}) + "\n")
    return sum(len(re.sub("<[^>]*>", " ", pages[number % len(pages)]).split()) for number in range(count))


def varied(page: str, number: int) -> str:
    """The page with other counts in it; days and years stay days and years."""
    page = re.sub(r"(?<![\d/:.-])(\d{3})(?![\d/:.-])", lambda hit: str(100 + (int(hit[1]) + number) % 900), page)
    return page.replace("</p>", f" ({number})</p>", 1)


def timed(name: str, count: int, crawl: Path, *options: str) -> float:
    """Run the command; wall seconds."""
    output = crawl.parent / "tables"
    shutil.rmtree(output, ignore_errors=True)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-c", START, "batch", str(crawl), str(output), "--json", *options]
    environment = {**os.environ, "PYSPARK_SUBMIT_ARGS": SPARK}
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    took, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    told = json.loads(done.stdout)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{name}: {took:.1f} s, {count / took:.0f} pages/s, {cpu:.0f} s CPU; {told['pages']} pages,"
        f" {told['statements']} statements, {told['errors']} errors",
        flush=True,
    )
    return took


def in_own_process(what, *arguments):
    """What a function gives in a process that has done nothing else."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(what, arguments)


def peak(shard: Path) -> float:
    """Megabytes at most while a shard is read."""
    read(shard)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def growth(folder: Path) -> None:
    """CPU seconds for one page of each size."""
    page = (SAMPLES / "articles.jsonl").read_text("utf-8").splitlines()[0]
    text = json.loads(page)["text"]
    for size in (1_000, 10_000, 100_000, 1_000_000, 2_500_000):  # code points: two bytes each
        path = folder / f"{size}.jsonl"
        headline, _, body = text.partition("\n")
        whole = headline + "\n" + (body + "\n") * (size // len(body) + 1)
        path.write_text(json.dumps({"text": whole[:size], "kind": "article"}) + "\n", "utf-8")
        took = in_own_process(seconds, path)
        print(f"a page of {size * 2 / 1e6:g} MB: {took:.2f} s, {took / size * 1e6:.1f} µs a code point", flush=True)


def seconds(shard: Path) -> float:
    """CPU seconds of reading a shard, everything loaded beforehand."""
    import musnad.batch.warm  # noqa: F401

    began = time.process_time()
    read(shard)
    return time.process_time() - began


def read(shard: Path) -> None:
    from musnad.batch.reading import read_shard
    from musnad.batch.shards import find
    from musnad.batch.staging import made

    with tempfile.TemporaryDirectory() as output:
        read_shard(find(shard, Path(output))[0], made(Path(output)))


if __name__ == "__main__":
    main()
