"""Sheets as programs and people leave them: tables crossed, turned and pasted, exports of Notion,
Airtable, Google and Outlook, lists of participants. Each is a kind, with the sheet beside it that
must not be taken for it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from graph_model.own_fields import own_fields
from graph_model.rows import NodeRow, RelationshipRow
from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.sheets.mapping import SheetMapping
from loaders.sheets.row_keeper import ImportOptions
from tests.loaders.sheets import xlsx
from tests.loaders.test_sheets_in import GRAPH

CALL = {"every:Engagement:kind": "call"}
Rows = Sequence[Sequence[object]]


def bring(
    source: Rows | bytes,
    answers: dict[str, str] | None = None,
    name: str = "",
    kept: SheetMapping | None = None,
) -> ImportPlan:
    """What a sheet would do: rows become CSV, bytes are a workbook."""
    if isinstance(source, bytes):
        name, data = name or "sheet.xlsx", source
    else:
        out = io.StringIO()
        csv.writer(out).writerows(source)
        name, data = name or "sheet.csv", out.getvalue().encode()
    way = ImportOptions("odd", "2026-11-27")
    return plan([SourceFile(name, data)], GRAPH, way, answers or {}, kept)


def means(found: ImportPlan) -> dict[str, str]:
    return {its.heading: its.meaning for its in found.proposals[0].columns}


def contacts(found: ImportPlan) -> set[tuple[str, str, str]]:
    """Day, who of us and with whom of each contact, as they would be written."""
    assert found.ready, [*found.questions, *found.problems]
    ties: dict[str, dict[str, str]] = {}
    days: dict[str, str] = {}
    for row in found.made.rows.values():
        if isinstance(row, NodeRow) and row.label == "Engagement":
            days[row.id] = row.text("date")
        elif isinstance(row, RelationshipRow) and row.type == "REACHED":
            ties.setdefault(row.source, {})["with"] = row.target
        elif isinstance(row, RelationshipRow) and row.type == "TOOK_PART_IN":
            ties.setdefault(row.target, {})["who"] = row.source
    return {(days[id], ends["who"], ends["with"]) for id, ends in ties.items()}


# ---------------------------------------------------------------- tables that are crossed

CROSSED = [
    ["Contacts 2024", "", "", ""],
    ["Organisation", "USTR", "DG Trade", "Budget"],
    ["EFF", "2024-03-12; 2024-05-02", "x", "small"],
    ["EDRi", "", "2024-02-02", ""],
    ["Total", "2", "1", ""],
]


def test_delegations_as_columns_are_contacts_cell_by_cell() -> None:
    found = bring(CROSSED, CALL)
    assert contacts(found) == {
        ("2024-03-12", "eff", "usa_ustr"),
        ("2024-05-02", "eff", "usa_ustr"),
        ("2024-02-02", "edri", "eu_trade"),
    }
    assert found.rows["read"] == 2, "rows of the sheet, not contacts"
    (said,) = (its for its in found.notices if "are delegations" in its)
    assert "cells without a day are left out (C3: “x”)" in said
    assert {own_fields(row).get("Budget") for row in found.changes.new.nodes} == {"small", None}


def test_members_as_columns_are_the_same_turned() -> None:
    rows = [["Ministry", "EFF", "EDRi"], ["USTR", "2024-03-12", ""], ["DG Trade", "", "2024-02"]]
    assert contacts(bring(rows, CALL)) == {
        ("2024-03-12", "eff", "usa_ustr"),
        ("2024-02", "edri", "eu_trade"),
    }


def test_delegations_as_columns_without_days_stay_a_list_and_that_is_said() -> None:
    found = bring([["Organisation", "USTR", "DG Trade"], ["EFF", "x", "x"], ["EDRi", "", "yes"]])
    assert means(found)["USTR"] == "own"
    assert any(
        "few of their cells hold a day, which a contact needs" in its for its in found.notices
    )


def test_a_table_whose_headings_stand_below_each_other_is_to_be_turned() -> None:
    rows = [
        ["Date", "2024-03-12", "2024-03-13"],
        ["Who", "EFF", "EDRi"],
        ["With whom", "USTR", "DG Trade"],
        ["How", "call", "meeting"],
    ]
    found = bring(rows)
    assert (found.ready, found.questions, len(found.made.rows)) == (False, (), 0)
    assert any("transpose" in its for its in found.notices)
    turned = [list(row) for row in zip(*rows, strict=True)]
    assert len(contacts(bring(turned))) == 2


# ---------------------------------------------------------------- headings


def test_a_unit_below_its_heading_is_a_part_of_it() -> None:
    rows = [
        ["Date", "Who", "With whom", "How", "Budget"],
        ["", "", "", "", "(thousand EUR)"],
        ["2024-03-12", "EFF", "USTR", "call", "1,5"],
    ]
    workbook = xlsx(
        None,
        Data=[
            ["Contact", None, "Counterpart", "Way", "Budget"],
            ["Date", "Who", "Ministry", "How", "(thousand EUR)"],
            ["2024-03-12", "EFF", "USTR", "call", 1.5],
        ],
    )
    assert means(bring(workbook))["Budget (thousand EUR)"] == "own"
    assert contacts(bring(workbook)) == {("2024-03-12", "eff", "usa_ustr")}
    assert "Date" in means(bring(rows)), "a row of units alone is no row of headings"


def test_a_list_without_headings_is_no_table_and_no_name_of_a_person_comes_in() -> None:
    rows = [
        ["List of participants", "", "", ""],
        ["CHILE", "", "", ""],
        ["Mr.", "Juan PEREZ", "Advisor", "Ministry of Trade"],
        ["Ms.", "Ana LOPEZ", "Director", "Ministry of Economy"],
        ["SOUTH AFRICA", "", "", ""],
        ["Mr.", "Bo POE", "Deputy", "Trade Commission"],
    ]
    found = bring(rows)
    assert [its.code for its in found.problems] == ["no-table"]
    assert "a table has a row of headings" in found.problems[0].sentence
    headed = [rows[0], ["Title", "Name", "Position", "Organisation"], *rows[1:]]
    assert "PEREZ" not in str(bring(headed).made.rows)


def test_the_day_of_the_meeting_and_not_when_the_form_was_filled() -> None:
    rows = [
        ["Timestamp", "Organization", "Met with", "Date of meeting", "Follow-up done?"],
        ["3/14/2024 10:11:12", "EFF", "USTR", "3/12/2024", "TRUE"],
        ["3/25/2024 9:00:00", "EDRi", "DG Trade", "3/24/2024", "FALSE"],
    ]
    found = bring(rows, CALL)
    assert contacts(found) == {
        ("2024-03-12", "eff", "usa_ustr"),
        ("2024-03-24", "edri", "eu_trade"),
    }
    without = bring([row[:3] for row in rows], CALL)
    assert means(without)["Timestamp"] == "date", "where nothing else says the day"


def test_a_list_of_tasks_is_asked_about() -> None:
    rows = [
        ["Task ID", "Name", "Assignee", "Due Date", "Notes"],
        ["12", "Call the ministry", "Ana", "2024-03-12", ""],
        ["13", "Write a paper", "Ben", "2024-03-20", "soon"],
    ]
    found = bring(rows)
    assert [its.id for its in found.questions] == ["kind:sheet"]
    assert found.rows["waiting"] == found.rows["read"] == 2
    dated = [["Event", "Start date"], ["Forum", "2024-03-12"]]
    assert bring(dated).proposals[0].kind.code == "Event"


def test_headings_without_a_row_below_are_said() -> None:
    found = bring([["Date", "Who", "With whom"]])
    assert "sheet.csv: no row stands below the headings in row 1" in found.notices


# ---------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("cell", "who"),
    [
        ("• EFF\v• EDRi", {"eff", "edri"}),
        ("● EFF ● EDRi", {"eff", "edri"}),
        ('"Electronic Frontier Foundation",EDRi', {"eff", "edri"}),
        ("EFF (https://www.notion.so/EFF-1a2b?pvs=21)", {"eff"}),
        ("EFF (https://www.notion.so/EFF-1a2b), EDRi (https://www.notion.so/x-9)", {"eff", "edri"}),
        ("EFF (https://eff.example/about)", {"eff"}),
    ],
)
def test_lists_of_names_as_word_airtable_and_notion_write_them(cell: str, who: set[str]) -> None:
    rows = [["Date", "Members", "With whom", "How"], ["2024-03-12", cell, "USTR", "call"]]
    found = bring(rows)
    assert found.ready, [*found.questions, *found.problems]
    took_part = {
        row.source
        for row in found.made.rows.values()
        if isinstance(row, RelationshipRow) and row.type == "TOOK_PART_IN"
    }
    assert took_part == who
    assert ("eff.example/about" in str(found.made.rows)) == ("eff.example" in cell)
    assert "notion.so" not in str(found.made.rows), "a page of their own leads nobody else anywhere"


def test_days_as_notion_writes_them() -> None:
    rows = [
        ["Name", "Date", "Members", "Counterpart"],
        ["Call", "March 12, 2024 10:00 AM (GMT+1)", "EFF", "USTR"],
        ["Round", "March 13, 2024 → March 15, 2024", "EDRi", "DG Trade"],
    ]
    found = bring(rows, CALL)
    assert contacts(found) == {
        ("2024-03-12", "eff", "usa_ustr"),
        ("2024-03-13", "edri", "eu_trade"),
    }
    (days,) = (row for row in found.changes.new.nodes if row.text("date") == "2024-03-13")
    assert own_fields(days)["Date (as written)"] == "March 13, 2024 → March 15, 2024"


def test_the_country_beside_a_ministry_says_whose_it_is() -> None:
    rows = [
        ["Date", "Who", "Country", "Ministry", "How"],
        ["2024-03-12", "EFF", "Chile", "Ministry of Trade", "call"],
        ["2024-03-13", "EFF", "South Africa", "Ministry of Trade", "call"],
        ["2024-03-14", "EFF", "Chile", "USTR", "call"],
    ]
    chile, africa = bring(rows).questions
    assert chile.id == "name:Delegation:Ministry of Trade (Chile)"
    assert africa.id == "name:Delegation:Ministry of Trade (South Africa)"
    assert chile.choices[0] == ("new:Delegation:chl", "a new delegation, of Republic of Chile")
    found = bring(rows, {chile.id: "new:Delegation:chl", africa.id: "new:Delegation:zaf"})
    assert {day: whom for day, _, whom in contacts(found)} == {
        "2024-03-12": "ministry_of_trade_chile",
        "2024-03-13": "ministry_of_trade_south_africa",
        "2024-03-14": "usa_ustr",
    }


def test_a_second_column_of_the_same_persons_stays_out_under_any_heading() -> None:
    rows = [
        ["Date", "Who", "With whom", "Contact person", "Desk", "Room"],
        ["2024-03-12", "EFF", "USTR", "Jane Roe", "Jane Roe", "Jane Roe Hall"],
        ["2024-03-13", "EDRi", "DG Trade", "Bo Poe", "Bo Poe", ""],
    ]
    found = bring(rows, CALL)
    assert means(found)["Desk"] == "leave_out"
    assert means(found)["Room"] == "own"
    assert "'Jane Roe'" not in str(found.made.rows)


def test_an_official_body_in_a_list_of_persons_is_asked_about_and_no_new_member() -> None:
    rows = [
        ["First Name", "Last Name", "Organization Name", "E-mail 1 - Value"],
        ["Jane", "Roe", "USTR", "jane@ustr.example"],
        ["Bo", "Poe", "Rights Group", "bo@rights.example"],
    ]
    given = {"every:Member:stakeholder_group": "civil_society"}
    (question,) = bring(rows, given).questions
    assert question.id == "same:Member:USTR"
    assert [choice for choice, _ in question.choices] == ["usa_ustr", "new"]
    found = bring(rows, {**given, question.id: "usa_ustr"})
    assert found.ready, [*found.questions, *found.problems]
    assert [row.name for row in found.changes.new.nodes] == ["Rights Group"]
    assert found.rows["left_out"] == 1
    assert found.made.told["rows of bodies that are here as something else"] == 1
    anew = bring(rows, {**given, question.id: "new"})
    assert {row.name for row in anew.changes.new.nodes} == {"Rights Group", "USTR"}


# ---------------------------------------------------------------- workbooks and languages


def test_lists_to_choose_from_and_remarks_change_nothing() -> None:
    def dress(book: openpyxl.Workbook) -> None:
        sheet = book["Contacts"]
        sheet["B2"].comment = Comment("ask Bo", "somebody")
        choices = DataValidation(type="list", formula1="Lists!$A$1:$A$2")
        sheet.add_data_validation(choices)
        choices.add("D2:D100")
        book["Lists"].sheet_state = "hidden"

    rows = [["Date", "Who", "With whom", "How"], ["2024-03-12", "EFF", "USTR", "call"]]
    found = bring(xlsx(dress, Contacts=rows, Lists=[["call"], ["meeting"]]))
    assert contacts(found) == {("2024-03-12", "eff", "usa_ustr")}
    assert "ask Bo" not in str(found.made.rows)


@pytest.mark.parametrize(
    ("lists", "asked"),
    [
        ([["call", "civil_society"], ["meeting", "academia"]], False),
        ([["How", "Group"], ["Call", "Civil society"], ["Meeting", "Academia"]], False),
        ([["How", "Group"], ["Call", "Civil society"], ["Meeting", "A body"]], True),
        ([["Who", "Group"], ["EFF", "academia"], ["EDRi", "academia"]], True),
    ],
)
def test_a_sheet_of_what_can_be_chosen_is_no_table(lists: list[list[str]], asked: bool) -> None:
    """In sight or hidden: nobody is asked what its rows are."""
    rows = [["Date", "Who", "With whom", "How"], ["2024-03-12", "EFF", "USTR", "call"]]
    found = bring(xlsx(Contacts=rows, Lists=lists))
    assert ("kind:Lists" in {its.id for its in found.questions}) == asked
    assert asked or contacts(found) == {("2024-03-12", "eff", "usa_ustr")}


def test_spanish_with_decimal_commas() -> None:
    rows = [
        ["Fecha", "Organización", "Con quién", "Medio", "Resultado", "Costo"],
        ["12-mar-2024", "EFF", "USTR", "Reunión", "Realizada", "1.234,50"],
        ["5 de abril de 2024", "EDRi", "DG Trade", "Llamada", "Sin respuesta", "200,00"],
    ]
    found = bring(rows)
    assert contacts(found) == {
        ("2024-03-12", "eff", "usa_ustr"),
        ("2024-04-05", "edri", "eu_trade"),
    }
    rows_by_day = {row.text("date"): row for row in found.changes.new.nodes}
    assert rows_by_day["2024-03-12"].text("kind") == "meeting"
    assert own_fields(rows_by_day["2024-03-12"]) == {"Costo": "1.234,50"}
