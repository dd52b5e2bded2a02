"""The dates that a coalition puts in its calendar: occasions ahead, next dates of legal ways in,
kept plans, and the days on which its lines go quiet if nobody speaks. An occasion, a way in or a
plan that is known by its month or year alone has no day, and is left out; a line whose last contact
is known so goes quiet about a day, and says it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from explorer.reports.digest import exact_days, quiet_words
from explorer.reports.parts import in_sentence
from explorer.reports.ways_in import what_comes
from explorer.words.sureness import doubt
from explorer.words.text import words
from graph_model.capitals import first_up
from graph_model.dates import as_date, is_exact
from graph_model.measures.coming_events import days_of, events_ahead
from graph_model.measures.day import Day
from graph_model.measures.next.quiet_lines import quiet_lines
from graph_model.measures.usable_ways import can_be_used, date_ahead
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
            told = (kind, access and f"Access: {in_sentence(access)}", doubt(row))
            says = ". ".join(first_up(part) for part in told if part)
            url = first_source(row.text("source_url"))
            yield CalendarEntry(row.id, row.full_name, first, last, row.text("city"), says, url)


def _ways_in(day: Day) -> Iterator[CalendarEntry]:
    for row in day.snapshot.of("ConsultationMechanism"):
        on = date_ahead(row, day)
        if is_exact(on) and can_be_used(row, day):
            title = f"{row.name}: {what_comes(row)}"
            told = (in_sentence(row.text("clearance_or_condition")), doubt(row))
            says = ". ".join(first_up(part) for part in told if part)
            url = first_source(row.text("how_to_apply_url") or row.text("source_url"))
            yield CalendarEntry(row.id, title, as_date(on), as_date(on), "", says, url)


def _quiet(day: Day) -> Iterator[CalendarEntry]:
    for line in quiet_lines(day, day.at + timedelta(days=day.settings.horizon)):
        whose, whom = (day.snapshot.name(id) for id in (line.member, line.delegation))
        id = f"quiet_{line.member}_{line.delegation}"
        goes = "Goes quiet" if exact_days(day, line) else "Goes quiet about this day"
        says = quiet_words(day, line)
        yield CalendarEntry(id, f"{goes}: {whose} to {whom}", line.on, line.on, "", says)


def _plans(day: Day) -> Iterator[CalendarEntry]:
    for row in day.snapshot.of("Plan"):
        due = row.text("due")
        if row.text("state") == "planned" and is_exact(due) and as_date(due) >= day.at:
            yield CalendarEntry(row.id, f"Planned: {row.name}", as_date(due), as_date(due))
