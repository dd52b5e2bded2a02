"""From a gap to the recorded contact, as a person would."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.neo4j]
THEN = "as_of=2017-12-01"


def test_from_a_gap_over_its_route_and_a_plan_to_a_recorded_contact(page: Page) -> None:
    page.goto(f"/?{THEN}")
    page.get_by_role("link", name="that are: Gone quiet").wait_for(timeout=90_000)
    lines = counted(page)
    page.get_by_role("link", name="that are: Gone quiet").click()
    gap = page.locator('.lk-matrix button[data-key^="can_gac~"]').first
    gap.click(timeout=90_000)
    key = gap.get_attribute("data-key")
    why = page.get_by_role("region", name="Why this symbol")
    expect(why).to_contain_text("Gone quiet", timeout=90_000)
    why.get_by_role("link", name="Who can introduce us").click()
    page.get_by_role("button", name="Keep as plan").first.click(timeout=90_000)
    keep = page.get_by_role("button", name="Keep this plan").locator("visible=true")
    expect(keep).to_be_enabled(timeout=90_000)  # it opens by itself when the database is ready
    keep.press("Enter")  # by key, for Streamlit may open the form with its end below the screen
    page.get_by_role("link", name="Record the contact").locator("visible=true").first.click(
        timeout=90_000
    )
    page.get_by_role("button", name="Save this contact").click(timeout=90_000)
    saved = page.locator(".st-key-lk-panel [role=status]")
    expect(saved).to_contain_text("gone quiet → hangs on one for", timeout=90_000)
    saved.get_by_role("link", name="Where we stand now").click()
    page.get_by_role("link", name="that are: Gone quiet").wait_for(timeout=90_000)
    after = counted(page)
    assert (
        after["Hangs on one"] > lines["Hangs on one"],
        after["Gone quiet"] < lines["Gone quiet"],
    ) == (True, True), "the band has moved"
    page.goto(f"/gaps?{THEN}&cell={key}")
    expect(why).to_contain_text("Hangs on one", timeout=90_000)


def settled(page: Page) -> None:
    """Wait until the page has been drawn with what was chosen."""
    expect(
        page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    ).to_be_attached(timeout=90_000)


def counted(page: Page) -> dict[str, int]:
    """The lines of each kind, as the first page counts them."""
    links = page.locator("a[aria-label*=' that are: ']").evaluate_all(
        "links => links.map(link => link.getAttribute('aria-label'))"
    )
    found = (re.fullmatch(r"Show the (\d+) that are: (.+)", label) for label in links)
    return {match[2]: int(match[1]) for match in found if match}


def test_a_contact_is_recorded_on_a_phone_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/record")
    save = page.get_by_role("button", name="Save this contact")
    expect(save).to_be_enabled(timeout=90_000)
    for field, typed, option in (
        ("Who of us", "electronic front", "EFF"),
        ("With whom", "subrei", "Chile"),
        ("About what", "source", "Source code"),
    ):
        page.get_by_role("combobox", name=field).focus()
        page.keyboard.type(typed)
        page.keyboard.press("Enter")  # takes what is found, however fast one types
        expect(page.get_by_role("button", name=f"Take out {option}")).to_be_visible(timeout=90_000)
        settled(page)
    page.get_by_label("In a sentence").focus()
    page.keyboard.type("They asked for our text.")
    page.keyboard.press("Enter")
    save.focus()
    page.keyboard.press("Enter")
    saved = page.locator(".st-key-lk-panel [role=status]")
    expect(saved).to_contain_text("hangs on one", timeout=90_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Undo").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Taken back")).to_be_visible(timeout=90_000)
