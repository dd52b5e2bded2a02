"""Two pages before a meeting with a delegation: who they are, what they negotiate, what they have
said, our last contacts, who can introduce us, what to raise and to ask, and the ways in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from explorer.reports.asks import asks_of
from explorer.reports.choice import ReportChoice
from explorer.reports.known_there import contact_lines, introduction_lines
from explorer.reports.parts import (
    access_words,
    entry_names,
    in_sentence,
    latest,
    occasion_days,
    provenance_cells,
    sources_of,
)
from explorer.reports.points import point_lines
from explorer.reports.stances import stance_lines
from explorer.reports.ways_in import open_ways, way_lines
from explorer.words.sentences import assumed_sentence
from explorer.words.sureness import sure
from explorer.words.text import count, listed, words
from graph_model.dates import date_words
from graph_model.measures import KIND, Cell, find_cells, phase_on, tables
from graph_model.measures.assumed import assumed
from graph_model.measures.coming_events import coming_events, expected_delegations
from graph_model.measures.day import Day
from graph_model.measures.gaps import line_contact
from graph_model.measures.negotiations import on_record, speaks_for
from graph_model.rows import NodeRow, RelationshipRow
from loaders.take_out.report_shape import Report, ReportLine, ReportSection

#: How many lines a section shows; two pages hold no more. What is left out is counted.
TABLES, RAISED, STANCES, WAYS, OCCASIONS = 5, 5, 4, 4, 3


def dossier(day: Day, since: date, choice: ReportChoice) -> Report:
    """The dossier on a delegation; `since` plays no part. Raises `UnknownId`."""
    id = day.snapshot.node(choice.delegation).id
    cells = [cell for cell in find_cells(day) if cell.delegation == id]
    name = day.snapshot.name(id)
    found = (
        ("Who they are", tuple(_who(day, id))),
        ("What they negotiate", tuple(_tables(day, id))),
        ("What they have said, and who says the same", _said(day, id)),
        ("Our contacts so far", contact_lines(day, id)),
        ("Who can introduce us", introduction_lines(day, id)),
        ("What to raise", tuple(_to_raise(day, cells))),
        ("What to ask on openness", (*point_lines(day, id), *_own_asks(day, id))),
        ("Ways in", _ways(day, id)),
        ("Where they are next", tuple(_occasions(day, id))),
    )
    return Report(
        "dossier",
        f"Before a meeting with {name}, {date_words(day.at.isoformat())}",
        (_opening(cells), *filter(None, [assumed_sentence(assumed(day, id))])),
        tuple(ReportSection(title, "", lines=lines) for title, lines in found),
        numbered=True,
        dense=True,
    )


def _opening(cells: list[Cell]) -> str:
    """How our line stands, and how much is on their tables."""
    if not cells:
        return "Nothing is on its table on this day."
    best = KIND[min(cells, key=lambda cell: list(KIND).index(cell.kind)).kind]
    tops = count(len(cells), "Internet issue")
    return f"{tops} on its tables on this day. Our best line: {best.says.lower()} ({best.means})."


def _who(day: Day, id: str) -> Iterator[ReportLine]:
    """The body, for whom it speaks, whom it hears, and role-holders as far as they may be told."""
    snapshot, row = day.snapshot, day.snapshot.nodes[id]
    ties = [tie for tie in snapshot.out(id, "REPRESENTS") if tie.target in speaks_for(day, id)]
    kind = words(row.text("kind")) or "public body"
    city = f" in {row.text('city')}" if row.text("city") else ""
    for_whom = f"; it speaks for {listed([snapshot.name(tie.target) for tie in ties])}"
    full = row.text("name") or row.name
    proofs: list[NodeRow | RelationshipRow] = [row, *ties]
    yield ReportLine(
        f"{full}: {kind}{city}{for_whom if ties else ''}.{sure(*proofs)}",
        sources_of(proofs),
        latest(proofs),
    )
    told = [
        f"{title}: {in_sentence(row.text(field))}."
        for field, title in (
            ("ways_in", "How outsiders are heard"),
            ("what_is_public", "What it publishes"),
            ("stakeholder_balance", "Whose voices it hears"),
        )
        if row.text(field)
    ]
    if told:
        yield ReportLine(" ".join(told), row.text("source_url"), row.text("as_of"))
    held = [snapshot.nodes[tie.source] for tie in snapshot.back(id, "SERVES_IN")]
    if held:
        who = "; ".join(f"{its.name} ({its.text('role') or 'role not said'})" for its in held)
        yield ReportLine(f"On record there: {who}.", sources_of(held), latest(held))


def _tables(day: Day, id: str) -> Iterator[ReportLine]:
    """Its seats in open talks, those with most Internet issues first."""
    snapshot, found = day.snapshot, []
    for seat in tables(day, id):
        if phase := phase_on(day, seat.target):
            issues = sum(bool(on_record(day, tie)) for tie in snapshot.out(seat.target, "COVERS"))
            found.append((-issues, snapshot.name(seat.target), seat, phase))
    found.sort(key=lambda one: one[:2])
    for less, name, seat, phase in found[:TABLES]:
        since = date_words(phase.text("valid_from"))
        yield ReportLine(
            f"{name}: {words(phase.text('status'))} since {since}; its part:"
            f" {words(seat.text('role'))}; {count(-less, 'Internet issue')} in it."
            f"{sure(seat, phase)}",
            sources_of([seat, phase]),
            latest([seat, phase]),
        )
    yield from _more([seat for _, _, seat, _ in found[TABLES:]], day)
    if not found:
        yield ReportLine("No seat in open talks is on record on this day.")


def _more(seats: list[RelationshipRow], day: Day) -> Iterator[ReportLine]:
    """The other tables by name."""
    if seats:
        there = entry_names(day.snapshot, (seat.target for seat in seats))
        yield ReportLine(f"It also sits in: {there}.", sources_of(seats), latest(seats))


def _said(day: Day, id: str) -> tuple[ReportLine, ...]:
    lines = stance_lines(day, id)
    if not lines:
        return (ReportLine("No position of it is on record on this day; silence is no agreement."),)
    rest = len(lines) - STANCES
    more = (ReportLine(f"{count(rest, 'more topic')} on its profile."),) if rest > 0 else ()
    return (*lines[:STANCES], *more)


def _to_raise(day: Day, cells: list[Cell]) -> Iterator[ReportLine]:
    """The issues of most weight on its tables, each with our line and what to do."""
    snapshot = day.snapshot
    for cell in cells[:RAISED]:
        talks, kind = cell.target.talks, KIND[cell.kind]
        clause = next(
            tie for tie in snapshot.out(talks[0].agreement, "COVERS") if tie.target == cell.issue
        )
        where = snapshot.name(talks[0].agreement)
        more = f" and {len(talks) - 1} more" if len(talks) > 1 else ""
        carried = (
            f"; who has a live line: {listed([snapshot.name(id) for id in cell.members])}"
            if cell.members
            else ""
        )
        behind = (line_contact(day, cell),) if cell.contacts else ()
        proofs: list[NodeRow | RelationshipRow] = [
            clause,
            *(snapshot.nodes[id] for id in (behind or cell.evidence)[:1]),
        ]
        yield ReportLine(
            f"{snapshot.name(cell.issue)} (in {where}{more}): {kind.says.lower()}{carried}."
            f" {kind.remedy_says}.{sure(*proofs)}",
            sources_of(proofs),
            latest(proofs),
        )
    if len(cells) > RAISED:
        yield ReportLine(
            f"{count(len(cells) - RAISED, 'more issue')} on its tables, none of more weight."
        )
    if not cells:
        yield ReportLine("No Internet issue is on its tables on this day.")


def _own_asks(day: Day, id: str) -> Iterator[ReportLine]:
    """What the coalition settled to ask of it, in its own words."""
    for its in asks_of(day, [id]):
        if its.own:
            yield ReportLine(f"We ask: {its.text}", *provenance_cells(its.row))


def _ways(day: Day, id: str) -> tuple[ReportLine, ...]:
    """The procedures that lead to it, then those of the venues where it negotiates."""
    venues = dict.fromkeys(
        tie.target
        for seat in tables(day, id)
        for tie in day.snapshot.out(seat.target, "NEGOTIATED_IN")
    )
    own, there = open_ways(day, [id]), open_ways(day, venues)
    return way_lines(day, (*own, *there), WAYS, "its profile", id)


def _occasions(day: Day, id: str) -> Iterator[ReportLine]:
    """The next occasions at which it is expected."""
    there = [
        event for event in coming_events(day) if id in expected_delegations(day.snapshot, event.id)
    ]
    for event in there[:OCCASIONS]:
        city = f", {event.text('city')}" if event.text("city") else ""
        yield ReportLine(
            f"{event.full_name}: {occasion_days(event)}{city}.{access_words(event)}{sure(event)}",
            sources_of([event]),
            event.text("as_of"),
        )
    if not there:
        yield ReportLine("No occasion at which it is expected is on record for the months ahead.")
