"""Pages without a database unless a test brings one; and one browser and one app, over its own
Neo4j, for what a person does.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st
from playwright.sync_api import Browser, Page

from explorer.app import database
from tests.browser import running_app
from tests.conftest import HANGS


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


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
    opened = context.new_page()
    opened.set_default_timeout(HANGS * 1000)
    outside: list[str] = []
    opened.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:", "blob:"))
            else outside.append(request.url)
        ),
    )
    yield opened
    context.close()
    assert outside == [], "nothing asks the network"
