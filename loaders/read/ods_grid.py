"""OpenDocument spreadsheets (.ods): what the cells show, with errors, line breaks and hidden rows,
which readers of values leave out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, iterparse

from loaders.problems import Problem
from loaders.read.grids import ERRORS, LAST_ROW, GridCells, Grids, number_text
from loaders.read.number_formats import Shows

BROKEN = "this is not a whole .ods spreadsheet; save it again as .ods or .xlsx"
LOCKED = "the spreadsheet has a password; save a copy without one"
#: A cell or row that is said to stand so often, and holds something, is no table of people.
REPEATED = 10_000
#: What LibreOffice shows for errors of its own.
OWN_ERRORS = ("Err:", "#MACRO?")


def ods_grids(name: str, data: bytes) -> Grids:
    """The sheets of a spreadsheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                yield Problem(name, 0, "", "locked-workbook", LOCKED)
                return
            content = archive.read("content.xml")
        yield from _tables(name, content)
    except (zipfile.BadZipFile, ParseError, KeyError, EOFError, OSError, RuntimeError, ValueError):
        yield Problem(name, 0, "", "broken-workbook", BROKEN)


def _tables(name: str, content: bytes) -> Grids:
    formats: dict[str, Shows] = {}
    styles: dict[str, str] = {}
    hidden: dict[str, bool] = {}
    cells, title, row, style = GridCells(), "", 1, ""
    for event, element in iterparse(io.BytesIO(content), ("start", "end")):
        tag = _tag(element)
        if event == "start":
            if tag == "table" and _get(element, "name"):
                cells, row = GridCells(), 1
                title, style = _get(element, "name"), _get(element, "style-name")
        elif tag == "date-style":
            formats[_get(element, "name")] = _exact(element)
        elif tag == "style":
            styles[_get(element, "name")] = _get(element, "data-style-name")
            hidden[_get(element, "name")] = any(
                _get(part, "display") == "false" for part in element
            )
        elif tag == "table-row":
            row += _row(element, row, cells, formats, styles)
            element.clear()
        elif tag == "table" and title:
            yield cells.grid(f"{name} [{title}]", title, hidden.get(style, False))
            title = ""
            element.clear()


def _row(
    element: Element, row: int, cells: GridCells, formats: dict[str, Shows], styles: dict[str, str]
) -> int:
    """Keep the cells of a row; how many rows of the sheet it stands for."""
    times = int(_get(element, "number-rows-repeated") or 1)
    held: list[tuple[int, str]] = []
    column = 0
    for cell in element:
        repeated = int(_get(cell, "number-columns-repeated") or 1)
        if _tag(cell) in ("table-cell", "covered-table-cell"):
            exact = formats.get(styles.get(_get(cell, "style-name"), ""), "day")
            if text := _value(cell, exact, cells):
                held.extend((column + place, text) for place in range(min(repeated, REPEATED)))
                _link(cell, row, column, cells)
            across, down = _get(cell, "number-columns-spanned"), _get(cell, "number-rows-spanned")
            if int(across or 1) > 1 or int(down or 1) > 1:
                last = (row + int(down or 1) - 1, column + int(across or 1) - 1)
                cells.merged.append((row, column, *last))
        column += repeated
    if held and (times > REPEATED or row > LAST_ROW):
        raise ValueError("a row with content repeated without end")
    for number in range(row, row + times) if held else ():
        if _get(element, "visibility") in ("collapse", "filter"):
            cells.hidden.add(number)
        for place, text in held:
            cells.put(number, place, text)
    return times


def _value(cell: Element, exact: Shows, cells: GridCells) -> str:
    kind, shown = _get(cell, "value-type"), "\n".join(_paragraphs(cell))
    if shown in ERRORS or shown.startswith(OWN_ERRORS):
        return shown
    if _get(cell, "formula") and kind:
        cells.formulas += 1
    if kind in ("float", "percentage", "currency"):
        return number_text(float(_get(cell, "value")))
    if kind == "boolean":
        return _get(cell, "boolean-value")
    if kind == "date":
        return _get(cell, "date-value")[: {"year": 4, "month": 7}.get(exact, 10)]
    return _get(cell, "string-value") or shown


def _link(cell: Element, row: int, column: int, cells: GridCells) -> None:
    """Keep the address behind the words of a cell, the first where it has several."""
    cells.link_of(row, column, _get(cell, "formula"))
    for part in cell.iter():
        if _tag(part) == "a" and (row, column) not in cells.linked:
            cells.link(row, column, _get(part, "href"))


def _exact(style: Element) -> Shows:
    parts = {_tag(part) for part in style}
    if "day" in parts:
        return "day"
    return "month" if "month" in parts else "year" if "year" in parts else "day"


def _paragraphs(cell: Element) -> Iterator[str]:
    for part in cell:
        if _tag(part) == "p":
            yield "".join(_pieces(part))


def _pieces(part: Element) -> Iterator[str]:
    yield part.text or ""
    for inner in part:
        tag = _tag(inner)
        if tag == "s":
            yield " " * int(_get(inner, "c") or 1)
        elif tag in ("line-break", "tab"):
            yield " "
        elif tag != "annotation":
            yield from _pieces(inner)
        yield inner.tail or ""


def _tag(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _get(element: Element, name: str) -> str:
    """An attribute whatever its namespace."""
    return next((value for key, value in element.items() if key.rsplit("}", 1)[-1] == name), "")
