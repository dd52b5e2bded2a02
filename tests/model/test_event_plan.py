"""Meetings at an event: worked by hand, and against scipy's own assignment."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from graph_model.errors import UnknownId
from graph_model.measures import Settings
from graph_model.measures.next.event_plan import assign, attending_members, event_plan
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

DAY = date(2025, 1, 1)


def forum(*more: NodeRow | RelationshipRow) -> Snapshot:
    """A forum to which EDRi goes with one meeting; both delegations sit at the talks that it
    convenes.
    """
    event = node("Event", "forum", start_date="2025-03-01", kind="forum")
    return graph(
        *talks(),
        event,
        tie("forum", "CONVENES", "deal"),
        tie("edri", "GOES_TO", "forum", meetings=1),
        *more,
    )


def test_the_meeting_that_opens_most() -> None:
    met = contact("e", "2024-12-31", "meeting", "apc", "alpha", "flows")
    found = event_plan(on_day(forum(*met), DAY), "forum")
    # alpha is reached on data flows already: 0.2 of all importance is open there, 0.5 with beta;
    # half a chance without a tie
    assert [(one.member, one.delegation) for one in found.meetings] == [("edri", "beta")]
    assert found.meetings[0].gain == pytest.approx(0.25)
    assert (found.before, found.after) == pytest.approx((0.3, 0.55))
    assert found.meetings[0].issues == ("flows", "source")
    assert (found.meetings[0].own_contact, found.meetings[0].last_contact) == ("", "")


def test_a_warm_tie_makes_a_meeting_easier_and_names_the_last_contact() -> None:
    met = contact("e", "2025-01-01", "meeting", "edri", "alpha")
    found = event_plan(on_day(forum(*met), DAY), "forum")
    assert [(one.member, one.delegation) for one in found.meetings] == [("edri", "alpha")]
    assert found.meetings[0].chance == pytest.approx(1 - math.exp(-1))
    assert found.meetings[0].own_contact == "e"


def test_a_second_meeting_is_worth_what_the_first_may_miss() -> None:
    found = event_plan(on_day(forum(), DAY), "forum", going={"edri": 2, "apc": 2})
    # each delegation has half: 0.5 × 0.5 twice, then 0.5 × 0.25 twice; nobody meets the same
    # delegation twice
    assert [one.gain for one in found.meetings] == pytest.approx([0.25, 0.25, 0.125, 0.125])
    assert len({(one.member, one.delegation) for one in found.meetings}) == 4
    assert found.after == pytest.approx(0.75)
    assert len(found.sheet("edri")) == 2


def test_who_is_expected_and_with_what_chance() -> None:
    found = event_plan(
        on_day(forum(tie("beta", "EXPECTED_AT", "forum", chance=0.5)), DAY),
        "forum",
        going={"edri": 4},
    )
    assert found.expected == {"beta": 0.5}
    assert [one.gain for one in found.meetings] == pytest.approx([0.125])
    certain = event_plan(
        on_day(forum(), DAY, Settings(in_the_room=1.0)), "forum", going={"edri": 4}
    )
    assert certain.after == pytest.approx(1.0)


@pytest.mark.parametrize("kind", ["consultation", "deadline"])
def test_where_the_talks_do_not_meet_only_those_on_record_are_expected(kind: str) -> None:
    asked = replace(forum().nodes["forum"], fields={"start_date": "2025-03-01", "kind": kind})
    rows = [row for row in forum().rows() if row.key != "forum"]
    found = event_plan(on_day(graph(*rows, asked), DAY), "forum")
    assert (found.expected, found.meetings) == ({}, ())
    comes = tie("alpha", "EXPECTED_AT", "forum")
    assert list(event_plan(on_day(graph(*rows, asked, comes), DAY), "forum").expected) == ["alpha"]


def test_nobody_goes_nobody_comes_and_no_such_event() -> None:
    assert event_plan(on_day(forum(), DAY), "forum", going={}).meetings == ()
    alone = graph(
        *talks(), node("Event", "forum", start_date="2025-03-01"), tie("edri", "GOES_TO", "forum")
    )
    assert attending_members(on_day(alone, DAY), "forum") == {"edri": 4}
    assert event_plan(on_day(alone, DAY), "forum").meetings == ()
    with pytest.raises(UnknownId):
        event_plan(on_day(alone, DAY), "nothing")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_flow_is_the_best_assignment(data: st.DataObject) -> None:
    capacity = {
        f"m{place}": data.draw(st.integers(0, 3)) for place in range(data.draw(st.integers(1, 4)))
    }
    delegations = [f"d{place}" for place in range(data.draw(st.integers(1, 5)))]
    gain = {
        (member, delegation): data.draw(st.integers(0, 50)) / 100
        for member in capacity
        for delegation in delegations
    }
    pairs = assign(capacity, gain)
    assert all(
        sum(member == one for one, _ in pairs) <= number for member, number in capacity.items()
    )
    assert len({delegation for _, delegation in pairs}) == len(pairs)
    seats = [member for member, number in capacity.items() for _ in range(number)]
    table = np.array(
        [[gain[member, delegation] for delegation in delegations] for member in seats]
    ).reshape(len(seats), len(delegations))
    rows, columns = linear_sum_assignment(table, maximize=True)
    assert sum(gain[pair] for pair in pairs) == pytest.approx(table[rows, columns].sum())
