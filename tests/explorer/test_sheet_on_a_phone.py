"""A sheet is brought on a phone, in the app that runs for the whole session."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import open_list
from tests.explorer.test_browser import settled

HEADINGS = "Date,Who,With whom,Topic,How,Owner"


def test_on_a_phone(page: Page, tmp_path: Path) -> None:
    """Chosen, asked, answered, previewed, written and taken back at 390 pixels; nothing is wider
    than the screen.
    """
    sheet = tmp_path / "phone_sheet.csv"
    day = f"03/04/{datetime.now(UTC).year}"
    sheet.write_text(f"{HEADINGS}\n{day},EFF,USTR,source code,call,Ana\n")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/data")
    page.locator(".st-key-sheets input[type=file]").set_input_files(sheet)
    expect(page.get_by_text("What each column means")).to_be_visible()
    settled(page)
    open_list(page.locator("[class*='st-key-sheet_question_']").first)
    page.get_by_role("option", name="day first").click()
    expect(page.get_by_text("1 brings something new")).to_be_visible()
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    write = page.get_by_role("button", name="Write these rows")
    expect(write).to_be_enabled()  # it opens by itself when the database is ready
    settled(page)
    write.click()
    expect(page.get_by_text("It can be taken back")).to_be_visible()
    settled(page)
    page.get_by_role("tab", name="History").click()
    expect(page.get_by_role("cell", name="phone_sheet", exact=True)).to_be_visible()
    gone = page.get_by_role("cell", name="taken back", exact=True)
    before = gone.count()
    page.get_by_role("button", name="Take it back").click()
    expect(gone).to_have_count(before + 1)
