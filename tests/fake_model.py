"""A server that speaks the OpenAI form and says whatever a test tells it to, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Fake:
    """``answer`` makes the model's words from the passage; the other fields are how the server misbehaves."""

    answer: Callable[[str], str] = lambda passage: '{"statements": []}'
    status: int = 200
    slow: float = 0
    body: bytes | None = None
    redirect: str | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    address: str = ""

    def proposing(self, *proposals: object) -> None:
        """From now on every answer holds these proposals."""
        self.answer = lambda passage: json.dumps({"statements": list(proposals)}, ensure_ascii=False)


@contextmanager
def serving(fake: Fake) -> Iterator[Fake]:
    """The fake at an address of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            fake.asked.append(asked)
            fake.keys.append(self.headers["authorization"])
            if fake.redirect:
                self.send_response(307)
                self.send_header("location", fake.redirect)
                self.send_header("content-length", "0")
                self.end_headers()
                return
            body = fake.body if fake.body is not None else completion(fake.answer(asked["messages"][-1]["content"]))
            self.send_response(fake.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            try:
                for at in range(0, len(body), max(1, len(body) // 10) if fake.slow else len(body) or 1):
                    time.sleep(fake.slow)  # drop by drop: no single read ever waits long
                    self.wfile.write(body[at : at + max(1, len(body) // 10) if fake.slow else None])
            except OSError:
                pass  # the asker gave up

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    fake.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()


def completion(words: str) -> bytes:
    message = {"role": "assistant", "content": words}
    return json.dumps(
        {
            "id": "1",
            "object": "chat.completion",
            "created": 0,
            "model": "fake",
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 700, "completion_tokens": 90, "total_tokens": 790},
        },
        ensure_ascii=False,
    ).encode("utf-8", "replace")
