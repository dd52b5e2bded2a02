"""The fast measures say what the plain ones say: on the seeds, on generated graphs, and on every
small graph that hypothesis finds.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from benchmarks.generator import snapshot as generated
from graph_model.measures import coverage, find_cells, target_cells
from graph_model.measures.gaps import band
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import graphs, on_day
from tests.model.oracle.day import Plain
from tests.model.oracle.kinds import kinds

DAYS = (date(2017, 12, 1), date(2026, 11, 1))


def agree(snapshot: Snapshot, at: date) -> None:
    day = on_day(snapshot, at)
    plain = Plain(snapshot.nodes.values(), snapshot.relationships, at)
    cells, expected = find_cells(day), kinds(plain)
    assert {(cell.delegation, cell.issue): (cell.kind, cell.members) for cell in cells} == {
        key: (kind, members) for key, (kind, _, members) in expected.items()
    }
    for key, target in target_cells(day).items():
        assert target.importance == pytest.approx(plain.cells[key])
    for cell in cells:
        assert cell.warmth == pytest.approx(expected[cell.delegation, cell.issue][1])
        assert cell.importance == cell.target.talks[0].weight
    slow, fast = coverage(cells), band(on_day(snapshot, at))
    assert (fast.low, fast.high) == pytest.approx((slow.low, slow.high))
    assert (fast.cells, fast.delegations) == (slow.cells, slow.delegations)
    assert {code: number for code, (number, _) in fast.by_kind.items()} == {
        code: number for code, (number, _) in slow.by_kind.items()
    }


@pytest.mark.parametrize("at", DAYS)
def test_on_the_seeds(at: date) -> None:
    agree(seed_snapshot(), at)


def test_on_a_generated_graph_that_has_every_kind() -> None:
    made = generated(1_500, 8_000)
    agree(made, DAYS[1])
    assert len({cell.kind for cell in find_cells(on_day(made, DAYS[1]))}) >= 5


@settings(max_examples=30)
@given(graphs())
def test_on_random_graphs(snapshot: Snapshot) -> None:
    agree(snapshot, DAYS[1])
