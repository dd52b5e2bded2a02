"""How many clicks each of the ten questions takes from the first screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.neo4j]

#: The ten questions of the people it is made for, the clicks that lead to the answer, and what then
#: stands on the page.
TEN = (
    (
        "Which open negotiations touch data or source code, and where do we have no line?",
        ("Questions", "Which open negotiations touch"),
        "Table: ",
    ),
    (
        "At the next event, whom does a member know already, and who introduces?",
        ("Questions", "whom does"),
        "Table: ",
    ),
    (
        "Which delegations carry most issues and have had no outreach?",
        ("Questions", "Which delegations carry most"),
        "Table: ",
    ),
    (
        "Where may we legally get in, by when, on what condition?",
        ("Questions", "Where may we legally get in"),
        "Table: ",
    ),
    (
        "Which agreements bind on an issue, which only encourage?",
        ("Questions", "Which agreements bind"),
        "Table: ",
    ),
    (
        "Which open forum handles an issue, and who sits in both rooms?",
        ("Questions", "Which members sit both"),
        "Table: ",
    ),
    (
        "Who scores best and worst on transparency, and what changed?",
        ("Reports", "Transparency scorecard"),
        "Transparency of trade talks",
    ),
    ("Which contacts are stale, or rest on one member?", ("that are: Gone quiet",), "Gone quiet"),
    ("Which stakeholder groups are missing?", ("Gaps", "Whose voices"), "By delegation"),
    (
        "What do we report to the IGF this year?",
        ("Reports", "Activities, for the IGF"),
        "oldest first.",
    ),
)


def test_each_of_the_ten_questions_is_answered_within_three_clicks(page: Page) -> None:
    page.goto("/?as_of=2026-11-23")
    for question, clicks, answer in TEN:
        expect(page.locator(".lk-bandbox")).to_be_visible(timeout=300_000)
        made = sum(click(page, name) for name in clicks)
        assert made <= 3, question
        expect(
            page.get_by_test_id("stMain").get_by_text(answer).locator("visible=true").first,
            question,
        ).to_be_visible(timeout=300_000)
        page.get_by_role("link", name="Where we stand", exact=True).locator(
            "visible=true"
        ).first.click()


def click(page: Page, name: str) -> int:
    """Click the link of that name: one click."""
    links = page.get_by_role(
        "link", name=name, exact=name in ("Questions", "Reports", "Gaps", "Whose voices")
    )
    links.locator("visible=true").first.click(timeout=300_000)
    return 1
