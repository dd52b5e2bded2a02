"""A sheet is brought at a desk, again with a row more, and taken back step by step, in the app that
runs for the whole session.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import open_list
from tests.explorer.test_browser import settled

YEAR = datetime.now(UTC).year - 1
SHEET = f"""Day,Organisation,Ministry,How,Budget line
{YEAR}-03-01,EFF,METI Japan,call,B-12
2 March {YEAR},TWN,Ministry of Foreign Affairs,call,B-7
"""
MORE = f"{SHEET}{YEAR}-03-09,AccessNow,Ministry of Tides,call,B-12\n"


def bring(page: Page, file: Path, text: str) -> None:
    """Open the page, choose the sheet, and wait for what it would change."""
    file.write_text(text)
    page.goto("/data")
    page.locator(".st-key-sheets input[type=file]").set_input_files(file)
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    settled(page)


def answer(page: Page, name: str, typed: str, choice: str) -> None:
    """Answer what is asked about a name: type a part of what is meant, and choose it."""
    question = page.locator("[class*='st-key-sheet_question_']").filter(has_text=name)
    open_list(question)
    question.get_by_role("combobox").press_sequentially(typed)
    page.get_by_role("option").filter(has_text=choice).click()
    expect(question).to_have_count(0)
    settled(page)


def write(page: Page) -> None:
    """Write what was shown, and wait until the page says of this sheet that it stands there."""
    button = page.get_by_role("button", name="Write these rows")
    expect(button).to_be_enabled()  # it opens by itself when the database is ready
    settled(page)
    button.click()
    expect(page.get_by_role("heading", name="Written")).to_be_visible()
    settled(page)


def test_a_sheet_comes_again_with_a_row_more_and_only_that_is_asked_about(
    page: Page, tmp_path: Path
) -> None:
    asked = page.locator("[class*='st-key-sheet_question_']")
    bring(page, tmp_path / "desk_sheet.csv", SHEET)
    expect(asked).to_have_count(2)
    answer(page, "TWN", "third", "(third_world_network)")
    answer(page, "Ministry of Foreign Affairs", "singap", "(sgp_mti)")  # no proposal: it is typed
    again = page.locator(".st-key-sheet_ask_again")
    open_list(again)
    page.get_by_role("option").filter(has_text="Foreign Affairs").click()
    expect(asked).to_have_count(1)  # a slip of the hand is put right by itself
    settled(page)
    answer(page, "Ministry of Foreign Affairs", "mongol", "(mng_mfa)")
    expect(page.get_by_text("2 bring something new")).to_be_visible()
    write(page)

    bring(page, tmp_path / "desk_sheet.csv", MORE)
    expect(page.get_by_text("What was decided under “desk_sheet” holds here too")).to_be_visible()
    expect(asked).to_have_count(1)
    answer(page, "Ministry of Tides", "new", "a new delegation")
    expect(page.get_by_text("1 brings something new, 2 are there already")).to_be_visible()
    write(page)

    page.get_by_role("tab", name="History").click()
    gone = page.get_by_role("row", name="desk_sheet.csv").get_by_text("taken back")
    for number in (1, 2):  # the latest that stands is offered each time
        page.get_by_role("button", name="Take it back").click()
        expect(gone).to_have_count(number)
        settled(page)
