"""Tables with the delegations as columns, and a day where a member met one (or the other way
round): each cell with a day is a contact.
"""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.read.grids import is_nothing
from loaders.sheets.date_styles import read_date
from loaders.sheets.name_index import NameIndex
from loaders.sheets.table_finder import SheetTable

#: So many headings that are names of bodies are no chance.
FEWEST = 2
SEVERAL = re.compile(r"\s*[;|\n]\s*")
#: What the rows name, what the columns name, and the headings under which they come in.
WAYS = (("Member", "Delegation"), ("Delegation", "Member"))
SAYS = {"Member": "Who of us", "Delegation": "With whom"}


def uncrossed(table: SheetTable, names: NameIndex) -> SheetTable:
    """The table with a row for each contact, where it is such a one; else as it stands."""
    for within, across in WAYS:
        columns = [
            place
            for place, heading in enumerate(table.headings)
            if names.known(heading, (across,)) and any(table.column(place, 1))
        ]
        if len(columns) >= FEWEST and (who := _names(table, columns, names, within)) is not None:
            return _contacts(table, who, columns, (within, across))
    return table


def _names(table: SheetTable, columns: list[int], names: NameIndex, label: str) -> int | None:
    """The column that names the bodies of the rows: the first before the others."""
    for place in range(min(columns)):
        cells = table.column(place)
        if sum(names.known(cell, (label,)) for cell in cells) * 2 > len(cells):
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
            dated = [day for day in days if read_date(day)]
            if len(dated) < len(days):
                without.append(f"{table.letters[place]}{number}: “{cells[place][:30]}”")
            beside = tuple(cells[other] for other in others)
            rows += [(number, (cells[who], table.headings[place], day, *beside)) for day in dated]
    if len(rows) < len(without):
        return _said(table, columns, labels, "few of their cells hold a day, which a contact needs")
    span = f"{table.letters[columns[0]]}–{table.letters[columns[-1]]}"
    made = replace(
        table,
        headings=(*(SAYS[label] for label in labels), "When", *(table.headings[o] for o in others)),
        letters=(
            table.letters[who],
            f"{span}, headings",
            f"{span}, cells",
            *(table.letters[other] for other in others),
        ),
        rows=tuple(rows),
    )
    left = f"; cells without a day are left out ({', '.join(without[:3])})" if without else ""
    return _said(made, columns, labels, f"each of their cells with a day is a contact{left}")


def _said(table: SheetTable, columns: list[int], labels: tuple[str, str], says: str) -> SheetTable:
    what = {"Member": "members", "Delegation": "delegations"}[labels[1]]
    notice = f"{table.file}: the headings of {len(columns)} columns are {what}; {says}"
    return replace(table, notices=(*table.notices, notice))
