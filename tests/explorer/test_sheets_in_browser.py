"""Somebody who never saw the product brings sheets, in a real browser: an outreach sheet, the same
with ten new rows, a map of Kumu on a phone, and a table that is edited; then takes it all back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from graph_model.database.store import Store
from graph_model.engine import LocalEngine
from loaders.write.small_writes import undo
from tests.browser import open_list, running_app
from tests.conftest import login, seeded_store
from tests.explorer.test_browser import settled
from tests.loaders.test_coordinators_sheet import made, sheet
from tests.loaders.test_other_programs import KUMU

pytestmark = [pytest.mark.browser, pytest.mark.neo4j]
#: What somebody answers, by words of the question and of the choice.
OF_OUTREACH = {"Office of the US Trade Rep": "(usa_ustr)", "Subrei": "(chl_subrei)"}
OF_KUMU = {
    "group are the entries": "civil society",
    "level are the entries": "issue",
    "What are the entries of type 'Organization'": "members",
    "What are the entries of type 'Topic'": "issues",
    "cares about": "works on",
}


@pytest.fixture
def seeded(current: LocalEngine) -> Iterator[Store]:
    with seeded_store(current) as store:
        yield store


@pytest.fixture
def page(browser: Browser, current: LocalEngine, seeded: Store, tmp_path: Path) -> Iterator[Page]:
    """The page Data, over the opening facts in a server that runs already."""
    assert current.running is not None
    own = {**login(current.running), "NEO4J_DATABASE": "neo4j"}
    with running_app(tmp_path / "home", **own) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
        opened = context.new_page()
        yield opened
        context.close()


def bring(page: Page, name: str, data: bytes) -> None:
    """Open the page and choose a sheet."""
    page.goto("/data")
    page.locator(".st-key-sheets input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    expect(page.get_by_role("heading", name="4. What would change")).to_be_visible()
    settled(page)


def asked(page: Page) -> list[str]:
    """The questions that stand there."""
    return page.locator("[class*='st-key-sheet_question_'] label").all_inner_texts()


def answer(page: Page, answers: Mapping[str, str]) -> None:
    """Answer what is asked, one question after the other, until none is left."""
    while standing := asked(page):
        said = next(choice for words, choice in answers.items() if words in standing[0])
        field = page.locator("[class*='st-key-sheet_question_']").first
        open_list(field)
        page.get_by_role("option").filter(has_text=said).first.click()
        expect(page.get_by_text(standing[0], exact=True)).to_have_count(0)
        settled(page)


def write(page: Page) -> None:
    """Write what was shown; the page says so in the same numbers."""
    shown = page.get_by_text("In the graph: ").inner_text()
    numbers = shown.removeprefix("In the graph: ").partition(" changed")[0]
    page.get_by_role("button", name="Write these rows").click()
    expect(page.get_by_text("It can be taken back")).to_contain_text(numbers)
    settled(page)


def test_sheets_are_brought_and_a_table_is_edited_by_somebody_who_never_saw_the_product(
    page: Page, seeded: Store
) -> None:
    before = seeded.read()

    bring(page, "outreach_2026.xlsx", sheet(made(200)))
    answer(page, OF_OUTREACH)
    expect(page.get_by_text("Of 200 rows of the sheet 200 bring something new")).to_be_visible()
    keep = page.get_by_role("textbox", name="Keep what was decided under a name")
    keep.fill("outreach")
    keep.press("Enter")
    expect(page.get_by_text("Kept under “outreach”")).to_be_visible()
    settled(page)
    write(page)

    new = made(10, 200)
    new[0][2] = "A ministry nobody knows"
    bring(page, "outreach_2026.xlsx", sheet([*made(200), *new]))
    (question,) = asked(page)
    assert "A ministry nobody knows" in question, "only what is new is asked about"
    answer(page, {"A ministry nobody knows": "leave it out"})
    expect(page.get_by_text("200 are there already")).to_be_visible()
    write(page)

    page.set_viewport_size({"width": 390, "height": 844})
    bring(page, "map.xlsx", KUMU)
    answer(page, OF_KUMU)
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
    write(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert seeded.read().node("new_rights_group").text("stakeholder_group") == "civil_society"

    page.get_by_role("tab", name="Edit a table").click()
    find = page.get_by_role("textbox", name="Only rows that hold")
    find.fill("New Rights Group")
    find.press("Enter")
    settled(page)
    rename(page, "New Rights Group of Halls")
    expect(page.get_by_text("0 new, 1 changed.")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Save all of it").click()
    expect(page.get_by_text("Saved. Table of members: 0 new, 1 changed")).to_be_visible()
    assert seeded.read().node("new_rights_group").full_name == "New Rights Group of Halls"

    for _ in range(4):
        undo(seeded)
    assert seeded.read().to_json() == before.to_json(), "taken back, it is as it was"


def rename(page: Page, name: str) -> None:
    """Write another name into the only row of the table."""
    page.locator(".dvn-scroller").click(position={"x": 260, "y": 52})
    page.keyboard.press("Enter")
    cell = page.locator("#portal textarea, #portal input").first
    cell.fill(name)
    cell.press("Enter")
    expect(page.get_by_text(re.compile(r"1 changed"))).to_be_visible()
