"""What was done between two days, for the yearly report to the IGF: meetings and other contacts, by
region and stakeholder group, gaps closed, members, plans; beside the span before, friends apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from explorer.reports.choice import ReportChoice
from explorer.reports.outreach import (
    by_group,
    by_region,
    contacts_between,
    members_changed,
    plans_ahead,
)
from explorer.reports.parts import PROVEN, entry_names, provenance_cells
from explorer.words.sentences import assumed_sentence
from explorer.words.text import count, words
from graph_model.dates import date_words
from graph_model.measures import KIND, REACHED, Cell, Coverage, coverage, find_cells
from graph_model.measures.assumed import assumed
from graph_model.measures.day import Day
from graph_model.measures.gaps import line_contact
from graph_model.measures.membership import without_friends
from graph_model.rows import NodeRow
from graph_model.shares import percent
from graph_model.snapshot import Snapshot
from loaders.take_out.report_shape import Report, ReportSection, rows

#: Kinds of contact in which people sat together or spoke.
MEETINGS = ("meeting", "call", "briefing", "panel", "hearing", "room", "advisory_seat")


def activities(day: Day, since: date, choice: ReportChoice) -> Report:
    """The report on a span of days, the first not included, beside the span of the same length
    before it: of the coalition itself, with what friends did apart.
    """
    day = without_friends(day)
    made, before = (
        contacts_between(day, since),
        contacts_between(day.on(since), _earlier(day, since)),
    )
    friends = contacts_between(day, since, of_friends=True)
    held = _met(made)
    other = [row for row in made if row not in held]
    cells = _gaps(day, since)
    sections = (
        _contacts(day.snapshot, "Meetings held", "in which people met or spoke", held),
        _contacts(day.snapshot, "Letters, submissions and other contacts", "in writing", other),
        by_region(day.snapshot, made, before),
        by_group(day, made, before),
        ReportSection(
            "Gaps closed",
            "Delegation and issue that had no live line at the start.",
            GAPS,
            rows([_closed(day, cell, cells.then) for cell in cells.closed]),
        ),
        ReportSection(
            "Lines lost",
            "Delegation and issue that had a live line at the start.",
            GAPS,
            rows([_lost(day.on(since), old, new) for old, new in cells.lost]),
        ),
        members_changed(day, since),
        plans_ahead(day),
        _contacts(day.snapshot, "Contacts of friends", "by bodies outside the coalition", friends),
    )
    return Report(
        "activities",
        f"Activities of the coalition, {date_words(since.isoformat())} to"
        f" {date_words(day.at.isoformat())}",
        _sentences(day, since, made, before, cells, friends),
        sections,
        numbered=True,
    )


def _sentences(
    day: Day,
    since: date,
    made: Sequence[NodeRow],
    before: Sequence[NodeRow],
    cells: _GapChanges,
    friends: Sequence[NodeRow],
) -> tuple[str, ...]:
    """What stands above the tables: how much was done, what it moved, and the span before."""
    held = _met(made)
    kinds = ", ".join(
        f"{words(kind)} {count}"
        for kind, count in Counter(row.text("kind") for row in made).most_common()
    )
    span = f"From {date_words(since.isoformat())} to {date_words(day.at.isoformat())}"
    return (
        (
            f"{span}, members made"
            f" {count(len(made), 'recorded contact')}{f' ({kinds})' if kinds else ''};"
            f" in {len(held)} of them people met or spoke."
        ),
        (
            f"In the span of the same length before, they made {len(before)}, and met in"
            f" {len(_met(before))}."
        ),
        (
            f"{count(len(cells.closed), 'gap')} closed and {count(len(cells.lost), 'line')} went"
            " quiet or left the table. What is reached of what is on the table: from"
            f" {percent(cells.before.low)} to {percent(cells.before.high)} at the start, from"
            f" {percent(cells.after.low)} to {percent(cells.after.high)} at the end."
        ),
        *filter(None, [assumed_sentence(assumed(day))]),
        (
            f"Friends outside the coalition made {count(len(friends), 'recorded contact')} of"
            " their own; they stand apart and count nowhere above."
        ),
        "A contact that nobody recorded is not known and is not in this report.",
    )


def _earlier(day: Day, since: date) -> date:
    """Where the span of the same length before begins."""
    return max(date.min, since - (day.at - since))


def _met(found: Sequence[NodeRow]) -> list[NodeRow]:
    """Those in which people sat together or spoke."""
    return [
        row for row in found if row.text("kind") in MEETINGS and row.text("outcome") != "refused"
    ]


@dataclass(frozen=True)
class _GapChanges:
    """What became of the cells between two days."""

    then: dict[tuple[str, str], Cell]
    closed: list[Cell]
    lost: list[tuple[Cell, Cell | None]]
    before: Coverage
    after: Coverage


def _gaps(day: Day, since: date) -> _GapChanges:
    then, now = (
        {(cell.delegation, cell.issue): cell for cell in find_cells(day.on(at))}
        for at in (since, day.at)
    )
    closed = [
        cell
        for pair, cell in now.items()
        if cell.kind in REACHED and (pair not in then or then[pair].kind not in REACHED)
    ]
    lost = [
        (cell, now.get(pair))
        for pair, cell in then.items()
        if cell.kind in REACHED and (pair not in now or now[pair].kind not in REACHED)
    ]
    before, after = (coverage(tuple(cells.values())) for cells in (then, now))
    return _GapChanges(then, closed, lost, before, after)


def _contacts(snapshot: Snapshot, title: str, what: str, found: Sequence[NodeRow]) -> ReportSection:
    return ReportSection(
        title,
        f"{count(len(found), 'contact')} {what}, oldest first.",
        HEADER,
        rows([_contact(snapshot, row) for row in found]),
    )


HEADER = ("date", "what", "who", "with whom", "about", "what came of it", *PROVEN)
GAPS = ("delegation", "issue", "before", "after", "members", "evidence", *PROVEN)


def _contact(snapshot: Snapshot, row: NodeRow) -> tuple[str, ...]:
    who = entry_names(snapshot, (tie.source for tie in snapshot.back(row.id, "TOOK_PART_IN")))
    whom = (
        entry_names(snapshot, (tie.target for tie in snapshot.out(row.id, "REACHED"))) or "not said"
    )
    about = entry_names(snapshot, (tie.target for tie in snapshot.out(row.id, "ABOUT")))
    return (
        row.text("date"),
        words(row.text("kind")),
        who,
        whom,
        about,
        row.text("summary") or words(row.text("outcome")),
        *provenance_cells(row),
    )


def _evidence(day: Day, cell: Cell) -> tuple[str, str, str]:
    """The contact that a cell rests on, with its source; that of who carries the line, if any."""
    if not cell.contacts:
        return "none on record", "no address recorded", ""
    row = day.snapshot.nodes[line_contact(day, cell)]
    what = words(row.text("kind")) or "answer of a member"
    return f"{what}, {date_words(row.text('date'))}", *provenance_cells(row)


def _closed(day: Day, cell: Cell, then: dict[tuple[str, str], Cell]) -> tuple[str, ...]:
    snapshot = day.snapshot
    old = then.get((cell.delegation, cell.issue))
    before = KIND[old.kind].says if old else "not on the table"
    members = entry_names(snapshot, cell.members)
    return (
        snapshot.name(cell.delegation),
        snapshot.name(cell.issue),
        before,
        KIND[cell.kind].says,
        members,
        *_evidence(day, cell),
    )


def _lost(day: Day, old: Cell, new: Cell | None) -> tuple[str, ...]:
    snapshot = day.snapshot
    after = KIND[new.kind].says if new else "no longer on the table"
    return (
        snapshot.name(old.delegation),
        snapshot.name(old.issue),
        KIND[old.kind].says,
        after,
        entry_names(snapshot, old.members),
        *_evidence(day, old),
    )
