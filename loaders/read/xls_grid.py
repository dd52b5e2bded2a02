"""Old Excel workbooks (.xls)."""

from __future__ import annotations

import io
import struct

import xlrd

from loaders.problems import Problem
from loaders.read.grids import GridCells, Grids, number_text
from loaders.read.number_formats import date_precision, date_text

BROKEN = "this is not a whole .xls workbook; save it as .xlsx"
LOCKED = "the workbook has a password; save a copy without one"


def xls_grids(name: str, data: bytes) -> Grids:
    """The sheets of a workbook."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        locked = "password" in str(error).lower() or "encrypted" in str(error).lower()
        code, sentence = ("locked-workbook", LOCKED) if locked else ("broken-workbook", BROKEN)
        yield Problem(name, 0, "", code, sentence)
        return
    except (AssertionError, LookupError, ValueError, TypeError, struct.error, AttributeError):
        yield Problem(name, 0, "", "broken-workbook", BROKEN)
        return
    for sheet in book.sheets():
        cells = GridCells()
        cells.merged = [
            (first + 1, left, last, right - 1) for first, last, left, right in sheet.merged_cells
        ]
        cells.hidden = {number + 1 for number, its in sheet.rowinfo_map.items() if its.hidden}
        for (row, column), link in sheet.hyperlink_map.items():
            cells.link(row + 1, column, link.url_or_path or "")
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row)):
                cells.put(row + 1, column, _value(book, cell))
        yield cells.grid(f"{name} [{sheet.name}]", sheet.name, bool(sheet.visibility))


def _value(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return number_text(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        form = book.format_map.get(book.xf_list[cell.xf_index].format_key)
        exact = date_precision(form.format_str) if form else "day"
        return date_text(cell.value, exact or "day", bool(book.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "true" if cell.value else "false"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return ""
