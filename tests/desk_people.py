"""The people of an invented desk, and how they come to the site: by its form, as a browser sends it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from musnad.model import AccountRole
from musnad.store import Store, passwords
from musnad.web import create_app

PASSWORD = "أربع كلمات تكفي هنا"
#: Who they are, and what they may do.
READER, REVIEWER, ADMIN = "سامي", "سلمى الحاج", "noor"
ROLES: dict[str, AccountRole] = {READER: "reader", REVIEWER: "reviewer", ADMIN: "admin"}
BROWSER = {"accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(autouse=True, scope="module")
def hasty_hashes() -> Iterator[None]:
    """Argon2id as lightly as it goes: what it costs is not what is tested."""
    light = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: light)
        passwords._nobodys.cache_clear()
        yield
    passwords._nobodys.cache_clear()


def browser(store: Store, address: str = "http://desk.example") -> TestClient:
    """A browser at the site of a desk, where people log in."""
    site = create_app(store, login=True)
    return TestClient(site, base_url=address, headers=BROWSER, follow_redirects=False)


def token_on(site: TestClient, address: str) -> str:
    """The token of a form on a page."""
    found = LexborHTMLParser(site.get(address).text).css_first("input[name=token]")
    assert found is not None
    return str(found.attributes["value"])


def log_in(site: TestClient, name: str, password: str = PASSWORD, next: str = "/") -> int:
    """Fill in the form; the status of the answer."""
    data = {"token": token_on(site, "/login"), "name": name, "password": password, "next": next}
    return site.post("/login", data=data).status_code


def has_come(store: Store, name: str) -> TestClient:
    """A browser in which somebody is logged in already, without the form."""
    site = browser(store)
    site.cookies.set("musnad_session", store.accounts.begin_session(name))
    return site
