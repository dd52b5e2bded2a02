"""The dates that a coalition puts in its calendar: occasions ahead, next dates of legal ways in, and
kept plans. What is known by its month or year alone has no day, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from explorer.words.text import words
from graph_model.dates import as_date, is_exact
from graph_model.measures.coming_events import ahead, days_of
from graph_model.measures.day import Day
from loaders.take_out.calendar_file import CalendarEntry


def calendar_entries(day: Day) -> tuple[CalendarEntry, ...]:
    """Everything with an exact day that is not over."""
    return (*_events(day), *_ways_in(day), *_plans(day))


def _events(day: Day) -> Iterator[CalendarEntry]:
    for row in ahead(day):
        if is_exact(row.text("start_date")):
            first, last = days_of(row)
            access = row.text("civil_society_access")
            kind = words(row.text("kind"))
            says = ". ".join(part for part in (kind, access and f"Access: {access}") if part)
            url = row.text("source_url").split(" ; ")[0]
            yield CalendarEntry(row.id, row.full_name, first, last, row.text("city"), says, url)


def _ways_in(day: Day) -> Iterator[CalendarEntry]:
    for row in day.snapshot.of("ConsultationMechanism"):
        on = row.text("next_date")
        if is_exact(on) and as_date(on) >= day.at:
            title = f"{row.name}: {words(row.text('next_date_kind') or 'date')}"
            condition = row.text("clearance_or_condition")
            url = (row.text("how_to_apply_url") or row.text("source_url")).split(" ; ")[0]
            yield CalendarEntry(row.id, title, as_date(on), as_date(on), "", condition, url)


def _plans(day: Day) -> Iterator[CalendarEntry]:
    for row in day.snapshot.of("Plan"):
        due = row.text("due")
        if row.text("state") == "planned" and is_exact(due) and as_date(due) >= day.at:
            yield CalendarEntry(row.id, f"Planned: {row.name}", as_date(due), as_date(due))
