"""What the number of a date cell means, as exactly as its format shows it: a format without a day
is a month, one without a month a year.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Literal

from graph_model.cached import cached
from loaders.read.grids import number_text

Shows = Literal["", "day", "month", "year", "time", "hours"]

#: The formats that a workbook need not write down, by their number.
BUILT_IN: dict[int, Shows] = {
    **dict.fromkeys((14, 15, 16, 22, *range(27, 32), 36, *range(50, 54), 57, 58), "day"),
    17: "month",
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), "time"),
    46: "hours",
}
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


@cached(maxsize=4096)
def date_precision(code: str) -> Shows:
    """How exact a format is.

    >>> (
    ...     date_precision("dd/mm/yyyy"),
    ...     date_precision("mmm-yy"),
    ...     date_precision("yyyy"),
    ...     date_precision("0.00"),
    ...     date_precision("hh:mm"),
    ... )
    ('day', 'month', 'year', '', 'time')
    >>> (
    ...     date_precision('"Day" 0'),
    ...     date_precision("[$-409]mmmm yyyy;@"),
    ...     date_precision("[h]:mm"),
    ...     date_precision("General"),
    ... )
    ('', 'month', 'hours', '')
    """
    text = _ASIDE.sub("", code.split(";")[0]).lower()
    if text.strip() in ("general", "@", ""):
        return ""
    plain = text.replace("am/pm", "h").replace("a/p", "h")
    year, day, clock = "y" in plain or "e" in plain.replace("e+", ""), "d" in plain, "h" in plain
    month = "m" in plain and (year or day or not (clock or "s" in plain))
    if not re.search("[ymdhs]", plain):
        return ""
    if re.search(r"\[h+\]", plain):
        return "hours"  # they add up, and begin no new day after 24
    if day:
        return "day"
    if month:
        return "month"
    return "year" if year else "time"


def date_text(serial: float, exact: Shows, since_1904: bool) -> str:
    """The date of a serial number, with as much of it as the format shows.

    >>> date_text(43160.0, "day", False), date_text(43160.0, "month", False)
    ('2018-03-01', '2018-03')
    >>> date_text(41698.0, "day", True), date_text(60, "day", False)
    ('2018-03-01', '29 February 1900, a day that never was')
    >>> date_text(45382.99999999999, "day", False)  # the last moment of March: not yet April
    '2024-03-31'
    >>> date_text(2018, "year", False)
    '1905 (the cell holds 2018 under a format for years; type it as text)'
    >>> date_text(1.5, "hours", False), date_text(1.5, "time", False)
    ('36:00', '12:00')
    """
    if exact == "hours":
        minutes = round(serial * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if not since_1904 and int(serial) == 60:
        return "29 February 1900, a day that never was"
    # the 1900 calendar counts a 29 February that never was
    origin = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
    try:
        moment = origin + timedelta(days=serial)
    except OverflowError:
        return number_text(serial)
    return moment_text(moment, exact, serial)


def moment_text(moment: datetime, exact: Shows, held: float | None = None) -> str:
    """A day of the calendar, with as much of it as the format shows."""
    if exact == "time":
        return moment.strftime("%H:%M")
    if exact == "year":
        typed = held is not None and float(held).is_integer() and 1900 <= held <= 2100
        told = f" (the cell holds {held:g} under a format for years; type it as text)"
        return f"{moment.year:04d}{told if typed else ''}"
    return moment.date().isoformat()[: 7 if exact == "month" else 10]
