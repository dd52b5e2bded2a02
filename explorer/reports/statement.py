"""A draft statement on transparency and inclusiveness, in negotiations and in consultation at home:
to one delegation, to all at a table, or to all at the tables of the day. Each sentence follows from
a row; what people change in its asks comes back as the coalition's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from explorer.reports.asks import asks_of
from explorer.reports.choice import ReportChoice
from explorer.reports.parts import latest, provenance_cells, sources_of
from explorer.reports.points import as_found
from explorer.reports.ways_in import open_ways, way_lines
from explorer.words.resolution import no_points
from explorer.words.sureness import sure
from explorer.words.text import count, listed, series, words
from graph_model.dates import date_words
from graph_model.measures import live_talks, phase_on, seats, tables
from graph_model.measures.day import Day
from graph_model.measures.transparency import RESOLUTION, TransparencyPoint, found_by, points_of
from graph_model.rows import RelationshipRow
from loaders.asks_back import ASKS, marked
from loaders.take_out.report_shape import Report, ReportLine, ReportSection

#: Points of the resolution that are about consultation at home, by the end of their origin.
AT_HOME = ("point 4", "point 5")
DOES = {
    "yes": ("does so", "do so"),
    "partial": ("does so in part", "do so in part"),
    "no": ("does not", "do not"),
}
NAMED, WAYS = 6, 8


def statement(day: Day, since: date, choice: ReportChoice) -> Report:
    """The draft; `since` plays no part. Raises `UnknownId`."""
    to = addressed(day, choice)
    whom = _whom(day, choice, to)
    found = {id: points_of(day, id, RESOLUTION) for id in to}
    points = [list(group) for group in zip(*found.values(), strict=True)]
    asked = asks_of(day, to, choice.agreement)
    lines = tuple(
        ReportLine(marked(its.text, its.code), provenance_cells(its.row)[0], its.row.text("as_of"))
        for its in asked
    )
    return Report(
        "statement",
        f"Draft statement to {whom} on transparency and inclusiveness",
        tuple(_opening(day, found)),
        (
            ReportSection("To whom", "", lines=tuple(_addressees(day, choice, to))),
            *_part(day, "In negotiations", to, points, home=False),
            *_part(day, "In consultation at home", to, points, home=True),
            ReportSection(ASKS, "", lines=lines or (ReportLine(_nothing_asked(day)),)),
            ReportSection("Open ways in", "", lines=_ways(day, to)),
            ReportSection("How this draft is worked on", "", lines=(ReportLine(_how(choice)),)),
        ),
        numbered=True,
    )


def addressed(day: Day, choice: ReportChoice) -> tuple[str, ...]:
    """The delegations that are spoken to, by id."""
    if choice.delegation:
        return (day.snapshot.node(choice.delegation).id,)
    rooms = [day.snapshot.node(choice.agreement).id] if choice.agreement else list(live_talks(day))
    return tuple(sorted({seat.source for room in rooms for seat in seats(day, room)}))


def _whom(day: Day, choice: ReportChoice, to: Sequence[str]) -> str:
    if choice.delegation:
        return day.snapshot.name(to[0])
    if choice.agreement:
        return f"the delegations at the table of {day.snapshot.name(choice.agreement)}"
    return "the delegations at open tables"


def _opening(day: Day, found: dict[str, tuple[TransparencyPoint, ...]]) -> Iterator[str]:
    """How much is known on the day."""
    if nobody := no_points(day):
        yield nobody
        return
    known = sum(point.known for points in found.values() for point in points)
    every = sum(map(len, found.values()))
    whom = listed([day.snapshot.name(id) for id in found], 1) if len(found) == 1 else ""
    yield (
        f"{whom or count(len(found), 'delegation')}, against the points of the coalition's"
        f" resolution of 2017, on {date_words(day.at.isoformat())}: {known} of"
        f" {count(every, 'answer')} {'is' if known == 1 else 'are'} on record. What is not on"
        " record is not known, and is no reproach."
    )


def _nothing_asked(day: Day) -> str:
    return "Nothing on this day." if no_points(day) else "Nothing: every point is met."


def _addressees(day: Day, choice: ReportChoice, to: Sequence[str]) -> Iterator[ReportLine]:
    """Who is spoken to, and why: the seats of the day."""
    snapshot = day.snapshot
    if choice.delegation:
        rows = tables(day, to[0])
        at = listed(sorted({snapshot.name(tie.target) for tie in rows}), NAMED)
        sits = f"sits at the table{'s' if len(rows) > 1 else ''} of {at}"
        none = "has no seat at an open table on record on this day"
        yield ReportLine(
            f"{snapshot.name(to[0])} {sits if rows else none}.",
            sources_of(rows) if rows else "",
            latest(rows),
        )
        return
    rooms = [choice.agreement] if choice.agreement else list(live_talks(day))
    ties = [seat for room in rooms for seat in seats(day, room)]
    names = sorted(snapshot.name(id) for id in to)
    if choice.agreement and (phase := phase_on(day, choice.agreement)):
        yield ReportLine(
            f"{snapshot.name(choice.agreement)}: {words(phase.text('status'))} since"
            f" {date_words(phase.text('valid_from'))}.{sure(phase)}",
            sources_of([phase]),
            phase.text("as_of"),
        )
    yield ReportLine(
        f"{count(len(to), 'delegation')}: {series(names)}."
        if to
        else "No delegation with a seat is on record for this day.",
        sources_of(ties) if ties and choice.agreement else "",
        latest(ties),
    )


def _part(
    day: Day, title: str, to: Sequence[str], points: list[list[TransparencyPoint]], *, home: bool
) -> Iterator[ReportSection]:
    """The points of one half of the resolution, each under its own heading."""
    here = [
        group
        for group in points
        if day.snapshot.nodes[group[0].indicator].text("origin").endswith(AT_HOME) == home
    ]
    if not here:
        return
    yield ReportSection(title, f"{count(len(here), 'point')} of the resolution of 2017.")
    for group in here:
        row = day.snapshot.nodes[group[0].indicator]
        yield ReportSection(
            row.name,
            "",
            lines=(
                *_standing(day, to, group),
                *_others(day, to, row.id),
                ReportLine(
                    f"The point: {row.text('origin')}.", row.text("source_url"), row.text("as_of")
                ),
            ),
            level=3,
        )


def _standing(day: Day, to: Sequence[str], group: list[TransparencyPoint]) -> Iterator[ReportLine]:
    """What is on record of those spoken to, on one point."""
    snapshot = day.snapshot
    for value, does in DOES.items():
        rows = [point.row for point in group if point.value == value and point.row]
        if rows:
            yield ReportLine(
                f"{_named(day, rows)} {does[len(rows) > 1]}.{sure(*rows)}",
                sources_of(rows),
                latest(rows),
            )
    unknown = [snapshot.name(id) for id, point in zip(to, group, strict=True) if not point.known]
    if unknown:
        whom = unknown[0] if len(to) == 1 else count(len(unknown), "delegation")
        yield ReportLine(f"Of {whom} it is not known; that is not a no.")


def _named(day: Day, rows: Sequence[RelationshipRow]) -> str:
    """Delegations by name, each with the day of its row and what that notes."""
    names = [day.snapshot.name(row.source) + as_found(row, day.at) for row in rows]
    return listed(sorted(names), 99)


def _others(day: Day, to: Sequence[str], point: str) -> Iterator[ReportLine]:
    """Who else does it already: first those at the same tables."""
    snapshot = day.snapshot
    near = {seat.source for id in to for own in tables(day, id) for seat in seats(day, own.target)}
    rows = [
        tie
        for tie in snapshot.back(point, "SCORED")
        if tie.text("value") in ("yes", "partial")
        and tie.source not in to
        and snapshot.nodes[tie.source].label == "Delegation"
        and found_by(day, tie)
    ]
    for where, some in (
        ("At the same tables", [tie for tie in rows if tie.source in near]),
        ("Elsewhere", [tie for tie in rows if tie.source not in near]),
    ):
        for value in ("yes", "partial"):
            told = [tie for tie in some if tie.text("value") == value]
            if told:
                yield ReportLine(
                    f"{where}, {_named(day, told)} {DOES[value][len(told) > 1]}.{sure(*told)}",
                    sources_of(told),
                    latest(told),
                )
    if not rows:
        yield ReportLine("No other delegation is on record as doing so.")


def _ways(day: Day, to: Sequence[str]) -> tuple[ReportLine, ...]:
    """The ways by which this can be said to them, the nearest date first."""
    one = to[0] if len(to) == 1 else ""
    return way_lines(day, open_ways(day, to), WAYS, "their profiles", one)


def _how(choice: ReportChoice) -> str:
    """How the changed text comes back."""
    to = (
        f" --delegation {choice.delegation}"
        if choice.delegation
        else f" --agreement {choice.agreement}"
        if choice.agreement
        else ""
    )
    return (
        f"Change the lines under “{ASKS}”, add some, or take some out, in Word or in Markdown;"
        f" leave the marks in brackets at their ends. `linkages asks FILE{to}` brings them back as"
        " the coalition's own asks, and shows what would change before it writes. The next draft"
        " has them."
    )
