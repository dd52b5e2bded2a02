"""Two people of a coalition put the same entry right: who comes second sees it, and decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from graph_model.engine import LocalEngine
from loaders.write.small_writes import record
from tests.browser import is_ready, load, settled
from tests.conftest import empty, login
from tests.doors.shared import come_in, shared_app
from tests.graphs import node, talks

STEWARDS = """\
address,person,body,role
ana@coalition.example,Ana,EDRi,steward
dan@coalition.example,Dan,APC,steward
"""


@pytest.mark.browser
@pytest.mark.neo4j
def test_two_people_at_one_entry_see_the_conflict_and_solve_it(
    browser: Browser, provider: str, current: LocalEngine, tmp_path: Path
) -> None:
    """Both open the same entry; who saves second sees both versions, and what they choose stands
    in the history under their name.
    """
    empty(current)
    running = current.running
    assert running is not None
    own = login(running)
    with running.store() as store, shared_app(tmp_path, provider, STEWARDS, **own) as address:
        hall = node("Delegation", "hall", name="Ministry of Halls", city="Alphaville")
        record(store, [*talks(), hall], "test")
        ana, dan = (come_in(browser, address, f"{who}@coalition.example") for who in ("ana", "dan"))
        for page in (ana, dan):
            open_edit(page)
        save_city(ana, "Betatown")
        expect(ana.get_by_text("Corrected by the coalition")).to_be_visible()

        save_city(dan, "Gammaburg")
        told = dan.get_by_text("Somebody else changed Ministry of Halls while you edited it")
        expect(told).to_be_visible()
        both = dan.get_by_role("table").filter(has_text="theirs, saved first")
        expect(both).to_contain_text("Betatown")
        expect(both).to_contain_text("Gammaburg")
        assert store.read().node("hall").text("city") == "Betatown", "nothing was written"
        settled(dan)
        dan.get_by_role("button", name="Save mine over it").click()
        expect(dan.locator(".lk-facts")).to_contain_text("Gammaburg")
        assert store.read().node("hall").text("city") == "Gammaburg"
        assert [entry.by for entry in store.history()][:2] == ["Dan, APC", "Ana, EDRi"]
        for page in (ana, dan):
            page.context.close()


def open_edit(page: Page) -> None:
    """Open the form of the entry."""
    load(page, "/profile?id=hall")
    is_ready(page)
    page.get_by_text("Put this right").click()
    page.get_by_role("radio", name="Edit", exact=True).click()
    expect(page.get_by_role("textbox", name="City")).to_have_value("Alphaville")


def save_city(page: Page, city: str) -> None:
    """Type another city and save."""
    field = page.get_by_role("textbox", name="City")
    field.fill(city)
    field.press("Enter")
    page.get_by_role("button", name="Save", exact=True).click()
