"""The graph out: a folder of CSV files or an Excel workbook, in the shape in which they are read
again, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph_model.atomic_files import write_whole
from graph_model.schema import Type
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.csv_text import csv_text
from loaders.read.grids import LAST_ROW
from loaders.take_out.audience import for_audience
from loaders.take_out.equal_files import workbook_bytes, zipped
from loaders.take_out.records import records

if TYPE_CHECKING:  # openpyxl is fetched where a workbook is made: a tenth of a second of each start
    from openpyxl.worksheet.worksheet import Worksheet

CHOICES_LIMIT = 255  # what Excel takes in a drop-down that is written out


def as_csv(snapshot: Snapshot, kind: Type) -> str:
    """One CSV file."""
    header, *rows = records(snapshot, kind)
    return csv_text(header, rows)


def as_zip(snapshot: Snapshot, more: Mapping[str, bytes] | None = None) -> bytes:
    """All CSV files in one archive, for a download; `more` are files beside them."""
    return zipped(
        {f"{kind.file}.csv": as_csv(snapshot, kind).encode() for kind in SCHEMA.types}
        | dict(more or {})
    )


def as_xlsx(snapshot: Snapshot) -> bytes:
    """One workbook, a sheet per type; days are real dates in a column of whole days."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for kind in SCHEMA.types:
        sheet = book.create_sheet(kind.file)
        for row in records(snapshot, kind):
            sheet.append(row)
        _dress(sheet, kind)
    return workbook_bytes(book)


def _dress(sheet: Worksheet, kind: Type) -> None:
    """Headings in bold that stay in sight; dates and numbers as themselves, everything else as
    text. A column in which one date is a month or a year is text throughout: polars takes what does
    not fit the first hundred cells for nothing (findings/polars-excel-month-is-null.sh).
    """
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "B2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, field in enumerate(kind.columns, start=1):
        if field.kind not in ("number", "integer"):
            # or the spreadsheet turns 2018-03 into a day and article 14.10 into 14.1
            sheet.column_dimensions[get_column_letter(column)].number_format = "@"
        if field.codes:
            _choices(sheet, column, field.codes)
        cells = [cell for (cell,) in sheet.iter_rows(min_row=2, min_col=column, max_col=column)]
        days = field.kind == "date" and all(len(str(its.value or "")) in (0, 10) for its in cells)
        for cell in cells:
            text = str(cell.value or "")
            if days and text:
                cell.value = date.fromisoformat(text)
                cell.number_format = "yyyy-mm-dd"
            elif text:
                cell.number_format = "General" if field.kind in ("number", "integer") else "@"
                cell.data_type = "s"  # '10.10' is an article, not a number


def _choices(sheet: Worksheet, column: int, codes: tuple[str, ...]) -> None:
    """A drop-down of the codes in a whole column."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    listed = ",".join(codes)
    if len(listed) > CHOICES_LIMIT:
        return
    choice = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
    choice.error = "Choose one of the list."
    letter = get_column_letter(column)
    choice.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(choice)


def export(
    snapshot: Snapshot, path: Path, audience: str = "private", mode: int = 0o600
) -> list[Path]:
    """Write a workbook (a path that ends in .xlsx) or a folder of CSV files, which their owner
    alone can read unless `mode` says otherwise. Raises `OSError`.

    Types without rows get a file with its header, so that no older file of the same name is left
    beside the new ones.
    """
    shown = for_audience(snapshot, audience)
    if path.suffix.lower() == ".xlsx":
        write_whole(path, as_xlsx(shown), mode=mode)
        return [path]
    files = []
    for kind in SCHEMA.types:
        file = path / f"{kind.file}.csv"
        write_whole(file, as_csv(shown, kind), mode=mode)
        files.append(file)
    return files


def template(folder: Path) -> list[Path]:
    """An empty CSV per type and one workbook with a sheet each. Raises `OSError`."""
    return [
        *export(Snapshot(), folder, mode=0o644),
        *export(Snapshot(), folder / "linkages-template.xlsx", mode=0o644),
    ]
