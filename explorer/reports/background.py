"""Tables for a background paper: what agreements say on Internet issues, where they are negotiated,
and by whom.
"""

from __future__ import annotations

from datetime import date

from explorer.reports.parts import PROVEN, names, number, proven, said
from explorer.words.text import words
from graph_model.dates import holds
from graph_model.measures import live_talks, phase_on, seats
from graph_model.measures.day import Day
from graph_model.rows import RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.take_out.report_files import Report, Section, rows

#: Phases of agreements that a paper on the present leaves out.
OVER = ("superseded", "abandoned", "lapsed")
PLACES = ("NEGOTIATED_IN", "ADMINISTERED_BY", "DISCUSSED_IN", "DECIDED_IN", "NOTIFIED_TO")


def background_paper(day: Day, since: date) -> Report:
    """The tables as of a day; `since` plays no part."""
    status = {
        row.id: phase.text("status")
        for row in day.snapshot.of("Agreement")
        if (phase := phase_on(day, row.id))
    }
    status = {id: its for id, its in status.items() if its not in OVER}
    order = sorted(status, key=day.snapshot.name)
    live = live_talks(day)
    covers = [
        (id, tie)
        for id in order
        for tie in day.snapshot.out(id, "COVERS")
        if holds(tie.text("valid_from"), tie.text("valid_to"), day.at)
    ]
    seated = [(id, tie) for id in order if id in live for tie in seats(day, id)]
    venues = sorted(
        {tie.target for id in order for tie in day.snapshot.out(id, *PLACES)}, key=day.snapshot.name
    )
    sentences = (
        (
            f"On {said(day.at.isoformat())}, {number(len(order), 'agreement')} that still"
            f" {'matter' if len(order) != 1 else 'matters'}"
            f" {'treat' if len(order) != 1 else 'treats'} {len({tie.target for _, tie in covers})}"
            f" Internet issues; {len(live)} of them are on the table."
        ),
        "An empty cell is not known; it is not a no.",
    )
    issues = Section(
        "Agreements and issues",
        f"{number(len(covers), 'line')}: how strongly each agreement binds, and in which article.",
        ("agreement", "phase", "issue", "strength", "article", "dispute settlement", *PROVEN),
        rows([_issue(day.snapshot, id, status[id], tie) for id, tie in covers]),
    )
    places = Section(
        "Venues",
        f"{number(len(venues), 'venue')} in which these are negotiated, looked after or discussed.",
        ("venue", "kind", "access of others", "papers public", "agreements", *PROVEN),
        rows([_venue(day.snapshot, id, status) for id in venues]),
    )
    who = Section(
        "Who negotiates",
        f"{number(len(seated), 'seat')} at the tables of this day.",
        ("agreement", "delegation", "part", "since", *PROVEN),
        rows(
            [
                (
                    day.snapshot.name(id),
                    day.snapshot.name(tie.source),
                    words(tie.text("role")),
                    tie.text("valid_from"),
                    *proven(tie),
                )
                for id, tie in seated
            ]
        ),
    )
    return Report(
        "background-paper",
        f"Internet issues in trade agreements, as of {said(day.at.isoformat())}",
        sentences,
        (issues, places, who),
    )


def _issue(snapshot: Snapshot, id: str, status: str, tie: RelationshipRow) -> tuple[str, ...]:
    strength, settled = words(tie.text("strength")), words(tie.text("dispute_settlement"))
    return (
        snapshot.name(id),
        words(status),
        snapshot.name(tie.target),
        strength,
        tie.text("article"),
        settled,
        *proven(tie),
    )


def _venue(snapshot: Snapshot, id: str, status: dict[str, str]) -> tuple[str, ...]:
    row = snapshot.nodes[id]
    inside = names(
        snapshot, (tie.source for tie in snapshot.back(id, *PLACES) if tie.source in status)
    )
    access = words(row.text("ngo_access")) + (
        f": {row.text('ngo_access_note')}" if row.text("ngo_access_note") else ""
    )
    return (
        row.full_name,
        words(row.text("kind")),
        access,
        words(row.text("documents_public")),
        inside,
        *proven(row),
    )
