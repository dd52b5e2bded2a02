"""A sheet is brought at a desk, a month later on a phone with a row more, and taken back step by
step, in the app that runs for the whole session.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import load, open_list, settled

YEAR = datetime.now(UTC).year - 1
SHEET = f"""Day,Organisation,Ministry,How,Budget line
{YEAR}-03-01,EFF,METI Japan,call,B-12
2 March {YEAR},AccessNow,Ministry of Foreign Affairs,call,B-7
"""
MORE = f"{SHEET}03/04/{YEAR},EFF,USTR,call,B-12\n"


def bring(page: Page, file: Path, text: str) -> None:
    """Open the page, choose the sheet, and wait for what it would change; one thing is asked."""
    file.write_text(text)
    load(page, "/data")
    page.locator(".st-key-sheets input[type=file]").set_input_files(file)
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    settled(page)
    asked = page.locator("[class*='st-key-sheet_question_']")
    expect(asked).to_have_count(1)
    expect(asked.get_by_text(" waits for it)")).to_be_visible()
    first, _, then = page.get_by_role("heading", level=2).all_inner_texts()[1:4]
    assert "What only you can tell (1 left" in first
    assert "What would change" in then
    columns = page.get_by_text("The columns, one by one")
    expect(columns).to_be_visible()
    expect(page.get_by_text("column A", exact=False).first).to_be_hidden()


def answer(page: Page, typed: str, choice: str) -> None:
    """Answer the one question: type a part of what is meant, and choose it."""
    question = page.locator("[class*='st-key-sheet_question_']")
    open_list(question)
    question.get_by_role("combobox").press_sequentially(typed)
    page.get_by_role("option").filter(has_text=choice).click()
    expect(question).to_have_count(0)
    settled(page)


def write(page: Page) -> None:
    """Write what was shown, and wait until the page says of this very sheet that it stands there:
    above stands how the load before ended, until this one begins.
    """
    button = page.get_by_role("button", name="Write these rows")
    expect(button).to_be_enabled()  # it opens by itself when the database is ready
    settled(page)
    button.click()
    expect(page.get_by_role("heading", name="Written")).to_be_visible()
    settled(page)


def test_a_sheet_comes_again_on_a_phone_and_only_what_is_new_is_asked(
    page: Page, tmp_path: Path
) -> None:
    bring(page, tmp_path / "walked_sheet.csv", SHEET)
    answer(page, "mongol", "(mng_mfa)")  # many governments have one: whatever is here can be typed
    expect(page.get_by_text("2 bring something new")).to_be_visible()
    write(page)

    page.set_viewport_size({"width": 390, "height": 844})
    bring(page, tmp_path / "walked_sheet.csv", MORE)
    expect(page.get_by_text("What was decided under “walked_sheet” holds here too")).to_be_visible()
    answer(page, "day", "day first")
    expect(page.get_by_text("1 brings something new, 2 are there already")).to_be_visible()
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
    write(page)

    page.get_by_role("tab", name="History").click()
    gone = page.get_by_role("row", name="walked_sheet.csv").get_by_text("taken back")
    for number in (1, 2):  # the latest load that stands is offered each time
        page.get_by_role("button", name="Take it back").click()
        expect(gone).to_have_count(number)
        settled(page)
