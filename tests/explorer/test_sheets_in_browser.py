"""Somebody who never saw the product brings six sheets of different kinds, in a real browser, and
corrects a table: chosen, answered, looked at, written; then the first sheet again with ten new
rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import running_app
from tests.loaders.sheets import xlsx
from tests.loaders.test_coordinators_sheet import made, sheet
from tests.loaders.test_other_programs import COMMISSION, FORM, KUMU

pytestmark = [pytest.mark.browser, pytest.mark.neo4j]
BODIES = """Organisation;Sigle;Groupe;Pays;Site web;Sujets
Réseau Québécois;RQ;ONG;Canada;www.rq.example;Data flows
Fundación Vía Libre Norte;;ONG;Argentina;;Source code
"""
TREATIES = """Treaty,Signed,In force,Parties
Tunisia-Jordan pact,2001,2002,Tunisie; Chile
"""
#: By sheet: its bytes, and what somebody answers, by words of the question and of the choice.
SHEETS: Mapping[str, tuple[bytes, Mapping[str, str]]] = {
    "outreach_2026.xlsx": (
        sheet(made(200)),
        {"Office of the US Trade Rep": "(usa_ustr)", "Subrei": "(chl_subrei)"},
    ),
    "membres.csv": (BODIES.encode(), {}),
    "treaties.csv": (TREATIES.encode(), {"Tunisie": "a new economy"}),
    "map.xlsx": (
        KUMU,
        {
            "entries of type 'Organization'": "members",
            "group are the entries": "civil society",
            "entries of type 'Topic'": "issues",
            "level are the entries": "issue",
            "cares about": "works on",
        },
    ),
    "meetings.xlsx": (
        xlsx(None, Meetings=COMMISSION),
        {
            "names under": "yes: leave out",
            "Brussels": "leave it out",
            "kind of these rows": "meeting",
            "is 'x'": "leave it out",
        },
    ),
    "Form responses.csv": (FORM.encode(), {}),
}
#: The database of the app starts in the background; a first write waits for it.
LONG = 300_000


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("brought") / "home"


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with running_app(home) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    yield opened
    opened.context.close()


def choose(page: Page, file: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.get_by_text("4. What would change")).to_be_visible()


def questions(page: Page) -> list[str]:
    """The questions that stand there, as they are asked."""
    every = page.locator("[class*='st-key-sheet_question_'] label")
    return [text for text in every.all_inner_texts() if text.strip()]


def answer(page: Page, answers: Mapping[str, str]) -> None:
    """Answer what is asked, one after the other, until nothing is."""
    heading = page.get_by_text("What only you can tell")
    while asked := questions(page):
        first = asked[0]
        choice = next(said for words, said in answers.items() if words in first)
        before = heading.first.inner_text()
        box = page.get_by_role("combobox", name=first[:60]).first
        box.scroll_into_view_if_needed()
        box.click()
        page.get_by_role("option").filter(has_text=choice).first.click()
        expect(heading.first).not_to_have_text(before)


def write(page: Page) -> None:
    button = page.get_by_role("button", name="Write these rows")
    expect(button).to_be_enabled(timeout=LONG)
    button.click()
    expect(page.get_by_text("It can be taken back")).to_be_visible(timeout=LONG)


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_of_each_kind_comes_in(address: str, page: Page, tmp_path: Path, name: str) -> None:
    data, answers = SHEETS[name]
    file = tmp_path / name
    file.write_bytes(data)
    page.goto(f"{address}/data")
    choose(page, file)
    answer(page, answers)
    if name.startswith("outreach"):
        expect(page.get_by_text("Of 200 rows of the sheet 200 bring something new")).to_be_visible()
        keep = page.get_by_label("Keep what was decided under a name")
        keep.fill("outreach")
        keep.press("Enter")
        expect(page.get_by_text("Kept under “outreach”")).to_be_visible()
    write(page)


def test_ten_new_rows_and_only_what_is_new_is_asked(
    address: str, page: Page, tmp_path: Path
) -> None:
    """After the sheets above: what was answered then is asked no more, with a kept mapping or
    not.
    """
    new = made(10, 200)
    new[0][2] = "A ministry nobody knows"
    file = tmp_path / "outreach_2026.xlsx"
    file.write_bytes(sheet([*made(200), *new]))
    page.goto(f"{address}/data")
    choose(page, file)
    (asked,) = questions(page)
    assert "A ministry nobody knows" in asked
    answer(page, {"A ministry nobody knows": "leave it out"})
    expect(page.get_by_text("200 are there already")).to_be_visible()
    write(page)


def test_a_table_is_corrected_at_its_cells_and_saved_once(address: str, page: Page) -> None:
    page.goto(f"{address}/data")
    page.get_by_role("tab", name="Edit a table").click()
    find = page.get_by_label("Only rows that hold")
    find.fill("Réseau Québécois")
    find.press("Enter")
    grid = page.locator("[data-testid=stDataFrame] canvas").first
    expect(grid).to_be_visible()
    # the second column is the name of the only row
    grid.click(position={"x": 260, "y": 52})
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type("Réseau du Québec")
    page.keyboard.press("Enter")
    expect(page.get_by_text("0 new, 1 changed.")).to_be_visible()
    save = page.get_by_role("button", name="Save all of it")
    expect(save).to_be_enabled(timeout=LONG)
    save.click()
    expect(page.get_by_text("Saved. Table of members: 0 new, 1 changed")).to_be_visible(
        timeout=LONG
    )
    page.goto(f"{address}/profile?id=reseau_quebecois")
    expect(page.get_by_role("heading", name="Réseau du Québec")).to_be_visible()


def test_a_large_sheet_shows_how_far_it_is_and_can_be_stopped(
    address: str, page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "large.csv"
    lines = [f"2017-03-12,EFF,USTR,Data flows,call,Talk {n}" for n in range(60_000)]
    file.write_text("\n".join(["Date,Who,With whom,About,How,What happened", *lines]))
    page.goto(f"{address}/data")
    page.locator("input[type=file]").first.set_input_files(file)
    cancel = page.get_by_role("button", name="Cancel: read nothing")
    cancel.click()
    expect(page.get_by_text("The load was stopped")).to_be_visible()
    page.get_by_role("button", name="Read the sheet again").click()
    expect(page.get_by_text("Of 60,000 rows of the sheet")).to_be_visible()
