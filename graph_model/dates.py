"""Dates as sources give them: a day, a month or a year.

They are kept as written (``2018``, ``2018-03``, ``2018-03-08``), so that nothing looks more exact
than its source. Where a measure needs one day, a month counts as its 15th and a year as its 1 July.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from graph_model.cached import cached

PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
FIRST, LAST = 1900, 2100
#: What is said of a text that is no date, after its name.
NO_DATE = "is not a date; write 2017-12-01, 2017-12 or 2017."
#: Every four digits in a row, also those within more of them.
YEARS = re.compile(r"(?=([0-9]{4}))")


@cached(maxsize=16_384)
def as_date(text: str) -> date:
    """The one day that a date stands for in a measure.

    Parameters
    ----------
    text : str
        A day, a month or a year, as in ``2018-03-08``.

    Returns
    -------
    date
        The day itself, the 15th of the month, or 1 July of the year.

    Raises
    ------
    ValueError
        It is none of these, or no such day is.

    Examples
    --------
    >>> as_date("2018-03-08"), as_date("2018-03"), as_date("2018")
    (datetime.date(2018, 3, 8), datetime.date(2018, 3, 15), datetime.date(2018, 7, 1))
    """
    year, month, number = _parts(text)
    return date(year, month or 7, number or (15 if month else 1))


def span(text: str) -> tuple[date, date]:
    """The first and the last day that a date may mean.

    Parameters
    ----------
    text : str
        A day, a month or a year, as in ``2018-03-08``.

    Returns
    -------
    tuple[date, date]
        The same day twice where it is exact.

    Raises
    ------
    ValueError
        It is none of these, or no such day is.

    Examples
    --------
    >>> span("2026-11"), span("2026-11-23")[0] == span("2026-11-23")[1]
    ((datetime.date(2026, 11, 1), datetime.date(2026, 11, 30)), True)
    """
    year, month, number = _parts(text)
    last = number or calendar.monthrange(year, month or 12)[1]
    return date(year, month or 1, number or 1), date(year, month or 12, last)


def date_order(text: str, latest_first: bool = False) -> tuple[bool, int]:
    """Where something with a date comes in a list: the soonest first or the latest; what has none
    comes last in either.

    Parameters
    ----------
    text : str
        A date as written, or nothing.
    latest_first : bool
        Whether the list begins with the latest.

    Returns
    -------
    tuple[bool, int]
        What to sort by.

    Examples
    --------
    >>> sorted(["", "2018", "2018-03"], key=date_order)
    ['2018-03', '2018', '']
    >>> sorted(["", "2018-03", "2018"], key=lambda text: date_order(text, latest_first=True))
    ['2018', '2018-03', '']
    """
    if not text:
        return True, 0
    number = as_date(text).toordinal()
    return False, -number if latest_first else number


def is_exact(text: str) -> bool:
    """Whether a date names its day.

    Parameters
    ----------
    text : str
        A date as written.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_exact("2018-03-08"), is_exact("2018-03"), is_exact("")
    (True, False, False)
    """
    return len(text) == len("2018-03-08")


def holds_on(valid_from: str, valid_to: str, on: date) -> bool:
    """Whether something with this validity holds on a day; an empty end is open, and the last day
    is the one before `valid_to`.

    A start that stands for a day after the end (some time in 2022, until 2 March 2022) is taken for
    the first day that it may mean.

    Parameters
    ----------
    valid_from, valid_to : str
        Dates as written; the second is the first day on which it no longer holds.
    on : date
        The day looked at.

    Returns
    -------
    bool

    Examples
    --------
    >>> holds_on("2018-03-08", "2018-12-30", date(2018, 12, 30)), holds_on("", "", date(2020, 1, 1))
    (False, True)
    >>> holds_on("2022", "2022-03-02", date(2022, 2, 1)), holds_on("2022", "", date(2022, 2, 1))
    (True, False)
    """
    end = as_date(valid_to) if valid_to else None
    if end is not None and on >= end:
        return False
    if not valid_from:
        return True
    start = as_date(valid_from)
    if end is not None and start >= end:
        start = span(valid_from)[0]
    return start <= on


def told_by(note: str, on: date) -> str:
    """A note as far as it could be written on a day: without the parts, between semicolons, that
    name a later year.

    Parameters
    ----------
    note : str
        Parts with semicolons between them.
    on : date
        The day on which it is read.

    Returns
    -------
    str
        The parts that could be known.

    Examples
    --------
    >>> told_by("read in the text; replaced by SADEA in 2020", date(2017, 12, 1))
    'read in the text'
    >>> told_by("read in the text; replaced by SADEA in 2020", date(2020, 1, 1))
    'read in the text; replaced by SADEA in 2020'
    """

    def later(part: str) -> bool:
        return any(on.year < int(year) <= LAST for year in YEARS.findall(part))

    parts = (part.strip() for part in note.split(";"))
    return "; ".join(part for part in parts if part and not later(part))


@cached(maxsize=8192)
def date_words(text: str, short: bool = False) -> str:
    """A date as people read it; `short` cuts the month to three letters, for a narrow column.

    Parameters
    ----------
    text : str
        A date as written; an empty one is no date.
    short : bool, optional
        Whether a month has three letters.

    Returns
    -------
    str

    Examples
    --------
    >>> date_words("2018-03-08"), date_words("2018-03"), date_words("2018"), date_words("")
    ('8 March 2018', 'March 2018', '2018', 'no date')
    >>> date_words("2018-09-08", short=True)
    '8 Sep 2018'
    """
    if not text:
        return "no date"
    year, month, number = _parts(text)
    return " ".join(
        part
        for part in (
            str(number or ""),
            (calendar.month_abbr if short else calendar.month_name)[month] if month else "",
            str(year),
        )
        if part
    )


def _parts(text: str) -> tuple[int, int, int]:
    match = PATTERN.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date")
    year, month, number = (int(part or 0) for part in match.groups())
    date(year, month or 1, number or 1)  # raises when the day does not exist
    if (match[2] and not month) or (match[3] and not number):
        raise ValueError(f"{text!r} is not a date")
    return year, month, number
