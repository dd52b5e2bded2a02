"""Pages of one app share what the browser fetched and compiled for them, and nothing else."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import kept_context, newcomer

LEAVE = """() => {
  document.cookie = "left=here; max-age=3600";
  localStorage.left = sessionStorage.left = "here";
  open("/another");
}"""
FOUND = "() => [document.cookie, localStorage.length, sessionStorage.length]"


class Empty(http.server.BaseHTTPRequestHandler):
    """An empty page at every address."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def hosted() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Empty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.browser
def test_who_comes_next_finds_nothing_of_who_came_before(browser: Browser, hosted: str) -> None:
    with kept_context(browser, hosted) as kept:
        with newcomer(kept) as first:
            first.goto("/")
            with kept.expect_page():
                first.evaluate(LEAVE)
            assert first.evaluate(FOUND) == ["left=here", 1, 1]
        with newcomer(kept) as second:
            second.goto("/")
            assert second.evaluate(FOUND) == ["", 0, 0]
            assert kept.pages[1:] == [second]
