"""What is said where nobody can be held against the coalition's resolution on transparency."""

from __future__ import annotations

from graph_model.dates import date_words
from graph_model.measures import Day
from graph_model.measures.transparency import stands_from, stated_points


def no_points(day: Day) -> str:
    """Why nobody is held against the coalition's resolution on a day; empty where somebody can be.

    >>> from graph_model import example
    >>> no_points(example())
    "No point of the coalition's resolution is on record."
    """
    if stated_points(day):
        return ""
    stated = stands_from(day.snapshot)
    if not stated:
        return "No point of the coalition's resolution is on record."
    return (
        f"The coalition's resolution on transparency is of {date_words(stated)}; before that nobody"
        " is held against it."
    )
