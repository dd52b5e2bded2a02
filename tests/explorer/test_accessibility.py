"""What somebody hears who does not see the page, and what can be read by who sees little: the
accessibility tree of the ten questions, and the rules of axe-core on every place, light and dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from explorer.answers.ten_questions import TEN
from tests.conftest import HANGS

pytestmark = [pytest.mark.browser, pytest.mark.neo4j]

ANSWERS = [f"/questions?ten={asked.id}" for asked in TEN]
PLACES = [
    "/",
    "/gaps",
    "/questions",
    "/questions?id=how-agreements-treat",
    "/introduce",
    "/plan",
    "/map",
    "/reports",
    "/data",
    "/console",
    "/settings",
    "/profile?id=usa_ustr",
    "/record",
]
#: Names of icons: drawn as ligatures, they must not be read.
ICONS = re.compile(r"expand_more|keyboard_arrow|arrow_drop|chevron_|more_vert")
#: What axe finds in parts that are Streamlit's own and that no style or attribute of ours reaches.
NOT_OURS = frozenset(
    {
        "aria-allowed-attr",
        "aria-required-children",
        "aria-input-field-name",
        "scrollable-region-focusable",
    }
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
LANDMARKS = ["landmark-one-main", "landmark-main-is-top-level", "landmark-no-duplicate-main"]


@cache
def axe() -> str:
    """The script of axe-core, out of its package."""
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.submodule_search_locations is not None
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Literal["light", "dark"]:
    return "light" if request.param == "light" else "dark"


@pytest.fixture
def seen(browser: Browser, address: str, scheme: Literal["light", "dark"]) -> Iterator[Page]:
    """The app in one of the two schemes."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, base_url=address, color_scheme=scheme
    )
    opened = context.new_page()
    opened.set_default_timeout(HANGS * 1000)
    yield opened
    context.close()


def settle(page: Page, address: str) -> None:
    """Open a page and wait until nothing more is drawn."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute(
        "data-test-script-state", "notRunning"
    )
    expect(page.get_by_role("contentinfo")).to_be_visible()


def faults(page: Page) -> list[str]:
    """What breaks a rule, each with the element that breaks it."""
    page.evaluate(axe())
    found = page.evaluate(
        """async (rules) => {
          const only = { type: "tag", values: rules };
          const {violations} = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
          return violations.flatMap((rule) => rule.nodes.map((node) =>
            [rule.id, node.target.join(" "), (node.any[0] || {}).message || "", node.html.slice(0, 160)]));
        }""",
        RULES,
    )
    return [" | ".join(map(str, one)) for one in found if one[0] not in NOT_OURS]


def test_every_place_and_every_answer_can_be_read_by_who_sees_little(seen: Page) -> None:
    found = {}
    for address in (*PLACES, *ANSWERS):
        settle(seen, address)
        if broken := faults(seen):
            found[address] = broken
    assert not found, "\n".join(f"{at}: {one}" for at, lines in found.items() for one in lines)


def test_the_ten_answers_are_heard_in_order_and_without_names_of_icons(page: Page) -> None:
    for address in ANSWERS:
        settle(page, address)
        heard = page.locator("body").aria_snapshot()
        assert "Link to heading" not in heard
        assert not ICONS.search(heard), address

        main = page.get_by_role("main")
        expect(main).to_have_count(1)
        expect(main.get_by_role("navigation")).to_have_count(0)
        expect(page.get_by_role("navigation", name="Places")).to_be_visible()
        expect(main.get_by_role("heading", level=1)).to_have_count(1)
        tables = main.get_by_role("table")
        expect(tables.first).to_be_visible()
        expect(tables.first.get_by_role("columnheader").first).not_to_be_empty()
        assert tables.first.get_by_role("rowheader").count() >= 1, (
            "a row is heard by its first cell"
        )
        levels = [
            int(level) for level in re.findall(r"heading .*\[level=(\d)\]", main.aria_snapshot())
        ]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_keyboard_goes_past_the_bar_into_the_page(page: Page) -> None:
    settle(page, ANSWERS[0])
    page.keyboard.press("Tab")
    for _ in range(4):
        if page.evaluate("document.activeElement.textContent") == "Skip to the page":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("!!document.activeElement.closest('[role=main]')")
    assert inside
