"""Who may see a row: everybody, the coalition, or this machine alone."""

from __future__ import annotations

from graph_model.rows import NodeRow, RelationshipRow, Rows
from graph_model.snapshot import Snapshot

AUDIENCES = ("public", "coalition", "private")
#: Who may see rows of a label that do not say it themselves; all others are public.
UNSAID = {
    "Representative": "private",
    **dict.fromkeys(("Plan", "Answer", "Correction", "Judgement"), "coalition"),
}


def visibility(row: NodeRow | RelationshipRow) -> str:
    """Who may see a row: as it says itself, else by its label."""
    return row.text("visibility") or UNSAID.get(row.kind, "public")


def for_audience(snapshot: Snapshot, audience: str) -> Snapshot:
    """What an audience may see: public rows for all, the coalition's for members, everything for
    this machine.

    A relationship goes with its ends, so nothing hidden can be guessed from what is left.
    """
    allowed = AUDIENCES[: AUDIENCES.index(audience) + 1]
    nodes = tuple(row for row in snapshot.nodes.values() if visibility(row) in allowed)
    kept = {row.id for row in nodes}
    return Snapshot(
        Rows(
            nodes,
            tuple(
                row
                for row in snapshot.relationships
                if visibility(row) in allowed and row.source in kept and row.target in kept
            ),
        )
    )
