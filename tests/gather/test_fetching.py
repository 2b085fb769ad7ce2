"""Only public pages are fetched, whatever the spelling of the address and whatever the site answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from musnad.errors import InputError
from musnad.gather import fetching, files
from musnad.gather.fetching import fetch
from musnad.model import Page

STORY = "قال الوزير إن الخطة ستبدأ الشهر المقبل."


class Site(ThreadingHTTPServer):
    """A small site on loopback that remembers who came."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def port(self) -> int:
        return self.server_address[1]

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def fetch(self, path: str) -> Page:
        """Fetch with this port allowed, as if the site were public."""
        return fetch(self.at(path), Page(""), admit=lambda host, ip, port: port == self.port)


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        answers = {
            "/story": (200, {"Content-Type": "text/html; charset=windows-1256"}, STORY.encode("windows-1256")),
            "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
            "/empty": (200, {"Content-Type": "text/html"}, b" "),
            "/large": (200, {"Content-Type": "text/html"}, b"x" * 2_000),
            "/moved": (302, {"Location": "/story"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/inside": (302, {"Location": "http://127.0.0.1:1/secret"}, b""),
            "/metadata": (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""),
            "/disk": (302, {"Location": "file:///etc/hostname"}, b""),
        }
        status, headers, body = answers.get(self.path, (404, {"Content-Type": "text/html"}, b"none"))
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.parametrize(
    "spelling",
    [
        "http://127.0.0.1:{port}/story",
        "http://localhost:{port}/story",
        "http://127.1:{port}/story",
        "http://0x7f000001:{port}/story",
        "http://2130706433:{port}/story",
        "http://0177.0.0.1:{port}/story",
        "http://0.0.0.0:{port}/story",
        "http://[::1]:{port}/story",
        "http://[::ffff:127.0.0.1]:{port}/story",
        "http://[::]:{port}/story",
        "http://127.0.0.1.:{port}/story",
        "http://①②⑦.⓪.⓪.①:{port}/story",
    ],
)
def test_loopback_is_refused_in_every_spelling(site: Site, spelling: str) -> None:
    before = len(site.asked)
    with pytest.raises(InputError) as refusal:
        fetch(spelling.format(port=site.port), Page(""))
    assert refusal.value.code in ("refused", "unreachable")
    assert len(site.asked) == before, "the request must not reach the site"


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1]/",
        "ftp://example.com/page.html",
        "file:///etc/hostname",
        "gopher://example.com/",
        "http://name:word@example.com/",
        "http:///page.html",
    ],
)
def test_other_places_are_refused_with_a_reason(address: str) -> None:
    with pytest.raises(InputError) as refusal:
        fetch(address, Page(""))
    assert refusal.value.code == "refused"
    assert address in str(refusal.value)


@pytest.mark.parametrize("address", ["http://[bad/", "http://nowhere.invalid/", "http://127.0.0.1:99999/"])
def test_an_address_that_leads_nowhere_is_said(address: str) -> None:
    with pytest.raises(InputError) as failure:
        fetch(address, Page(""))
    assert failure.value.code in ("unreachable", "refused")
    assert address in str(failure.value)


def test_a_story_comes_with_its_address_moment_and_encoding(site: Site) -> None:
    page = site.fetch("/story")
    assert page.content == STORY
    assert page.url == site.at("/story")
    assert page.fetched is not None
    assert page.fetched.tzinfo is not None


def test_the_site_is_told_who_asks(site: Site) -> None:
    site.fetch("/story")
    assert site.asked[-1][1].startswith("Musnad/")


def test_a_redirect_is_followed_to_a_public_page(site: Site) -> None:
    assert site.fetch("/moved").url == site.at("/story")


@pytest.mark.parametrize("path", ["/inside", "/metadata", "/disk"])
def test_a_redirect_to_another_place_is_refused(site: Site, path: str) -> None:
    with pytest.raises(InputError) as refusal:
        site.fetch(path)
    assert refusal.value.code == "refused"


@pytest.mark.parametrize(
    ("path", "code"),
    [("/nowhere", "http_status"), ("/picture", "not_a_page"), ("/empty", "empty"), ("/round", "unreachable")],
)
def test_what_is_no_page_is_said(site: Site, path: str, code: str) -> None:
    with pytest.raises(InputError) as failure:
        site.fetch(path)
    assert failure.value.code == code
    assert site.at(path) in str(failure.value)


def test_a_page_without_end_is_cut_short(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LIMIT", 1_000)
    with pytest.raises(InputError) as failure:
        site.fetch("/large")
    assert failure.value.code == "too_large"
    assert files.LIMIT > 1_000


def test_a_name_that_changes_its_answer_gains_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look-up gives a public address, the second one loopback: the connection itself is judged too."""

    async def public(*_: object) -> None:
        return None

    monkeypatch.setattr(fetching, "refuse_private", public)
    before = len(site.asked)
    with pytest.raises(InputError) as refusal:
        fetch(f"http://localhost:{site.port}/story", Page(""))
    assert refusal.value.code == "refused"
    assert len(site.asked) == before
