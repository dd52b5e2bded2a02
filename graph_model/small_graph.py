"""A small graph to try things on: in examples of functions, and in a first notebook."""

from __future__ import annotations

from datetime import date

from graph_model.measures.day import Day
from graph_model.measures.setting_numbers import settings_of
from graph_model.rows import Fields, NodeRow, RelationshipRow, Rows, Value
from graph_model.snapshot import Snapshot

PROVEN: dict[str, Value] = {"as_of": "2026-11-01", "confidence": "verified"}
NODES: tuple[tuple[str, str, Fields], ...] = (
    ("Agreement", "deal", {"name": "The Deal"}),
    ("Phase", "deal_talks", {"status": "negotiating", "valid_from": "2020"}),
    ("Issue", "flows", {"name": "Data flows", "level": "issue"}),
    ("Issue", "source", {"name": "Source code", "level": "issue"}),
    ("Delegation", "alpha", {"name": "Ministry of Alpha"}),
    ("Delegation", "beta", {"name": "Ministry of Beta"}),
    ("Member", "edri", {"name": "EDRi", "stakeholder_group": "civil_society"}),
    ("Engagement", "first", {"kind": "meeting", "date": "2026-06-01", "outcome": "held"}),
)
TIES: tuple[tuple[str, str, str, Fields], ...] = (
    ("PHASE_OF", "deal_talks", "deal", {}),
    ("COVERS", "deal", "flows", {"strength": "binding"}),
    ("COVERS", "deal", "source", {"strength": "binding"}),
    ("NEGOTIATES", "alpha", "deal", {"role": "negotiator"}),
    ("NEGOTIATES", "beta", "deal", {"role": "negotiator"}),
    ("TOOK_PART_IN", "edri", "first", {}),
    ("REACHED", "first", "alpha", {}),
    ("ABOUT", "first", "flows", {}),
)


def example(*more: NodeRow | RelationshipRow) -> Day:
    """Two ministries negotiate The Deal on data flows and source code; EDRi met one of them on data
    flows in June 2026. Looked at on 1 November 2026.

    Parameters
    ----------
    *more : NodeRow or RelationshipRow
        Rows to have in it besides.

    Returns
    -------
    Day
        Always the same: an agreement, two issues, two delegations, a member and a meeting.

    Examples
    --------
    >>> from graph_model import NodeRow, example
    >>> example().snapshot.counts["Delegation"]
    2
    >>> example(NodeRow("Delegation", "gamma")).snapshot.counts["Delegation"]
    3
    """
    nodes = [NodeRow(label, id, {**fields, **PROVEN}, "example") for label, id, fields in NODES]
    ties = [
        RelationshipRow(type, source, target, {**fields, **PROVEN}, "example")
        for type, source, target, fields in TIES
    ]
    snapshot = Snapshot(Rows.of((*nodes, *ties, *more)))
    return Day(snapshot, date(2026, 11, 1), settings_of(snapshot))
