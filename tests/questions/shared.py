"""What the tiny graphs of the cases are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from graph_model.rows import NodeRow, RelationshipRow
from tests.graphs import contact, node, talks, tie

Row = NodeRow | RelationshipRow
Graph = list[Row]
ON = "2025-06-01"


@dataclass(frozen=True)
class Case:
    """`hits` is the first column of the whole answer, in order; `cells` other columns of its first
    row.
    """

    question: str
    prevents: str
    rows: Callable[[], Graph]
    hits: list[str | int]
    given: dict[str, str] = field(default_factory=dict)
    cells: dict[str, object] = field(default_factory=dict)


def met(*others: Row) -> Graph:
    """The talks, and EDRi met alpha about data flows in 2024."""
    return [*talks(), *contact("m1", "2024-09-01", "meeting", "edri", "alpha", "flows"), *others]


def venue(id: str, access: str, *others: Row) -> Graph:
    """The talks, held in a venue."""
    return [
        *talks(),
        node("Venue", id, name=id.title(), ngo_access=access),
        tie("deal", "NEGOTIATED_IN", id),
        *others,
    ]


def event(id: str, kind: str, start: str, **fields: str) -> Graph:
    """An event at which the deal is on the table."""
    return [
        node("Event", id, name=id.title(), kind=kind, start_date=start, **fields),
        tie(id, "CONVENES", "deal"),
    ]


def stance(id: str, delegation: str, issue: str, stance: str, since: str, until: str = "") -> Graph:
    """A position of a delegation on an issue."""
    dates = {"valid_from": since, **({"valid_to": until} if until else {})}
    return [
        node("Position", id, stance=stance, **dates),
        tie(delegation, "TAKES_POSITION", id),
        tie(id, "CONCERNS", issue),
    ]


def way(id: str, into: str, **fields: str) -> Graph:
    """A legal way in."""
    return [
        node(
            "ConsultationMechanism",
            id,
            name=id.title(),
            **{"status": "active", "kind": "public_consultation", **fields},
        ),
        tie(id, "OPENS", into),
    ]


def closed(*others: Row) -> Graph:
    """A second agreement, in force and no longer on any table, that gamma negotiated on data
    flows.
    """
    return [
        *talks(),
        node(
            "Agreement",
            "old",
            name="The Old One",
            kind="digital_agreement",
            text_public_during_negotiation="no",
        ),
        node("Phase", "old_1", status="in_force", valid_from="2019"),
        tie("old_1", "PHASE_OF", "old"),
        tie("old", "COVERS", "flows", strength="binding", article="9"),
        node("Delegation", "gamma", name="Ministry of Gamma"),
        tie("gamma", "NEGOTIATES", "old", role="negotiator"),
        *others,
    ]


def scored(id: str, label: str, **found: str) -> Graph:
    """A body or agreement with its findings."""
    return [
        node(label, id, name=id.title()),
        *(tie(id, "SCORED", indicator, value=value) for indicator, value in found.items()),
    ]


def indicators() -> Graph:
    return [
        node(
            "Indicator",
            id,
            name=id.title(),
            suggested_weight=weight,
            origin="expert practice" if id == "other" else "DCTI resolution 2017, point 1",
        )
        for id, weight in (("texts", 3.0), ("seat", 2.0), ("reports", 1.0), ("other", 9.0))
    ]


ECONOMIES: Graph = [
    node("Economy", "aa", name="Republic of Aa", short_name="Aa"),
    node("Economy", "bb", name="Bb"),
    tie("alpha", "REPRESENTS", "aa"),
    tie("beta", "REPRESENTS", "bb"),
]
