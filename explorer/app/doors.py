"""The doors of the app: who may knock. Every request and every socket passes here before Streamlit.

A page of another site cannot speak to the explorer under a name of its own (the host), from its own
address (the origin) or inside a frame; and a page of ours fetches nothing from anywhere else.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit
from pydantic import Field
from pydantic_settings import BaseSettings
from streamlit import config

from graph_model.cached import cached

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: The names of this machine to itself.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
UNASKED = (
    "Linkages does not answer under this name. Open it at http://localhost and its port, or, where"
    " it is shared, name the host in LINKAGES_HOSTS.\n"
)
STRANGE = "This request comes from a page of another site; nothing was done.\n"


class HostSettings(BaseSettings):
    """Under which further names the explorer is reached, separated by commas; empty for one person
    at this machine.
    """

    hosts: str = Field(default="", validation_alias="LINKAGES_HOSTS")

    @property
    def names(self) -> frozenset[str]:
        """All names that are answered to."""
        further = (name.strip().lower().rstrip(".") for name in self.hosts.split(","))
        return LOOPBACK | {name for name in further if name}


def wide() -> bool:
    """Whether others than the person at this machine can reach the app: it listens beyond
    loopback, or answers to further names (a proxy before it).
    """
    address = str(config.get_option("server.address") or "").strip("[]").lower()
    return address not in LOOPBACK or _names(os.environ.get("LINKAGES_HOSTS")) != LOOPBACK


@cached(maxsize=2)
def _names(_hosts: str | None) -> frozenset[str]:
    """Worked out anew only where the environment is another: every page asks."""
    return HostSettings().names


def host_of(header: str) -> str:
    """The name in a `Host` header or an origin, without its port; empty where there is none.

    >>> host_of("localhost:8501"), host_of("[::1]:8501"), host_of("Example.org."), host_of("a@b")
    ('localhost', '::1', 'example.org', '')
    """
    try:
        parts = urlsplit(f"//{header}")
        _ = parts.port  # a port that is none is a name that is none
    except ValueError:
        return ""
    if parts.username is not None or parts.path or parts.query or parts.fragment:
        return ""
    return (parts.hostname or "").rstrip(".")


def same_site(origin: str, host: str) -> bool:
    """Whether an `Origin` header is of the page that the `Host` header names, its port included. A
    program that is no browser sends none.

    >>> same_site("http://localhost:8501", "localhost:8501"), same_site("", "localhost:8501")
    (True, True)
    >>> same_site("http://localhost:3000", "localhost:8501"), same_site("null", "localhost:8501")
    (False, False)
    """
    if not origin:
        return True
    scheme, _, address = origin.partition("://")
    usual = {"http": ":80", "https": ":443"}.get(scheme)
    if usual is None or not address:
        return False
    return address.lower().removesuffix(usual) == host.lower().removesuffix(usual)


@cache
def policy() -> str:
    """What a page may use: what this app serves, and nothing from elsewhere. The few inline scripts
    of Streamlit's own first page are let in by their sums.
    """
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    sums = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in INLINE.findall(index.read_text(encoding="utf-8"))
    )
    return "; ".join(
        (
            "default-src 'self'",
            # parts of pages (the map, the editor) come as modules made in the page; the charts of
            # Streamlit put their formulas together while they run
            f"script-src 'self' {sums} blob: 'unsafe-eval' 'wasm-unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "frame-src 'self' blob: data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


@cache
def _guards() -> list[tuple[bytes, bytes]]:
    return [
        (b"content-security-policy", policy().encode()),
        (b"x-frame-options", b"DENY"),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
    ]


class Doors:
    """The middleware (ASGI) before Streamlit's own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.names = HostSettings().names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in what may come in, and guard what goes out."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        host = headers.get("host", "")
        if host_of(host) not in self.names:
            await _refuse(scope, send, 421, UNASKED)
        elif _acts(scope) and not same_site(headers.get("origin", ""), host):
            await _refuse(scope, send, 403, STRANGE)
        else:
            await self.app(scope, receive, _guarded(send))


def _acts(scope: Scope) -> bool:
    """Whether a request can do something: a socket, or a method other than looking."""
    return scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD", "OPTIONS")


def _guarded(send: Send) -> Send:
    async def with_guards(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = {name for name, _ in _guards()}
            kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in ours]
            message = {**message, "headers": [*kept, *_guards()]}
        await send(message)

    return with_guards


async def _refuse(scope: Scope, send: Send, status: int, words: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})  # before it was accepted: 403
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_guards()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})
