"""Six pages of the site as PNG files in docs/screenshots/, made of the invented samples: ``make screenshots``.

Needs Chromium and the dev extra. The pictures are of a fixed size, so that they change only where the pages do.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from browsing import chromium, served  # noqa: E402 - the sources of this checkout

from musnad.claiming import refresh  # noqa: E402
from musnad.gather import gather  # noqa: E402
from musnad.model import Page  # noqa: E402
from musnad.pipeline import read  # noqa: E402
from musnad.store import Store, open_store  # noqa: E402
from musnad.web import create_app  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
MOST_BYTES = 200_000
DESK, PHONE = (1200, 760), (390, 760)
CLAIM = "9dca57a7b29e65791b36"
#: Name of the picture: address, language, width and height, colour scheme. The first page is the flattened sample.
PICTURES: dict[str, tuple[str, str, tuple[int, int], str]] = {
    "home": ("/", "ar", DESK, "light"),
    "page": ("/pages/1", "ar", DESK, "light"),
    "claim": (f"/claims/{CLAIM}", "ar", DESK, "light"),
    "correcting": (f"/statements/{CLAIM}?part=source#desk", "ar", DESK, "light"),
    "search": ("/search?q=خليج عدن", "en", DESK, "light"),
    "phone": (f"/claims/{CLAIM}", "ar", PHONE, "dark"),
}


def main() -> None:
    """Write the pictures; leave with 1 where one is too large."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _site() as address, chromium() as browser:
        sizes = {name: _taken(browser, address, name) for name in PICTURES}
    for name, size in sizes.items():
        print(f"docs/screenshots/{name}.png  {size:,} bytes")
    sys.exit(any(size > MOST_BYTES for size in sizes.values()))


@contextmanager
def _site() -> Iterator[str]:
    """The address of a site over the samples."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "samples.db") as store:
        _keep(store)
        with served(create_app(store)) as address:
            yield address


def _keep(store: Store) -> None:
    samples = ROOT / "samples"
    found = [page for name in ("flattened.txt", "articles.jsonl", "") for page in gather(str(samples / name))]
    list(store.add_all(read(page) for page in found if isinstance(page, Page)))
    refresh(store)


def _taken(browser: Any, address: str, name: str) -> int:
    asked, language, (width, height), scheme = PICTURES[name]
    size = {"width": width, "height": height}
    context = browser.new_context(base_url=address, viewport=size, locale=language, color_scheme=scheme)
    tab = context.new_page()
    tab.goto(asked)
    tab.wait_for_load_state("networkidle")
    file = FOLDER / f"{name}.png"
    tab.screenshot(path=file)
    context.close()
    return file.stat().st_size


if __name__ == "__main__":
    main()
