"""Questions to start a picture from; each gives the entries that answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from graph_model.measures import contacts, find_cells, live_talks
from graph_model.snapshot import Snapshot


@dataclass(frozen=True)
class Start:
    """A question and the ids that answer it on a day."""

    code: str
    says: str
    answer: Callable[[Snapshot, date], list[str]]


def _digital(snapshot: Snapshot, on: date) -> list[str]:
    live = [id for id in live_talks(snapshot, on) if "digital" in snapshot.nodes[id].text("kind")]
    return [
        *live,
        *dict.fromkeys(tie.source for id in live for tie in snapshot.back(id, "NEGOTIATES")),
    ]


def _recent(snapshot: Snapshot, on: date) -> list[str]:
    recent = [
        contact for contact in contacts(snapshot) if on - timedelta(days=730) <= contact.on <= on
    ]
    return list(
        dict.fromkeys(
            id
            for contact in reversed(recent)
            for id in (contact.id, *sorted(contact.delegations), *sorted(contact.members))
        )
    )


def _silent(snapshot: Snapshot, on: date) -> list[str]:
    live = live_talks(snapshot, on)
    silent = list(
        dict.fromkeys(
            cell.delegation for cell in find_cells(snapshot, on) if cell.kind == "unknown"
        )
    )[:15]
    return [
        *silent,
        *dict.fromkeys(
            tie.target
            for id in silent
            for tie in snapshot.out(id, "NEGOTIATES")
            if tie.target in live
        ),
    ]


def _ways(snapshot: Snapshot, on: date) -> list[str]:
    open_ways = [
        row.id for row in snapshot.of("ConsultationMechanism") if row.text("status") == "active"
    ]
    return [
        *open_ways,
        *dict.fromkeys(tie.target for id in open_ways for tie in snapshot.out(id, "OPENS")),
    ]


STARTS = (
    Start("digital", "Who negotiates digital agreements now?", _digital),
    Start("recent", "Whom did members meet in the last two years?", _recent),
    Start("silent", "Which delegations have no recorded contact?", _silent),
    Start("ways", "Where are legal ways in open?", _ways),
)
