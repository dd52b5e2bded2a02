"""Tables with the delegations as columns, and a day where a member met one (or the other way
round): each cell with a day is a contact. And tables with a column for each year, in which stands
whom a member met.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.read.grids import is_nothing
from loaders.sheets.date_styles import lacks_year, read_date
from loaders.sheets.heading_words import folded
from loaders.sheets.name_index import NameIndex
from loaders.sheets.table_finder import NumberedCells, SheetTable

#: So many headings that are names of bodies are no chance.
FEWEST = 2
YEAR = re.compile(r"(?:19|20)\d{2}(?: \(.*\))?")
SEVERAL = re.compile(r"\s*[;|\n]\s*")
#: What the rows name, what the columns name, and the headings under which they come in.
WAYS = (("Member", "Delegation"), ("Delegation", "Member"))
SAYS, WHEN = {"Member": "Who of us", "Delegation": "With whom"}, "When"


def uncrossed(table: SheetTable, names: NameIndex, before: bool = False) -> SheetTable:
    """The table with a row for each contact, where it is such a one; else as it stands. What was
    one `before` is one again, though most of its bodies are new this time.
    """
    most = 0.0 if before else 0.5
    for within, across in WAYS:
        columns = [
            place
            for place, heading in enumerate(table.headings)
            if names.known(heading, (across,)) and any(table.column(place, 1))
        ]
        who = _names(table, columns, names, within, most) if len(columns) >= FEWEST else None
        if who is not None:
            return _contacts(table, who, columns, (within, across))
    years = [place for place, its in enumerate(table.headings) if YEAR.fullmatch(its)]
    for within, across in WAYS if len(years) >= FEWEST else ():
        who = _names(table, years, names, within, most)
        if who is not None and _whom(table, years, names, across, most):
            return _yearly(table, who, years, (within, across))
    return table


def _whom(table: SheetTable, years: list[int], names: NameIndex, label: str, most: float) -> bool:
    """Whether the cells under years name, most of them, bodies of a label."""
    cells = [cell for place in years for cell in table.column(place) if not is_nothing(cell)]
    known = sum(
        all(names.known(part, (label,)) for part in names.parts(cell, (label,))) for cell in cells
    )
    return known > most * len(cells)


def _yearly(table: SheetTable, who: int, years: list[int], labels: tuple[str, str]) -> SheetTable:
    others = [place for place in range(len(table.headings)) if place not in (who, *years)]
    made = _uncrossed(
        table,
        who,
        years,
        labels,
        [
            (number, (cells[who], cells[place], table.headings[place][:4], *_at(cells, others)))
            for number, cells in table.rows
            for place in years
            if not is_nothing(cells[place])
        ],
    )
    notice = f"{table.file}: {len(years)} columns are years; each name in them is a contact in it"
    return replace(made, notices=(*made.notices, notice))


def was_uncrossed(headings: Iterable[str]) -> bool:
    """Whether headings, folded, are those of a table that was taken apart so.

    >>> was_uncrossed(["who of us", "with whom", "when", "budget"]), was_uncrossed(["who", "when"])
    (True, False)
    """
    return {folded(its) for its in (*SAYS.values(), WHEN)} <= {*headings}


def _names(
    table: SheetTable, columns: list[int], names: NameIndex, label: str, most: float
) -> int | None:
    """The column that names the bodies of the rows: the first before the others."""
    for place in range(min(columns)):
        cells = table.column(place)
        if sum(names.known(cell, (label,)) for cell in cells) > most * len(cells):
            return place
    return None


def _contacts(
    table: SheetTable, who: int, columns: list[int], labels: tuple[str, str]
) -> SheetTable:
    others = [place for place in range(len(table.headings)) if place not in (who, *columns)]
    rows, without = [], []
    for number, cells in table.rows:
        for place in columns:
            days = [day for day in SEVERAL.split(cells[place]) if day and not is_nothing(day)]
            dated = [day for day in days if read_date(day) or lacks_year(day)]
            if len(dated) < len(days):
                without.append(f"{table.letters[place]}{number}: “{cells[place][:30]}”")
            beside = _at(cells, others)
            rows += [(number, (cells[who], table.headings[place], day, *beside)) for day in dated]
    if len(rows) < len(without):
        return _said(table, columns, labels, "few of their cells hold a day, which a contact needs")
    made = _uncrossed(table, who, columns, labels, rows)
    left = f"; cells without a day are left out ({', '.join(without[:3])})" if without else ""
    return _said(made, columns, labels, f"each of their cells with a day is a contact{left}")


def _at(cells: Sequence[str], places: Iterable[int]) -> tuple[str, ...]:
    return tuple(cells[place] for place in places)


def _uncrossed(
    table: SheetTable,
    who: int,
    columns: list[int],
    labels: tuple[str, str],
    rows: list[NumberedCells],
) -> SheetTable:
    """The table with these rows: who, with whom, when, and what stands beside that."""
    others = [place for place in range(len(table.headings)) if place not in (who, *columns)]
    span = f"{table.letters[columns[0]]}–{table.letters[columns[-1]]}"
    headings, cells = f"{span}, headings", f"{span}, cells"
    dated = [cells, headings] if YEAR.fullmatch(table.headings[columns[0]]) else [headings, cells]
    return replace(
        table,
        headings=(*(SAYS[label] for label in labels), WHEN, *(table.headings[o] for o in others)),
        letters=(table.letters[who], *dated, *(table.letters[other] for other in others)),
        rows=tuple(rows),
    )


def _said(table: SheetTable, columns: list[int], labels: tuple[str, str], says: str) -> SheetTable:
    what = {"Member": "members", "Delegation": "delegations"}[labels[1]]
    notice = f"{table.file}: the headings of {len(columns)} columns are {what}; {says}"
    return replace(table, notices=(*table.notices, notice))
