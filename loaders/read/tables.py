"""From files to tables of text: CSV in the encodings and separators that spreadsheets write, and
Excel workbooks.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from graph_model.vocabulary import SCHEMA
from loaders.problems import Problem
from loaders.read.cells import CELL_LIMIT, nearest

FILE_LIMIT = 100 * 2**20
UNPACKED_LIMIT = 4 * FILE_LIMIT  # a small workbook can unpack into an endless one
OLE_MAGIC = b"\xd0\xcf\x11\xe0"  # how a workbook with a password (and the old .xls) begins


@dataclass(frozen=True)
class Source:
    """A file's name, as problems show it, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Table:
    """The records of one type, still text: header and rows with the row number that the spreadsheet
    shows.
    """

    file: str
    kind: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notices: tuple[str, ...] = ()


Read = Iterator[Table | Problem]


def gather(paths: list[Path]) -> tuple[list[Source], list[Problem]]:
    """The files behind paths: a file itself, or every CSV and Excel file of a folder, by name.
    `Problem` for what cannot be read.
    """
    sources: list[Source] = []
    problems: list[Problem] = []
    for path in paths:
        if not path.exists():
            problems.append(
                Problem(
                    str(path),
                    0,
                    "",
                    "file-missing",
                    "there is no file or folder of that name; check the spelling",
                )
            )
        elif path.is_dir():
            files = sorted(
                file
                for file in path.iterdir()
                if file.suffix.lower() in READERS and not file.name.startswith(("~$", "."))
            )
            if not any(
                file.suffix.lower() == ".xlsx" or file.stem.lower() in SCHEMA.by_file
                for file in files
            ):
                known = ", ".join(list(SCHEMA.by_file)[:4])
                sentence = (
                    f"no file here is named after a label or relationship type ({known}, …);"
                    " `linkages template` writes them"
                )
                problems.append(Problem(str(path), 0, "", "no-known-file", sentence))
            else:
                _take(files, sources, problems)
        else:
            _take([path], sources, problems)
    return sources, problems


def _take(files: list[Path], sources: list[Source], problems: list[Problem]) -> None:
    for file in files:
        try:
            size = file.stat().st_size
            if size > FILE_LIMIT:
                problems.append(_too_large(file.name, size))
                continue
            sources.append(Source(file.name, file.read_bytes()))
        except OSError as error:
            reason = (error.strerror or "it cannot be opened").lower()
            problems.append(
                Problem(
                    file.name, 0, "", "file-unreadable", f"{reason}; allow reading it and try again"
                )
            )


def read(source: Source) -> Read:
    """The tables of one file, with a `Problem` in place of each that cannot be read."""
    suffix = Path(source.name).suffix.lower()
    if len(source.data) > FILE_LIMIT:
        yield _too_large(source.name, len(source.data))
    elif suffix not in (*READERS, *GRAPHS):
        yield Problem(
            source.name,
            0,
            "",
            "unknown-file",
            f"'{suffix}' files are not read; save it as .csv or .xlsx",
        )
    elif not source.data.strip():
        yield _empty(source.name)
    elif suffix in GRAPHS:
        from loaders.read.graph_files import read_graph  # it makes tables of this module

        yield from read_graph(source)
    else:
        yield from READERS[suffix](source)


# ---------------------------------------------------------------- CSV


def read_csv(source: Source) -> Read:
    """One CSV file: UTF-8 with or without a byte order mark, UTF-16, or Windows-1252 with a notice;
    comma, semicolon or tab.
    """
    kind = _kind(Path(source.name).stem)
    if kind not in SCHEMA.by_file:
        yield _unknown(source.name, kind, "file")
        return
    decoded = _decode(source)
    if isinstance(decoded, Problem):
        yield decoded
        return
    text, notices = decoded
    if not text.strip():
        yield _empty(source.name)
        return
    yield _parse(source.name, kind, text, notices)


def _decode(source: Source) -> tuple[str, tuple[str, ...]] | Problem:
    data = source.data
    truncated = Problem(
        source.name, 0, "", "file-truncated", "the file ends inside a letter; save or copy it again"
    )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), (f"{source.name} was read as UTF-16",)
        except UnicodeDecodeError:
            return truncated
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return truncated
    try:
        return data.decode("cp1252"), (
            f"{source.name} is not UTF-8 and was read as Windows-1252; look at its accents",
        )
    except UnicodeDecodeError as error:
        sentence = (
            f"byte 0x{data[error.start]:02x} at position {error.start} is no text; save the file as"
            " 'CSV UTF-8'"
        )
        return Problem(source.name, 0, "", "wrong-encoding", sentence)


def _parse(name: str, kind: str, text: str, notices: tuple[str, ...]) -> Table | Problem:
    known = {field.name for field in SCHEMA.by_file[kind].columns}
    first = text.lstrip().split("\n", 1)[0]
    separator = max(
        ",;\t",
        key=lambda mark: (
            len(known.intersection(cell.strip(' "\r') for cell in first.split(mark))),
            first.count(mark),
        ),
    )
    number, records = 0, []
    try:
        for number, record in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), start=1
        ):
            if any(cell.strip() for cell in record):
                records.append((number, tuple(record)))
    except csv.Error as error:
        if "field larger" in str(error):
            sentence = (
                f"a cell is over the limit of {CELL_LIMIT:,} characters; a quote may be missing"
                " before it"
            )
            return Problem(name, number + 1, "", "too-long", sentence)
        sentence = (
            "the file ends inside a quoted cell"
            if "end of data" in str(error)
            else "a quote stands in the middle of a cell"
        )
        return Problem(name, number + 1, "", "file-truncated", f"{sentence}; save or copy it again")
    header, *rows = records
    return Table(name, kind, tuple(cell.strip() for cell in header[1]), tuple(rows), notices)


# ---------------------------------------------------------------- Excel


def read_xlsx(source: Source) -> Read:
    """One Excel workbook: a sheet per label or relationship type; sheets starting with _ or named
    'Read me' are notes of people.
    """
    broken = Problem(
        source.name,
        0,
        "",
        "broken-workbook",
        "this is not a whole .xlsx workbook; save it again as .xlsx",
    )
    if source.data.startswith(OLE_MAGIC):
        yield Problem(
            source.name,
            0,
            "",
            "locked-workbook",
            "the workbook has a password or is an old .xls; save a copy as .xlsx without one",
        )
        return
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > UNPACKED_LIMIT:
            yield _too_large(source.name, unpacked)
            return
        book = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        EOFError,
        OSError,
        SyntaxError,
    ):
        yield broken
        return
    try:
        sheets = [
            sheet
            for sheet in book.worksheets
            if not sheet.title.startswith("_") and sheet.title.lower() != "read me"
        ]
        for sheet in sheets:
            yield from _sheet(source.name, sheet.title, sheet.iter_rows(values_only=True))
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, SyntaxError):
        yield broken
    finally:
        book.close()


def _sheet(file: str, title: str, cells: Iterator[tuple[object, ...]]) -> Read:
    name, kind = f"{file} [{title}]", _kind(title)
    if kind not in SCHEMA.by_file:
        yield _unknown(name, kind, "sheet")
        return
    records = [
        (number, tuple(_plain(cell) for cell in record))
        for number, record in enumerate(cells, start=1)
        if any(cell is not None and cell != "" for cell in record)
    ]
    if not records:
        yield _empty(name)
        return
    header, *rows = records
    width = max((index + 1 for index, cell in enumerate(header[1]) if cell.strip()), default=0)
    # a sheet is as wide as its widest row: empty cells beyond the header are no cells
    trimmed = tuple(
        (number, record[:width] if not any(record[width:]) else record) for number, record in rows
    )
    yield Table(name, kind, tuple(cell.strip() for cell in header[1][:width]), trimmed)


def _plain(cell: object) -> str:
    """A cell of a workbook as the text that a CSV file would hold."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _kind(stem: str) -> str:
    """`Agreement`, `agreement` and `Took part in` all name a type."""
    word = stem.strip()
    if word in SCHEMA.by_label:
        return SCHEMA.by_label[word].file
    return word.lower().replace(" ", "_").replace("-", "_")


def _unknown(file: str, kind: str, what: str) -> Problem:
    hint = nearest(kind, list(SCHEMA.by_file))
    return Problem(
        file,
        0,
        "",
        "unknown-file",
        f"'{kind}' is no label or relationship type{hint}; name the {what} after one",
    )


def _empty(file: str) -> Problem:
    return Problem(
        file,
        0,
        "",
        "file-empty",
        "the file is empty; `linkages template` writes one with its header",
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
READERS: dict[str, Callable[[Source], Read]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xlsx": read_xlsx,
}
