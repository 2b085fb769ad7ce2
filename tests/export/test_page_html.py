"""The self-contained page: everything in one file, nothing that runs or is fetched."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from stories import harvest, hostile, withdrawal

from musnad.export.page_html import render
from musnad.model import Reading


@pytest.mark.parametrize("page", [withdrawal(), harvest(), hostile()], ids=lambda page: page.id)
def test_nothing_runs_and_nothing_is_fetched(page: Reading) -> None:
    tree = HTMLParser(render(page))
    assert not tree.css("script, link, img, svg, iframe, [src], [onerror], [onload]")
    assert not [a for a in tree.css("a") if not str(a.attributes["href"]).startswith(("#", "https://"))]


def test_its_policy_allows_its_own_style_alone() -> None:
    tree = HTMLParser(render(withdrawal()))
    style = tree.css_first("style").text()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = str(tree.css_first("meta[http-equiv]").attributes["content"])
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_it_shows_the_chain_and_the_days() -> None:
    tree = HTMLParser(render(withdrawal(), "en"))
    assert [node.text() for node in tree.css("#s-1 .chain bdi")] == ["مسؤول أمريكي لم يكشف عن اسمه", "المرصد اليومي"]
    assert tree.css_first(".expected time").text() == "July 26, 2021"
    assert tree.css_first("html").attributes["dir"] == "ltr"


def test_it_needs_neither_the_web_framework_nor_the_database() -> None:
    code = "import sys, musnad.export.page_html; print([m for m in ('fastapi', 'sqlalchemy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
