"""The explorer of a coalition as it stands on a host: behind the proxy of `deploy/Caddyfile`, with
TLS and a login; and the other files of `deploy/` as far as this machine can read them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import NOWHERE, QUIET, ROOT, chromium, keep_for_nowhere, load, visit, window
from tests.conftest import not_here
from tests.doors.shared import COALITION, LIST, PRIVATE, free_port, log_in, rows, shared_app

DEPLOY = ROOT / "deploy"
HOST = "linkages.example.org"


def needed(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        not_here(program)
    return found


@pytest.fixture
def behind(provider: str, tmp_path: Path) -> Iterator[int]:
    """The app of a coalition, and the proxy before it at a port of its own; certificates are made
    here, for nobody outside vouches for a name of an example.
    """
    caddy = needed("caddy")
    keep_for_nowhere(tmp_path / "home", rows())
    port, plain = free_port(), free_port()
    own = {"NEO4J_URI": NOWHERE, "LINKAGES_HOSTS": HOST}
    with shared_app(tmp_path, provider, LIST, f"https://{HOST}", **own) as address:
        shipped = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
        assert "127.0.0.1:8501" in shipped
        ports = f"https_port {port}\n\thttp_port {plain}"
        options = f"{{\n\tlocal_certs\n\tskip_install_trust\n\tadmin off\n\t{ports}\n}}\n"
        config = tmp_path / "Caddyfile"
        config.write_text(options + shipped.replace("127.0.0.1:8501", address.partition("//")[2]))
        command = [caddy, "run", "--config", str(config), "--adapter", "caddyfile"]
        where = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
        with subprocess.Popen(
            command, env=where, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as proxy:
            assert proxy.stderr is not None
            assert any("serving initial configuration" in line for line in proxy.stderr)
            yield port
            proxy.terminate()


@pytest.mark.browser
def test_a_member_comes_in_through_the_proxy_and_sees_their_rows(
    browser: Browser, behind: int
) -> None:
    mapped = f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{behind}"
    launch = browser.browser_type.launch
    with (
        launch(executable_path=chromium(), args=[*QUIET, mapped]) as outside,
        window(outside, ignore_https_errors=True) as page,
    ):
        sockets: list[str] = []
        page.on("websocket", lambda socket: sockets.append(socket.url))
        log_in(page, f"https://{HOST}", "ben@coalition.example")
        load(page, f"https://{HOST}/profile?id={COALITION.lower()}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(COALITION)
        visit(page, f"/profile?id={PRIVATE.lower()}")
        expect(page.get_by_text("There is no entry")).to_be_visible()
    assert sockets
    assert all(url.startswith(f"wss://{HOST}/") for url in sockets), "TLS all the way in"


@pytest.mark.parametrize("name", ["linkages.service", "linkages-backup.service"])
def test_the_units_are_read_by_systemd_without_a_complaint(name: str) -> None:
    found = subprocess.run(
        [needed("systemd-analyze"), "verify", str(DEPLOY / name)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    ours = [
        line
        for line in found.stderr.splitlines()
        if name in line and "is not executable" not in line  # it is not installed on this machine
    ]
    assert ours == []


def test_the_units_and_containers_start_commands_that_there_are() -> None:
    texts = [file.read_text(encoding="utf-8") for file in sorted(DEPLOY.iterdir())]
    named = {found for text in texts for found in re.findall(r"bin/linkages ([a-z-]+)", text)}
    assert named == {"serve", "backup"}
