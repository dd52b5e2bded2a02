"""Pictures of the world lead on, in the app to a delegation and in a file to its row, by mouse and
by key.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from explorer.picture.image_export import as_file, make
from explorer.picture.picture import Recipe
from loaders.seeds import seed_snapshot
from tests.browser import load, visit, window

THEN = "2017-12-01"


def test_in_the_app_a_square_leads_to_the_delegation(page: Page) -> None:
    load(page, f"/pictures?what=world&as_of={THEN}")
    square = page.get_by_role("link", name=re.compile("^India: "))
    expect(square).to_have_count(1)
    square.click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("India")
    assert {"id=ind_doc", f"as_of={THEN}"} <= set(page.url.partition("?")[2].split("&"))
    visit(page, f"/pictures?what=outlines&as_of={THEN}")
    land = page.get_by_role("link", name=re.compile("^United States of America: "))
    expect(land).to_have_count(1)
    land.press("Enter")
    expect(heading).to_contain_text("United States")


def test_in_a_file_a_square_leads_to_its_row_and_nothing_is_asked(
    browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "world.html"
    file.write_bytes(as_file(make(seed_snapshot(), Recipe(what="world", as_of=THEN)), "html"))
    with window(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: asked.append(str(error)))
        page.goto(file.as_uri())
        page.get_by_label("Find in the tables").fill("nobody of this name")
        expect(page.locator("#at-ind_doc")).to_be_hidden()
        page.get_by_role("link", name=re.compile("^India: ")).click()
        expect(page.locator("#at-ind_doc")).to_be_in_viewport()
        expect(page.locator("tr:target")).to_contain_text("India")
        page.get_by_role("link", name=re.compile("^United States of America: ")).press("Enter")
        expect(page.locator("tr:target")).to_contain_text("United States")
        assert asked == [file.as_uri()]
