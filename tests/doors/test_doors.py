"""Who may knock: the names that the app answers to, where a request comes from, what a page may
use, and where it listens.
"""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from explorer.app.doors import policy
from loaders.seeds import seed_snapshot
from tests.browser import NOWHERE, app_over, running_app, window


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """As `streamlit run explorer_app.py` starts it, with nothing said about addresses."""
    with app_over(tmp_path_factory.mktemp("plain") / "home", seed_snapshot()) as found:
        yield found


def asked(
    address: str, path: str, host: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str]]:
    """Status and headers of an answer to a raw client."""
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)) as line:
        line.request(method, path, headers={"Host": host, **headers})
        answer = line.getresponse()
        answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}


def socket_asked(address: str, host: str, origin: str | None) -> int:
    """What a raw client that asks for the socket of a page is answered."""
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    if origin is not None:
        headers["Origin"] = origin
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)) as line:
        line.request("GET", "/_stcore/stream", headers={"Host": host, **headers})
        return line.getresponse().status


def test_it_listens_at_this_machine_alone(plain: str) -> None:
    port = urlsplit(plain).port
    found = socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)
    others = {str(one[4][0]) for one in found}
    for other in others - {"127.0.0.1", "127.0.1.1", "::1"}:
        with socket.socket() as knock:
            assert knock.connect_ex((other, port)) != 0, other


@pytest.mark.parametrize(
    "path", ["/", "/gaps", "/_stcore/health", "/_stcore/host-config", "/media/x"]
)
def test_it_answers_to_its_own_names_only(plain: str, path: str) -> None:
    port = urlsplit(plain).port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}", "LOCALHOST"):
        assert asked(plain, path, host)[0] in (200, 404)
    for host in (
        "evil.example",
        f"evil.example:{port}",
        "localhost.evil.example",
        "a@localhost",
        "",
    ):
        assert asked(plain, path, host)[0] == 421


def test_every_answer_carries_its_guards(plain: str) -> None:
    for path in ("/", "/static/nothing", "/_stcore/health", "/app/static/icon.png"):
        _, headers = asked(plain, path, urlsplit(plain).netloc)
        assert headers["content-security-policy"] == policy()
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in policy()
    assert "http" not in policy().replace("https:", "http:"), "no address from outside is let in"


def test_a_page_of_another_site_gets_no_socket(plain: str) -> None:
    own = urlsplit(plain).netloc
    assert socket_asked(plain, own, plain) == 101
    assert socket_asked(plain, own, None) == 101, "a program that is no browser"
    for origin in (
        "http://evil.example",
        "http://localhost:3000",
        "http://127.0.0.1:9",
        "https://x.streamlit.app",
        "null",
    ):
        assert socket_asked(plain, own, origin) == 403, origin
    assert socket_asked(plain, "evil.example", "http://evil.example") == 403


def test_a_page_of_another_site_sends_nothing(plain: str) -> None:
    own = urlsplit(plain).netloc
    path = "/_stcore/upload_file/x/y"
    assert asked(plain, path, own, "PUT", Origin="http://evil.example")[0] == 403
    assert asked(plain, path, own, "POST", Origin="http://localhost:3000")[0] == 403


@pytest.mark.browser
def test_no_other_page_can_frame_it(browser: Browser, plain: str) -> None:
    with window(browser) as page:
        page.set_content(f'<iframe src="{plain}/record" title="x"></iframe>')
        page.wait_for_load_state("networkidle")
        assert all(not frame.url.startswith(plain) for frame in page.frames[1:])


@pytest.mark.browser
def test_beyond_this_machine_it_shows_no_row_before_people_are_named(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("wide") / "home"
    with running_app(home, LINKAGES_HOSTS="linkages.example", NEO4J_URI=NOWHERE) as address:
        assert asked(address, "/", "linkages.example")[0] == 200
        assert asked(address, "/", "other.example")[0] == 421
        with window(browser) as page:
            page.goto(f"{address}/gaps")
            expect(page.get_by_role("heading", level=1)).to_have_text(
                "This explorer shows nothing yet: others could reach it, and nobody has to say who"
                " they are."
            )
            assert page.locator(".lk-nav").count() == 0
