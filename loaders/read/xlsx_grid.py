"""Excel workbooks (.xlsx, .xlsm, Strict Open XML): values, number formats, merged and hidden cells,
read from the parts of the file that hold them.

openpyxl reads styles, links and properties too, and fails on those that other programs write a
little differently; python-calamine hides errors, formats and hidden rows. Both would tell people
something else than their sheet shows.
"""

from __future__ import annotations

import io
import posixpath
import re
import string
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse

from loaders.problems import Problem
from loaders.read.grids import LAST_ROW, GridCells, Grids, number_text
from loaders.read.number_formats import BUILT_IN, Shows, date_precision, date_text

OLE_MAGIC = b"\xd0\xcf\x11\xe0"  # how a workbook with a password (and the old .xls) begins
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
BROKEN = "this is not a whole .xlsx workbook; save it again as .xlsx"
#: What takes the place of each byte that is no text, where a workbook was sent or kept as if it
#: were one: nothing brings them back.
REPLACED = "\ufffd".encode() * 2
AS_TEXT = (
    "this workbook was changed into text on its way (by a mail, a chat or a version control), which"
    " cannot be undone; ask for the file again, zipped"
)


class NotAWorkbook(Exception):
    """The file, or a part of it, is none."""


def xlsx_grids(name: str, data: bytes) -> Grids:
    """The sheets of a workbook."""
    if data.startswith(OLE_MAGIC):
        sentence = "the workbook has a password; save a copy without one"
        yield Problem(name, 0, "", "locked-workbook", sentence)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = _Book(archive)
            for title, part, hidden in book.sheets():
                cells = book.cells(part)
                yield cells.grid(f"{name} [{title}]", title, hidden)
    except (zipfile.BadZipFile, NotAWorkbook, ParseError, KeyError, EOFError, OSError):
        yield Problem(name, 0, "", "broken-workbook", AS_TEXT if REPLACED in data else BROKEN)
    except (ValueError, NotImplementedError, RuntimeError):
        yield Problem(name, 0, "", "broken-workbook", BROKEN)


class _Book:
    """The parts of a workbook that say what its cells hold."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive, self.names = archive, set(archive.namelist())
        roots = self.relations("")
        self.main = next((to for kind, to in roots.values() if kind == "officeDocument"), "")
        if self.main not in self.names:
            raise NotAWorkbook
        self.folder = posixpath.dirname(self.main)
        self.related = self.relations(self.main)
        self.since_1904 = False
        self.texts = self.shared_texts()
        self.formats = self.cell_formats()

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: the kind and the place of each, by its id."""
        folder, file = posixpath.split(part)
        where = posixpath.join(folder, "_rels", f"{file}.rels")
        found = {}
        for relation in self.parts(where, "Relationship"):
            target = relation.get("Target", "")
            place = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            )
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found[relation.get("Id", "")] = (kind, place)
        return found

    def addresses(self, part: str) -> dict[str, str]:
        """The addresses behind the cells of a sheet, by the ids that it calls them by."""
        folder, file = posixpath.split(part)
        return {
            its.get("Id", ""): its.get("Target", "")
            for its in self.parts(posixpath.join(folder, "_rels", f"{file}.rels"), "Relationship")
            if its.get("Type", "").endswith("/hyperlink")
        }

    def parts(self, name: str, *tags: str) -> Iterator[Element]:
        """The elements of these names in one part, each let go of when the next is asked for."""
        if name not in self.names:
            return
        with self.archive.open(name) as stream:
            yield from _elements(stream, *tags)

    def of_kind(self, kind: str) -> str:
        return next((to for its, to in self.related.values() if its == kind), "")

    def sheets(self) -> Iterator[tuple[str, str, bool]]:
        """Title, part and whether it is hidden; sheets of charts and macros hold no cells."""
        listed = []
        for element in self.parts(self.main, "sheet", "workbookPr"):
            if _tag(element) == "workbookPr":
                self.since_1904 = element.get("date1904", "0").lower() in ("1", "true", "on")
                continue
            id = next((value for key, value in element.items() if key.endswith("}id")), "")
            listed.append((element.get("name", ""), id, element.get("state", "visible")))
        for title, id, state in listed:
            kind, part = self.related.get(id, ("", ""))
            if kind == "worksheet" and part in self.names:
                yield title, part, state != "visible"

    def shared_texts(self) -> list[str]:
        return [_text(item) for item in self.parts(self.of_kind("sharedStrings"), "si")]

    def cell_formats(self) -> list[Shows]:
        """What the format of each style shows, by the number of the style."""
        part, own = self.of_kind("styles"), {}
        for element in self.parts(part, "numFmt"):
            own[element.get("numFmtId", "")] = date_precision(element.get("formatCode", ""))
        found: list[Shows] = []
        for element in self.parts(part, "cellXfs"):
            for style in element:
                number = style.get("numFmtId", "0")
                plain = BUILT_IN.get(int(number), "") if number.isdigit() else ""
                found.append(own.get(number, plain))
        return found

    def cells(self, part: str) -> GridCells:
        """Everything that the cells of a sheet hold. Its own word on how far they reach is not
        believed.
        """
        cells, row, column = GridCells(), 0, -1
        columns: dict[str, int] = {}
        links = self.addresses(part)
        for element in self.parts(part, "row", "mergeCell", "hyperlink"):
            if _tag(element) == "mergeCell":
                if span := _span(element.get("ref", "")):
                    cells.merged.append(span)
                continue
            if _tag(element) == "hyperlink":
                address = next((links[id] for id in element.attrib.values() if id in links), "")
                if address and (place := REFERENCE.match(element.get("ref", ""))):
                    cells.link(int(place[2]), _column(place[1]), address)
                continue
            number = element.get("r", "")
            row, column = int(number) if number.isdigit() else row + 1, -1
            if row > LAST_ROW:
                raise NotAWorkbook
            if element.get("hidden", "0").lower() in ("1", "true", "on"):
                cells.hidden.add(row)
            held: dict[int, str] = {}
            for cell in element:
                at = _place(cell.get("r", ""), columns)
                column = column + 1 if at is None else at
                if text := self.value(cell, cells, row, column):
                    held[column] = text
            if held:
                cells.rows.setdefault(row, {}).update(held)
        return cells

    def value(self, cell: Element, cells: GridCells, row: int, column: int) -> str:
        """The text of one cell."""
        held, formula = "", ""
        for part in cell:
            tag = _tag(part)
            if tag == "v":
                held = part.text or ""
            elif tag == "is":
                held = _text(part)
            elif tag == "f":
                formula = part.text or " "
        if formula:
            if not held:
                return f"={formula.strip()}"
            cells.formulas += 1
            cells.link_of(row, column, formula)
        return self.typed(cell.get("t", "n"), held, cell.get("s", "0"))

    def typed(self, kind: str, held: str, style: str) -> str:
        if not held:
            return ""
        if kind == "s":
            place = int(held)
            return self.texts[place] if place < len(self.texts) else ""
        if kind == "b":
            return "true" if held == "1" else "false"
        if kind == "d":
            return held[:10]
        if kind != "n":
            return _decoded(held)
        number, place = float(held), int(style) if style.isdigit() else 0
        exact = self.formats[place] if place < len(self.formats) else ""
        if exact and number >= 0:
            return date_text(number, exact, self.since_1904)
        return number_text(number)


def _elements(stream: IO[bytes], *tags: str) -> Iterator[Element]:
    passed: set[str] = set()
    for _, element in iterparse(stream, ("end",)):
        if element.tag in passed:
            continue
        if _tag(element) in tags:
            yield element
            element.clear()
        else:
            passed.add(element.tag)


def _tag(element: Element) -> str:
    return _local(element.tag)


@lru_cache(1_024)
def _local(name: str) -> str:
    """The name of an element without that of its format; a sheet has a million of few names."""
    return name.rsplit("}", 1)[-1]


def _text(item: Element) -> str:
    """The text of a cell in one or several styles; how it is read aloud is no part of it."""
    if len(item) == 1 and _tag(item[0]) == "t":
        return _decoded(item[0].text or "")
    found = []
    for part in item:
        tag = _tag(part)
        if tag == "t":
            found.append(part.text or "")
        elif tag == "r":
            found.extend(run.text or "" for run in part if _tag(run) == "t")
    return _decoded("".join(found))


def _decoded(text: str) -> str:
    """Signs that Excel writes by their number (``_x000D_``)."""
    return CODED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _place(reference: str, columns: dict[str, int]) -> int | None:
    """The column of a cell, from 0, by its reference; what was found is kept by its letters."""
    name = reference.rstrip(string.digits)
    if name not in columns or not 0 < len(reference) - len(name) < 8:
        if not REFERENCE.fullmatch(reference):
            return None
        columns[name] = _column(name)
    return columns[name]


def _column(name: str) -> int:
    place = 0
    for letter in name:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _span(reference: str) -> tuple[int, int, int, int] | None:
    first, _, last = reference.partition(":")
    start, end = REFERENCE.fullmatch(first), REFERENCE.fullmatch(last)
    if not start or not end:
        return None
    return int(start[2]), _column(start[1]), int(end[2]), _column(end[1])
