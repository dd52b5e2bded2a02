"""Dates as a calendar file (iCalendar, RFC 5545): whole days, so no zone can move them; the last
day is written as the day after, as the standard has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//Linkages//Calendar//EN"


@dataclass(frozen=True)
class CalendarEntry:
    """One occasion: from its first day to its last, with where, what and its sources."""

    id: str
    title: str
    first: date
    last: date
    place: str = ""
    says: str = ""
    url: str = ""


def as_calendar(name: str, entries: Iterable[CalendarEntry], written: date) -> bytes:
    """One calendar, in the order of the days. Equal entries are equal files."""
    from icalendar import Calendar, Event  # here, for pages that offer one do without it

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    stamp = datetime(written.year, written.month, written.day, tzinfo=UTC)
    for its in sorted(entries, key=lambda entry: (entry.first, entry.id)):
        event = Event()
        event.add("uid", f"{its.id}@linkages")
        event.add("dtstamp", stamp)
        event.add("summary", its.title)
        event.add("dtstart", its.first)
        event.add("dtend", its.last + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        for field, text in (("location", its.place), ("description", its.says), ("url", its.url)):
            if text:
                event.add(field, text)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
