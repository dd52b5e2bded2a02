"""The Monday page: what is new since the last one, which lines cool, what is due. Short, and plain
enough to be pasted into a mailing list.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from explorer.reports.choice import ReportChoice
from explorer.reports.known_there import contact_line
from explorer.reports.parts import access_words, entry_names, latest, occasion_days, sources_of
from explorer.reports.ways_in import what_comes
from explorer.words.sentences import assumed_sentence
from explorer.words.sureness import sure
from explorer.words.text import listed, words
from graph_model.dates import as_date, date_words, is_exact, span
from graph_model.measures import band, ours
from graph_model.measures.assumed import assumed
from graph_model.measures.coming_events import days_of, events_ahead
from graph_model.measures.common_ground import topics_of
from graph_model.measures.day import Day
from graph_model.measures.next.quiet_lines import QuietLine, quiet_lines
from graph_model.measures.transparency import changes
from graph_model.measures.usable_ways import can_be_used, date_ahead, is_usual
from graph_model.rows import NodeRow
from graph_model.shares import percent
from loaders.take_out.report_shape import Report, ReportLine, ReportSection

#: How many days ahead the page looks: for dates that are due, and for lines that go quiet.
DUE, COOLING = 31, 92
MOST = 12


def digest(day: Day, since: date, choice: ReportChoice) -> Report:
    """The page of a day, for what happened after `since`."""
    parts = (
        (
            f"New since {date_words(since.isoformat())}",
            [*_new(day, since)],
            "Nothing new is on record.",
        ),
        ("Cooling", [*_cooling(day)], "No line goes quiet within three months."),
        ("Due", [*_due(day)], "Nothing is due within a month."),
    )
    found = band(day)
    was = band(day.on(since))
    return Report(
        "digest",
        f"Where we stand, {date_words(day.at.isoformat())}",
        (
            f"Reached, as far as is on record: {percent(found.low)} of what is on the table"
            f" ({percent(was.low)} on {date_words(since.isoformat())}). New: {len(parts[0][1])};"
            " cooling:"
            f" {len(parts[1][1])}; due: {len(parts[2][1])}.",
            *filter(None, [assumed_sentence(assumed(day))]),
        ),
        tuple(
            ReportSection(title, "", lines=tuple(_cut(lines)) or (ReportLine(none),))
            for title, lines, none in parts
        ),
        numbered=True,
    )


def _cut(lines: list[ReportLine]) -> Iterator[ReportLine]:
    """The first lines, and how many more there are."""
    yield from lines[:MOST]
    if len(lines) > MOST:
        yield ReportLine(f"{len(lines) - MOST} more.")


# ---------------------------------------------------------------- new


def _new(day: Day, since: date) -> Iterator[ReportLine]:
    """Contacts, phases of talks, positions, answers on openness and members of the span, in this
    order, the latest first.
    """
    snapshot = day.snapshot

    def within(row: NodeRow, field: str) -> bool:
        return bool(row.text(field)) and since < as_date(row.text(field)) <= day.at

    def latest_first(label: str, field: str) -> list[NodeRow]:
        rows = [row for row in snapshot.of(label) if within(row, field)]
        return sorted(rows, key=lambda row: (as_date(row.text(field)), row.id), reverse=True)

    for row in latest_first("Engagement", "date"):
        yield contact_line(day, row, whom=True)
    for row in latest_first("Phase", "valid_from"):
        about = entry_names(snapshot, (tie.target for tie in snapshot.out(row.id, "PHASE_OF")))
        text = f"{about}: {words(row.text('status'))} from {date_words(row.text('valid_from'))}."
        yield _told(f"{text}{sure(row)}", row)
    for row in latest_first("Position", "valid_from"):
        yield _position(day, row)
    for change in changes(day, since):
        if change.row:
            yield ReportLine(
                f"{snapshot.name(change.subject)}, {snapshot.name(change.indicator)}:"
                f" {change.after}.{sure(change.row)}",
                sources_of([change.row]),
                change.row.text("as_of"),
            )
    for row in latest_first("Member", "member_from"):
        if row.id in ours(day):
            yield _told(
                f"{snapshot.name(row.id)} joined, {date_words(row.text('member_from'))}.", row
            )


def _position(day: Day, row: NodeRow) -> ReportLine:
    """Who takes which side on what."""
    snapshot = day.snapshot
    who = entry_names(snapshot, (tie.source for tie in snapshot.back(row.id, "TAKES_POSITION")))
    topics = topics_of(snapshot, row.id)
    about = entry_names(snapshot, (tie.target for tie in topics))
    text = f"{who or 'Nobody named'} on {about or 'no topic named'}: {words(row.text('stance'))}."
    return _told(f"{text}{sure(row)}", row)


def _told(text: str, row: NodeRow) -> ReportLine:
    return ReportLine(text, sources_of([row]), row.text("as_of"))


# ---------------------------------------------------------------- cooling


def _cooling(day: Day) -> Iterator[ReportLine]:
    """Live lines that go quiet if nobody speaks, the soonest first."""
    for line in quiet_lines(day, day.at + timedelta(days=COOLING)):
        rows = [day.snapshot.nodes[id] for id in line.contacts[:1]]
        yield ReportLine(quiet_words(day, line), sources_of(rows), latest(rows))


def quiet_words(day: Day, line: QuietLine) -> str:
    """When a line goes quiet, what it rests on, and who still has one then."""
    snapshot = day.snapshot
    row = snapshot.nodes[line.contacts[0]]
    kind = words(row.text("kind")) or "told by a member"
    held = (
        f"{listed([snapshot.name(id) for id in line.others])} still"
        f" {'has' if len(line.others) == 1 else 'have'} one then"
        if line.others
        else "nobody else has one then"
    )
    about = "on" if exact_days(day, line) else "about"
    goes = f"goes quiet {about} {date_words(line.on.isoformat())}"
    return (
        f"The line of {snapshot.name(line.member)} to {snapshot.name(line.delegation)} {goes}"
        f" if nobody speaks; last contact: {kind},"
        f" {date_words(row.text('date'))}; {held}."
    )


def exact_days(day: Day, line: QuietLine) -> bool:
    """Whether all contacts that a line rests on are known by their day, and so is its last one."""
    return all(is_exact(day.snapshot.nodes[id].text("date")) for id in line.contacts)


# ---------------------------------------------------------------- due


def _due(day: Day) -> Iterator[ReportLine]:
    """Kept plans that are due or overdue, next dates of ways in, and occasions, by their day."""
    found: list[tuple[date, str, ReportLine]] = []
    until = day.at + timedelta(days=DUE)
    for row in day.snapshot.of("Plan"):
        if row.text("state") == "planned" and row.text("due") and as_date(row.text("due")) <= until:
            when = as_date(row.text("due"))
            late = " (overdue)" if when < day.at else ""
            text = f"{date_words(row.text('due'))}{late}: planned, {row.name}."
            found.append((when, row.id, _told(text, row)))
    for row in day.snapshot.of("ConsultationMechanism"):
        on = date_ahead(row, day)
        if on and can_be_used(row, day) and span(on)[0] <= until:
            what = what_comes(row)
            usual = " (its usual month)" if is_usual(row, on) else ""
            told = f"{row.name}{'' if what == 'date' else ', ' + what}"
            text = f"{date_words(on)}{usual}: {told}.{sure(row)}"
            found.append((span(on)[0], row.id, _told(text, row)))
    for row in events_ahead(day):
        if days_of(row)[0] <= until:
            city = f", {row.text('city')}" if row.text("city") else ""
            enter = access_words(row)
            text = f"{occasion_days(row)}: {row.full_name}{city}.{enter}{sure(row)}"
            found.append((days_of(row)[0], row.id, _told(text, row)))
    yield from (line for *_, line in sorted(found, key=lambda one: one[:2]))
