"""A sheet through the page: meanings, questions, preview, writing, and the way back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from explorer.app import database
from explorer.html.screen import heading
from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.own_fields import own_fields
from graph_model.snapshot import Snapshot
from loaders.import_plan import plan
from loaders.opening import KeptCopy
from loaders.read.tables import SourceFile
from loaders.seeds import seed_snapshot
from loaders.sheets.mapping import kept_names
from loaders.sheets.row_keeper import ImportOptions
from loaders.write.load import apply
from loaders.write.small_writes import undo
from tests.conftest import empty
from tests.explorer.test_pages import show, words
from tests.graphs import graph, talks

HEADINGS = "Date,Who,With whom,Topic,How,Owner"
SHEET = f"""Our outreach,,,,,
{HEADINGS}
03/04/2017,EDRi; APC,Alpha,flows,Phone call,Ana
12 May 2017,Edry,Beta,flows,meeting,Ben
"""


@pytest.fixture
def written(current: LocalEngine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The app over a small graph in a Neo4j that is ready."""
    empty(current)
    assert current.running is not None
    with current.running.store() as store:
        store.write(compare(Snapshot(), graph(*talks()).rows(), "test"), Snapshot())

        def start(self: database.AppDatabase) -> None:
            self.store = store
            self.hold(KeptCopy(store.read(), store.last_load()))

        monkeypatch.setattr(database.AppDatabase, "start", start)
        st.cache_data.clear()
        yield store
    st.cache_data.clear()


def again(test: AppTest) -> AppTest:
    test.run()
    assert not test.exception, test.exception
    return test


def box(test: AppTest, says: str) -> Any:
    return next(its for its in test.selectbox if says in its.label)


def labels(test: AppTest) -> list[str]:
    return [its.label for its in test.button]


@pytest.mark.neo4j
def test_a_sheet_is_asked_about_shown_and_written(written: Any) -> None:
    before = written.read()
    test = show("data")
    test.file_uploader[0].upload("outreach.csv", SHEET.encode(), "text/csv")
    again(test)
    assert "headings in row 2" in words(test)
    assert "column F" in words(test), "every column stands there with its letter"
    assert "2017-04-03 or 2017-03-04" in words(test)
    assert "2 wait for an answer" in words(test)
    assert "2 left, 2 rows wait" in words(test)
    assert "(row 3 waits for it)" in box(test, "day or the month first").label
    assert "6 columns: 4 certain, 1 asked about above, 1 kept as your own." in words(test)
    assert words(test).index("What only you can tell") < words(test).index("headings in row 2")
    assert "Write these rows" not in labels(test), "nothing is written while something is asked"
    box(test, "day or the month first").set_value("day_first")
    again(test)
    names = box(test, "which member is").options
    assert [its for its in names if its.startswith("APC")], "whatever is there can be chosen"
    box(test, "which member is").set_value("edri")
    again(test)
    assert "2 bring something new" in words(test)
    next(its for its in test.button if its.label == "Write these rows").click()
    again(test)
    job = database.of_app().task
    assert job is not None
    job.wait()
    assert not job.problem
    assert kept_names(database.of_app().home) == ["outreach"], "under the name of the dataset"
    assert "These rows stand in dataset “outreach” now" in again(test).success[-1].value
    after = written.read()
    contacts = {row.text("date"): row for row in after.of("Engagement")}
    assert set(contacts) == {"2017-04-03", "2017-05-12"}
    assert own_fields(contacts["2017-04-03"]) == {"Owner": "Ana"}
    profile = show("profile", id=contacts["2017-04-03"].id)
    assert "Owner" in words(profile)
    undo(written)
    assert written.read().to_json() == before.to_json(), "taken back, it is as it was"


def test_a_load_that_ends_while_the_page_is_drawn_is_what_the_page_shows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = graph(*talks())
    way, sheet = (
        ImportOptions("", "2026-11-27"),
        f"{HEADINGS}\n2017-05-12,EDRi,Alpha,flows,call,B\n",
    )
    found = plan([SourceFile("outreach.csv", sheet.encode())], ours, way, {})
    after = KeptCopy(apply(ours, found.changes), "written")
    monkeypatch.setattr(database.AppDatabase, "start", lambda self: self.hold(KeptCopy(ours, "a")))
    test = show("data")
    test.file_uploader[0].upload("outreach.csv", sheet.encode(), "text/csv")
    again(test)
    assert "1 brings something new" in words(test)

    def later(above: str, said: str, lead: str) -> None:
        heading(above, said, lead)
        database.of_app().hold(after)  # what the page shows was taken before

    monkeypatch.setattr("explorer.pages.data.page.heading", later)
    again(test)
    assert "1 is there already" in words(test), "and is not offered to be written again"


def test_a_column_can_be_given_another_meaning() -> None:
    test = show("data")
    test.file_uploader[0].upload("contacts.csv", SHEET.encode(), "text/csv")
    again(test)
    box(test, "Meaning of Owner").set_value("leave_out")
    again(test)
    assert box(test, "Meaning of Owner").value == "leave_out"
    assert "as was answered" in words(test)


def test_one_answer_can_be_asked_again() -> None:
    test = show("data")
    sheet = f"{HEADINGS}\n2017-05-12,EFF,USTR,source code,coffee,\n2017-05-13,TWN,USTR,,call,\n"
    test.file_uploader[0].upload("contacts.csv", sheet.encode(), "text/csv")
    again(test)
    box(test, "is meant by 'coffee'").set_value("meeting")
    again(test)
    box(test, "which member is").set_value("twn_africa")
    again(test)
    assert "all answered" in words(test)
    box(test, "Ask me again").set_value("name:Member:TWN")
    again(test)
    assert "1 left, 1 row waits" in words(test), "the other answer stands"
    assert box(test, "which member is").value == ""
    box(test, "which member is").set_value("leave_out")
    again(test)
    assert "1 brings something new, 1 is left out (row 3)" in words(test)


@pytest.mark.neo4j
def test_a_file_of_answers_is_known_and_shown_where_sheets_are_brought(written: Any) -> None:
    filled = {"form": "linkages-answers", "version": 1, "member": "edri", "filled": "2026-01-01"}
    answers = [{"delegation": "alpha", "said": "yes"}]
    data = json.dumps({**filled, "answers": answers}).encode()
    test = show("data")
    test.file_uploader[0].upload("answers.json", data, "application/json")
    again(test)
    assert "1 answer of EDRi, from its form" in words(test)
    assert "What each column means" not in words(test)
    next(its for its in test.button if its.label == "Keep these").click()
    again(test)
    assert [row.text("said") for row in written.read().of("Answer")] == ["yes"]
    assert "The map around EDRi" in words(test)
    undo(written)
    assert not written.read().of("Answer")


def test_what_is_refused_is_shown_by_row() -> None:
    test = show("data")
    bad = f"{HEADINGS}\nsoon,EFF,USTR,,meeting,\n"
    test.file_uploader[0].upload("contacts.csv", bad.encode(), "text/csv")
    again(test)
    assert "1 is refused" in words(test)
    assert "is not a date" in words(test)


def test_an_error_all_down_a_column_is_said_once_with_its_rows_and_may_be_left_out() -> None:
    rows = [f"Body {number},NGO,{'#N/A' if number < 37 else 'large'}" for number in range(38)]
    sheet = "\n".join(["Organisation,Group,Budget", *rows]).encode()
    test = show("data")
    test.file_uploader[0].upload("members.csv", sheet, "text/csv")
    again(test)
    assert "37 are refused" in words(test)
    assert "1 problem: nothing can be written" in test.error[0].value
    assert "37 cells of this column hold #N/A (rows 2 to 38)" in words(test)
    box(test, "Meaning of Budget").set_value("leave_out")
    again(test)
    assert "38 bring something new" in words(test)
    assert not test.error


def test_a_profile_shows_what_other_lists_say(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = seed_snapshot()
    text = "Organisation,Group,Budget\nEFF,academia,small\n"
    members = plan(
        [SourceFile("members.csv", text.encode())], ours, ImportOptions("", "2026-11-27"), {}
    )
    head = "name,treaty_identifier,date_signed,date_into_force,parties_wto,wto_rta_id,type"
    row = "TPP,449,2016-02-03,,Yes,,FTA"
    tota = plan(
        [SourceFile("a.csv", f"{head}\n{row}\n".encode())],
        ours,
        ImportOptions("", "2026-11-27"),
        {},
    )
    shown = apply(apply(ours, members.changes), tota.changes)
    monkeypatch.setattr(database.AppDatabase, "start", lambda self: self.hold(KeptCopy(shown)))
    said = words(show("profile", id="tpp"))
    assert "In other lists" in said
    assert "<b>3 February 2016</b> (here 4 February 2016)" in said
    assert "Budget: small" in words(show("profile", id="eff"))
