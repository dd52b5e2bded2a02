"""Dates as people type them: read in every style, never more exact than written, never guessed
where day and month could be either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from graph_model.dates import FIRST, LAST, span
from graph_model.search_words import folded_text

Order = Literal["day_first", "month_first"]
#: How the two orders are put to people.
ORDERS: dict[Order, str] = {"day_first": "day first", "month_first": "month first"}

_MONTHS = (
    ("january", "jan", "janvier", "janv", "enero", "ene", "januar"),
    ("february", "feb", "fevrier", "fev", "fevr", "febrero", "februar"),
    ("march", "mar", "mars", "marzo", "marz"),
    ("april", "apr", "avril", "avr", "abril", "abr"),
    ("may", "mai", "mayo"),
    ("june", "jun", "juin", "junio", "juni"),
    ("july", "jul", "juillet", "juil", "julio", "juli"),
    ("august", "aug", "aout", "agosto", "ago"),
    ("september", "sep", "sept", "septembre", "septiembre", "set", "setiembre"),
    ("october", "oct", "octobre", "octubre", "okt", "oktober"),
    ("november", "nov", "novembre", "noviembre"),
    ("december", "dec", "decembre", "diciembre", "dic", "dez", "dezember"),
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_WEEKDAY = re.compile(
    r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\.?,?\s+|"
    r"^(lun(es|di)|mar(tes|di)|miercoles|mercredi|jue(ves)|jeudi|viernes|vendredi|sabado|samedi|"
    r"domingo|dimanche),?\s+"
)
_SMALL = re.compile(r"\b(de|del|of|the|le|el)\b|(?<=\d)(st|nd|rd|th|er|ero?|ro|do|o|º|°)\b|,")
_CLOCK = re.compile(
    r"[t\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(am|pm)?"
    r"\s*\(?(z|utc|gmt|(utc|gmt)?[+-]\d{1,2}(:?\d{2})?)?\)?$"
)
#: Between two whole days, or two hours of one.
_BETWEEN = re.compile(r"\s*(?:→|->|–|—)\s*|\s+(?:-|to|until|au|al|bis|hasta)\s+")
_TO = r" ?(?:-|–|—|&|/|to|and|until|au|et|al|y|bis|und) ?"
_SEVERAL = tuple(
    re.compile(f"(?:(?:du|from|between) )?{pattern} (?P<year>\\d{{4}})")
    for pattern in (
        rf"(?P<day>\d{{1,2}}){_TO}(?P<end>\d{{1,2}}) (?P<month>[a-z]+)",
        rf"(?P<month>[a-z]+) (?P<day>\d{{1,2}}){_TO}(?P<end>\d{{1,2}})",
        rf"(?P<day>\d{{1,2}}) (?P<month>[a-z]+){_TO}(?P<end>\d{{1,2}}) (?P<until>[a-z]+)",
        rf"(?P<month>[a-z]+) (?P<day>\d{{1,2}}){_TO}(?P<until>[a-z]+) (?P<end>\d{{1,2}})",
    )
)
#: A day and a month by name, without a year ("15 March", "Mar 3rd"), as people write who know it.
_NO_YEAR = re.compile(r"(?:\d{1,2}[ -]?[a-z]+|[a-z]+ \d{1,2})\.?")
#: How the question of which year such days are begins: it is that of one sheet, not of the next.
YEAR = "year:"
NO_YEAR = "day and month without a year"
#: Styles that say more than is read: what was written is kept beside it.
QUARTER, DAYS = "quarter (kept as its year)", "several days (kept as the first)"
_SERIAL = (20_000, 60_000)  # 1954 to 2064


@dataclass(frozen=True)
class DateReading:
    """A date as read: its text in our form and the style it was written in. Where day and month
    could be either, `other` is the second reading (the first takes the day first).
    """

    iso: str
    style: str
    other: str = ""
    #: Which order the cell itself proves.
    proves: Order | None = None


@lru_cache(maxsize=65_536)
def read_date(text: str) -> DateReading | None:
    """A date in any of the styles people use; None for what is none.

    >>> [read_date(text).iso for text in ("2017-03-12", "12 March 2017", "12-Mar-17", "12/31/2017")]
    ['2017-03-12', '2017-03-12', '2017-03-12', '2017-12-31']
    >>> [read_date(text).iso for text in ("mai 2017", "12 de marzo de 2017", "Q2 2017", "2017")]
    ['2017-05', '2017-03-12', '2017', '2017']
    >>> several = ("02-06 September 2016", "March 12–14, 2024", "30 Jun to 2 Jul 2024")
    >>> [read_date(text).iso for text in several], read_date("6-2 September 2016")
    (['2016-09-02', '2024-03-12', '2024-06-30'], None)
    >>> notion = ("March 12, 2024 10:00 AM (GMT+1) → 11:00 AM", "March 13, 2024 → March 15, 2024")
    >>> [(read_date(text).iso, read_date(text).style) for text in notion]
    [('2024-03-12', 'month by name, day, year'),
     ('2024-03-13', 'several days (kept as the first)')]
    >>> read_date("03/04/2017").iso, read_date("03/04/2017").other, read_date("12 members")
    ('2017-04-03', '2017-03-04', None)
    >>> read_date("Mar-17").iso, read_date("Mar '17").iso, read_date("17-Mar")
    ('2017-03', '2017-03', None)
    """
    low = folded_text(text).strip().rstrip(".")
    if not low or len(low) > 80 or not any(char.isdigit() for char in low):
        return None
    if len(low) <= 40 and (found := _one_day(low)):
        return found
    first, *last = _BETWEEN.split(low, maxsplit=1)
    one = _one_day(first) if last and len(first) <= 40 else None
    if one is None or len(one.iso) < 10:
        return None
    if _CLOCK.fullmatch(f" {last[0]}"):
        return one
    other = _one_day(last[0])
    if other is None or len(other.iso) < 10 or other.iso < one.iso:
        return None
    return DateReading(one.iso, DAYS, one.other, one.proves or other.proves)


@lru_cache(maxsize=65_536)
def lacks_year(text: str) -> bool:
    """Whether a text is a day of which only the year is not said.

    >>> [lacks_year(text) for text in ("15 March", "Tuesday, Mar 3rd", "3-Mar", "31 de febrero")]
    [True, True, True, False]
    >>> [lacks_year(text) for text in ("15 March 2025", "Mar-15", "March", "2 calls")]
    [False, False, False, False]
    """
    low = folded_text(text).strip()
    if len(low) > 40 or not any(char.isdigit() for char in low) or read_date(text):
        return False
    day = _plain_day(low)
    return bool(_NO_YEAR.fullmatch(day)) and _one_day(f"{day} 2024") is not None


def year_id(heading: str) -> str:
    """The question of which year the days under a heading are."""
    return f"{YEAR}{heading}"


def in_year(text: str, year: str) -> str:
    """A day of which only the year is not said, with its year.

    >>> read_date(in_year("Tuesday, Mar 3rd", "2025")).iso
    '2025-03-03'
    """
    return f"{_plain_day(folded_text(text).strip())} {year}"


def _plain_day(low: str) -> str:
    """A day without its weekday, its hour and small words."""
    low = _WEEKDAY.sub("", _CLOCK.sub("", low))
    return " ".join(_SMALL.sub(" ", low).split())


def _one_day(low: str) -> DateReading | None:
    low = _plain_day(low)
    return next(
        (
            found
            for read in (_iso, _quarter, _named, _days, _numbers, _serial)
            if (found := read(low))
        ),
        None,
    )


def _made(year: int, month: int, number: int, style: str) -> DateReading | None:
    text = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{number:02d}" if number else "")
    try:
        span(text)
    except ValueError:
        return None
    return DateReading(text, style) if FIRST <= year <= LAST else None


def _year(text: str) -> int:
    """A year of two digits is one of this century up to 2069."""
    number = int(text)
    return number if len(text) == 4 else number + (2000 if number < 70 else 1900)


def _iso(text: str) -> DateReading | None:
    match = re.fullmatch(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?", text)
    if match:
        style = "-".join(
            part for part, held in (("year", 1), ("month", match[3]), ("day", match[4])) if held
        )
        return _made(int(match[1]), int(match[3] or 0), int(match[4] or 0), style)
    match = re.fullmatch(r"((?:19|20)\d{2})(\d{2})(\d{2})", text)
    return _made(int(match[1]), int(match[2]), int(match[3]), "yearmonthday") if match else None


def _quarter(text: str) -> DateReading | None:
    match = re.fullmatch(r"[qt]([1-4])[ /-]*(\d{4})|(\d{4})[ /-]*[qt]([1-4])", text)
    if not match:
        return None
    return _made(int(match[2] or match[3]), 0, 0, QUARTER)


def _days(text: str) -> DateReading | None:
    """Several days of one year, of which the first counts."""
    for pattern in _SEVERAL:
        if not (match := pattern.fullmatch(text)):
            continue
        held = match.groupdict()
        first, last = (
            _made(int(held["year"]), MONTHS.get(held[month] or "", 0), int(held[day]), DAYS)
            for day, month in (("day", "month"), ("end", "until" if "until" in held else "month"))
        )
        if first and last and len(first.iso) == len(last.iso) == 10 and first.iso < last.iso:
            return first
    return None


def _named(text: str) -> DateReading | None:
    words = re.findall(r"[a-z]+|\d+", text)
    if not 2 <= len(words) <= 3 or not re.fullmatch(r"[a-z0-9 ./'-]+", text):
        return None
    names = [word for word in words if word in MONTHS]
    numbers = [word for word in words if word.isdigit()]
    if len(names) != 1 or len(names) + len(numbers) != len(words):
        return None
    month = MONTHS[names[0]]
    if len(numbers) == 1:
        long = len(numbers[0]) == 4 or (len(numbers[0]) == 2 and not _NO_YEAR.fullmatch(text))
        long |= len(numbers[0]) == 2 and int(numbers[0]) > 31
        return _made(_year(numbers[0]), month, 0, "month by name, year") if long else None
    if len(numbers[0]) == 4:
        return _made(int(numbers[0]), month, int(numbers[1]), "year, month by name, day")
    if len(numbers[1]) not in (2, 4):
        return None
    style = "day, month by name, year" if words[0].isdigit() else "month by name, day, year"
    return _made(_year(numbers[1]), month, int(numbers[0]), style)


def _numbers(text: str) -> DateReading | None:
    match = re.fullmatch(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})", text)
    if match:
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        mark = {"/": "/", ".": ".", "-": "-", " ": " "}[match[2]]
        style = f"numbers with {mark!r}"
        by_day, by_month = (_made(year, second, first, style), _made(year, first, second, style))
        if by_day and by_month and by_day.iso != by_month.iso:
            return DateReading(by_day.iso, style, by_month.iso)
        if by_day:
            proves: Order | None = None if by_month else "day_first"
            return DateReading(by_day.iso, style, proves=proves)
        return DateReading(by_month.iso, style, proves="month_first") if by_month else None
    match = re.fullmatch(r"(\d{1,2})[/.\-](\d{4})", text)
    return _made(int(match[2]), int(match[1]), 0, "month/year") if match else None


def _serial(text: str) -> DateReading | None:
    match = re.fullmatch(r"(\d{5})(?:\.\d+)?", text)
    if not match or not _SERIAL[0] <= int(match[1]) <= _SERIAL[1]:
        return None
    found = date(1899, 12, 30) + timedelta(days=int(match[1]))
    return DateReading(found.isoformat(), "serial number of a spreadsheet (counted from 1900)")


@dataclass(frozen=True)
class DateStyles:
    """The styles of a column, with an example and what it is read as; whether day or month comes
    first where numbers alone are written, and why; or that it must be asked.
    """

    shown: tuple[tuple[str, int, str, str], ...]
    order: Order | None
    reason: str = ""
    asked: bool = False
    #: A cell that could be read in both ways.
    example: str = ""


def styles(cells: Iterable[str], answer: Order | None = None, year: str = "") -> DateStyles:
    """How the dates of a column are written; `year` is that of days which do not say theirs.

    >>> styles(["03/04/2017", "25/04/2017"]).order, styles(["03/04/2017", "4/25/2017"]).order
    ('day_first', 'month_first')
    >>> (
    ...     styles(["03/04/2017", "05/06/2017"]).asked,
    ...     styles(["25/4/2017", "4/25/2017", "3/4/17"]).asked,
    ... )
    (True, True)
    """
    held = dict.fromkeys(cells)
    read = [(cell, found) for cell in held if (found := read_date(cell))]
    proofs = Counter(found.proves for _, found in read if found.proves)
    open_ones = [(cell, found) for cell, found in read if found.other]
    order, reason = answer, "as was answered" if answer else ""
    if not order and len(proofs) == 1:
        (order,) = proofs
        proof = next(cell for cell, found in read if found.proves == order)
        reason = f"{proof} can only be read with the {ORDERS[order]}"
    elif not order and open_ones and all(found.style.endswith("'.'") for _, found in open_ones):
        order, reason = "day_first", "dates with points are written with the day first"
    shown: dict[str, tuple[str, int, str, str]] = {}
    for cell, found in read:
        iso = found.other if found.other and order == "month_first" else found.iso
        said = f"{found.iso} or {found.other}" if found.other and not order else iso
        so_far = shown.get(found.style, (found.style, 0, cell, said))
        shown[found.style] = (found.style, so_far[1] + 1, *so_far[2:])
    if without := [cell for cell in held if lacks_year(cell)]:
        dated = read_date(in_year(without[0], year)) if year else None
        said = dated.iso if dated else "its year is asked"
        shown[NO_YEAR] = (NO_YEAR, len(without), without[0], said)
    asked = bool(open_ones) and order is None
    return DateStyles(
        tuple(shown.values()), order, reason, asked, open_ones[0][0] if open_ones else ""
    )


def exact_date(reading: DateReading, order: Order | None) -> str:
    """The date in our form, with the order that was found or answered."""
    return reading.other if reading.other and order == "month_first" else reading.iso
