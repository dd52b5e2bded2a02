"""No name that a spreadsheet would run comes in, and none leaves unguarded, whichever way it
goes.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest

from explorer.html.view import View
from explorer.pages.map.tie_table import HEADINGS, record
from explorer.pages.map.who_has_spoken import spoken_scene
from explorer.pages.plan.next_meetings import as_csv as plan_csv
from explorer.picture.matrix import as_csv as matrix_csv
from explorer.words.answers import as_csv as answer_csv
from graph_model.console.console import Answer
from graph_model.measures import Day, find_cells
from graph_model.measures.next.efforts import plan
from graph_model.vocabulary import SCHEMA
from loaders.csv_text import csv_text
from loaders.problems import Problem, report
from loaders.read.cells import BadCell, read_cell
from loaders.take_out.cypher_answers import to_csv
from loaders.take_out.export import as_csv as export_csv
from loaders.take_out.export import as_xlsx
from loaders.take_out.report_files import Report, ReportSection, as_workbook, as_zip
from tests.graphs import contact, graph, node, on_day, talks, tie

#: Names that a spreadsheet would run.
NASTY = (
    "=A1", "+1+1", "-2+3", "@SUM(A1)", "=cmd", "-A1", "+A1", "- A1", " =A1", "\t=A1", "\r=A1",
    "＝A1", "＋A1",
)  # fmt: skip
#: Names that are none: a number with its sign fills the cell, or the sign stands within.
HARMLESS = ("-5", "+1.5", "-1,000.50", "-5 %", "1+1", "a=b", "me@org.example", "−5", "1-2", "'=A1")


def of(name: str) -> Day:
    """A graph in which a delegation, a member and an agreement are called so, past the way in."""
    extra = [
        node("Delegation", "odd", name=name, short_name=name),
        node("Member", "odd_member", name=name, stakeholder_group="academia"),
        node("Agreement", "odd_deal", name=name),
        node("Phase", "odd_1", status="negotiating", valid_from="2020-01-01"),
        tie("odd_1", "PHASE_OF", "odd_deal"),
        tie("odd_deal", "COVERS", "flows", strength="binding"),
        tie("odd", "NEGOTIATES", "odd_deal", role="negotiator"),
        tie("odd", "NEGOTIATES", "deal", role="negotiator"),
        *contact("met", "2024-11-01", "meeting", "odd_member", "odd", "flows"),
    ]
    return on_day(graph(*talks(), *extra), date(2025, 1, 1))


def map_table(day: Day) -> str:
    seen = spoken_scene(day, "odd_deal", "").picture
    names = {entry.id: entry.name for entry in seen.entries}
    return csv_text(
        HEADINGS, [list(record(day.snapshot, one, names).values()) for one in seen.ties]
    )


def reported(day: Day) -> Report:
    name = day.snapshot.name("odd")
    return Report("odd", name, (name,), (ReportSection("T", name, ("name",), ((name,),)),))


def in_zip(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".csv"))
        return archive.read(name).decode()


WAYS: dict[str, Callable[[Day], str]] = {
    "export": lambda day: "".join(export_csv(day.snapshot, kind) for kind in SCHEMA.types),
    "matrix": lambda day: matrix_csv(day, find_cells(day)),
    "map": map_table,
    "plan": lambda day: plan_csv(View(day, False), plan(day, 3.0), {}),
    "question": lambda day: answer_csv(["name"], [[day.snapshot.name("odd")]]),
    "cypher": lambda day: to_csv(Answer(("name",), ((day.snapshot.name("odd"),),))),
    "report": lambda day: in_zip(as_zip(reported(day))),
    "problems": lambda day: report(
        [Problem("a.csv", 2, "name", "formula", "x", day.snapshot.name("odd"))]
    ),
}


def cells(text: str) -> list[str]:
    return [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("way", WAYS)
def test_what_a_spreadsheet_would_run_leaves_as_text(way: str, name: str) -> None:
    text = WAYS[way](of(name))
    found = [cell for cell in cells(text) if cell.endswith(name.strip()[-2:])]
    assert found, "the name is in the file"
    assert not any(cell.strip().startswith(tuple("=+-@＝＋－＠")) for cell in found)
    assert "\r\n" not in text.replace(name, ""), "one line ending"


@pytest.mark.parametrize("name", HARMLESS)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_no_formula_leaves_as_it_is(way: str, name: str) -> None:
    assert any(name in cell and f"'{name}" not in cell for cell in cells(WAYS[way](of(name))))


@pytest.mark.long
@pytest.mark.parametrize("name", NASTY)
def test_a_workbook_holds_it_as_text(name: str) -> None:
    if not name.strip("\r\t"):
        return
    for data in (as_workbook(reported(of(name))), as_xlsx(of(name).snapshot)):
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert not any(
            cell.data_type == "f" for sheet in book for line in sheet.iter_rows() for cell in line
        )


@pytest.mark.parametrize("name", NASTY)
def test_it_does_not_come_in(name: str) -> None:
    field = next(one for one in SCHEMA.by_label["Delegation"].columns if one.name == "name")
    with pytest.raises(BadCell):
        read_cell(field, name)


@pytest.mark.parametrize("name", HARMLESS)
def test_a_number_with_its_sign_comes_in(name: str) -> None:
    field = next(one for one in SCHEMA.by_label["Delegation"].columns if one.name == "name")
    assert read_cell(field, name) == name
