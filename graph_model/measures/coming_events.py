"""Who will be in the room: the occasions ahead, and the delegations expected at each."""

from __future__ import annotations

from datetime import timedelta

from graph_model.dates import as_date, span
from graph_model.measures.day import Day
from graph_model.measures.negotiations import at_the_table
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot


def coming(day: Day) -> tuple[NodeRow, ...]:
    """The occasions that are not over on a day and begin within the horizon, soonest first; a
    deadline is no occasion to meet.

    An event of *November 2026* may still come on the 23rd of that month.
    """
    found = []
    for event in day.snapshot.of("Event"):
        begins = span(event.text("start_date"))[0]
        ends = span(event.text("end_date") or event.text("start_date"))[1]
        if (
            event.text("kind") != "deadline"
            and ends >= day.at
            and begins <= day.at + timedelta(days=day.settings.horizon)
        ):
            found.append((begins, event.id, event))
    return tuple(event for _, _, event in sorted(found))


def expected(snapshot: Snapshot, event: str) -> dict[str, float]:
    """The delegations expected at an event with the chance that each comes, by id.

    Those on record (EXPECTED_AT; 1 when no chance is given); where none is, whoever sits at the
    talks that the event convenes.
    """
    stated = {
        tie.source: float(tie.fields.get("chance", 1.0))
        for tie in snapshot.back(event, "EXPECTED_AT")
    }
    if stated:
        return dict(sorted(stated.items()))
    begins = as_date(snapshot.node(event).text("start_date"))
    talks = [tie.target for tie in snapshot.out(event, "CONVENES")]
    return dict.fromkeys(
        sorted(
            {
                seat.source
                for talk in talks
                for seat in snapshot.back(talk, "NEGOTIATES")
                if at_the_table(seat, begins)
            }
        ),
        1.0,
    )
