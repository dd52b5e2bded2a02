"""The dates ahead as a calendar file, on the pages that show them."""

from __future__ import annotations

import streamlit as st

from explorer.html.view import View
from explorer.reports.calendar_dates import calendar_entries
from loaders.take_out.audience import for_audience
from loaders.take_out.calendar_file import as_calendar


def calendar_button(shown: View) -> None:
    """A button that takes the dates ahead into any calendar; what is private to this machine stays
    here.
    """

    def file() -> bytes:
        day = shown.over(for_audience(shown.snapshot, "coalition")).day
        return as_calendar("Trade talks", calendar_entries(day, for_us=True), day.at)

    st.download_button(
        "Dates for your calendar",
        file,
        "linkages.ics",
        "text/calendar",
        key="calendar",
        on_click="ignore",
        help="Occasions ahead, dates of legal ways in, kept plans, and the days on which our lines"
        " go quiet, as whole days. For the coalition.",
    )
