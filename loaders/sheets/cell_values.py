"""From a cell of a sheet to the value of a field, in whatever style it was written."""

from __future__ import annotations

import re
from functools import lru_cache

from graph_model.rows import Value
from graph_model.schema import Field
from loaders.check.form_rows import personal_data
from loaders.problems import quoted_cell
from loaders.read.cells import FLAGS, NAMING, BadCell, read_cell
from loaders.read.grids import ERRORS, NOTHING, is_drawn
from loaders.sheets.column_fit import code_meant
from loaders.sheets.date_styles import Order, exact_date, read_date

#: What programs put around an address.
AROUND = "\"'<>“”«» "
#: The mark of a list of notes, which a spreadsheet would take for the beginning of a formula.
LISTED = re.compile(r"^-(?:[ \u00a0]|(?=[^\W\d_]))", re.MULTILINE)
BARE = re.compile(r"(?<![/\w.])www\.", re.IGNORECASE)


class AskCode(Exception):
    """A cell that may mean a code, which only people can tell."""


@lru_cache(maxsize=65_536)
def value_of(field: Field, cell: str, order: Order | None) -> Value | None:
    """The value of a cell; None where it holds none. Raises `BadCell` and `AskCode`."""
    if cell in ERRORS:
        raise BadCell("spreadsheet-error", f"the spreadsheet shows {cell} here; mend its formula")
    if field.codes and cell.lower() in field.codes:
        return cell.lower()  # "none" is a code of some fields
    if is_drawn(cell) or (
        cell.lower() in NOTHING and (field.kind != "text" or field.name in NAMING)
    ):
        return None
    if field.kind == "date":
        return _date(field, cell, order)
    if field.kind == "code":
        return _code(field, cell)
    if field.kind == "urls":
        return read_cell(field, BARE.sub("https://www.", cell.strip(AROUND)))
    if field.kind in ("number", "integer"):
        return read_cell(field, cell.replace(" ", "").replace("\u00a0", ""))
    if why := personal_data(cell):
        raise BadCell("personal-data", why)
    return read_cell(field, LISTED.sub("– ", cell) if cell.startswith("-") else cell)


def _date(field: Field, cell: str, order: Order | None) -> Value | None:
    reading = read_date(cell)
    if reading is None:
        raise BadCell(
            "not-a-date",
            f"{quoted_cell(cell)} is not a date; write 2024-03-12, 12 March 2024 or 2024",
        )
    return read_cell(field, exact_date(reading, order))


def _code(field: Field, cell: str) -> Value | None:
    if cell in field.codes:
        return cell
    if code := code_meant(field, cell):
        return code
    if set(field.codes) >= {"yes", "no"} and cell.lower() in FLAGS:
        return "yes" if FLAGS[cell.lower()] else "no"
    raise AskCode(cell)
