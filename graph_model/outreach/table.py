"""Who is at which table, about what: phases, target cells and their importance (DESIGN, section 5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from graph_model.dates import holds
from graph_model.outreach.settings import DEFAULTS, Settings
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import ROLES


@dataclass(frozen=True)
class Talk:
    """One negotiation that puts an issue on a delegation's table, with the parts of its weight."""

    agreement: str
    status: str
    strength: str
    role: str
    weight: float


@dataclass(frozen=True)
class Target:
    """A target cell: a delegation that negotiates an issue. `importance` is that of its weightiest talks (0–1 at priority 1)."""

    delegation: str
    issue: str
    importance: float
    talks: tuple[Talk, ...]


def phase_on(snapshot: Snapshot, agreement: str, on: date) -> NodeRow | None:
    """The phase that an agreement is in on a day; None before its first or in a gap between two."""
    for tie in snapshot.back(agreement, "PHASE_OF"):
        phase = snapshot.nodes[tie.source]
        if holds(phase.text("valid_from"), phase.text("valid_to"), on):
            return phase
    return None


def at_the_table(tie: RelationshipRow, on: date) -> bool:
    """Whether a NEGOTIATES row puts the delegation at the table on a day.

    Who withdrew was at the table until the day it left (`valid_to`); without that day nobody is placed there.
    """
    seated = ROLES[tie.text("role")] or bool(tie.text("valid_to"))
    return seated and holds(tie.text("valid_from"), tie.text("valid_to"), on)


def live_talks(snapshot: Snapshot, on: date, settings: Settings = DEFAULTS) -> dict[str, str]:
    """The agreements whose phase has a weight on that day, with the status of that phase, by id."""
    found = {}
    for agreement in snapshot.of("Agreement"):
        phase = phase_on(snapshot, agreement.id, on)
        if phase and settings.phase[phase.text("status")] > 0:
            found[agreement.id] = phase.text("status")
    return found


def target_cells(snapshot: Snapshot, on: date, settings: Settings = DEFAULTS) -> dict[tuple[str, str], Target]:
    """Every target cell on a day, keyed by (delegation, issue), in the order of these ids.

    ω(d, i) = max over talks a of phase(a) × relevance(a, i) × priority(d).
    """
    talks: defaultdict[tuple[str, str], list[Talk]] = defaultdict(list)
    for agreement, status in live_talks(snapshot, on, settings).items():
        covered = [
            (tie.target, tie.text("strength"), settings.relevance[tie.text("strength")])
            for tie in snapshot.out(agreement, "COVERS")
            if not (settings.leave_out_derived and tie.text("confidence") == "derived")
        ]
        for seat in snapshot.back(agreement, "NEGOTIATES"):
            if not at_the_table(seat, on):
                continue
            scale = settings.phase[status] * _priority(snapshot.nodes[seat.source], settings)
            for issue, strength, relevance in covered:
                if scale * relevance > 0:
                    talks[seat.source, issue].append(Talk(agreement, status, strength, seat.text("role"), scale * relevance))
    return {
        cell: Target(*cell, max(talk.weight for talk in found), tuple(sorted(found, key=lambda talk: (-talk.weight, talk.agreement))))
        for cell, found in sorted(talks.items())
    }


def _priority(delegation: NodeRow, settings: Settings) -> float:
    """That of the settings, else that of the row, else 1."""
    return settings.priority.get(delegation.id, float(delegation.fields.get("priority", 1.0)))
