"""Best use of k efforts: worked by hand, against brute force, and the properties that theory
promises.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_model.measures import Settings, band
from graph_model.measures.coming_events import access_of
from graph_model.measures.contacts import days_live
from graph_model.measures.membership import ours, with_friends
from graph_model.measures.next.efforts import greedy, plan
from graph_model.measures.next.exact_plan_search import exact_plan, value
from graph_model.measures.next.options import Option, agendas, open_weight, options
from graph_model.measures.next.question_plan import question_plan
from graph_model.measures.next.try_link import try_link
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import ACCESS, ROOM_ACCESS, SCHEMA, VENUE_ACCESS
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

DAY = date(2025, 1, 1)
#: Contacts of a test name no source, and count in full here.
SURE = Settings(doubt=1.0)


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
    found = exact_plan(weighed, weight, 2)
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
    assert exact_plan(weighed, weight, 10.0).gain == pytest.approx(0.9)


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
    found = exact_plan(weighed, weight, budget)
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
    found, picks = exact_plan(weighed, weight, budget), greedy(weighed, weight, budget)
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


def room(*there: str, access: str = "open") -> Snapshot:
    """The two delegations of `talks`, and a round of their talks in a month; alpha is reached on
    data flows.
    """
    met = contact("e", "2024-12-01", "meeting", "edri", "alpha", "flows")
    event: list[NodeRow | RelationshipRow] = [
        node("Event", "round", kind="negotiation_round", start_date="2025-02-01", access=access),
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
    assert set(found) == {"meeting:alpha", "meeting:beta", "room:round"}
    assert found["room:round"].chances == {"alpha": 0.3, "beta": 0.3}
    expected = {option.id: option for option in options(on_day(room("beta"), DAY), weight)}
    assert expected["room:round"].chances == pytest.approx(
        {"beta": 0.15}
    )  # only who is expected, with its chance
    late = {option.id for option in options(on_day(snapshot, date(2023, 1, 1)), weight)}
    assert "room:round" not in late  # two years ahead


def test_knowing_has_a_plan_of_its_own() -> None:
    """It counts what is not known alone, and a second question about one delegation narrows what
    the first left.
    """
    day = on_day(room(), DAY)
    found = question_plan(day, 0.5)
    # beta is not known: 5/3 of 10/3; nothing makes a member near: 0.1
    assert found.unknown == pytest.approx(0.5)
    assert [pick.option.id for pick in found.picks] == ["question:apc:beta", "question:edri:beta"]
    assert [pick.gain for pick in found.picks] == pytest.approx([0.05, 0.045])
    assert found.picks[0].ties == ("question:edri:beta",)  # what is equal is said to be equal
    assert [pick.option.id for pick in question_plan(day, 0.25).picks] == ["question:apc:beta"]
    without = question_plan(day, 1, without=["apc"])
    assert [pick.option.member for pick in without.picks] == ["edri"]
    assert question_plan(day, 1, without=["beta"]).picks == ()
    near = question_plan(
        on_day(graph(*room().rows(), node("Economy", "bb", name="Bb"),
                     tie("beta", "REPRESENTS", "bb"), tie("edri", "BASED_IN", "bb")), DAY), 0.25
    )  # fmt: skip
    assert [(pick.option.member, pick.gain) for pick in near.picks] == [("edri", 0.25)]


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


@pytest.mark.parametrize(
    ("access", "chance"),
    [
        ("open", 0.3),
        ("on_request", 0.21),
        ("accredited", 0.15),
        ("invited", 0.09),
        ("", 0.09),
        ("closed", None),
    ],
)
def test_a_room_counts_by_who_may_enter(access: str, chance: float | None) -> None:
    day = on_day(room(access=access), DAY)
    found = {option.id: option for option in options(day, open_weight(day))}
    if chance is None:
        assert "room:round" not in found
    else:
        assert found["room:round"].chances == pytest.approx({"alpha": chance, "beta": chance})


def test_a_consultation_is_no_room_in_which_delegations_are_met() -> None:
    found = {"negotiation_round": True, "consultation": False}
    for kind, is_a_room in found.items():
        rows = (
            *talks(),
            node("Event", "asks", start_date="2025-03-01", kind=kind, access="open"),
            tie("asks", "CONVENES", "deal"),
        )
        day = on_day(graph(*rows), date(2025, 1, 1))
        kinds = {option.kind for option in options(day, {"alpha": 1.0})}
        assert ("room" in kinds) == is_a_room


def test_where_nothing_is_known_of_a_room_its_venue_says_who_may_enter() -> None:
    def at(ngo_access: str, own: str = "") -> str:
        event = node("Event", "round", start_date="2025-02-01", access=own)
        venue = node("Venue", "hall", ngo_access=ngo_access)
        return access_of(graph(event, venue, tie("round", "HOSTED_BY", "hall")), "round")

    assert at("none") == "closed"
    assert at("multistakeholder_equal") == "open"
    assert at("none", own="open") == "open"  # what is known of the occasion itself comes first
    assert at("") == "unknown"
    assert set(VENUE_ACCESS) == set(SCHEMA.codes("Venue", "ngo_access"))
    assert set(VENUE_ACCESS.values()) <= set(ROOM_ACCESS)
    assert set(ROOM_ACCESS) == {*ACCESS, "unknown"}


def wide(*more: NodeRow | RelationshipRow) -> Snapshot:
    """The talks of `talks`, about four more issues: five weigh alike and one less."""
    rows = [
        row
        for issue in ("cloud", "keys", "spam", "tax")
        for row in (
            node("Issue", issue, name=issue, level="issue"),
            tie("deal", "COVERS", issue, strength="binding"),
        )
    ]
    return graph(*talks(), *rows, *more)


def test_a_first_meeting_opens_as_many_issues_as_a_meeting_covers() -> None:
    day = on_day(wide(), DAY)
    assert agendas(day)["alpha"].issues == ("cloud", "flows", "keys")  # not spam, nor all six
    assert open_weight(day)["alpha"] == pytest.approx(3 / (2 * (5 + 2 / 3)))
    # what stands in one group with an issue raised is reached with it, as in the measure
    grouped = on_day(wide(tie("deal", "COVERS", "data", strength="binding")), DAY)
    assert agendas(grouped)["alpha"].issues == ("cloud", "data", "flows")
    small = on_day(wide(tie("tax", "PART_OF", "cloud")), DAY, Settings(meeting_issues=1))
    agenda = agendas(small)["alpha"]
    assert (agenda.issues, agenda.opens) == (("cloud",), ("cloud", "tax"))
    assert agenda.share == pytest.approx(2 / (2 * (5 + 2 / 3)))


@pytest.mark.parametrize("at", [date(2013, 6, 1), date(2017, 12, 1), date(2026, 11, 27)])
def test_a_planned_meeting_moves_the_band_by_what_the_plan_said(at: date) -> None:
    for snapshot in (seed_snapshot(), wide(), room()):
        day = with_friends(on_day(snapshot, at))
        member = min(ours(day))
        for pick in plan(day, 3, kinds=("meeting",)).picks:
            met = pick.option.target
            trial = try_link(day, member, met, agendas(day)[met].issues)
            assert trial.after.low - trial.before.low == pytest.approx(pick.gain, abs=1e-9)


def test_no_meeting_is_promised_where_one_alone_makes_no_line() -> None:
    assert plan(on_day(room(), DAY, Settings(live=0.7)), 3, kinds=("meeting",)).picks == ()
    assert plan(on_day(room(), DAY, Settings(live=0.6)), 3, kinds=("meeting",)).picks


@pytest.mark.parametrize("kind", ["meeting", "call", "letter", "panel"])
def test_a_line_stays_open_for_as_long_as_the_upkeep_says(kind: str) -> None:
    met = contact("e", "2024-01-01", kind, "edri", "alpha", "flows", outcome="answered")
    snapshot = graph(*talks(), *met)
    live = [
        age
        for age in range(700)
        if band(on_day(snapshot, date(2024, 1, 1) + timedelta(days=age), SURE)).low > 0
    ]
    assert live == list(range(days_live(kind, SURE)))


def test_what_adds_nothing_stands_in_no_exact_set() -> None:
    weight = {"a": 0.6, "b": 0.4}
    ask = Option("question:m:a", "question", "a", 0.25, {"a": 0.05}, "m")
    sure = Option("room:e", "room", "e", 1.0, {"a": 1.0, "b": 1.0})
    assert exact_plan([meeting("a"), ask], weight, 1000).options == (meeting("a"),)
    assert exact_plan([sure, ask, meeting("b")], weight, 1000).options == (sure,)
    # what adds ever so little stays
    found = exact_plan([meeting("b"), ask], weight, 1000)
    assert [option.id for option in found.options] == ["meeting:b", ask.id]
    assert math.copysign(1.0, exact_plan([meeting("a")], weight, 0).bound) == 1.0


def test_ties_are_those_of_equal_gain_for_effort() -> None:
    weight = {"a": 0.5, "b": 0.5, "c": 0.4}
    ask = Option("question:m:a", "question", "a", 0.25, {"a": 0.25}, "m")
    weighed = [meeting("a"), meeting("b"), meeting("c"), ask]
    first = greedy(weighed, weight, 1.25)[0]
    assert first.option.id == "meeting:a"
    assert first.ties == ("meeting:b", "question:m:a")  # 0.125 for a quarter; not c


def test_settings_are_what_the_plan_counts_with() -> None:
    sure = plan(on_day(room(), DAY, Settings(room_reach=0.9)), 1)
    assert [pick.option.id for pick in sure.picks] == ["room:round"]  # 0.9 × 0.7 = 0.63
    assert (
        plan(on_day(room(), DAY, Settings(room_reach=0.9, room_effort=2.0)), 1).picks[0].option.id
        == "meeting:beta"
    )
