"""From the text of a cell to the value of a field, or to what is wrong with it."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import urlsplit

from graph_model.dates import FIRST, LAST, PATTERN, as_date
from graph_model.rows import Value
from graph_model.schema import Field, FieldKind
from graph_model.search_words import nearest_name
from graph_model.source_addresses import SEPARATOR
from loaders.csv_text import is_formula
from loaders.problems import quoted_cell
from loaders.read.grids import ERRORS, NOTHING

CELL_LIMIT = 32_767  # what Excel can hold in a cell
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9_]{0,119}")
#: Fields that say what something is called: "nan" is no name.
NAMING = ("id", "from_id", "to_id", "name", "short_name")
#: What stands between several addresses in one cell.
BETWEEN_URLS = re.compile(r"\s*[;,|\n]\s*(?=https?://)|\s+(?=https?://)")
FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class BadCell(Exception):
    """A cell that cannot be read; carries the code and the sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


def clean(cell: str) -> str:
    """The text without space around it, with one kind of line end (Word has two of its own)."""
    if "\v" in cell:
        cell = cell.replace("\v", "\n")
    if "\r" in cell:
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return cell.strip()


def _formula(cell: str) -> str:
    """What is wrong with a cell that a spreadsheet would run."""
    sign = cell.lstrip()[:1]
    if sign in "=＝":
        return f"{quoted_cell(cell)} is a formula; write the value itself"
    return (
        f"{quoted_cell(cell)} begins with “{sign}”, which a spreadsheet takes for a formula; begin"
        " it with a word"
    )


def read_cell(field: Field, cell: str) -> Value | None:
    """The value of a cell, None when it is empty. Raises `BadCell`."""
    if not cell:
        if field.required:
            raise BadCell("empty-required", f"'{field.name}' must be filled")
        return None
    if len(cell) > CELL_LIMIT:
        raise BadCell("too-long", f"{len(cell):,} characters are over the limit of {CELL_LIMIT:,}")
    if not cell.isprintable():
        for char in cell:
            if (
                char != "\n" and unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn")
            ) or char in "\u2028\u2029":
                raise BadCell(
                    "control-characters",
                    f"the cell holds an invisible character (U+{ord(char):04X}); type it again",
                )
    if cell in ERRORS:
        raise BadCell("spreadsheet-error", f"the spreadsheet shows {cell} here; mend its formula")
    if field.kind == "text" and field.name in NAMING and cell.lower() in NOTHING:
        raise BadCell(
            "no-value-word", f"{quoted_cell(cell)} is what programs write for an empty cell"
        )
    if is_formula(cell) and field.kind not in ("number", "integer"):
        raise BadCell("formula", _formula(cell))
    return READERS[field.kind](field, cell)


def read_id(cell: str) -> str:
    """An id. Raises `BadCell`."""
    if not IDENTIFIER.fullmatch(cell):
        guess = re.sub(
            r"[^a-z0-9]+",
            "_",
            unicodedata.normalize("NFKD", cell).encode("ascii", "ignore").decode().lower(),
        ).strip("_")
        hint = f", such as '{guess[:120]}'" if guess else ""
        raise BadCell(
            "bad-id",
            f"{quoted_cell(cell)} is not an id; use up to 120 small letters, digits and _{hint}",
        )
    return cell


def did_you_mean(word: str, known: list[str] | tuple[str, ...]) -> str:
    """'; did you mean …?' for the nearest known word, or nothing when none is near."""
    near = nearest_name(word, known)
    return f"; did you mean '{near}'?" if near else ""


def _text(field: Field, cell: str) -> Value:
    return read_id(cell) if field.name in ("id", "from_id", "to_id") else cell


def _date(field: Field, cell: str) -> Value:
    if not PATTERN.fullmatch(cell):
        raise BadCell(
            "not-a-date", f"{quoted_cell(cell)} is not a date; write 2024-03-12, 2024-03 or 2024"
        )
    if not FIRST <= int(cell[:4]) <= LAST:
        raise BadCell(
            "date-out-of-range",
            f"{quoted_cell(cell)} is outside {FIRST} to {LAST}; a digit may be missing",
        )
    try:
        as_date(cell)
    except ValueError:
        raise BadCell(
            "not-a-date", f"{quoted_cell(cell)} is not a date: the calendar has no such day"
        ) from None
    return cell


def _urls(field: Field, cell: str) -> Value:
    addresses = BETWEEN_URLS.split(cell)
    for address in addresses:
        try:
            parts = urlsplit(address)
            right = (
                parts.scheme in ("http", "https")
                and "." in (parts.hostname or "")
                and not re.search(r"\s", address)
            )
        except ValueError:
            right = False
        if not right:
            raise BadCell(
                "bad-url",
                f"{quoted_cell(address)} is not a web address; it starts with https:// or http://"
                " and has no space",
            )
    return SEPARATOR.join(addresses)


def _number(field: Field, cell: str) -> Value:
    try:
        value = float(cell)
    except ValueError:
        raise BadCell("not-a-number", f"{quoted_cell(cell)} is not a number") from None
    return _in_range(field, value)


def _integer(field: Field, cell: str) -> Value:
    if not re.fullmatch(r"[+-]?\d{1,15}", cell):
        raise BadCell("not-a-number", f"{quoted_cell(cell)} is not a whole number")
    return _in_range(field, int(cell))


def _in_range(field: Field, value: float) -> Value:
    low, high = (
        field.low if field.low is not None else -math.inf,
        (field.high if field.high is not None else math.inf),
    )
    if not math.isfinite(value) or not low <= value <= high:
        limits = (
            f"{field.low:g} to {field.high:g}"
            if field.low is not None and field.high is not None
            else f"{low:g} or more"
        )
        raise BadCell("number-out-of-range", f"{value:g} is outside {limits}")
    return value


def _code(field: Field, cell: str) -> Value:
    if cell not in field.codes:
        listed = "" if len(field.codes) > 12 else f" (one of {', '.join(field.codes)})"
        raise BadCell(
            "unknown-code",
            f"{quoted_cell(cell)} is no {field.name}{did_you_mean(cell, field.codes)}{listed}",
        )
    return cell


def _flag(field: Field, cell: str) -> Value:
    if cell.lower() not in FLAGS:
        raise BadCell("not-yes-or-no", f"{quoted_cell(cell)} is neither true nor false")
    return FLAGS[cell.lower()]


READERS: dict[FieldKind, Callable[[Field, str], Value]] = {
    "text": _text,
    "date": _date,
    "urls": _urls,
    "number": _number,
    "integer": _integer,
    "code": _code,
    "flag": _flag,
}


def write_cell(value: Value | None) -> str:
    """The text of a value, as `read_cell` reads it back.

    >>> write_cell(None), write_cell(3.0), write_cell(0.5), write_cell(True)
    ('', '3', '0.5', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
