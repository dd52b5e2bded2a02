"""What a look at a past day cannot leave out: rows that have no history of their own."""

from __future__ import annotations

from graph_model.cached import cached
from graph_model.dates import date_words
from graph_model.measures.day import Day
from graph_model.snapshot import Snapshot


@cached(maxsize=8)
def last_read(snapshot: Snapshot, /) -> str:
    """The latest day on which the source of a row was read."""
    return max((row.text("as_of") for row in snapshot.rows()), default="")


def past_words(day: Day) -> str:
    """On a day before the last of what is on record: which parts of it have no history; else empty.

    Contacts, phases, seats and stances have days of their own. A name, a way in or an event to come
    has none that says since when it was known.

    >>> from datetime import date
    >>> from graph_model import example
    >>> past_words(example().on(date(2100, 1, 1)))
    ''
    """
    known = last_read(day.snapshot)
    if day.at.isoformat()[: len(known)] >= known:
        return ""
    return (
        f"This is a day in the past, told from what was on record on {date_words(known)}: names,"
        " descriptions, ways in and events to come are as recorded then, and some may be newer"
        " than this day."
    )
