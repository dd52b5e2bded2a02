"""Sheets of kinds that one does not think of first: a year of side events, minutes copied from a
document, a list of delegations in Spanish, a roster with a column for each agreement, a column for
each year. What stands in them is told apart from what is like it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from graph_model.own_fields import own_fields
from graph_model.rows import NodeRow, RelationshipRow, Rows
from graph_model.snapshot import Snapshot
from loaders.import_plan import plan
from loaders.read.tables import SourceFile
from loaders.sheets.mapping import keep_mapping, read_mapping
from loaders.sheets.row_keeper import ImportOptions
from tests.loaders.test_odd_sheets import CALL, bring, contacts, means
from tests.loaders.test_sheets_in import GRAPH

HEADED = ["Date", "Who", "With whom", "How"]
FIRST = ["2024-03-12", "EFF", "USTR", "call"]


# ---------------------------------------------------------------- days


def test_the_year_of_days_that_do_not_say_it_is_asked_once_and_of_each_sheet(
    tmp_path: Path,
) -> None:
    rows = [HEADED, FIRST, ["15 March", "EFF", "USTR", "call"], ["3-Apr", "EDRi", "USTR", "call"]]
    found = bring(rows, name="outreach_2023.csv")
    (asked,) = found.questions
    assert (asked.id, asked.rows) == ("year:Date", (3, 4))
    assert [choice for choice, _ in asked.choices[:3]] == ["2023", "2024", "2026"]
    (column,) = (its for its in found.proposals[0].columns if its.dates)
    assert column.dates is not None
    assert column.dates.shown[-1][3] == "its year is asked"
    told = bring(rows, {"year:Date": "2023"}, "outreach_2023.csv")
    assert {day for day, *_ in contacts(told)} == {"2024-03-12", "2023-03-15", "2023-04-03"}
    keep_mapping(tmp_path, "m", told.proposals, {"year:Date": "2023", "name:Member:X": "eff"})
    kept = read_mapping(tmp_path, "m")
    assert kept is not None
    assert kept.answers == {"name:Member:X": "eff"}, "the next sheet is of another year"


def test_a_day_that_is_to_come_and_what_was_called_off_are_no_contacts() -> None:
    rows = [
        [*HEADED, "Status"],
        [*FIRST, "confirmed"],
        ["2026-12-24", "EDRi", "USTR", "call", "tentative"],
        ["2024-03-13", "EDRi", "USTR", "call", "Cancelled"],
        ["2024-03-14", "EDRi", "USTR", "call", "anulada; nueva fecha"],
        ["2026", "EDRi", "DG Trade", "call", ""],
    ]
    found = bring(rows)
    assert {day for day, *_ in contacts(found)} == {"2024-03-12", "2024-03-14", "2026"}
    assert found.made.told["rows of a day that is still to come"] == 1
    assert found.made.told["rows said to be called off"] == 1
    assert found.rows["left_out"] == 2


def test_by_when_something_is_to_be_done_is_no_day_of_a_contact() -> None:
    rows = [[*HEADED, "Follow up by"], [*FIRST, "2024-05-01"]]
    assert means(bring(rows))["Follow up by"] == "own"
    minutes = [["Item", "Who", "Action", "By when"], ["1. JSI", "EFF", "Call", "2024-05-01"]]
    assert [its.id for its in bring(minutes).questions] == ["kind:sheet"]


# ---------------------------------------------------------------- rows


def test_what_stands_on_each_page_of_a_document_is_no_row() -> None:
    rows = [HEADED, FIRST, ["Page 1 of 2"], HEADED, ["2024-03-13", "EDRi", "DG Trade", "call"]]
    for foot in ("Página 2 de 2", "Seite 2", "p. 2/2"):
        found = bring([*rows, [foot, "", "", ""]])
        assert len(contacts(found)) == 2
        (said,) = (its for its in found.notices if "page" in its)
        assert said.startswith("sheet.csv: rows 3, 4, 6 repeat the headings")
    assert bring([HEADED, FIRST, ["2024-03-13", "Page", "USTR", "call"]]).rows["read"] == 2


def test_years_in_a_row_are_headings_and_what_they_hold_a_contact_of_the_year(
    tmp_path: Path,
) -> None:
    rows = [
        ["Organisation", "Country", "Type", "2021", "2022", "2023", "2024 (to June)"],
        ["EFF", "", "NGO", "USTR", "", "DG Trade", "USTR; DG Trade"],
        ["EDRi", "", "NGO", "n/a", "USTR", "USTR: May", ""],
    ]
    (asked,) = bring(rows, CALL).questions
    assert asked.id == "name:Delegation:USTR: May"
    found = bring(rows, {**CALL, asked.id: "usa_ustr"})
    assert contacts(found) >= {("2021", "eff", "usa_ustr"), ("2023", "edri", "usa_ustr")}
    assert len([row for row in found.changes.new.nodes if row.label == "Engagement"]) == 5
    assert own_fields(found.changes.new.nodes[0])["Type"] == "NGO"
    keep_mapping(tmp_path, "m", found.proposals, {})
    more = [[f"Newcomer {n}", "", "NGO", "", "", "USTR", ""] for n in range(9)]
    asked_for = bring(
        [*rows, *more], {**CALL, asked.id: "usa_ustr"}, kept=read_mapping(tmp_path, "m")
    )
    assert {its.id for its in asked_for.questions} == {
        f"name:Member:Newcomer {n}" for n in range(9)
    }
    counts = [["Organisation", "Type", "2021", "2022", "2023"], ["EFF", "NGO", "3", "", "1"]]
    assert means(bring(counts))["2021"] == "own", "how many, and not whom"


# ---------------------------------------------------------------- bodies and persons


def test_a_list_of_delegations_in_spanish_is_one_of_contacts_without_persons() -> None:
    rows = [
        ["País", "Delegación / Ministerio", "Nombre y cargo", "Teléfono\n(oficina)",
         "Último contacto", "¿Quién de nosotros?", "Temas"],
        ["EE. UU.", "USTR", "Ana Ñáñez\nJefa", "+56 2 2827 5100", "1º de octubre de 2024", "EFF",
         "Código fuente\nFlujos de datos"],
        ["UE", "DG Trade", "Bo Poe\nDirector", "ext. 12", "agosto de 2024", "EDRi",
         "código fuente"],
        ["Chile", "SUBREI", "Lu Roe", "", "", "", ""],
    ]  # fmt: skip
    found = bring(rows, CALL)
    assert [(its.id.rpartition(":")[2], its.rows) for its in found.questions] == [
        ("Código fuente", (2, 3)),
        ("Flujos de datos", (2,)),
    ], "a name in other capitals is the same question"
    given = {found.questions[0].id: "source_code", found.questions[1].id: "data_flows"}
    told = bring(rows, {**CALL, **given})
    assert contacts(told) == {("2024-10-01", "eff", "usa_ustr"), ("2024-08", "edri", "eu_trade")}
    assert {"Nombre y cargo", "Teléfono (oficina)"} == {
        heading for heading, meaning in means(told).items() if meaning == "leave_out"
    }
    assert "Ñáñez" not in str(told.made.rows)


def test_a_roster_asks_for_the_group_of_new_bodies_alone() -> None:
    rows = [
        ["Org", "Liaison", "CPTPP", "RCEP", "Remarks"],
        ["EFF", "Jane R.", "Y", "n", ""],
        ["EDRi", "Bo", "x", "", "lead"],
        ["Nusantara Net", "Lu", "", "yes", ""],
    ]
    text = "\n".join(",".join(row) for row in rows).encode()
    way = ImportOptions("odd", "2026-11-27")
    grouped = [
        replace(row, fields={**row.fields, "stakeholder_group": "academia"})
        if row.label == "Member"
        else row
        for row in GRAPH.nodes.values()
    ]
    before = Snapshot(Rows(tuple(grouped)))
    (asked,) = plan([SourceFile("sheet.csv", text)], before, way, {}).questions
    assert (asked.id, asked.rows) == ("every:Member:stakeholder_group", (4,))
    given = {asked.id: "civil_society"}
    found = plan([SourceFile("sheet.csv", text)], before, way, given)
    assert found.ready
    assert means(found)["Liaison"] == "leave_out"
    new = {row.full_name: row for row in found.changes.new.nodes if isinstance(row, NodeRow)}
    assert new["Nusantara Net"].text("stakeholder_group") == "civil_society"
    assert own_fields(new["Nusantara Net"])["RCEP"] == "yes"
    assert not found.made.differing


def test_the_seat_of_a_member_is_not_the_country_of_a_ministry() -> None:
    rows = [
        ["Date", "Organisation", "Country", "With whom", "How"],
        ["2024-03-12", "EFF", "Chile", "USTR", "call"],
        ["2024-03-13", "EDRi", "South Africa", "USTR", "call"],
        ["2024-03-14", "EFF", "Chile", "Ministry of Trade", "call"],
    ]
    asked = "name:Delegation:Ministry of Trade"
    assert [its.id for its in bring(rows).questions] == [f"{asked} (Chile)"]
    seats = (("eff", "BASED_IN", "chl"), ("edri", "BASED_IN", "zaf"))
    where = (("usa_ustr", "REPRESENTS", "chn"), ("eu_trade", "REPRESENTS", "hkg"))
    ties = tuple(
        RelationshipRow(kind, one, other, {}, "seeds") for one, kind, other in (*seats, *where)
    )
    text = "\n".join(",".join(row) for row in rows).encode()
    way = ImportOptions("odd", "2026-11-27")
    before = Snapshot(Rows(tuple(GRAPH.nodes.values()), ties))
    found = plan([SourceFile("sheet.csv", text)], before, way, {})
    assert [its.id for its in found.questions] == [asked]
