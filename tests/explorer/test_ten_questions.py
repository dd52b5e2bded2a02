"""The ten questions clicked from the first screen, on a screen and on a phone: how many clicks each
takes, and that the answer on the page is what the rows say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from explorer.answers.ten_questions import TEN
from loaders.seeds import seed_snapshot
from tests.browser import app_over, kept_context, load, newcomer, stands, visit
from tests.explorer.ten_oracle import COLUMNS, same

pytestmark = pytest.mark.browser

MOST_CLICKS = 3
DAY = date(2026, 11, 27)
#: The cells of every table of an answer by the title of its group and their headings (the first has
#: none), whether it is folded or not; numbers of sources and summaries are no words of a cell.
TABLES = """() => {
  const found = {};
  for (const group of document.querySelectorAll(".lk-group")) {
    const title = (group.querySelector("h2, summary").textContent).split(":")[0];
    const rows = [...group.querySelectorAll("tbody tr")];
    found[title] = rows.map((row) => Object.fromEntries([...row.children].map((cell) => {
      const words = cell.cloneNode(true);
      words.querySelectorAll("sup, summary").forEach((part) => part.remove());
      return [cell.dataset.label || "", words.textContent.trim()];
    })));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app over the opening facts alone, which no other test adds to."""
    with app_over(tmp_path_factory.mktemp("ten") / "home", seed_snapshot()) as found:
        yield found


@pytest.fixture(scope="module")
def kept(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """What the pages of that app share in the browser."""
    with kept_context(browser, address) as context:
        yield context


@pytest.fixture(params=[1280, 390])
def screen(kept: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The app at both widths."""
    size: ViewportSize = {"width": request.param, "height": 900 if request.param > 600 else 844}
    with newcomer(kept) as opened:
        opened.set_viewport_size(size)
        yield opened


def click(page: Page, name: str) -> int:
    """Click the visible link of that name: one click."""
    page.get_by_role("link", name=name, exact=True).locator("visible=true").first.click()
    return 1


def answered(page: Page, question: str) -> dict[str, list[list[str]]]:
    """The groups of the answer on the page, as far as the oracle tells their columns."""
    expect(page.locator(".lk-group").first).to_be_visible()
    found: dict[str, list[dict[str, str]]] = page.evaluate(TABLES)
    names = ["", *COLUMNS.get(question, ())]
    return {
        title: [[row.get(name, "") for name in names] for row in rows]
        for title, rows in found.items()
    }


def test_each_of_the_ten_is_clicked_and_answered_from_the_first_screen(screen: Page) -> None:
    snapshot = seed_snapshot()
    load(screen, "/")
    for asked in TEN:
        visit(screen, f"/?as_of={DAY}")
        expect(screen.locator(".lk-ten").first).to_be_visible()
        made = click(screen, asked.short)
        expect(screen.locator(".lk-kicker")).to_contain_text(asked.says.partition("{")[0].strip())
        stands(screen)
        assert made <= MOST_CLICKS
        same(asked.id, answered(screen, asked.id), snapshot, DAY)


def test_the_ten_are_three_clicks_away_from_any_page(screen: Page) -> None:
    load(screen, "/gaps")
    expect(screen.get_by_role("heading", level=1)).to_be_visible()
    made = 0
    size = screen.viewport_size
    if size is not None and size["width"] < 600:  # the menu is folded there, by the style sheet
        screen.locator(".lk-menu summary").click()
        made += 1
    made += click(screen, "Questions")
    screen.get_by_role("link", name=TEN[2].says, exact=True).first.wait_for()
    stands(screen)
    made += click(screen, TEN[2].says)
    expect(screen.locator(".lk-kicker")).to_have_text(TEN[2].says)
    assert made <= MOST_CLICKS


def test_a_click_on_a_heading_sorts_and_goes_into_the_address(screen: Page) -> None:
    load(screen, "/questions?ten=never-met")
    expect(screen.locator(".lk-answer").first).to_be_visible()
    heading = screen.get_by_role("link", name="delegation", exact=True).first
    heading.click()
    expect(screen.locator("th[aria-sort=ascending]").first).to_contain_text("delegation")
    expect(screen).to_have_url(re.compile(re.escape("sort=0.1")))
    stands(screen)
    names = [row[1] for row in answered(screen, "never-met")["Ranked by issues"]]
    assert names == sorted(names, key=str.casefold)
    screen.get_by_role("link", name="delegation", exact=True).first.click()
    expect(screen.locator("th[aria-sort=descending]").first).to_contain_text("delegation")


def test_a_question_is_found_by_typing_and_opened_by_the_keyboard(screen: Page) -> None:
    load(screen, f"/?as_of={DAY}")
    box = screen.get_by_role("combobox", name="Find")
    box.fill("no line source code")
    first = screen.get_by_role("option").first
    expect(first).to_contain_text("which delegations there do we have no line to?")
    expect(first).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(screen.get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    box.press("ArrowUp")
    box.press("Enter")
    expect(screen.locator(".lk-kicker")).to_contain_text("touch Source code, and which")
    expect(screen).to_have_url(re.compile("issues=source_code"))
