"""A small press on loopback: sites with feeds, robots.txt, and the manners and troubles of real ones."""

from __future__ import annotations

import gzip
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Answer:
    """What a site answers at a path."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0


Handle = Answer | Callable[[], Answer]


class Site(ThreadingHTTPServer):
    """One site: its answers by path, the paths it was asked for, and when."""

    daemon_threads = True

    def __init__(self, robots: str | None = None, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scheme = "https" if tls else "http"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.answers: dict[str, Handle] = {}
        self.asked: Counter[str] = Counter()
        self.moments: list[float] = []
        if robots is not None:
            self.answers["/robots.txt"] = Answer(robots.encode(), "text/plain")
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def handle_error(self, *_: object) -> None:
        """A guest that goes away, as one does from a certificate it does not trust, is no news."""

    @property
    def port(self) -> int:
        return self.server_address[1]

    def at(self, path: str) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"

    def feed(self, *paths: str, path: str = "/feed", **more: str) -> str:
        """Announce these paths (with a source's title in ``more``), and give the feed's address."""
        items = "".join(f"<item><title>-</title><link>{self.at(each)}</link></item>" for each in paths)
        body = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
        self.answers[path] = Answer(body.encode(), "application/rss+xml", headers=more)
        return self.at(path)

    def sitemap(self, *paths: str) -> str:
        """Announce these paths in a site map, and give its address."""
        items = "".join(f"<url><loc>{self.at(each)}</loc></url>" for each in paths)
        body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'
        self.answers["/sitemap.xml"] = Answer(body.encode(), "application/xml")
        return self.at("/sitemap.xml")

    def article(self, path: str, headline: str, *paragraphs: str) -> str:
        self.answers[path] = Answer(page(headline, *paragraphs))
        return self.at(path)


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked[self.path] += 1
        self.server.moments.append(time.monotonic())
        handle = self.server.answers.get(self.path, Answer(b"none", status=404))
        answer = handle if isinstance(handle, Answer) else handle()
        time.sleep(answer.seconds)
        tag = answer.headers.get("ETag")
        if tag and self.headers.get("If-None-Match") == tag:
            answer = Answer(status=304)
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        pass


def page(headline: str, *paragraphs: str) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><body><article><h1>{headline}</h1>{body}</article></body></html>".encode()


def untrusted(folder: Path) -> ssl.SSLContext:
    """A certificate that its site signed itself."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = ("-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1")
    subprocess.run(
        ["openssl", "req", "-x509", *made, "-keyout", key, "-out", certificate], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def bomb() -> Answer:
    """Fifty megabytes in fifty kilobytes."""
    return Answer(gzip.compress(b"x" * 50_000_000, 9), headers={"Content-Encoding": "gzip"})
