"""The days of the map: the one that is shown, the one it is compared with, and the line between
them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.app import database
from explorer.html.view import View
from explorer.pages.map.address import MapAddress
from explorer.pages.map.view_changes import change
from graph_model.dates import as_date, date_words


def days(shown: View, address: MapAddress) -> None:
    """The day looked at on a line of quarters, and the earlier day to compare it with."""
    today = date.fromisoformat(database.today())
    first = min(
        (as_date(row.text("date")) for row in shown.snapshot.of("Engagement")), default=today
    )
    marks = [
        date(year, month, 1)
        for year in range(first.year, today.year + 1)
        for month in (1, 4, 7, 10)
        if date(year, month, 1) < today
    ]
    options = sorted({*marks, today, shown.as_of, *((address.since,) if address.since else ())})
    if len(options) < 2:
        return
    st.session_state["map_compare"] = address.since is not None
    line, compare = st.columns([4, 1.6], vertical_alignment="bottom")
    compare.toggle(
        "Compare two days", key="map_compare", on_change=lambda: _compare(shown, address, options)
    )
    if address.since:
        earlier = [its for its in options if its < shown.as_of]
        _line(
            line,
            "What is new or gone since",
            "map_since",
            earlier,
            address.since,
            lambda its: change(since=its.isoformat()),
        )
    _line(
        line,
        "Contacts up to",
        "map_days",
        options,
        shown.as_of,
        lambda its: _day(shown, address, its),
    )


def _line(
    container: DeltaGenerator,
    label: str,
    key: str,
    options: Sequence[date],
    current: date,
    does: Callable[[date], None],
) -> None:
    """One day on a line; two lines for two days, as a line with two ends forgets one of them when
    its ends come from the address.
    """
    if len(options) < 2:
        return
    st.session_state[key] = current
    container.select_slider(
        label,
        options,
        key=key,
        format_func=lambda its: date_words(its.isoformat()),
        on_change=lambda: does(st.session_state[key]),
    )


def _compare(shown: View, address: MapAddress, options: Sequence[date]) -> None:
    if not st.session_state["map_compare"]:
        change(since="")
        return
    earlier = [its for its in options if its < shown.as_of]
    year = [its for its in earlier if (shown.as_of - its).days >= 365]
    change(
        since=(year or earlier or [shown.as_of])[-1 if year else 0].isoformat(),
        anchor=(address.anchor or shown.as_of).isoformat(),
    )


def _day(shown: View, address: MapAddress, on: date) -> None:
    as_of = "" if on.isoformat() == database.today() else on.isoformat()
    change(as_of=as_of, anchor=(address.anchor or shown.as_of).isoformat())
