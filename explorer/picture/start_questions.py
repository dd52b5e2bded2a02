"""Questions to start a picture from; each gives the entries that answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from graph_model.measures import find_cells, live_talks, our_contacts, seats, tables
from graph_model.measures.day import Day
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT


@dataclass(frozen=True)
class StartQuestion:
    """A question and the ids that answer it on a day."""

    code: str
    says: str
    answer: Callable[[Day], list[str]]


def _digital(day: Day) -> list[str]:
    live = [id for id in live_talks(day) if "digital" in day.snapshot.nodes[id].text("kind")]
    return [*live, *dict.fromkeys(seat.source for id in live for seat in seats(day, id))]


def _recent(day: Day) -> list[str]:
    recent = [
        contact
        for contact in our_contacts(day)
        if day.at - timedelta(days=730) <= contact.on <= day.at
    ]
    return list(
        dict.fromkeys(
            id
            for contact in reversed(recent)
            for id in (contact.id, *sorted(contact.delegations), *sorted(contact.members))
        )
    )


def _silent(day: Day) -> list[str]:
    silent = list(
        dict.fromkeys(cell.delegation for cell in find_cells(day) if cell.kind == "unknown")
    )[:15]
    return [*silent, *dict.fromkeys(seat.target for id in silent for seat in tables(day, id))]


def _ways(day: Day) -> list[str]:
    open_ways = [
        row.id for row in day.snapshot.of("ConsultationMechanism") if row.text("status") == "active"
    ]
    return [
        *open_ways,
        *dict.fromkeys(tie.target for id in open_ways for tie in day.snapshot.out(id, "OPENS")),
    ]


STARTS = (
    StartQuestion("digital", "Who negotiates digital agreements now?", _digital),
    StartQuestion("recent", "Whom did members meet in the last two years?", _recent),
    StartQuestion("silent", f"Which delegations have {NO_RECORDED_CONTACT} of ours?", _silent),
    StartQuestion("ways", "Where are legal ways in open?", _ways),
)


def start_of(code: str) -> StartQuestion | None:
    """The question of that code; None where there is none.

    >>> start_of("digital").says, start_of("")
    ('Who negotiates digital agreements now?', None)
    """
    return next((start for start in STARTS if start.code == code), None)
