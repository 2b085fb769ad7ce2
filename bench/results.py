"""Runs the benches one after the other and writes ``bench/RESULTS.md``: what each printed, on which machine, with what.

Usage: ``python bench/results.py [--data FOLDER] [--peers PYTHON] [--only reading,pages,…]``. One run, one machine; a
bench that is not run keeps what it printed before. The long benches are asked for less than their bars ask; whoever
wants those runs them alone (each file's head says how).
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
_OURS = ("musnad", "selectolax", "python-crfsuite", "sqlalchemy", "numpy")
_PEERS = ("trafilatura", "readability-lxml", "newspaper4k")


def benches(data: Path, peers: str | None) -> dict[str, list[str]]:
    """The benches by name, with what they are asked."""
    beside = ["--peers", peers] if peers else []
    html = data / "html"
    return {
        "reading": ["reading.py", "--data", str(data), *beside],
        **({"pages": ["pages.py", str(html), *beside]} if html.is_dir() else {}),
        "text": ["text.py", "--data", str(data)],
        "times": ["times.py"],
        "store": ["store.py", "--pages", "10000", "--kills", "10", "--reread", "500", "--data", str(data)],
        "claims": ["claims.py", "6250", "12500", "25000"],
        "web": ["web.py", "--pages", "2000", "--data", str(data)],
        "following": ["following.py", "--pages", "2000", "--minutes", "5", "--kills", "10"],
        "batch": ["batch.py", "2000"],
    }


def run(asked: list[str]) -> str:
    """What a bench printed and how long it took; how it failed, where it did."""
    start = time.monotonic()
    done = subprocess.run([sys.executable, str(HERE / asked[0]), *asked[1:]], capture_output=True, text=True)
    last = done.stderr.strip().splitlines()[-1:] if done.returncode else []
    shown = [re.sub(r"/\S*/", "", part) for part in asked]
    printed = "\n".join([done.stdout.rstrip(), *last])
    return f"`{' '.join(shown)}`, {time.monotonic() - start:.0f} s\n\n```\n{printed}\n```"


def machine(peers: str | None) -> str:
    """Processor, cores, system and versions, as rows of a list."""
    cpu = (
        re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
        if os.path.exists("/proc/cpuinfo")
        else None
    )
    rows = [
        f"- {cpu.group(1) if cpu else platform.machine()}, {os.cpu_count()} cores; load {os.getloadavg()[0]:.1f}",
        f"- Python {platform.python_version()}; " + ", ".join(f"{name} {version(name)}" for name in _OURS),
    ]
    if peers:
        code = f"from importlib.metadata import version as v; print(', '.join(f'{{n}} {{v(n)}}' for n in {_PEERS!r}))"
        found = subprocess.run([peers, "-c", code], capture_output=True, text=True)
        rows.append(f"- Peers: {found.stdout.strip() or 'not told'}")
    return "\n".join(rows)


def kept() -> dict[str, str]:
    """What was written before, by bench."""
    if not RESULTS.exists():
        return {}
    parts = re.split(r"^## (\w+)\n\n", RESULTS.read_text("utf-8"), flags=re.MULTILINE)
    return {name: told.strip() for name, told in zip(parts[1::2], parts[2::2], strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MUSNAD_DATA", "../shared/data")))
    parser.add_argument("--peers", help="a Python that has trafilatura, readability-lxml, newspaper4k")
    parser.add_argument("--only", default="", help="names of benches, with commas between")
    given = parser.parse_args()
    told, about = kept(), machine(given.peers)
    for name, asked in benches(given.data, given.peers).items():
        if not given.only or name in given.only.split(","):
            print(f"== {name}", flush=True)
            told[name] = f"{datetime.now(UTC):%Y-%m-%d}. {run(asked)}"
            print(told[name], flush=True)
            head = f"# What the benches printed\n\n`make bench` writes this file.\n\n{about}\n"
            RESULTS.write_text(head + "".join(f"\n## {n}\n\n{text}\n" for n, text in told.items()), "utf-8")


if __name__ == "__main__":
    main()
