"""The fast measures say what the plain ones say: on the seeds, on generated graphs, and on every
small graph that hypothesis finds.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given, settings

from benchmarks.generator import snapshot as generated
from graph_model.measures import REACHED, Cell, Day, coverage, find_cells, main_kind, target_cells
from graph_model.measures.gaps import band, cells_of
from graph_model.measures.membership import with_friends
from graph_model.measures.next.advice import best_steps
from graph_model.measures.next.ask_members import near_members, questions
from graph_model.measures.voice_balance import balance, whole_balance
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import graphs, on_day
from tests.model.oracle.day import Plain
from tests.model.oracle.kinds import kinds
from tests.model.oracle.plans import asked

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


def plain_steps(day: Day) -> list[tuple[str, str, str, int, float]]:
    """Delegation, kind, weightiest issue of it, cells and share of every step, from the cells."""
    cells = find_cells(day)
    total = sum(cell.importance for cell in cells)
    still_open: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.kind not in REACHED:
            still_open[cell.delegation].append(cell)
    found = []
    for delegation, some in still_open.items():
        kind = main_kind(some)
        issue = next(cell.issue for cell in some if cell.kind == kind)
        share = sum(cell.importance for cell in some) / total
        found.append((delegation, kind, issue, len(some), share))
    return sorted(found, key=lambda step: (-round(step[4], 9), step[0]))


def steps_agree(day: Day) -> None:
    steps, expected = best_steps(day, 10_000), plain_steps(day)
    assert [(one.delegation, one.kind, one.issue, one.cells) for one in steps] == [
        step[:4] for step in expected
    ]
    assert [one.share for one in steps] == pytest.approx([step[4] for step in expected])
    for one in steps:
        cells = [cell for cell in find_cells(day) if cell.delegation == one.delegation]
        assert list(cells_of(day, one.delegation)) == cells
        assert one.talks == len(
            {
                talk.agreement
                for its in cells
                if its.kind not in REACHED
                for talk in its.target.talks
            }
        )
        equal = [step[0] for step in expected if round(step[4], 9) == round(one.share, 9)]
        assert sorted([*one.ties, one.delegation]) == equal


def questions_agree(day: Day) -> None:
    """The questions of all pairs of a member and a delegation, at most five to each member."""
    friends = day.settings.with_friends
    plain = Plain(day.snapshot.nodes.values(), day.snapshot.relationships, day.at, friends)
    expected = {(one.id, *one.chances.values()) for one in asked(plain)[0]}
    found = questions(day)
    near = near_members(day, {one.delegation for one in found})
    assert {(f"question:{one.member}:{one.delegation}", one.chance) for one in found} == expected
    assert all(one.near == near.get((one.member, one.delegation), "") for one in found)


@pytest.mark.parametrize("friends", [False, True])
@pytest.mark.parametrize("size", [(), (300, 1_200), (1_500, 8_000)])
def test_what_is_found_without_all_cells_and_pairs(size: tuple[int, ...], friends: bool) -> None:
    made = generated(*size) if size else seed_snapshot()
    for at in DAYS:
        day = with_friends(on_day(made, at)) if friends else on_day(made, at)
        steps_agree(day)
        questions_agree(day)
        assert whole_balance(day) == balance(day)[""]
