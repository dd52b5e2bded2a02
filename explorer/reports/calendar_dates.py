"""The dates that a coalition puts in its calendar: occasions ahead, next dates of legal ways in,
kept plans, and the days on which its lines go quiet if nobody speaks. What is known by its month or
year alone has no day, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from explorer.reports.digest import quiet_words
from explorer.words.text import words
from graph_model.dates import as_date, is_exact
from graph_model.measures.coming_events import days_of, events_ahead
from graph_model.measures.day import Day
from graph_model.measures.next.quiet_lines import quiet_lines
from graph_model.source_addresses import first_source
from loaders.take_out.calendar_file import CalendarEntry


def calendar_entries(day: Day, *, for_us: bool = False) -> tuple[CalendarEntry, ...]:
    """Everything with an exact day that is not over; lines that go quiet are told to the coalition
    alone.
    """
    return (*_events(day), *_ways_in(day), *_plans(day), *(_quiet(day) if for_us else ()))


def _events(day: Day) -> Iterator[CalendarEntry]:
    for row in events_ahead(day):
        if is_exact(row.text("start_date")):
            first, last = days_of(row)
            access = row.text("civil_society_access")
            kind = words(row.text("kind"))
            says = ". ".join(part for part in (kind, access and f"Access: {access}") if part)
            url = first_source(row.text("source_url"))
            yield CalendarEntry(row.id, row.full_name, first, last, row.text("city"), says, url)


def _ways_in(day: Day) -> Iterator[CalendarEntry]:
    for row in day.snapshot.of("ConsultationMechanism"):
        on = row.text("next_date")
        over = row.text("status") in ("closed", "ended", "on_hold")
        if is_exact(on) and as_date(on) >= day.at and not over:
            title = f"{row.name}: {words(row.text('next_date_kind') or 'date')}"
            condition = row.text("clearance_or_condition")
            url = first_source(row.text("how_to_apply_url") or row.text("source_url"))
            yield CalendarEntry(row.id, title, as_date(on), as_date(on), "", condition, url)


def _quiet(day: Day) -> Iterator[CalendarEntry]:
    for line in quiet_lines(day, day.at + timedelta(days=day.settings.horizon)):
        whose, whom = (day.snapshot.name(id) for id in (line.member, line.delegation))
        id = f"quiet_{line.member}_{line.delegation}"
        yield CalendarEntry(
            id, f"Goes quiet: {whose} to {whom}", line.on, line.on, "", quiet_words(day, line)
        )


def _plans(day: Day) -> Iterator[CalendarEntry]:
    for row in day.snapshot.of("Plan"):
        due = row.text("due")
        if row.text("state") == "planned" and is_exact(due) and as_date(due) >= day.at:
            yield CalendarEntry(row.id, f"Planned: {row.name}", as_date(due), as_date(due))
