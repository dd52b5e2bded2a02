"""Legal ways in: which can be used on a day, and which date of theirs is still ahead."""

from __future__ import annotations

from graph_model.dates import holds_on, span
from graph_model.measures.day import Day
from graph_model.rows import NodeRow

#: States in which a procedure can be used.
USABLE = ("active", "ad_hoc")


def exists(way: NodeRow, day: Day) -> bool:
    """Whether there is such a procedure on a day, whatever its state.

    Parameters
    ----------
    way : NodeRow
        A row of the label ``ConsultationMechanism``.
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    bool

    Examples
    --------
    >>> from graph_model import example
    >>> exists(NodeRow("ConsultationMechanism", "call", {"open_since": "2030"}), example())
    False
    """
    return holds_on(way.text("open_since"), way.text("open_until"), day.at)


def can_be_used(way: NodeRow, day: Day) -> bool:
    """Whether one may get in by it on a day.

    Parameters
    ----------
    way : NodeRow
        A row of the label ``ConsultationMechanism``.
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    bool

    Examples
    --------
    >>> from datetime import date
    >>> from graph_model.measures.settings import DEFAULTS
    >>> from graph_model.snapshot import Snapshot
    >>> hearing = {"status": "ad_hoc", "open_since": "2018"}
    >>> kept, held = (
    ...     NodeRow("ConsultationMechanism", "hearing", {**hearing, **more})
    ...     for more in ({}, {"status": "on_hold"})
    ... )
    >>> [can_be_used(kept, Day(Snapshot(), date(year, 9, 1), DEFAULTS)) for year in (2017, 2018)]
    [False, True]
    >>> can_be_used(held, Day(Snapshot(), date(2018, 9, 1), DEFAULTS))
    False
    """
    return way.text("status") in USABLE and exists(way, day)


def date_ahead(way: NodeRow, day: Day) -> str:
    """Its next date as written, where that may still come; a month is over after its last day.

    Parameters
    ----------
    way : NodeRow
        A row of the label ``ConsultationMechanism``.
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    str

    Examples
    --------
    >>> from datetime import date
    >>> from graph_model.measures.settings import DEFAULTS
    >>> from graph_model.snapshot import Snapshot
    >>> call = NodeRow("ConsultationMechanism", "call", {"next_date": "2018-06"})
    >>> [date_ahead(call, Day(Snapshot(), date(2018, month, 30), DEFAULTS)) for month in (6, 7)]
    ['2018-06', '']

    What comes every year has a next date on any other day too: its month then. After the day that
    is written that is the month of a later year.

    >>> yearly = NodeRow("ConsultationMechanism", "c", {"next_date": "2027-01", "recurs": "yearly"})
    >>> [date_ahead(yearly, Day(Snapshot(), date(2013, 1, on), DEFAULTS)) for on in (2, 31)]
    ['2013-01', '2013-01']
    >>> date_ahead(yearly, Day(Snapshot(), date(2013, 2, 1), DEFAULTS))
    '2014-01'
    >>> said = {"next_date": "2027-06-01", "recurs": "yearly"}
    >>> held = NodeRow("ConsultationMechanism", "held", said)
    >>> [date_ahead(held, Day(Snapshot(), date(2027, 6, on), DEFAULTS)) for on in (1, 2)]
    ['2027-06-01', '2028-06']
    >>> [date_ahead(held, Day(Snapshot(), date(2031, month, 1), DEFAULTS)) for month in (5, 7)]
    ['2031-06', '2032-06']
    """
    written = way.text("next_date")
    if not written:
        return ""
    over = span(written)[1] < day.at
    year, _, rest = written.partition("-")
    month = rest[:2]
    if way.text("recurs") != "yearly" or not month:
        return "" if over else written
    sooner = day.at.year + (int(month) < day.at.month)
    if over:
        return f"{max(sooner, int(year) + 1)}-{month}"
    return written if sooner >= int(year) else f"{sooner}-{month}"


def is_usual(way: NodeRow, on: str) -> bool:
    """Whether a next date is no more than the month in which it usually comes.

    Parameters
    ----------
    way : NodeRow
        A row of the label ``ConsultationMechanism``.
    on : str
        The date that is told of it.

    Returns
    -------
    bool

    Examples
    --------
    >>> way = NodeRow("ConsultationMechanism", "call", {"next_date": "2027-03"})
    >>> is_usual(way, "2027-03"), is_usual(way, "2027-03-01")
    (False, True)
    """
    return way.text("next_date_kind") == "yearly" or on != way.text("next_date")
