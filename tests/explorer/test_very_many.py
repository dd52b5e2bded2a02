"""The map over more entries than anybody can look at: groups with names in words that open, and
never more in the page than it shows.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from benchmarks.generator import snapshot
from explorer.pages.map.positions import all_entries
from explorer.picture.bubbles import SHOWN
from explorer.picture.from_recipe import MOST
from explorer.picture.selection import FIRST
from graph_model.vocabulary import SCHEMA
from tests.browser import app_over, settled, window
from tests.explorer.test_browser import hold, opened, widen
from tests.graphs import on_day

pytestmark = pytest.mark.browser
DAY = date(2026, 11, 1)
ID = re.compile(rb"\b(?:%s)_\d+" % "|".join(kind.file for kind in SCHEMA.nodes).encode())


def in_the_page(page: Page) -> list[str]:
    """What the picture in the page was sent."""
    found: list[str] = page.evaluate("globalThis.__linkages_picture.data.id")
    return found


def test_a_bubble_opens_by_double_click_and_nothing_sends_everything(
    browser: Browser, tmp_path: Path
) -> None:
    many = snapshot(8_100, 20_000)
    assert MOST < len(all_entries(on_day(many, DAY))) < MOST + 500
    sent: set[bytes] = set()

    def listen(socket: WebSocket) -> None:
        socket.on(
            "framereceived",
            lambda data: sent.update(
                ID.findall(data if isinstance(data, bytes) else data.encode())
            ),
        )

    with app_over(tmp_path / "home", many) as address, window(browser, base_url=address) as page:
        page.on("websocket", listen)
        opened(page, f"/map?question=all&as_of={DAY}")
        groups = in_the_page(page)
        assert 2 <= len(groups) <= SHOWN
        assert all(id.startswith("group:") for id in groups)
        named = page.evaluate("globalThis.__linkages_picture.data.label")
        assert all(
            re.fullmatch(r".+: [\d,]+ [a-z -]+?( and [\d,]+ others?)?", name) for name in named
        ), "a bubble says in words what is in it"
        widen(page, groups[0])
        expect(page.get_by_role("heading", level=1)).to_contain_text("The group around")
        hold(page, FIRST)
        settled(page)
        members = in_the_page(page)
        assert set(members) <= set(many.nodes)
        page.get_by_role("button", name=f"Show {FIRST} more").click()
        hold(page, 2 * FIRST)
        assert set(members) <= set(in_the_page(page))
        assert {id.encode() for id in members} <= sent
        assert len(sent) < 2 * SHOWN + 2 * FIRST, (
            "what is not shown is not sent in another way either"
        )
