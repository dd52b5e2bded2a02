"""Go-betweens against counting by hand, links on trial, and ranks that do not claim too much."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generator import snapshot as generated
from graph_model.measures import coverage, find_cells
from graph_model.measures.departures import departures
from graph_model.measures.gaps import band
from graph_model.measures.go_betweens import (
    ROLES,
    brokerage_triples,
    brokerage_ways,
    find_go_betweens,
    relabelled,
)
from graph_model.measures.next.try_link import NoTie, try_link
from graph_model.measures.ranges.day_ranks import delegation_ranks, go_between_ranks, leaving_ranks
from graph_model.measures.ranges.rank_ranges import RankRange, ranked
from graph_model.measures.ranges.redraws import DRAWS, redraw
from graph_model.rows import NodeRow, RelationshipRow, Rows
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie
from tests.model.test_routes import PLACES, TABLES, make

DAY = date(2025, 1, 1)
IDS = tuple("abcdefg")


# ---------------------------------------------------------------- go-betweens


def counted(arrows: set[tuple[str, str]], group: dict[str, str]) -> Counter[tuple[str, str]]:
    """Gould and Fernandez's counts, by trying every three."""
    found: Counter[tuple[str, str]] = Counter()
    for x, b, y in permutations(group, 3):
        if (x, b) in arrows and (b, y) in arrows and (x, y) not in arrows:
            one, two, three = group[x], group[b], group[y]
            role = (
                "coordinator"
                if one == two == three
                else (
                    "spokesperson"
                    if one == two
                    else "door_keeper"
                    if two == three
                    else "adviser"
                    if one == three
                    else "bridge"
                )
            )
            found[b, role] += 1
    return found


@settings(max_examples=60)
@given(
    st.sets(
        st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(
            lambda pair: pair[0] != pair[1]
        )
    ),
    st.lists(st.sampled_from("XYZ"), min_size=7, max_size=7),
)
def test_roles_are_those_of_gould_and_fernandez(
    arrows: set[tuple[str, str]], groups: list[str]
) -> None:
    now = brokerage_ways(IDS, len(IDS), groups, sorted(arrows))
    counts = now.counts(now.group)
    found = {
        (id, role.code): int(counts[who, number])
        for who, id in enumerate(IDS)
        for number, role in enumerate(ROLES)
    }
    assert {key: count for key, count in found.items() if count} == dict(
        counted(arrows, dict(zip(IDS, groups, strict=True)))
    )


def test_a_member_that_joins_business_and_civil_society_to_a_delegation() -> None:
    """Hand-made: three businesses know only the go-between, and it alone meets the ministry: BBD is
    three ways of a bridge.
    """
    rows: list[NodeRow | RelationshipRow] = [
        node("Member", "ngo", name="N", stakeholder_group="civil_society"),
        node("Delegation", "alpha", name="A"),
    ]
    rows += contact("m", "2025-01-01", "meeting", "ngo", "alpha")
    for number in range(3):
        rows += [
            node("Member", f"firm{number}", name="F", stakeholder_group="private_sector"),
            node("Engagement", f"l{number}", kind="letter", date="2025-01-01"),
        ]
        rows += [
            tie(f"firm{number}", "TOOK_PART_IN", f"l{number}"),
            tie("ngo", "TOOK_PART_IN", f"l{number}"),
        ]
    now = brokerage_triples(on_day(graph(*rows), DAY))
    counts = now.counts(now.group)[now.ids.index("ngo")]
    assert dict(zip([role.code for role in ROLES], counts.tolist(), strict=True)) == {
        "coordinator": 0, "spokesperson": 0, "door_keeper": 0, "adviser": 6, "bridge": 3
    }  # fmt: skip


def test_only_what_stands_above_chance_is_shown_and_always_the_same() -> None:
    made = generated(1_500, 8_000)
    found = find_go_betweens(on_day(made, date(2017, 12, 1)), relabellings=200)
    assert found
    assert found == find_go_betweens(on_day(made, date(2017, 12, 1)), relabellings=200)
    assert all(
        between.count > between.limit >= 0
        and between.count > between.expected >= 0
        and len(between.pairs) == between.count
        for between in found
    )
    now = brokerage_triples(on_day(made, date(2017, 12, 1)))
    chance = relabelled(now, 50)
    assert (
        chance.sum(axis=2) == now.counts(now.group).sum(axis=1)
    ).all()  # relabelling moves ways between roles and makes none
    assert find_go_betweens(on_day(graph(*talks()), DAY)) == ()


@pytest.mark.parametrize("seed", range(3))
def test_relabellings_at_once_count_what_each_way_counts(seed: int) -> None:
    now = brokerage_triples(on_day(generated(600, 5_000, seed), date(2024, 5, 1)))
    assert len(now.open) > 100
    rng, group = np.random.default_rng(seed), now.group.copy()
    for counted in relabelled(now, 20, seed):
        group[: now.members] = rng.permutation(now.group[: now.members])
        assert (counted == now.counts(group)).all()


# ---------------------------------------------------------------- a link on trial


def test_a_first_meeting_moves_the_band_by_what_is_on_that_table() -> None:
    trial = try_link(on_day(graph(*talks()), DAY), "edri", "alpha")
    assert (trial.before.low, trial.after.low) == pytest.approx(
        (0.0, 0.5)
    )  # alpha's two issues of the four
    assert trial.changed == (
        ("alpha", "flows", "unknown", "one"),
        ("alpha", "source", "unknown", "one"),
    )
    assert [route.stops for route in trial.opened] == [("edri", "alpha"), ("edri", "alpha", "beta")]
    narrow = try_link(on_day(graph(*talks()), DAY), "edri", "alpha", issues=("source",))
    assert {(issue, after) for _, issue, _, after in narrow.changed} == {
        ("flows", "never_raised"),
        ("source", "one"),
    }


def test_two_members_who_meet_open_ways_and_move_no_cell() -> None:
    snapshot = graph(*talks(), *contact("e1", "2025-01-01", "meeting", "edri", "alpha"))
    trial = try_link(on_day(snapshot, DAY), "apc", "edri")
    assert (trial.before, trial.changed) == (trial.after, ())
    assert [route.stops for route in trial.opened] == [("apc", "edri", "alpha")]
    with pytest.raises(NoTie):
        try_link(on_day(snapshot, DAY), "alpha", "edri")


@settings(max_examples=25)
@given(PLACES, TABLES)
def test_one_more_link_never_lowers_the_band(
    places: list[tuple[str, str, int]], tables: list[set[str]]
) -> None:
    trial = try_link(on_day(make(places, tables, []), DAY), "m0", "d0")
    assert trial.after.low >= trial.before.low - 1e-12
    assert {kind for _, _, _, kind in trial.changed} <= {"several", "one"}


# ---------------------------------------------------------------- honest ranks


def test_a_clear_order_is_shown_and_a_toss_up_is_not() -> None:
    rng = np.random.default_rng(3)
    redrawn = np.stack(
        [np.full(DRAWS, 9.0), 5 + rng.random(DRAWS), 5 + rng.random(DRAWS), rng.random(DRAWS)],
        axis=1,
    )
    places = ranked(["sure", "a", "b", "last"], [9.0, 5.6, 5.5, 0.5], redrawn)
    assert [(place.name, place.rank, place.span, place.tier) for place in places] == [
        ("sure", 1, "1", 0), ("a", 2, "2–3", 1), ("b", 3, "2–3", 1), ("last", 4, "4", 2)
    ]  # fmt: skip


def test_an_entry_that_a_draw_lacks_takes_no_rank() -> None:
    redrawn = np.array([[np.nan, 1.0]] * 10)
    assert ranked("ab", [2.0, 1.0], redrawn) == (
        RankRange("a", 2.0, 1, 1, 1, 0),
        RankRange("b", 1.0, 2, 1, 1, 0),
    )
    assert ranked("", [], np.empty((5, 0))) == ()


def test_a_tenth_is_missing_and_the_same_tenth_every_time() -> None:
    assert (redraw(50, 40, 30).ties == redraw(50, 40, 30).ties).all()
    assert redraw(500, 400, 300).hidden.mean() == pytest.approx(0.1, abs=0.01)


@pytest.mark.parametrize(
    "snapshot",
    [seed_snapshot(), generated(800, 6_000, 3), graph(*talks()), Snapshot(Rows())],
    ids=["seeds", "generated", "talks", "empty"],
)
def test_every_ranking_of_the_app(snapshot: Snapshot) -> None:
    at = date(2017, 12, 1)
    cells = find_cells(on_day(snapshot, at))
    gaps = [cell for cell in cells if cell.kind not in ("several", "one")]
    by_delegation = {place.name: place.score for place in delegation_ranks(on_day(snapshot, at))}
    assert sum(by_delegation.values()) == pytest.approx(sum(cell.importance for cell in gaps))
    assert {
        place.name: place.score for place in leaving_ranks(on_day(snapshot, at))
    } == pytest.approx({found.members[0]: found.loss for found in departures(cells)})
    found = find_go_betweens(on_day(snapshot, at), relabellings=100)
    assert {place.name for place in go_between_ranks(on_day(snapshot, at), found)} == {
        f"{between.member} {between.role}" for between in found
    }
    for places in (delegation_ranks(on_day(snapshot, at)), leaving_ranks(on_day(snapshot, at))):
        assert all(1 <= place.low <= place.high <= len(places) for place in places)
        assert [place.tier for place in places] == sorted(place.tier for place in places)
    assert band(on_day(snapshot, at)).low == pytest.approx(coverage(cells).low)
