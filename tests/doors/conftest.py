"""A real provider of identities (OpenID Connect), on loopback."""

from __future__ import annotations

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from threading import Event

import pytest

from tests.doors.shared import free_port


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A real provider: it takes any address that is typed, and signs what it says."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        ask = Event()
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{address}/.well-known/openid-configuration"):
                    break
            except (urllib.error.URLError, OSError):
                assert process.poll() is None
                ask.wait(0.1)
        yield address
        process.terminate()
