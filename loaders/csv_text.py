"""The one writer of CSV, and the one rule about what a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

#: What a formula begins with, also in full width, after any space.
SIGNS = re.compile(r"\s*[=+\-@＝＋－＠]|\t")
#: A number that fills its cell may begin with a sign.
NUMBER = re.compile(r"[+-]?\d[\d., ]*(?:e[+-]?\d+)?(?: ?%)?|[+-][.,]\d+|-infinity", re.IGNORECASE)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run a cell. Nothing of the kind may come in, and nothing leaves
    unguarded.

    >>> [is_formula(text) for text in ("=A1", "+1+1", "-2+3", "@SUM(A1)", "\\t=1", "- item", "-")]
    [True, True, True, True, True, True, True]
    >>> [is_formula(text) for text in ("", "-5", "+1.5", "-1,000.5", "-2e-05", "-5 %", "a+1", "−5")]
    [False, False, False, False, False, False, False, False]
    """
    return bool(SIGNS.match(text)) and not NUMBER.fullmatch(text)


def guarded(value: object) -> object:
    """A cell as it leaves: text that a spreadsheet might run begins with an apostrophe, and a line
    ends by a line feed alone (`csv` leaves a carriage return unquoted, which begins a new row).

    >>> guarded("=1+1"), guarded("EDRi"), guarded(-5), guarded("a\\r=1")
    ("'=1+1", 'EDRi', -5, 'a\\n=1')
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if is_formula(text) else text


def csv_text(header: Sequence[str] | None, rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV, each line ended by one line feed; without a header what goes on below one.

    >>> csv_text(["member", "members"], [["edri", 2], ["=1+1", ""]])
    "member,members\\nedri,2\\n'=1+1,\\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    lines = rows if header is None else [header, *rows]
    writer.writerows([guarded(cell) for cell in line] for line in lines)
    return out.getvalue()
