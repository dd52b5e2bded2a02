"""Small files of the make that people and programs write, for tests of reading."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence

import openpyxl
from odf.opendocument import OpenDocument, OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Rows = Sequence[Sequence[object]]


def xlsx(dress: Callable[[openpyxl.Workbook], None] | None = None, **sheets: Rows) -> bytes:
    """A workbook with these sheets; `dress` changes it before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if dress:
        dress(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            held = old.read(each)
            if re.fullmatch(name, each):
                held = change(held.decode()).encode()
            new.writestr(each, held)
    return out.getvalue()


def strict(data: bytes) -> bytes:
    """The workbook as Excel saves it under "Strict Open XML"."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def change(text: str) -> str:
        return text.replace(main, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            office, "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )

    return part(data, r"(xl|_rels)/.*|_rels/.*", change)


def ods(**sheets: Rows) -> bytes:
    """An OpenDocument spreadsheet with these sheets, all cells as text."""
    document = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for value in row:
                cell = TableCell(valuetype="string") if value not in ("", None) else TableCell()
                if value not in ("", None):
                    cell.addElement(P(text=str(value)))
                line.addElement(cell)
            table.addElement(line)
        document.spreadsheet.addElement(table)
    return written(document)


def written(document: OpenDocument) -> bytes:
    """An OpenDocument file as bytes."""
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()
