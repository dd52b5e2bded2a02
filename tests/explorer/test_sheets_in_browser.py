"""Somebody who never saw the product brings sheets, in a real browser: an outreach sheet, the same
with ten new rows, a map of Kumu on a phone, a table that is edited, bodies, treaties, a register; a
large one is stopped while it is read and while it is written. Then all is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import neo4j
import pytest
from playwright.sync_api import Page, expect

from graph_model.database.store import Store
from graph_model.engine import LocalEngine
from graph_model.rows import Rows
from loaders.write.edits import EntryEdit, put_right
from loaders.write.small_writes import undo
from tests.browser import open_list, running_app, write_in_cell
from tests.conftest import HANGS, login, seeded_store
from tests.explorer.test_browser import settled
from tests.loaders.sheets import xlsx
from tests.loaders.test_coordinators_sheet import made, sheet
from tests.loaders.test_other_programs import COMMISSION, KUMU

TODAY = "2026-11-27"
pytestmark = [pytest.mark.browser, pytest.mark.neo4j]
#: What somebody answers, by words of the question and of the choice.
OF_OUTREACH = {"Office of the US Trade Rep": "(usa_ustr)", "Subrei": "(chl_subrei)"}
OF_KUMU = {
    "group are the entries": "civil society",
    "level are the entries": "issue",
    "What are the entries of type 'Organization'": "members",
    "What are the entries of type 'Topic'": "issues",
    "cares about": "works on",
}


BODIES = [
    ["Our friends"],
    [],
    ["Organisation", "Acronym", "Group", "Country", "Website", "Size"],
    ["Halls of Law", "HoL", "academia", "Korea, Rep.", "www.halls.example", "large"],
    ["Guild of Weavers", "", "trade union", "Hong Kong, China", "https://weavers.example", "small"],
]
TREATIES = [
    ["Treaty", "Signed", "In force", "Parties"],
    ["Chile-Singapore Accord on Data", "12 May 2024", "2025", "Chile; Singapore"],
    ["CPTPP", "8 March 2018", "30 December 2018", ""],
]
OF_SHEETS = {
    "trade union": "civil society",
    "Is this a list of others' contacts": "yes",
    "Brussels": "leave it out",
    "Subject of the meeting": "leave it out",
    "kind of these rows": "meeting",
    "No column says": "meeting",
}
#: A delegation of few ties, with which the contacts of a large sheet were.
MET = "rwa_minicom"


@pytest.fixture(scope="module")
def seeded(current: LocalEngine) -> Iterator[Store]:
    with seeded_store(current) as store:
        yield store


@pytest.fixture(scope="module")
def address(
    current: LocalEngine, seeded: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """One app over the opening facts, in a server that runs already."""
    assert current.running is not None
    own = {**login(current.running), "NEO4J_DATABASE": "neo4j"}
    with running_app(tmp_path_factory.mktemp("sheets") / "home", **own) as found:
        yield found


def contacts(number: int) -> bytes:
    """A sheet of so many contacts, of which nothing is asked."""
    rows = (f"2017-03-{13 + n % 15},EFF,{MET},Phone call,Talk {n}" for n in range(number))
    return "\n".join(["Date,Organisation,Ministry,Channel,What came of it", *rows]).encode()


@contextmanager
def held(store: Store, id: str) -> Iterator[None]:
    """Somebody else writes to an entry: no tie to it can be written until they are done."""
    with (
        neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver,
        driver.session() as session,
        session.begin_transaction(timeout=2 * HANGS) as theirs,
    ):
        theirs.run("MATCH (n:Delegation {id: $id}) SET n.held = true", id=id).consume()
        yield
        theirs.rollback()


def choose(page: Page, name: str, data: bytes) -> None:
    """Open the page and choose a sheet."""
    page.goto("/data")
    page.locator(".st-key-sheets input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def bring(page: Page, name: str, data: bytes) -> None:
    """Choose a sheet, and wait for what it would change."""
    choose(page, name, data)
    expect(page.get_by_role("heading", name="4. What would change")).to_be_visible()
    settled(page)


def asked(page: Page) -> list[str]:
    """The questions that stand there."""
    return page.locator("[class*='st-key-sheet_question_'] label").all_inner_texts()


def answer(page: Page, answers: Mapping[str, str]) -> None:
    """Answer what is asked, one question after the other, until none is left."""
    while standing := asked(page):
        said = next(choice for words, choice in answers.items() if words in standing[0])
        field = page.locator("[class*='st-key-sheet_question_']").first
        open_list(field)
        page.get_by_role("option").filter(has_text=said).first.click()
        expect(page.get_by_text(standing[0], exact=True)).to_have_count(0)
        settled(page)


def write(page: Page) -> None:
    """Write what was shown; the page says so in the same numbers."""
    shown = page.get_by_text("In the graph: ").inner_text()
    numbers = shown.removeprefix("In the graph: ").partition(" changed")[0]
    page.get_by_role("button", name="Write these rows").click()
    expect(page.get_by_text("It can be taken back")).to_contain_text(numbers)
    settled(page)


def test_sheets_are_brought_and_a_table_is_edited_by_somebody_who_never_saw_the_product(
    page: Page, seeded: Store
) -> None:
    before = seeded.read()

    bring(page, "outreach_2026.xlsx", sheet(made(200)))
    answer(page, OF_OUTREACH)
    expect(page.get_by_text("Of 200 rows of the sheet 200 bring something new")).to_be_visible()
    keep = page.get_by_role("textbox", name="Keep what was decided under a name")
    keep.fill("outreach")
    keep.press("Enter")
    expect(page.get_by_text("Kept under “outreach”")).to_be_visible()
    settled(page)
    write(page)

    new = made(10, 200)
    new[0][2] = "A ministry nobody knows"
    bring(page, "outreach_2026.xlsx", sheet([*made(200), *new]))
    (question,) = asked(page)
    assert "A ministry nobody knows" in question, "only what is new is asked about"
    answer(page, {"A ministry nobody knows": "leave it out"})
    expect(page.get_by_text("200 are there already")).to_be_visible()
    write(page)

    page.set_viewport_size({"width": 390, "height": 844})
    bring(page, "map.xlsx", KUMU)
    answer(page, OF_KUMU)
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
    write(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert seeded.read().node("new_rights_group").text("stakeholder_group") == "civil_society"

    page.get_by_role("tab", name="Edit a table").click()
    find = page.get_by_role("textbox", name="Only rows that hold")
    find.fill("New Rights Group")
    find.press("Enter")
    found = page.get_by_role("tabpanel").locator("[role=grid]")
    expect(found).to_have_attribute("aria-rowcount", "3")  # the headings, it, and one to be added
    settled(page)
    write_in_cell(page, "New Rights Group", "New Rights Group of Halls")
    expect(page.get_by_text("0 new, 1 changed.")).to_be_visible()
    settled(page)
    row = seeded.read().node("new_rights_group")
    theirs = replace(row, fields={**row.fields, "short_name": "NRG"})
    put_right(seeded, EntryEdit(Rows((theirs,)), says="A short name"), TODAY)
    save = page.get_by_role("button", name="Save all of it")
    save.click()
    expect(page.get_by_text("Save once more to put yours over theirs")).to_be_visible()
    settled(page)
    save.click()
    expect(page.get_by_text("Saved. Table of members: 0 new, 1 changed")).to_be_visible()
    assert seeded.read().node("new_rights_group").full_name == "New Rights Group of Halls"

    for _ in range(5):
        undo(seeded)
    assert seeded.read().to_json() == before.to_json(), "taken back, it is as it was"


def test_bodies_treaties_and_a_register_come_in_and_a_large_sheet_is_stopped(
    page: Page, seeded: Store
) -> None:
    before = seeded.read()

    bring(page, "friends.xlsx", xlsx(Members=BODIES))
    answer(page, OF_SHEETS)
    write(page)
    bring(page, "treaties.xlsx", xlsx(Treaties=TREATIES))
    expect(page.get_by_text("Of 2 rows of the sheet 1 bring something new")).to_be_visible()
    write(page)
    bring(page, "meetings.xlsx", xlsx(Meetings=COMMISSION))
    answer(page, OF_SHEETS)
    expect(page.get_by_text("28 rows with nobody of ours")).to_be_visible()
    write(page)
    found = seeded.read()
    ties = {row.key for row in found.relationships} - {row.key for row in before.relationships}
    assert ("BASED_IN", "halls_of_law", "kor") in ties
    assert ("PARTY_TO", "sgp", "chile_singapore_accord_on_data") in ties
    assert {key[2] for key in ties if key[0] == "REACHED"} == {"eu_trade"}
    assert "Stranger" not in found.to_json()

    choose(page, "all_talks.csv", contacts(100_000))
    page.get_by_role("button", name="Cancel: read nothing").click()
    expect(page.get_by_text("was stopped; the graph is as it was before")).to_be_visible()
    expect(page.get_by_role("button", name="Read the sheet again")).to_be_visible()

    bring(page, "talks.csv", contacts(2_000))
    with held(seeded, MET):
        page.get_by_role("button", name="Write these rows").click()
        expect(page.get_by_text(re.compile(r"Writing: [24],000 of 6,000"))).to_be_visible()
        page.get_by_role("button", name="Cancel: leave everything as it was").click()
        expect(page.get_by_text("Stopping; nothing of it will be written")).to_be_visible()
    expect(page.get_by_text("was stopped; the graph is as it was before")).to_be_visible()
    assert seeded.read().to_json() == found.to_json(), "nothing of it was written"

    for _ in range(3):
        undo(seeded)
    assert seeded.read().to_json() == before.to_json(), "taken back, it is as it was"
