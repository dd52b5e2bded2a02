"""Who *we* are: members of the coalition on that day; friends outside are a second figure."""

from __future__ import annotations

from datetime import date

import pytest

from graph_model.measures import band, find_cells, friends_band, ours
from graph_model.measures.introductions import find_routes
from graph_model.measures.membership import with_friends
from graph_model.measures.next.ask_members import questions
from graph_model.measures.second_lines import could_double
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

Row = NodeRow | RelationshipRow
ON = date(2022, 6, 1)


def with_member(**fields: str) -> Snapshot:
    """The talks; EDRi, with these fields, met alpha in May 2022 about data flows."""
    rows = [row for row in talks() if not (isinstance(row, NodeRow) and row.id == "edri")]
    return graph(
        *rows,
        node("Member", "edri", name="EDRi", stakeholder_group="civil_society", **fields),
        *contact("e", "2022-05-01", "meeting", "edri", "alpha", "flows"),
    )


@pytest.mark.parametrize(
    ("fields", "own", "friend"),
    [
        ({"relation": "coordinator", "member_from": "2017-02"}, True, True),
        ({"relation": "peer"}, False, True),
        ({"relation": "list_participant", "member_from": "2022-06-02"}, False, True),
        ({"relation": "coordinator", "member_until": "2022-06-01"}, False, False),
        ({"relation": "coordinator", "member_until": "2022-06-02"}, True, True),
    ],
)
def test_a_line_is_ours_while_its_member_belongs(
    fields: dict[str, str], own: bool, friend: bool
) -> None:
    day = on_day(with_member(**fields), ON)
    assert ("edri" in ours(day), "edri" in ours(with_friends(day))) == (own, friend)
    assert (band(day).low > 0, friends_band(day).low > 0) == (own, friend)
    assert bool(find_routes(day, "alpha").routes) == own
    assert bool(find_routes(with_friends(day), "alpha").routes) == friend
    assert ("edri" in {question.member for question in questions(day)}) == own
    # nothing of its contacts is lost: they are rows, and count on the days on which it belonged
    assert "e" in day.snapshot.nodes


def test_who_left_introduces_nobody_and_doubles_no_line_and_its_past_stays() -> None:
    snapshot = with_member(relation="coordinator", member_from="2017-02", member_until="2022-05-20")
    before, after = on_day(snapshot, date(2022, 5, 10)), on_day(snapshot, ON)
    kinds = {(cell.delegation, cell.issue): cell.kind for cell in find_cells(before)}
    assert kinds["alpha", "flows"] == "one"
    kinds = {(cell.delegation, cell.issue): cell.kind for cell in find_cells(after)}
    assert kinds["alpha", "flows"] == "unknown"
    assert "edri" not in {double.member for double in could_double(after, "alpha")}
    assert find_routes(after, "beta").routes == ()


def test_the_first_step_of_every_way_is_one_of_us() -> None:
    day = on_day(seed_snapshot(), date(2017, 12, 1))
    us = ours(day)
    for delegation in {cell.delegation for cell in find_cells(day)}:
        found = find_routes(day, delegation)
        for route in (*found.routes, *found.refused):
            assert route.stops[0] in us


@pytest.mark.parametrize("on", ["2013-06-01", "2017-12-01", "2021-06-01", "2026-11-27"])
def test_friends_add_to_what_is_reached(on: str) -> None:
    day = on_day(seed_snapshot(), date.fromisoformat(on))
    assert band(day).low <= friends_band(day).low
    if on == "2013-06-01":
        assert band(day).low == 0 < friends_band(day).low  # nobody of us before the coalition was


def test_a_friend_beside_a_member_takes_nothing_from_it() -> None:
    snapshot = with_member(relation="coordinator")
    both = graph(
        *snapshot.rows().nodes,
        *snapshot.rows().relationships,
        node("Member", "friend", name="F", stakeholder_group="academia", relation="peer"),
        tie("friend", "TOOK_PART_IN", "e"),
    )
    kinds = {
        (cell.delegation, cell.issue): (cell.kind, cell.members)
        for cell in find_cells(on_day(both, ON))
    }
    assert kinds["alpha", "flows"] == ("one", ("edri",))
    kinds = {
        (cell.delegation, cell.issue): (cell.kind, cell.members)
        for cell in find_cells(with_friends(on_day(both, ON)))
    }
    assert kinds["alpha", "flows"] == ("several", ("edri", "friend"))
