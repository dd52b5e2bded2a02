"""Which tables of a file are a network: entries, and ties with two ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.sheets.date_styles import read_date
from loaders.sheets.heading_words import folded
from loaders.sheets.table_finder import SheetTable

NODEXL = ("vertex 1", "vertex 2")
ENDS = (("from", "to"), ("source", "target"), NODEXL)
#: What ties name their ends by.
KEYS = ("vertex", "id")
SEVERAL = re.compile(r"\s*\|\s*")
NAMED = ("label", "name", "title")
TYPES = ("type", "element type", "kind", "category", "modularity class")
TIE_TYPES = ("type", "connection type", "kind", "relationship", "label", "interaction")


@dataclass(frozen=True)
class NetworkTables:
    """The tables of a network: its entries (where there is such a table) and its ties."""

    elements: tuple[SheetTable, ...]
    connections: tuple[SheetTable, ...]


def network_tables(tables: Sequence[SheetTable]) -> NetworkTables | None:
    """The network that the tables are; None where no table names two ends by name, but for a graph
    file (which has no row of headings) of entries alone.
    """
    ties = tuple(its for its in tables if ends_of(its))
    rest = tuple(its for its in tables if its not in ties)
    if not ties and (not rest or any(its.row for its in rest)):
        return None
    # a workbook of NodeXL has tables of groups and figures beside that of its entries
    nodexl = any(column_of(its, NODEXL[0]) is not None for its in ties)
    named = KEYS[:1] if nodexl else (*NAMED, *KEYS)
    entries = tuple(its for its in rest if column_of(its, *named) is not None)
    keys = {
        cells[place]
        for its in entries
        for place in (column_of(its, *KEYS), column_of(its, *NAMED))
        if place is not None
        for _, cells in its.rows
    }
    if entries and ties and not any(_known(its, keys) for its in ties):
        return None
    return NetworkTables(entries, ties)


def _known(table: SheetTable, keys: set[str]) -> bool:
    ends = ends_of(table)
    cells = [part for place in ends for cell in table.column(place) for part in SEVERAL.split(cell)]
    return sum(cell in keys for cell in cells) >= 0.5 * max(len(cells), 1)


def ends_of(table: SheetTable) -> tuple[int, ...]:
    """The columns of the two ends; none where they hold days or addresses, but for a table that
    says of itself what it is (it has no row of headings): an id may look like a year.
    """
    names = [folded(heading) for heading in table.headings]
    for first, last in ENDS:
        if first in names and last in names:
            places = (names.index(first), names.index(last))
            cells = [cell for place in places for cell in table.column(place)[:50]]
            odd = sum(
                cell.startswith("http") or (len(cell) > 3 and bool(read_date(cell)))
                for cell in cells
            )
            return places if cells and (not table.row or odd < 0.5 * len(cells)) else ()
    return ()


def column_of(table: SheetTable, *names: str) -> int | None:
    held = [folded(heading) for heading in table.headings]
    return next((held.index(name) for name in names if name in held), None)
