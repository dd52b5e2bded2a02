"""Best use of k efforts: worked by hand, against brute force, and the properties that theory
promises.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_model.measures import Settings
from graph_model.measures.next.efforts import exact, greedy, plan, value
from graph_model.measures.next.options import Option, open_weight, options
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

DAY = date(2025, 1, 1)


def meeting(delegation: str, effort: float = 1.0) -> Option:
    return Option(f"meeting:{delegation}", "meeting", delegation, effort, {delegation: 1.0})


def best(weighed: Sequence[Option], weight: dict[str, float], budget: float) -> float:
    """Brute force."""
    sets = (chosen for size in range(len(weighed) + 1) for chosen in combinations(weighed, size))
    return max(
        value(chosen, weight)
        for chosen in sets
        if sum(option.effort for option in chosen) <= budget + 1e-9
    )


def test_greedy_takes_the_room_and_the_exact_plan_does_not() -> None:
    # worked by hand: the room opens 0.6 of each of three, more than any meeting at first, and then
    # spoils both meetings
    weight = {"a": 0.4, "b": 0.4, "c": 0.2}
    room = Option("room:e", "room", "e", 1.0, {"a": 0.6, "b": 0.6, "c": 0.6})
    weighed = [meeting("a"), meeting("b"), room]
    picks = greedy(weighed, weight, 2)
    assert [pick.option.id for pick in picks] == ["room:e", "meeting:a"]
    assert [pick.gain for pick in picks] == pytest.approx([0.6, 0.16])
    found = exact(weighed, weight, 2)
    assert [option.id for option in found.options] == ["meeting:a", "meeting:b"]
    assert found.gain == pytest.approx(0.8)
    assert found.proven
    assert picks[0].ties == ()
    assert picks[1].ties == ("meeting:b",)  # equal after the room, and said so


def test_unequal_efforts_take_the_one_large_option_when_it_alone_opens_more() -> None:
    weight = {"a": 0.9, "b": 0.02}
    weighed = [meeting("a", effort=10.0), meeting("b", effort=0.1)]
    # by gain for effort b comes first (0.2 against 0.09) and leaves too little for a
    assert [pick.option.id for pick in greedy(weighed, weight, 10.0)] == ["meeting:a"]
    assert exact(weighed, weight, 10.0).gain == pytest.approx(0.9)


@st.composite
def problems(draw: st.DrawFn, equal: bool = True) -> tuple[list[Option], dict[str, float], float]:
    names = "abcde"
    weight = {name: draw(st.integers(1, 20)) / 100 for name in names}
    weighed = []
    for number in range(draw(st.integers(1, 7))):
        touched = draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
        chances = {name: draw(st.sampled_from([0.05, 0.25, 0.3, 0.9, 1.0])) for name in touched}
        effort = 1.0 if equal else draw(st.sampled_from([0.25, 1.0, 1.5]))
        weighed.append(Option(f"o{number}", "room", f"e{number}", effort, chances))
    return weighed, weight, float(draw(st.integers(1, 4)))


@settings(max_examples=40, deadline=None)
@given(problems())
def test_with_equal_efforts_greedy_keeps_its_promise_and_exact_is_brute_force(
    problem: tuple[list[Option], dict[str, float], float],
) -> None:
    weighed, weight, budget = problem
    picks = greedy(weighed, weight, budget)
    gain = picks[-1].total if picks else 0.0
    assert gain == pytest.approx(value([pick.option for pick in picks], weight))
    found = exact(weighed, weight, budget)
    assert found.gain == pytest.approx(best(weighed, weight, budget), abs=1e-7)
    assert found.proven
    assert gain <= found.gain + 1e-9
    assert gain >= (1 - 1 / math.e) * found.gain - 1e-9
    gains = [pick.gain for pick in greedy(weighed, weight)]
    assert gains == sorted(gains, reverse=True)  # diminishing returns


@settings(max_examples=40, deadline=None)
@given(problems(equal=False))
def test_with_unequal_efforts_too(problem: tuple[list[Option], dict[str, float], float]) -> None:
    weighed, weight, budget = problem
    found, picks = exact(weighed, weight, budget), greedy(weighed, weight, budget)
    assert found.gain == pytest.approx(best(weighed, weight, budget), abs=1e-7)
    gain = picks[-1].total if picks else 0.0
    assert (1 - 1 / math.e) / 2 * found.gain - 1e-9 <= gain <= found.gain + 1e-9
    assert sum(pick.option.effort for pick in picks) <= budget + 1e-9


@settings(max_examples=40, deadline=None)
@given(problems(), st.data())
def test_the_value_is_monotone_and_submodular(
    problem: tuple[list[Option], dict[str, float], float], data: st.DataObject
) -> None:
    weighed, weight, _ = problem
    larger = data.draw(st.lists(st.sampled_from(weighed), unique_by=lambda option: option.id))
    smaller = larger[: data.draw(st.integers(0, len(larger)))]
    more = data.draw(st.sampled_from(weighed))
    assert value(smaller, weight) <= value(larger, weight) + 1e-12
    if more not in larger:
        assert (
            value([*smaller, more], weight) - value(smaller, weight)
            >= value([*larger, more], weight) - value(larger, weight) - 1e-12
        )


def room(*there: str) -> Snapshot:
    """The two delegations of `talks`, and a round of their talks in a month; alpha is reached on
    data flows.
    """
    met = contact("e", "2024-12-01", "meeting", "edri", "alpha", "flows")
    event: list[NodeRow | RelationshipRow] = [
        node("Event", "round", kind="negotiation_round", start_date="2025-02-01"),
        tie("round", "CONVENES", "deal"),
    ]
    return graph(
        *talks(), *met, *event, *(tie(one, "EXPECTED_AT", "round", chance=0.5) for one in there)
    )


def test_options_of_a_small_graph() -> None:
    snapshot = room()
    weight = open_weight(on_day(snapshot, DAY))
    # importance 1 + 2/3 for each; alpha's data flows (1) are reached; in all 10/3
    assert weight == pytest.approx({"alpha": 0.2, "beta": 0.5})
    found = {option.id: option for option in options(on_day(snapshot, DAY), weight)}
    assert set(found) == {
        "meeting:alpha",
        "meeting:beta",
        "room:round",
        "question:apc:beta",
        "question:edri:beta",
    }
    assert found["room:round"].chances == {"alpha": 0.3, "beta": 0.3}
    assert found["question:edri:beta"].chances == pytest.approx(
        {"beta": 0.05}
    )  # nothing makes a member near: 0.1 × 0.5
    expected = {option.id: option for option in options(on_day(room("beta"), DAY), weight)}
    assert expected["room:round"].chances == pytest.approx(
        {"beta": 0.15}
    )  # only who is expected, with its chance
    late = {option.id for option in options(on_day(snapshot, date(2023, 1, 1)), weight)}
    assert "room:round" not in late  # two years ahead


def test_the_plan_of_a_small_graph() -> None:
    found = plan(on_day(room(), DAY), 1)
    assert (found.low, found.gain, found.gap) == pytest.approx((0.3, 0.5, 0.0))
    assert [pick.option.id for pick in found.picks] == ["meeting:beta"]
    without = plan(on_day(room(), DAY), 1, without=["beta"])
    assert without.picks[0].option.id == "room:round"  # 0.3 × 0.7 = 0.21, against 0.2
    assert without.gain == pytest.approx(0.21)
    assert plan(on_day(room(), DAY), 0).gain == 0
    assert plan(on_day(Snapshot(), DAY), 3).exact.gain == 0
    assert plan(on_day(room(), DAY), 9).curve[-1].total <= 0.7  # what is open


def test_settings_are_what_the_plan_counts_with() -> None:
    sure = plan(on_day(room(), DAY, Settings(room_reach=0.9)), 1)
    assert [pick.option.id for pick in sure.picks] == ["room:round"]  # 0.9 × 0.7 = 0.63
    assert (
        plan(on_day(room(), DAY, Settings(room_reach=0.9, room_effort=2.0)), 1).picks[0].option.id
        == "meeting:beta"
    )
