"""The tables of a sheet, found where they stand: under titles, beside empty columns, with headings
over two rows, and totals or notes below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from loaders.read.cells import clean
from loaders.read.grids import ERRORS, Grid, is_nothing, letters
from loaders.sheets.date_styles import read_date
from loaders.sheets.heading_words import folded, known_heading

#: So many rows from the top on may be titles.
TITLES = 40
#: So many rows are looked through for what tells a row of headings.
LOOKED_AT = 200
#: How persons are addressed, as cells beside their names.
ADDRESSED = frozenset(
    ("dr", "frau", "h e", "herr", "miss", "mlle", "mme", "mr", "mrs", "ms", "prof", "sr", "sra")
)
#: Fewer known words are no column of headings.
FEW = 3
#: A unit, which is no heading by itself.
UNIT = re.compile(r"\(.*\)|\[.*\]|[%€$£]")
#: Behind the heading of a column that holds the addresses behind the words of another.
ADDRESS = " (address)"
#: After so many empty rows another table may begin (Kumu's rule).
GAP = 2
TOTALS = re.compile(
    r"(grand |sub ?)?(total|totals|sum|count|average|totaux|total general|suma|somme|totales|"
    r"summe|gesamt|insgesamt)\b"
)

YEAR = re.compile(r"(?:19|20)\d{2}")
#: The foot or the head of a page, as it comes along when a table is copied from a document.
PAGE = re.compile(r"(page|pagina|seite|p|pag) \d+( (of|de|von|sur|di|/)? ?\d+)?")

#: An address in brackets behind a name, as Notion writes what a row is related to; and a list of
#: such names.
BEHIND = re.compile(r"\s*\((https?://[^\s()]+)\)")
LONG = 2_000
NAMES_AND_ADDRESSES = re.compile(rf"[^()\n]+{BEHIND.pattern}(, [^()\n]+{BEHIND.pattern})*")

NumberedCells = tuple[int, tuple[str, ...]]
#: Addresses behind the words of cells, by row and column.
CellAddresses = Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class SheetTable:
    """One table: its headings with the letters of their columns, and its rows as wide as those."""

    file: str
    sheet: str
    row: int
    headings: tuple[str, ...]
    letters: tuple[str, ...]
    rows: tuple[NumberedCells, ...]
    notices: tuple[str, ...] = ()
    #: Rows that have more cells than there are headings: (row, number of cells).
    too_long: tuple[tuple[int, int], ...] = ()
    #: Whether it stood in text, where a comma without quotes moves the cells.
    exact: bool = False

    def column(self, place: int, most: int | None = None) -> list[str]:
        """The cells of a column that hold something; so many at most."""
        return list(islice((cells[place] for _, cells in self.rows if cells[place]), most))


def find_tables(grid: Grid) -> list[SheetTable]:
    """The tables of a sheet; none where nothing on it looks like one."""
    rows = _filled_down(grid)
    found: list[SheetTable] = []
    for part in _parts(rows):
        if table := _table(grid, part):
            if found and _is_about(found[-1], table):
                table = _without(found.pop(), table)
            title = f"{grid.title} (table {len(found) + 1})" if found else grid.title
            found.append(replace(table, sheet=title))
        elif found:
            found[-1] = _noted(found[-1], part)
    if len(found) > 1:
        begins = ", ".join(str(table.row) for table in found)
        said = f"{grid.file}: {len(found)} tables stand here, with headings in rows {begins}"
        found[0] = replace(found[0], notices=(said, *found[0].notices))
    if found and grid.told:
        found[0] = replace(found[0], notices=(*grid.told, *found[0].notices))
    return found


def is_turned(table: SheetTable) -> bool:
    """Whether the headings of a table stand below each other in its first column.

    >>> rows = ((2, ("With whom", "USTR")), (3, ("How", "call")), (4, ("Topic", "flows")))
    >>> is_turned(SheetTable("a.csv", "a", 1, ("Who", "EFF"), ("A", "B"), rows))
    True
    """
    words = [table.headings[0], *table.column(0)]
    known = sum(map(known_heading, words))
    return len(words) >= FEW and known >= 0.8 * len(words) and _known(table.headings[1:]) == 0


def _filled_down(grid: Grid) -> list[NumberedCells]:
    """The rows with the text of merged cells in each row that they cover; across, a merged cell
    stays one.
    """
    down = [span for span in grid.merged if span[2] > span[0]]
    if not down:
        return list(grid.rows)
    held = {number: list(cells) for number, cells in grid.rows}
    for first, left, last, _ in down:
        text = held[first][left] if first in held and left < len(held[first]) else ""
        for number in range(first + 1, last + 1) if text else ():
            cells = held.get(number)
            if cells is not None:
                cells.extend([""] * (left + 1 - len(cells)))
                cells[left] = cells[left] or text
    return [(number, tuple(cells)) for number, cells in sorted(held.items())]


def _parts(rows: Sequence[NumberedCells]) -> list[list[NumberedCells]]:
    """The rows, parted where several empty ones stand and what follows looks like headings, or a
    single one and headings of another table.
    """
    parts: list[list[NumberedCells]] = []
    for place, row in enumerate(rows):
        gap = row[0] - parts[-1][-1][0] - 1 if parts else 0
        known = gap >= GAP and _known(row[1]) >= 2
        if not parts or (len(parts[-1]) > 1 and (known or (gap and _other_headings(rows, place)))):
            parts.append([])
        parts[-1].append(row)
    return parts


def _other_headings(rows: Sequence[NumberedCells], place: int) -> bool:
    """Whether the headings of another table stand here, under a title or none: words where the
    last row has days, numbers or addresses, with such cells below. A group of rows of the same
    table is none: what its first row says, other rows say too.
    """
    titled = sum(1 for cell in rows[place][1] if cell.strip()) == 1
    head = place + 1 if titled else place
    if head + 1 >= len(rows) or rows[head + 1][0] - rows[place][0] != head + 1 - place:
        return False
    above = rows[place - 1][1]
    if sum(1 for cell in above if cell.strip()) < 3:
        return False  # a list of what is said of the table below
    headings = {at: cell.strip() for at, cell in enumerate(rows[head][1]) if cell.strip()}
    if len(headings) < 3 or len({*map(folded, headings.values())}) < len(headings):
        return False
    if not all(_plain(cell) and not is_nothing(cell) for cell in headings.values()):
        return False

    def unlike(cells: Sequence[str]) -> set[int]:
        filled = {at: cells[at].strip() for at in headings if at < len(cells)}
        return {at for at, cell in filled.items() if cell and not _plain(cell)}

    last, first = unlike(above), unlike(rows[head + 1][1])
    if not first or not last or not (len(last) > 1 or first - last):
        return False
    others = (cells for number, cells in rows if number != rows[head][0])
    return not any(
        at < len(cells) and cells[at].strip() == cell
        for cells in others
        for at, cell in headings.items()
    )


def _plain(cell: str) -> bool:
    return _wordy(cell) and "@" not in cell


def _is_about(table: SheetTable, below: SheetTable) -> bool:
    """Whether a table is one row that says what the longer list below it is of, as reports of a
    meeting begin with the meeting.
    """
    near = below.row - table.rows[-1][0] <= GAP if table.rows else False
    return near and len(table.rows) == 1 < len(below.rows)


def _without(above: SheetTable, table: SheetTable) -> SheetTable:
    said = (
        f"{table.file}: what stands in rows {above.row} to {above.rows[-1][0]} says what the list"
        f" below it is of, and was passed over ({', '.join(above.headings[:3])}, …)"
    )
    return replace(table, notices=(*above.notices, said, *table.notices))


def _known(cells: Sequence[str]) -> int:
    return sum(known_heading(cell) for cell in cells if cell)


def _table(grid: Grid, rows: list[NumberedCells]) -> SheetTable | None:
    place = _heading_place(rows)
    if place is None:
        return None
    number, cells = rows[place]
    above = rows[place - 1][1] if place and rows[place - 1][0] == number - 1 else ()
    headings = _headings(cells, above, _across(grid, number - 1))
    body = rows[place + 1 :]
    used = [
        column
        for column in range(len(headings))
        if headings[column] or any(len(its) > column and its[column].strip() for _, its in body)
    ]
    raw = len(cells)
    kept, long, over = [], [], []
    for its, record in body:
        if len(record) > raw and any(cell.strip() for cell in record[raw:]):
            over.append((its, len(record)))
        if grid.exact and len(record) > raw:
            long.append((its, len(record)))
        row = tuple(clean(record[column]) if column < len(record) else "" for column in used)
        if any(row):
            kept.append((its, row))
    if len(long) <= len(body) / 2:  # more, and it is Excel that writes empty cells behind each row
        over = sorted({*over, *long})
    kept, again = _without_pages(kept, [headings[column] for column in used])
    kept, left_out = _without_end(kept)
    names = _named([headings[column] for column in used], used)
    notices = (*_told(grid.file, rows[:place], above, left_out), *_again(grid.file, again))
    if not kept:
        notices = (*notices, f"{grid.file}: no row stands below the headings in row {number}")
    kept, links = _without_addresses(kept, grid, used)
    addresses = _addresses(links, used, kept)
    return SheetTable(
        grid.file,
        grid.title,
        number,
        (*names, *(f"{names[its]}{ADDRESS}" for its in addresses)),
        (*map(letters, used), *(f"{letters(used[its])}{ADDRESS}" for its in addresses)),
        tuple(_with_addresses(links, used, kept, addresses)),
        notices,
        tuple(over),
        grid.exact,
    )


def _without_addresses(
    rows: list[NumberedCells], grid: Grid, used: list[int]
) -> tuple[list[NumberedCells], CellAddresses]:
    """The rows without the addresses in brackets behind their names, where a column is full of
    such, and all addresses behind words: those of the sheet and these. Where a name leads to within
    a workspace of Notion, it leads nobody else anywhere.
    """
    links = dict(grid.linked)
    full = []
    for place in range(len(used)):
        texts = [record[place] for _, record in rows[:LOOKED_AT] if record[place]]
        if sum(map(_names_and_addresses, texts)) * 2 > len(texts):
            full.append(place)
    if not full:
        return rows, links
    found = []
    for number, cells in rows:
        held = list(cells)
        for place in full:
            web = [its[1] for its in BEHIND.finditer(cells[place]) if "notion.so/" not in its[1]]
            if web:
                links[number, used[place]] = " ; ".join(web)
            held[place] = BEHIND.sub("", cells[place]).strip()
        found.append((number, tuple(held)))
    return found, links


def _names_and_addresses(cell: str) -> bool:
    return "://" in cell and len(cell) < LONG and bool(NAMES_AND_ADDRESSES.fullmatch(cell))


def _addresses(links: CellAddresses, used: list[int], rows: list[NumberedCells]) -> list[int]:
    """The columns, by their place in the table, that have web addresses behind their words."""
    numbers = {number for number, _ in rows}
    linked = {column for row, column in links if row in numbers}
    return [place for place, column in enumerate(used) if column in linked]


def _with_addresses(
    links: CellAddresses, used: list[int], rows: list[NumberedCells], addresses: list[int]
) -> list[NumberedCells]:
    """The rows with the addresses behind their words in cells of their own."""
    if not addresses:
        return rows
    return [
        (number, (*cells, *(links.get((number, used[its]), "") for its in addresses)))
        for number, cells in rows
    ]


def _heading_place(rows: list[NumberedCells]) -> int | None:
    """Which row holds the headings: one of texts, as wide as the rows below, best with known
    words.
    """
    best, most = None, 0.0
    wide = Counter(sum(1 for cell in cells if cell.strip()) for _, cells in rows)
    usual = max(wide, key=lambda width: (wide[width], width))
    for place, (_, cells) in enumerate(rows[:TITLES]):
        filled = [cell for cell in cells if cell.strip()]
        texts = [cell for cell in filled if _wordy(cell)]
        texts += _years_in_a_row(filled) if texts else []
        if len(texts) < max(1, 0.7 * len(filled)) or len(set(filled)) < 0.6 * len(filled):
            continue
        if not _known(filled) and (_of_a_person(filled) or _says_again(rows, place)):
            continue  # a row like the others: the table has no headings
        share = min(len(filled) / max(usual, 1), 1.0)
        score = 2.0 * _known(filled) + 3.0 * share - 0.05 * place
        if len(filled) == 1 and len(rows) > place + 1 and usual > 1:
            continue
        if score > most:
            best, most = place, score
    return best


def _of_a_person(cells: Sequence[str]) -> bool:
    """Whether somebody is addressed in a row, who is no heading."""
    return any(folded(cell) in ADDRESSED for cell in cells)


def _says_again(rows: list[NumberedCells], place: int) -> bool:
    """Whether a cell of a row says what another row says in the same column, and not all do."""
    cells = {at: cell.strip() for at, cell in enumerate(rows[place][1]) if cell.strip()}
    again = {
        at
        for _, others in [*rows[:place], *rows[place + 1 :]][:LOOKED_AT]
        for at, cell in cells.items()
        if at < len(others) and others[at].strip() == cell
    }
    return 0 < len(again) < len(cells)


def _wordy(cell: str) -> bool:
    if len(cell) > 120 or cell in ERRORS or cell.startswith(("http://", "https://")):
        return False
    return not re.fullmatch(r"[\d.,%+\-/ ]+", cell) and not read_date(cell)


def _years_in_a_row(cells: Sequence[str]) -> list[str]:
    """The years that follow each other in a row, as headings do; none where they do not.

    >>> _years_in_a_row(["Body", "2019", "2020", "2021", "2022 (to June)"])
    ['2019', '2020', '2021']
    >>> _years_in_a_row(["EFF", "2019", "2017", "2019"]), _years_in_a_row(["EFF", "2019"])
    ([], [])
    """
    years = [cell for cell in cells if YEAR.fullmatch(cell.strip())]
    steps = {int(two) - int(one) for one, two in pairwise(years)}
    return years if steps in ({1}, {-1}) else []


def _across(grid: Grid, row: int) -> list[tuple[int, int]]:
    return [(left, right) for first, left, _, right in grid.merged if first == row and right > left]


def _headings(
    cells: tuple[str, ...], above: tuple[str, ...], across: list[tuple[int, int]]
) -> list[str]:
    """The headings, with the heading of their group where that alone tells two of them apart."""
    wide = max(len(cells), len(above))
    own = [_one_line(cells[place]) if place < len(cells) else "" for place in range(wide)]
    group = [_one_line(above[place]) if place < len(above) else "" for place in range(wide)]
    for left, right in across:
        for place in range(left, min(right + 1, wide)):
            group[place] = group[left]
    doubled = {name for name, number in Counter(own).items() if name and number > 1}
    titled = sum(1 for cell in above if cell.strip()) == 1

    def named(place: int, name: str) -> str:
        over = group[place]
        if over and not titled and (not name or UNIT.fullmatch(name)):
            return f"{over} {name}".strip()
        return f"{over}: {name}" if over and name in doubled else name

    return [named(place, name) for place, name in enumerate(own)]


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _named(headings: list[str], columns: list[int]) -> tuple[str, ...]:
    """A name for every column: one without a heading is named by its letter, a second of one name
    by its number.
    """
    names: list[str] = []
    for heading, column in zip(headings, columns, strict=True):
        name = heading or f"Column {letters(column)}"
        number = sum(1 for its in names if its == name or its.startswith(f"{name} ("))
        names.append(f"{name} ({number + 1})" if name in names else name)
    return tuple(names)


def _without_pages(
    rows: list[NumberedCells], headings: list[str]
) -> tuple[list[NumberedCells], list[int]]:
    """The rows without what a table on several pages has on each: its headings, and the number of
    the page; and the numbers of those.
    """
    words = [folded(heading) for heading in headings]
    kept, again = [], []
    for number, cells in rows:
        filled = [cell for cell in cells if cell]
        headed = len(filled) > 1 and all(
            folded(cell) == word for cell, word in zip(cells, words, strict=True) if cell
        )
        if headed or (len(filled) == 1 and PAGE.fullmatch(folded(filled[0]))):
            again.append(number)
        else:
            kept.append((number, cells))
    return kept, again


def _again(file: str, rows: list[int]) -> tuple[str, ...]:
    if not rows:
        return ()
    named = ", ".join(map(str, rows[:5])) + (", …" if len(rows) > 5 else "")
    where = f"row {named} repeats" if len(rows) == 1 else f"rows {named} repeat"
    return (f"{file}: {where} the headings or the number of the page, and nothing else",)


def _without_end(rows: list[NumberedCells]) -> tuple[list[NumberedCells], list[NumberedCells]]:
    """The rows without totals and notes below the table."""
    kept, left_out = list(rows), []
    while kept:
        number, cells = kept[-1]
        filled = [cell for cell in cells if cell]
        total = bool(TOTALS.match(folded(filled[0])))
        apart = len(kept) > 1 and number - kept[-2][0] > 1
        if not total and not (apart and len(filled) == 1 and len(cells) > 2):
            break
        left_out.append(kept.pop())
    return kept, left_out[::-1]


def _noted(table: SheetTable, part: list[NumberedCells]) -> SheetTable:
    told = (f"{table.file}: what stands from row {part[0][0]} on is no table and was passed over",)
    return replace(table, notices=(*table.notices, *told))


def _told(
    file: str, before: list[NumberedCells], above: tuple[str, ...], below: list[NumberedCells]
) -> tuple[str, ...]:
    found = []
    if before:
        first = " ".join(cell for cell in before[0][1] if cell)[:60]
        found.append(f"{file}: rows above the headings were passed over (“{first}”)")
    for number, cells in below:
        first = " ".join(cell for cell in cells if cell)[:60]
        found.append(f"{file} row {number} stands below the table and was left out (“{first}”)")
    return tuple(found)
