"""CSV in the encodings and separators that spreadsheets write."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable

from loaders.problems import Problem
from loaders.read.cells import CELL_LIMIT
from loaders.read.grids import Grid, Grids, stem

SEPARATORS = ",;\t|"
#: So many records tell which sign parts the cells.
LOOKED_AT = 60
EMPTY = "the file is empty; `linkages template` writes one with its header"


def csv_grids(name: str, data: bytes) -> Grids:
    """The one sheet of a CSV file: UTF-8 with or without a byte order mark, UTF-16, or Windows-1252
    with a notice; comma, semicolon, tab or bar.
    """
    decoded = decode(name, data)
    if isinstance(decoded, Problem):
        yield decoded
        return
    text, notices = decoded
    if not text.strip():
        yield Problem(name, 0, "", "file-empty", EMPTY)
        return
    yield _parse(name, text, notices)


def decode(name: str, data: bytes) -> tuple[str, tuple[str, ...]] | Problem:
    """The text of a file and what should be said of its encoding."""
    truncated = Problem(
        name, 0, "", "file-truncated", "the file ends inside a letter; save or copy it again"
    )
    if wide := _wide(data):
        try:
            return data.decode(wide).removeprefix("\ufeff"), (f"{name} was read as UTF-16",)
        except UnicodeDecodeError:
            return truncated
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return truncated
        bad = error
    lines = data.splitlines()
    accented = [line for line in lines if not line.isascii()]
    wrong = [line for line in accented if not _is_utf8(line)]
    if len(wrong) < len(accented):  # a file of two encodings: neither reads all of it
        row = len(_records(data[: bad.start].decode("utf-8-sig"))) or 1
        sentence = (
            f"byte 0x{data[bad.start]:02x} in this row is no letter of UTF-8, which the rest of the"
            " file is; type the row's accents again and save the file as 'CSV UTF-8'"
        )
        return Problem(name, row, "", "wrong-encoding", sentence)
    try:
        return data.decode("cp1252"), (
            f"{name} is not UTF-8 and was read as Windows-1252; look at its accents",
        )
    except UnicodeDecodeError as error:
        sentence = (
            f"byte 0x{data[error.start]:02x} at position {error.start} is no text; save the file as"
            " 'CSV UTF-8'"
        )
        return Problem(name, 0, "", "wrong-encoding", sentence)


def _wide(data: bytes) -> str:
    """Which UTF-16 it is, also without a mark at its beginning; empty when it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:400]
    evens, odds = head[::2].count(0), head[1::2].count(0)
    if len(head) > 8 and max(evens, odds) > 0.4 * len(head) / 2 and not min(evens, odds):
        return "utf-16-le" if odds else "utf-16-be"
    return ""


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _records(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def _parse(name: str, text: str, notices: tuple[str, ...]) -> Grid | Problem:
    told, skipped = _told_separator(text)
    separator = told or _separator(text)
    number, rows = 0, []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        for number, record in enumerate(reader, start=1):
            if number > skipped and any(cell.strip() for cell in record):
                rows.append((number, tuple(record)))
    except csv.Error as error:
        return _broken(name, number + 1, str(error))
    return Grid(name, stem(name), tuple(rows), notices, exact=True)


def _told_separator(text: str) -> tuple[str, int]:
    """The separator that the first line names (``sep=;``), and how many lines that takes."""
    first = text[:8].split("\n", 1)[0].strip('\r "')
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    return "", 0


def _separator(text: str) -> str:
    """The sign that gives most rows one width, and that the widest."""

    def score(mark: str) -> tuple[int, int]:
        widths = Counter(_widths(text, mark))
        wide = {width: number for width, number in widths.items() if width > 1}
        best = max(wide.values(), default=0)
        return best, max((width for width, number in wide.items() if number == best), default=0)

    scores = {mark: score(mark) for mark in SEPARATORS}
    first = text.lstrip().split("\n", 1)[0]
    return max(SEPARATORS, key=lambda mark: (*scores[mark], first.count(mark)))


def _widths(text: str, mark: str) -> Iterable[int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        for number, record in enumerate(reader):
            if number >= LOOKED_AT:
                return
            if any(cell.strip() for cell in record):
                yield len(record)
    except csv.Error:
        return


def _broken(name: str, row: int, said: str) -> Problem:
    if "field larger" in said:
        sentence = (
            f"a cell is over the limit of {CELL_LIMIT:,} characters; a quote may be missing"
            " before it"
        )
        return Problem(name, row, "", "too-long", sentence)
    sentence = (
        "the file ends inside a quoted cell"
        if "end of data" in said
        else "a quote stands in the middle of a cell"
    )
    return Problem(name, row, "", "file-truncated", f"{sentence}; save or copy it again")
