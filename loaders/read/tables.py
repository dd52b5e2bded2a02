"""From files to tables of text: each named after a label or relationship type, in whatever format
spreadsheets write.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph_model.vocabulary import SCHEMA
from loaders.problems import Problem
from loaders.read.cells import did_you_mean
from loaders.read.csv_grid import EMPTY, csv_grids
from loaders.read.grids import Grid, Grids
from loaders.read.ods_grid import ods_grids
from loaders.read.xls_grid import xls_grids
from loaders.read.xlsx_grid import xlsx_grids

FILE_LIMIT = 100 * 2**20
UNPACKED_LIMIT = 4 * FILE_LIMIT  # a small workbook can unpack into an endless one
#: So many rows from the top on are looked through for the row of headings.
HEADING_ROWS = 30


@dataclass(frozen=True)
class SourceFile:
    """A file's name, as problems show it, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class RecordTable:
    """The records of one type, still text: header and rows with the row number that the spreadsheet
    shows. `heading_row` is the row of the header, `width` how many cells it had as it stood.
    """

    file: str
    kind: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notices: tuple[str, ...] = ()
    heading_row: int = 1
    width: int = 0


@dataclass
class SourceFiles:
    """The files behind paths, what cannot be read, and what was passed over."""

    sources: list[SourceFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


TablesRead = Iterator[RecordTable | Problem]


def gather(paths: list[Path]) -> SourceFiles:
    """The files behind paths: a file itself, or every table of a folder, by name."""
    found = SourceFiles()
    for path in paths:
        if not path.exists():
            sentence = "there is no file or folder of that name; check the spelling"
            found.problems.append(Problem(str(path), 0, "", "file-missing", sentence))
        elif path.is_dir():
            _folder(path, found)
        else:
            _take([path], found)
    return found


def _folder(path: Path, found: SourceFiles) -> None:
    inside = sorted(
        file for file in path.iterdir() if file.is_file() and not file.name.startswith(("~$", "."))
    )
    files = [file for file in inside if file.suffix.lower() in READERS]
    for other in (file for file in inside if file.suffix.lower() not in READERS):
        if kind_named(other.stem) in SCHEMA.by_file:
            found.problems.append(_unread(other.name))
        else:
            found.notices.append(f"{other.name} is no table and was passed over")
    if not any(
        file.suffix.lower() in BOOKS or kind_named(file.stem) in SCHEMA.by_file for file in files
    ):
        known = ", ".join(list(SCHEMA.by_file)[:4])
        sentence = (
            f"no file here is named after a label or relationship type ({known}, …);"
            " `linkages template` writes them, `linkages import` reads sheets of any kind"
        )
        found.problems.append(Problem(str(path), 0, "", "no-known-file", sentence))
    else:
        _take(files, found)


def _take(files: list[Path], found: SourceFiles) -> None:
    for file in files:
        try:
            size = file.stat().st_size
            if size > FILE_LIMIT:
                found.problems.append(_too_large(file.name, size))
                continue
            found.sources.append(SourceFile(file.name, file.read_bytes()))
        except OSError as error:
            reason = (error.strerror or "it cannot be opened").lower()
            sentence = f"{reason}; allow reading it and try again"
            found.problems.append(Problem(file.name, 0, "", "file-unreadable", sentence))


# ---------------------------------------------------------------- sheets of any kind


def grids(source: SourceFile) -> Grids:
    """The sheets of one file as they stand, with a `Problem` in place of each that cannot be
    read.
    """
    suffix = Path(source.name).suffix.lower()
    if len(source.data) > FILE_LIMIT:
        yield _too_large(source.name, len(source.data))
    elif suffix not in READERS:
        yield _unread(source.name)
    elif not source.data.strip():
        yield Problem(source.name, 0, "", "file-empty", EMPTY)
    elif (unpacked := _unpacked(source.data)) > UNPACKED_LIMIT:
        yield _too_large(source.name, unpacked)
    else:
        yield from READERS[suffix](source.name, source.data)


def _unpacked(data: bytes) -> int:
    if not data.startswith(b"PK"):
        return len(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return len(data)  # its reader says what is wrong with it


# ---------------------------------------------------------------- tables named after a type


def read(source: SourceFile) -> TablesRead:
    """The tables of one file, each named after a type, with a `Problem` in place of each that
    cannot be read. A file of which nothing can be taken is a problem.
    """
    suffix = Path(source.name).suffix.lower()
    if suffix in GRAPHS:
        yield from _graph(source)
        return
    whole = suffix in BOOKS
    if not whole and kind_named(Path(source.name).stem) not in SCHEMA.by_file:
        readable = suffix in READERS
        yield (
            _unknown(source.name, Path(source.name).stem, "file")
            if readable
            else _unread(source.name)
        )
        return
    passed: list[str] = []
    came = False
    for grid in grids(source):
        if isinstance(grid, Grid) and whole and _aside(grid):
            passed.append(grid.title)
            continue
        came = True
        yield grid if isinstance(grid, Problem) else _table(grid, "sheet" if whole else "file")
    if not came:
        named = f" ({', '.join(passed[:6])})" if passed else ""
        sentence = (
            f"no sheet here is one of ours{named}; name a sheet after a label or relationship"
            " type, or use `linkages import`, which reads sheets of any kind"
        )
        yield Problem(source.name, 0, "", "no-table", sentence)


def _graph(source: SourceFile) -> TablesRead:
    from loaders.read.graph_files import read_graph  # it makes tables of this module

    if len(source.data) > FILE_LIMIT:
        yield _too_large(source.name, len(source.data))
    elif not source.data.strip():
        yield Problem(source.name, 0, "", "file-empty", EMPTY)
    else:
        yield from read_graph(source)


def _aside(grid: Grid) -> bool:
    """Whether a sheet is no table: notes of people, lists behind drop-downs, leftovers."""
    title = grid.title.strip().lower()
    ours = kind_named(grid.title) in SCHEMA.by_file
    noted = title.startswith("_") or title == "read me" or title.endswith("(ignore)")
    return noted or (not ours and (grid.hidden or not grid.rows))


def _table(grid: Grid, what: str) -> RecordTable | Problem:
    kind = kind_named(grid.title)
    if kind not in SCHEMA.by_file:
        return _unknown(grid.file, grid.title, what)
    if not grid.rows:
        return Problem(grid.file, 0, "", "file-empty", EMPTY)
    known = {column.name for column in SCHEMA.by_file[kind].columns}
    number, cells = _heading_row(grid, known)
    rows = [row for row in grid.rows if row[0] > number]
    left, width = _columns(cells, [record for _, record in rows], grid.exact)

    notices = list(grid.told)
    if above := [str(its) for its, _ in grid.rows if its < number]:
        notices.append(
            f"{grid.file}: the headings stand in row {number}; what is above"
            f" (row{'s' if len(above) > 1 else ''} {', '.join(above[:5])}) was passed over"
        )

    header = tuple(_heading(cell, known) for cell in cells[left:width])
    found = tuple((its, _within(record, left, width, len(cells))) for its, record in rows)
    raw = len(cells) - left if grid.exact else 0
    return RecordTable(grid.file, kind, header, found, tuple(notices), number, raw)


def _heading_row(grid: Grid, known: set[str]) -> tuple[int, tuple[str, ...]]:
    """The row with most headings that the type has, with its number; the first row where none has
    two.
    """

    def hits(place: int) -> int:
        return sum(_heading(cell, known) in known for cell in grid.rows[place][1])

    first = max(range(min(len(grid.rows), HEADING_ROWS)), key=lambda place: (hits(place), -place))
    return grid.rows[first if hits(first) > 1 else 0]


def _columns(
    cells: tuple[str, ...], rows: Sequence[tuple[str, ...]], exact: bool
) -> tuple[int, int]:
    """Where the headings begin and end; a column that has cells and an empty heading is one that
    wants a name, to the left of them and, in a grid that is `exact`, to the right.
    """
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    left, width = min(filled, default=0), max(filled, default=-1) + 1
    if exact:
        under = (place + 1 for record in rows for place, cell in enumerate(record) if cell.strip())
        width = max(width, min(len(cells), max(under, default=0)))
    if any(any(cell.strip() for cell in record[:left]) for record in rows):
        left = 0
    return left, width


def _within(record: tuple[str, ...], left: int, width: int, raw: int) -> tuple[str, ...]:
    """A row under its headings; what stands beyond them stays only where there is something."""
    cells = record[left:]
    beyond = len(record) > max(width, raw) or any(cell.strip() for cell in record[width:])
    return cells if beyond else record[left:width]


def _heading(cell: str, known: set[str]) -> str:
    """A heading as the type has it: capitals, blanks and hyphens make no difference.

    >>> _heading("Stakeholder Group", {"stakeholder_group"}), _heading("Coutry", {"country"})
    ('stakeholder_group', 'Coutry')
    """
    name = "_".join(cell.strip().lower().replace("-", " ").split())
    return name if name in known else cell.strip()


def kind_named(stem: str) -> str:
    """`Agreement`, `agreement` and `Took part in` all name a type."""
    word = stem.strip()
    if word in SCHEMA.by_label:
        return SCHEMA.by_label[word].file
    return word.lower().replace(" ", "_").replace("-", "_")


def _unknown(file: str, title: str, what: str) -> Problem:
    kind = kind_named(title)
    hint = did_you_mean(kind, list(SCHEMA.by_file))
    sentence = (
        f"'{kind}' is no label or relationship type{hint}; name the {what} after one, or use"
        " `linkages import`, which reads sheets of any kind"
    )
    return Problem(file, 0, "", "unknown-file", sentence)


def _unread(file: str) -> Problem:
    suffix = Path(file).suffix.lower()
    if suffix in OTHER_GRAPHS:
        instead = f"`linkages import` reads '{suffix}' files, as networks of other programs"
        return Problem(file, 0, "", "unknown-file", instead)
    instead = "GraphML or GEXF" if suffix in NETWORKS else ".csv or .xlsx"
    if suffix in UCINET:
        instead = "a text in its data language (.dl), as UCINET exports it"
    return Problem(
        file, 0, "", "unknown-file", f"'{suffix}' files are not read; save it as {instead}"
    )


def _too_large(file: str, size: int) -> Problem:
    limit = f"{FILE_LIMIT / 2**20:,.0f} MB"
    return Problem(
        file,
        0,
        "",
        "file-too-large",
        f"{size / 2**20:,.0f} MB is over the limit of {limit}; split the file",
    )


#: Files that hold a whole graph. In a folder they are left alone: beside tables stands a note in
#: JSON.
GRAPHS = (".graphml", ".gexf", ".json", ".cyjs")
#: Further forms of networks, which only an import reads, as those of other programs.
OTHER_GRAPHS = (".gml", ".net", ".dl")
#: Forms of networks that are not read; the programs that write them write these too.
NETWORKS = (".paj", ".vna", ".gdf", ".dot", ".gv", ".tlp", ".gephi", ".cys")
#: UCINET's own datasets: a head and its data, in two files.
UCINET = (".##h", ".##d")
READERS: dict[str, Callable[[str, bytes], Grids]] = {
    ".csv": csv_grids,
    ".tsv": csv_grids,
    ".xlsx": xlsx_grids,
    ".xlsm": xlsx_grids,
    ".ods": ods_grids,
    ".xls": xls_grids,
}
#: The formats that hold several sheets, each of which may be a table.
BOOKS = (".xlsx", ".xlsm", ".ods", ".xls")
