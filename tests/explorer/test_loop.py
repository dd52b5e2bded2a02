"""From a gap to the recorded contact, as a person would."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import load, settled, stands, visit

pytestmark = [pytest.mark.browser, pytest.mark.neo4j]
THEN = "as_of=2017-12-01"


def test_from_a_gap_over_its_route_and_a_plan_to_a_recorded_contact(page: Page) -> None:
    load(page, f"/?{THEN}")
    page.get_by_role("link", name="that are: Gone quiet").wait_for()
    lines = counted(page)
    page.get_by_role("link", name="that are: Gone quiet").click()
    gap = page.locator('.lk-matrix button[data-key^="can_gac~"]').first
    gap.wait_for()
    stands(page)
    gap.click()
    key = gap.get_attribute("data-key")
    why = page.get_by_role("region", name="Why this symbol")
    expect(why).to_contain_text("Gone quiet")
    settled(page)
    why.get_by_role("link", name="Who can introduce us").click()
    plan = page.get_by_role("button", name="Keep as plan").first
    plan.wait_for()
    stands(page)
    plan.click()
    keep = page.get_by_role("button", name="Keep this plan").locator("visible=true")
    expect(keep).to_be_enabled()  # it opens by itself when the database is ready
    keep.press("Enter")  # by key, for Streamlit may open the form with its end below the screen
    record = page.get_by_role("link", name="Record the contact").locator("visible=true").first
    record.wait_for()
    settled(page)
    record.click()
    save = page.get_by_role("button", name="Save this contact")
    save.wait_for()
    stands(page)
    save.click()
    saved = page.locator(".st-key-lk-panel [role=status]")
    expect(saved).to_contain_text("gone quiet → hangs on one for")
    settled(page)
    saved.get_by_role("link", name="Where we stand now").click()
    page.get_by_role("link", name="that are: Gone quiet").wait_for()
    stands(page)
    after = counted(page)
    assert (
        after["Hangs on one"] > lines["Hangs on one"],
        after["Gone quiet"] < lines["Gone quiet"],
    ) == (True, True), "the band has moved"
    visit(page, f"/gaps?{THEN}&cell={key}")
    expect(why).to_contain_text("Hangs on one")


def counted(page: Page) -> dict[str, int]:
    """The lines of each kind, as the first page counts them."""
    links = page.locator("a[aria-label*=' that are: ']").evaluate_all(
        "links => links.map(link => link.getAttribute('aria-label'))"
    )
    found = (re.fullmatch(r"Show the (\d+) that are: (.+)", label) for label in links)
    return {match[2]: int(match[1]) for match in found if match}


def test_a_contact_is_recorded_on_a_phone_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    load(page, "/record")
    save = page.get_by_role("button", name="Save this contact")
    expect(save).to_be_enabled()
    for field, typed, option in (
        ("Who of us", "electronic front", "EFF"),
        ("With whom", "subrei", "Chile"),
        ("About what", "source", "Source code"),
    ):
        box = page.get_by_role("combobox", name=field)
        box.press_sequentially(typed)
        box.press("Enter")  # takes what is found, however fast one types
        expect(page.get_by_role("button", name=f"Take out {option}")).to_be_visible()
        settled(page)
    sentence = page.get_by_label("In a sentence")
    sentence.press_sequentially("They asked for our text.")
    sentence.press("Enter")
    save.press("Enter")
    saved = page.locator(".st-key-lk-panel [role=status]")
    expect(saved).to_contain_text("hangs on one")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    settled(page)
    page.get_by_role("button", name="Undo").first.press("Enter")
    expect(page.get_by_text("Taken back")).to_be_visible()
