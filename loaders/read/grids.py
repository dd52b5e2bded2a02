"""A sheet as it stands: the text of its cells, with the row numbers and column letters that the
spreadsheet shows. What formats, hidden rows and merged cells tell is kept beside the text.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loaders.problems import Problem

#: What a spreadsheet shows in a cell that it could not work out.
ERRORS = (
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NUM!",
    "#NULL!",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
)
#: What programs write for a cell that has no value.
NOTHING = (
    "nan", "nat", "null", "none", "n/a", "na", "<na>", "#n/a n/a", "nil", "nil return", "néant",
    "neant", "sans objet", "aucun", "aucune", "ninguno", "ninguna", "no aplica", "sin datos",
)  # fmt: skip
#: What people draw in a cell that is to stay empty.
DRAWN = "-–—−_.… "
#: The last row that spreadsheet programs have; what stands beyond it is no sheet of people.
LAST_ROW = 1_048_576

#: A formula that shows words and leads to an address.
HYPERLINK = re.compile(r'\bHYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)

Span = tuple[int, int, int, int]


def is_drawn(cell: str) -> bool:
    """Whether somebody drew a line, or dots, where there is nothing to say.

    >>> [is_drawn(cell) for cell in ("-", "–", " -- ", "...", "", "- item", "-5")]
    [True, True, True, True, True, False, False]
    """
    return not cell.strip(DRAWN)


def is_nothing(cell: str) -> bool:
    """Whether a cell says that it has no value.

    >>> [is_nothing(cell) for cell in ("N/A", "—", "", "none at all")]
    [True, True, True, False]
    """
    return cell.lower() in NOTHING or is_drawn(cell)


@dataclass(frozen=True)
class Grid:
    """One sheet. `rows` are those that hold anything, by number, each from column A on; `merged`
    are (first row, first column, last row, last column), rows from 1 and columns from 0.
    """

    file: str
    title: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notices: tuple[str, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Span, ...] = ()
    #: Whether cells left out of a row are told apart from empty ones (in CSV they are).
    exact: bool = False
    formulas: int = 0
    #: The web addresses that stand behind the words of cells, by row and column.
    linked: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def told(self) -> tuple[str, ...]:
        """What a reader of this sheet should know of it."""
        shown = {number for number, _ in self.rows}
        hidden = sorted(self.hidden_rows & shown)
        found = list(self.notices)
        if hidden:
            found.append(
                f"{self.file}: {len(hidden):,} hidden row{'s' if len(hidden) != 1 else ''}"
                f" (the first is row {hidden[0]}); they are read like the others"
            )
        if self.formulas:
            found.append(
                f"{self.file}: {self.formulas:,} formula{'s' if self.formulas != 1 else ''}; the"
                " values that the spreadsheet stored for them were taken"
            )
        if self.linked:
            row, column = min(self.linked)
            found.append(
                f"{self.file}: {len(self.linked):,} cell{'s' if len(self.linked) != 1 else ''} with"
                f" a web address behind the words (the first is {letters(column)}{row}); the words"
                " are read, and the addresses as a column of their own beside them"
            )
        return tuple(found)


Grids = Iterator[Grid | Problem]


@dataclass
class GridCells:
    """Cells as they are found, to become a `Grid`."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: list[Span] = field(default_factory=list)
    formulas: int = 0
    linked: dict[tuple[int, int], str] = field(default_factory=dict)

    def put(self, row: int, column: int, text: str) -> None:
        """Keep the text of a cell; an empty one is no cell."""
        if text:
            self.rows.setdefault(row, {})[column] = text

    def link(self, row: int, column: int, address: str) -> None:
        """Keep what stands behind the words of a cell, where it is a web address."""
        if address.lower().startswith(("http:", "https:")) and not set(address) & {*" \n"}:
            self.linked[row, column] = address

    def link_of(self, row: int, column: int, formula: str) -> None:
        """Keep the address of a cell that is a link by its formula."""
        if found := HYPERLINK.search(formula):
            self.link(row, column, found[1])

    def grid(self, file: str, title: str, hidden: bool = False) -> Grid:
        """The sheet that these cells are."""
        return Grid(
            file,
            title,
            tuple((number, _filled(self.rows[number])) for number in sorted(self.rows)),
            hidden=hidden,
            hidden_rows=frozenset(self.hidden),
            merged=tuple(self.merged),
            formulas=self.formulas,
            linked={at: url for at, url in self.linked.items() if self._words_at(*at)},
        )

    def _words_at(self, row: int, column: int) -> bool:
        text = self.rows.get(row, {}).get(column, "")
        return bool(text) and not text.lower().startswith(("http:", "https:", "www."))


def _filled(cells: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(cells.get(column, "") for column in range(max(cells) + 1))


def letters(column: int) -> str:
    """The name of a column in the spreadsheet, counted from 0.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name, left = "", column + 1
    while left:
        left, place = divmod(left - 1, 26)
        name = string.ascii_uppercase[place] + name
    return name


def number_text(value: float) -> str:
    """A number as a CSV file would hold it: whole ones without a point.

    >>> number_text(2019.0), number_text(14.1)
    ('2019', '14.1')
    """
    whole = float(value).is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else repr(float(value))


def stem(file: str) -> str:
    """The name of a file without its ending."""
    return Path(file).stem
