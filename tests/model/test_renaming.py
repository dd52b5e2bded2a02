"""Names are only names: with every id turned round, each measure says the same of the same
bodies.
"""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.generator import snapshot as generated
from graph_model.measures import find_cells
from graph_model.measures.departures import departures
from graph_model.measures.gaps import band
from graph_model.measures.go_betweens import brokerage_triples
from graph_model.measures.introductions import find_routes
from graph_model.measures.next.try_link import try_link
from graph_model.measures.ranges.day_ranks import delegation_ranks
from graph_model.measures.single_points import connectivity
from graph_model.rows import NodeRow, RelationshipRow, Rows
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import on_day


def turned(id: str) -> str:
    """Another id, in another order."""
    return f"x{id[::-1]}"


def renamed(snapshot: Snapshot) -> Snapshot:
    nodes = tuple(
        NodeRow(row.label, turned(row.id), row.fields, row.dataset)
        for row in snapshot.nodes.values()
    )
    ties = tuple(
        RelationshipRow(row.type, turned(row.source), turned(row.target), row.fields, row.dataset)
        for row in snapshot.relationships
    )
    return Snapshot(Rows(nodes, ties))


@pytest.mark.parametrize(
    ("snapshot", "at"),
    [(seed_snapshot(), date(2017, 12, 1)), (generated(700, 5_000, 3), date(2024, 11, 1))],
    ids=["seeds", "generated"],
)
def test_renaming_changes_nothing(snapshot: Snapshot, at: date) -> None:
    other = renamed(snapshot)
    cells = {
        (turned(cell.delegation), turned(cell.issue)): (cell.kind, cell.importance)
        for cell in find_cells(on_day(snapshot, at))
    }
    assert {
        (cell.delegation, cell.issue): (cell.kind, cell.importance)
        for cell in find_cells(on_day(other, at))
    } == cells
    assert band(on_day(snapshot, at)) == band(on_day(other, at))
    for delegation in [row.id for row in snapshot.of("Delegation")][:12]:
        here, there = (
            find_routes(on_day(snapshot, at), delegation),
            find_routes(on_day(other, at), turned(delegation)),
        )
        assert [route.strength for route in here.routes] == pytest.approx(
            [route.strength for route in there.routes]
        )
        assert [route.refusal for route in here.refused] == [
            route.refusal for route in there.refused
        ]
    separate = {
        turned(hinge.delegation): (hinge.routes, hinge.thin)
        for hinge in connectivity(on_day(snapshot, at))
    }
    assert {
        hinge.delegation: (hinge.routes, hinge.thin) for hinge in connectivity(on_day(other, at))
    } == separate
    for size in (1, 2, 3):
        lost = {
            frozenset(map(turned, found.members)): found.loss
            for found in departures(find_cells(on_day(snapshot, at)), size)
        }
        assert {
            frozenset(found.members): found.loss
            for found in departures(find_cells(on_day(other, at)), size)
        } == pytest.approx(lost)
    ways, same = brokerage_triples(on_day(snapshot, at)), brokerage_triples(on_day(other, at))
    counts, again = ways.counts(ways.group), same.counts(same.group)
    assert {turned(id): counts[place].tolist() for place, id in enumerate(ways.ids)} == {
        id: again[place].tolist() for place, id in enumerate(same.ids)
    }
    scores = {turned(place.name): place.score for place in delegation_ranks(on_day(snapshot, at))}
    assert {
        place.name: place.score for place in delegation_ranks(on_day(other, at))
    } == pytest.approx(scores)
    member, delegation = snapshot.of("Member")[0].id, snapshot.of("Delegation")[0].id
    trial, mirrored = (
        try_link(on_day(snapshot, at), member, delegation),
        try_link(on_day(other, at), turned(member), turned(delegation)),
    )
    assert (trial.before, trial.after, len(trial.opened)) == (
        mirrored.before,
        mirrored.after,
        len(mirrored.opened),
    )
