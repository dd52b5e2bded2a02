"""Agreeing, differing, not having spoken; checked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from graph_model.errors import UnknownId
from graph_model.measures.common_ground import closest_delegations, common_ground, stances
from graph_model.measures.transparency import RESOLUTION, points_of
from graph_model.rows import NodeRow, RelationshipRow
from loaders.seeds import seed_snapshot
from tests.graphs import graph, node, on_day, talks, tie

DAY = date(2025, 1, 1)


def position(
    id: str, delegation: str, stance: str, topic: str, since: str = "2020-01-01", until: str = ""
) -> list[NodeRow | RelationshipRow]:
    where = "STATED_IN" if topic == "deal" else "CONCERNS"
    ends = {"valid_to": until} if until else {}
    row = node(
        "Position", id, stance=stance, valid_from=since, source_url="https://a.example/p", **ends
    )
    return [row, tie(delegation, "TAKES_POSITION", id), tie(id, where, topic)]


ROWS = [
    *talks(),
    *position("a1", "alpha", "proponent", "flows"),
    *position("a2", "alpha", "opponent", "source"),
    *position("a3", "alpha", "proponent", "deal"),
    *position("a4", "alpha", "reserved", "data"),
    *position("b1", "beta", "supporter", "flows"),
    *position("b2", "beta", "supporter", "source"),
    *position("b3", "beta", "supporter", "data"),
]


def test_congruence_conflict_and_not_spoken() -> None:
    found = common_ground(on_day(graph(*ROWS), DAY), "alpha", "beta")
    assert {line.topic: line.kind for line in found.lines} == {
        "flows": "agree",
        "source": "differ",
        "data": "open",
        "deal": "only_left",
    }
    assert [line.topic for line in found.lines] == ["flows", "source", "data", "deal"]
    assert found.spoken == 3
    assert found.subtract == 0.0  # (1 − 1) / 3
    assert {stance.sources for line in found.lines for stance in line.said} == {
        "https://a.example/p"
    }


def test_it_is_the_same_from_both_sides() -> None:
    there, back = (
        common_ground(on_day(graph(*ROWS), DAY), "alpha", "beta"),
        common_ground(on_day(graph(*ROWS), DAY), "beta", "alpha"),
    )
    assert there.subtract == back.subtract
    assert there.counts["only_left"] == back.counts["only_right"] == 1


def test_the_latest_position_that_holds_counts() -> None:
    later = position("b4", "beta", "opponent", "source", since="2024-06-01")
    assert common_ground(
        on_day(graph(*ROWS, *later), DAY), "alpha", "beta"
    ).subtract == pytest.approx(2 / 3)
    assert (
        common_ground(on_day(graph(*ROWS, *later), date(2024, 5, 31)), "alpha", "beta").subtract
        == 0.0
    )
    over = position("b4", "beta", "opponent", "source", since="2024-06-01", until="2024-09-01")
    assert common_ground(on_day(graph(*ROWS, *over), DAY), "alpha", "beta").subtract == 0.0
    assert stances(on_day(graph(*ROWS), date(2019, 1, 1)), "alpha") == {}


def test_silence_is_no_agreement() -> None:
    found = common_ground(
        on_day(graph(*talks(), *position("a1", "alpha", "proponent", "flows")), DAY),
        "alpha",
        "beta",
    )
    assert (found.spoken, found.subtract) == (0, None)
    with pytest.raises(UnknownId):
        common_ground(on_day(graph(*talks()), DAY), "alpha", "gamma")


ASKED: list[NodeRow | RelationshipRow] = [
    node("Indicator", "officer", name="Officer", origin=RESOLUTION, suggested_weight=0.5),
    node("Indicator", "records", name="Records", origin=RESOLUTION),
    node("Indicator", "texts", name="Texts published", origin=RESOLUTION, suggested_weight=3.0),
    node("Indicator", "seat", name="Seat", origin="another list", suggested_weight=9.0),
    tie("alpha", "SCORED", "texts", value="no", as_of="2020", source_url="https://a.example/t"),
    tie("alpha", "SCORED", "seat", value="yes", as_of="2019"),
]


def test_the_coalitions_asks_are_its_points_as_found_by_the_day() -> None:
    snapshot = graph(*talks(), *ASKED)
    found = points_of(on_day(snapshot, date(2020, 7, 1)), "alpha")
    assert [(one.indicator, one.value, one.weight, one.sources) for one in found] == [
        ("texts", "no", 3.0, "https://a.example/t"),
        ("records", "", 1.0, ""),  # a point without a weight counts 1, so it comes before 0.5
        ("officer", "", 0.5, ""),
    ]
    before = points_of(on_day(snapshot, date(2020, 6, 30)), "alpha")
    assert [(one.indicator, one.known) for one in before] == [
        ("texts", False),
        ("records", False),
        ("officer", False),
    ]


def test_the_seeds_have_common_ground_with_sources() -> None:
    seeds = seed_snapshot()
    found = closest_delegations(on_day(seeds, date(2026, 11, 23)), "eu_trade")
    assert found
    assert [ground.subtract or 0.0 for ground in found] == sorted(
        (ground.subtract or 0.0 for ground in found), reverse=True
    )
    assert all(stance.sources for ground in found for line in ground.lines for stance in line.said)
