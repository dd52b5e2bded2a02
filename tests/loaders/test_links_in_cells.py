"""Addresses behind the words of cells: in workbooks of Excel, of LibreOffice and of Google they
come in as a column of their own.
"""

from __future__ import annotations

import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import A, P

from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.sheets.row_keeper import ImportOptions
from tests.loaders.sheets import part, written, xlsx
from tests.loaders.test_sheets_in import GRAPH

ROWS = [
    ["Date", "Who", "With whom", "Topic", "How", "Minutes"],
    ["2024-03-12", "EFF", "USTR", "Data flows", "call", "minutes"],
    ["2024-03-13", "EDRi", "DG Trade", "Data flows", "call", "https://edri.example/m"],
    ["2024-03-14", "EFF", "USTR", "Source code", "call", "none yet"],
]
SOURCES = ["Source", "https://a.example/1", "", ""]
MINUTES = "https://eff.example/minutes?of=1&day=2"


def bring(name: str, data: bytes) -> ImportPlan:
    return plan([SourceFile(name, data)], GRAPH, ImportOptions("links", "2026-11-27"), {})


def sources(found: ImportPlan) -> dict[str, str]:
    """The source of each contact, by its day."""
    return {
        row.text("date"): row.text("source_url")
        for row in found.changes.new.nodes
        if row.label == "Engagement"
    }


def told(found: ImportPlan) -> dict[str, str]:
    return {its.heading: its.meaning for its in found.proposals[0].columns}


def linked(book: openpyxl.Workbook) -> None:
    sheet = book["Contacts"]
    sheet["F2"].hyperlink = MINUTES
    sheet["B4"].hyperlink = "mailto:desk@eff.example"
    sheet["C4"].hyperlink = "#Notes!A1"


def test_a_link_in_excel_is_the_source_of_its_row() -> None:
    found = bring("contacts.xlsx", xlsx(linked, Contacts=ROWS))
    assert found.ready, [*found.questions, *found.problems]
    assert told(found)["Minutes (address)"] == "source_url"
    assert told(found)["Minutes"] == "summary"
    assert sources(found) == {"2024-03-12": MINUTES, "2024-03-13": "", "2024-03-14": ""}
    assert "desk@" not in str(found.made.rows), "an address of a person is none of the web"
    (said,) = (its for its in found.notices if "web address" in its)
    assert "1 cell with a web address behind the words (the first is F2)" in said


def test_a_link_by_formula_as_google_writes_it() -> None:
    def formula(text: str) -> str:
        cell = '<c r="F2" t="str"><f>HYPERLINK("https://eff.example/a","minutes")</f><v>minutes</v>'
        start = text.index('<c r="F2"')
        return f"{text[:start]}{cell}{text[text.index('</c>', start) :]}"

    data = part(xlsx(Contacts=ROWS), r"xl/worksheets/sheet1\.xml", formula)
    found = bring("contacts.xlsx", data)
    assert sources(found)["2024-03-12"] == "https://eff.example/a"


def test_a_column_of_links_beside_a_column_of_sources_is_an_own_field() -> None:
    def two(book: openpyxl.Workbook) -> None:
        linked(book)
        book["Contacts"]["D2"].hyperlink = "https://eff.example/flows"

    rows = [[*row, url] for row, url in zip(ROWS, SOURCES, strict=True)]
    found = bring("contacts.xlsx", xlsx(two, Contacts=rows))
    assert found.ready, [*found.questions, *found.problems]
    assert told(found)["Source"] == "source_url"
    assert {told(found)[f"{its} (address)"] for its in ("Topic", "Minutes")} == {"own"}
    (row,) = (its for its in found.changes.new.nodes if its.text("date") == "2024-03-12")
    assert "https://eff.example/flows" in row.text("own_fields")


def ods_with_links() -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Contacts")
    for cells in ROWS:
        line = TableRow()
        for text in cells:
            cell, words = TableCell(valuetype="string"), P()
            if text == "minutes":
                words.addElement(A(href=MINUTES, text=text))
            else:
                words.addText(text)
            cell.addElement(words)
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    return written(document)


def test_a_link_in_opendocument_is_the_source_of_its_row() -> None:
    found = bring("contacts.ods", ods_with_links())
    assert found.ready, [*found.questions, *found.problems]
    assert told(found)["Minutes (address)"] == "source_url"
    assert sources(found)["2024-03-12"] == MINUTES
