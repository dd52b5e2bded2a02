"""Pages without a database unless a test brings one; and one browser and one app, over its own
Neo4j, for what a person does.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from explorer.app import database
from tests.browser import is_ready, kept_context, newcomer, running_app, window


@pytest.fixture(autouse=True)
def unstarted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app in this process as it is while the database starts: it reads the kept snapshot, and
    no server is left behind.
    """
    monkeypatch.setattr(database.AppDatabase, "start", lambda self: None)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_app(tmp_path_factory.mktemp("app") / "home") as found:
        yield found


@pytest.fixture(scope="session")
def kept(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """What the pages of that app share in the browser, once its database is ready: each page that
    is open then is drawn once more.
    """
    size: ViewportSize = {"width": 1280, "height": 900}
    with kept_context(browser, address, viewport=size) as context:
        with newcomer(context) as first:
            first.goto("/")
            is_ready(first)
        yield context


@pytest.fixture
def early(browser: Browser, address: str) -> Iterator[Page]:
    """A page of that app that does not wait for its database; who asks for it comes first."""
    with window(browser, base_url=address) as opened:
        yield opened


@pytest.fixture
def page(kept: BrowserContext, address: str) -> Iterator[Page]:
    outside: list[str] = []
    with newcomer(kept) as opened:
        opened.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((address, "data:", "blob:"))
                else outside.append(request.url)
            ),
        )
        yield opened
    assert outside == [], "nothing asks the network"
