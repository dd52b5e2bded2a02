"""Routes on graphs small enough to check by hand, and against every possible path on random
ones.
"""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise, permutations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_model.errors import UnknownId
from graph_model.measures.acquaintances import network
from graph_model.measures.departures import departures
from graph_model.measures.gaps import find_cells
from graph_model.measures.introductions import Introduction, find_routes, reach, same_contacts
from graph_model.measures.route_search import Route
from graph_model.measures.second_lines import could_double
from graph_model.measures.settings import DEFAULTS, Settings
from graph_model.measures.single_points import DELEGATION, US, connectivity, ways_in
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

DAY = date(2025, 1, 1)
MEETING, TABLE = 1 - math.exp(-1), 1 - math.exp(-0.3)
Row = NodeRow | RelationshipRow


def shape(found: Introduction) -> list[tuple[str, ...]]:
    return [route.stops for route in found.routes]


def test_a_line_of_our_own_then_a_neighbour_at_the_same_table() -> None:
    snapshot = graph(*talks(), *contact("e1", "2025-01-01", "meeting", "edri", "alpha", "flows"))
    direct = find_routes(on_day(snapshot, DAY), "alpha")
    assert shape(direct) == [("edri", "alpha")]
    assert direct.routes[0].strength == pytest.approx(MEETING)
    assert direct.fallback is None
    around = find_routes(on_day(snapshot, DAY), "beta").routes[0]
    assert around.stops == ("edri", "alpha", "beta")
    assert around.strength == pytest.approx(MEETING * TABLE)
    assert (around.weak.link.sort, around.weak.link.evidence) == ("table", ("deal",))
    assert around.steps[0].link.evidence == ("e1",)


def test_an_issue_leaves_out_tables_at_which_it_is_not_discussed() -> None:
    snapshot = graph(
        *talks(),
        node("Issue", "spam", name="Spam", level="issue"),
        *contact("e1", "2025-01-01", "meeting", "edri", "alpha", "flows"),
    )
    assert shape(find_routes(on_day(snapshot, DAY), "beta", issue="flows")) == [
        ("edri", "alpha", "beta")
    ]
    assert shape(find_routes(on_day(snapshot, DAY), "beta", issue="spam")) == []
    direct = find_routes(on_day(snapshot, DAY), "alpha", issue="spam").routes[0]
    assert not direct.steps[
        0
    ].link.on_issue  # the tie is as warm as it is; the page says that the issue is new to it
    assert (
        find_routes(on_day(snapshot, DAY), "alpha", issue="flows").routes[0].steps[0].link.on_issue
    )


def test_a_member_is_led_over_one_that_it_met() -> None:
    met: list[Row] = [
        node("Engagement", "letter", kind="letter", date="2025-01-01", outcome="no_answer"),
        tie("apc", "TOOK_PART_IN", "letter"),
    ]
    snapshot = graph(
        *talks(),
        *contact("e1", "2025-01-01", "meeting", "edri", "alpha", "flows"),
        *met,
        tie("edri", "TOOK_PART_IN", "letter"),
    )
    found = find_routes(on_day(snapshot, DAY), "alpha", start="apc").routes[0]
    assert found.stops == ("apc", "edri", "alpha")
    assert found.strength == pytest.approx(
        (1 - math.exp(-0.5)) * MEETING
    )  # they signed one statement; then its own meeting
    assert found.steps[0].link.evidence == ("letter",)
    assert (
        shape(
            find_routes(
                on_day(
                    graph(*talks(), *contact("e1", "2025-01-01", "meeting", "edri", "alpha")), DAY
                ),
                "alpha",
                start="apc",
            )
        )
        == []
    )


def test_being_at_one_event_counts_less_and_one_contact_is_not_counted_twice() -> None:
    event = node("Event", "forum", name="Forum", start_date="2025-01-01")
    both = [tie("e1", "HELD_AT", "forum"), tie("e2", "HELD_AT", "forum")]
    apart = graph(
        *talks(),
        event,
        *both,
        *contact("e1", "2025-01-01", "meeting", "edri", "alpha"),
        *contact("e2", "2025-01-01", "call", "apc", "beta"),
    )
    assert [
        (link.source, round(link.warmth, 6), link.evidence)
        for link in network(on_day(apart, DAY)).peers("edri")
    ] == [("apc", round(TABLE, 6), ("forum",))]
    joint = graph(
        *talks(),
        event,
        both[0],
        *contact("e1", "2025-01-01", "meeting", "edri", "alpha"),
        tie("apc", "TOOK_PART_IN", "e1"),
    )
    assert [
        (round(link.warmth, 6), link.evidence) for link in network(on_day(joint, DAY)).peers("edri")
    ] == [(0.393469, ("e1",))]  # 1 − exp(−0.5)


def test_what_is_not_recommended_says_why() -> None:
    old = [
        row
        for number in range(6)
        for row in contact(f"e{number}", "2022-12-31", "meeting", "edri", "alpha")
    ]
    weak = contact("w", "2024-12-31", "panel", "apc", "alpha")
    snapshot = graph(*talks(), *old, *weak)
    found = find_routes(on_day(snapshot, DAY), "alpha")
    assert shape(found) == [("apc", "alpha")]
    assert [(route.stops, route.refusal) for route in found.refused][:1] == [
        (("edri", "alpha"), "old")
    ]
    kept = find_routes(on_day(snapshot, date(2024, 12, 31)), "alpha")  # 24 months to the day
    assert ("edri", "alpha") in shape(kept)
    faded = find_routes(
        on_day(graph(*talks(), *contact("w", "2023-02-01", "panel", "apc", "alpha")), DAY), "alpha"
    )
    assert (faded.routes, [route.refusal for route in faded.refused]) == ((), ["weak"])


def test_who_said_do_not_ask_is_never_advised_but_may_use_its_own_line() -> None:
    rows = [row for row in talks() if not (isinstance(row, NodeRow) and row.id == "edri")]
    shy = node(
        "Member", "edri", name="EDRi", stakeholder_group="civil_society", asking="do_not_ask"
    )
    snapshot = graph(*rows, shy, *contact("e1", "2025-01-01", "meeting", "edri", "alpha"))
    found = find_routes(on_day(snapshot, DAY), "alpha")
    assert (found.routes, [(route.stops, route.refusal) for route in found.refused]) == (
        (),
        [(("edri", "alpha"), "do_not_ask")],
    )
    assert shape(find_routes(on_day(snapshot, DAY), "alpha", start="edri")) == [("edri", "alpha")]


def test_after_three_requests_in_ninety_days_a_member_counts_half() -> None:
    line = contact("e1", "2025-01-01", "meeting", "edri", "alpha")

    def asked(number: int, on: str, state: str = "planned") -> float:
        plans = [
            row
            for n in range(number)
            for row in (
                node("Plan", f"p{n}", name="P", state=state, as_of=on),
                tie("edri", "CARRIES", f"p{n}"),
            )
        ]
        return find_routes(on_day(graph(*talks(), *line, *plans), DAY), "alpha").routes[0].strength

    assert asked(2, "2024-12-01") == pytest.approx(MEETING)
    assert asked(3, "2024-12-01") == pytest.approx(MEETING / 2)
    assert asked(3, "2024-10-02") == pytest.approx(MEETING)  # 91 days ago
    assert asked(3, "2024-12-01", "dropped") == pytest.approx(MEETING)


def test_the_fallback_shares_neither_people_nor_the_contact() -> None:
    both = [
        *contact("e1", "2025-01-01", "meeting", "edri", "alpha"),
        tie("apc", "TOOK_PART_IN", "e1"),
    ]
    one_room = find_routes(on_day(graph(*talks(), *both), DAY), "alpha")
    assert shape(one_room) == [("apc", "alpha"), ("edri", "alpha")]
    assert same_contacts(*one_room.routes)
    assert one_room.fallback is None
    own = find_routes(
        on_day(
            graph(*talks(), *both, *contact("e2", "2024-06-01", "meeting", "apc", "alpha")), DAY
        ),
        "alpha",
    )
    assert own.routes[0].stops == ("apc", "alpha")
    other = find_routes(
        on_day(graph(*talks(), *both, *contact("e2", "2024-12-01", "call", "edri", "beta")), DAY),
        "alpha",
    )
    assert other.fallback is None or not set(other.fallback.stops[:-1]) & set(
        other.routes[0].stops[:-1]
    )


def three_tables(*others: Row) -> Snapshot:
    """EDRi met alpha; alpha sits with beta and gamma, these two with delta; delta and alpha
    never.
    """
    rows: list[Row] = [node("Issue", "flows", name="Data flows", level="issue")]
    rows += [node("Member", id, name=id, stakeholder_group="academia") for id in ("edri", "ccia")]
    names = ("alpha", "beta", "gamma", "delta")
    rows += [node("Delegation", id, name=id) for id in names]
    for number, seated in enumerate((("alpha", "beta", "gamma"), ("beta", "gamma", "delta"))):
        rows += [
            node("Agreement", f"a{number}", name=f"A{number}"),
            node("Phase", f"p{number}", status="negotiating", valid_from="2020-01-01"),
            tie(f"p{number}", "PHASE_OF", f"a{number}"),
            tie(f"a{number}", "COVERS", "flows", strength="binding"),
            *(tie(id, "NEGOTIATES", f"a{number}", role="negotiator") for id in seated),
        ]
    return graph(*rows, *contact("e1", "2025-01-01", "meeting", "edri", "alpha"), *others)


def test_no_way_has_two_steps_over_a_table() -> None:
    assert shape(find_routes(on_day(three_tables(), DAY), "delta")) == []
    assert shape(find_routes(on_day(three_tables(), DAY), "beta")) == [("edri", "alpha", "beta")]


def test_a_contact_of_our_own_comes_before_any_shared_table() -> None:
    heard = contact("e2", "2024-03-01", "hearing", "ccia", "beta")  # a thin contact, but a contact
    found = find_routes(on_day(three_tables(*heard), DAY), "beta")
    assert shape(found) == [("ccia", "beta"), ("edri", "alpha", "beta")]
    assert found.routes[0].strength < found.routes[1].strength
    assert reach(on_day(three_tables(*heard), DAY), "beta") == found.routes[0]


def test_ways_that_begin_with_one_contact_are_one_way_with_variants() -> None:
    met = [
        *contact("e3", "2025-01-01", "meeting", "ccia", "gamma"),
        *contact("e4", "2025-01-01", "meeting", "ccia", "beta"),
    ]
    found = find_routes(on_day(three_tables(*met), DAY), "delta")
    assert shape(found) == [("ccia", "beta", "delta"), ("ccia", "gamma", "delta")]
    assert found.variants == ((), ())  # two contacts, so two ways

    asked = find_routes(
        on_day(three_tables(*met, *joint()), DAY, Settings(too_weak=0.02)), "delta", start="edri"
    )
    assert shape(asked) == [("edri", "ccia", "beta", "delta")]
    assert [[route.stops for route in other] for other in asked.variants] == [
        [("edri", "ccia", "gamma", "delta")]
    ]


def joint() -> list[Row]:
    """EDRi and CCIA signed one letter."""
    return [
        node("Engagement", "letter", kind="letter", date="2025-01-01", outcome="no_answer"),
        tie("edri", "TOOK_PART_IN", "letter"),
        tie("ccia", "TOOK_PART_IN", "letter"),
    ]


def test_unknown_names_are_said() -> None:
    with pytest.raises(UnknownId):
        find_routes(on_day(graph(*talks()), DAY), "gamma")


# ---------------------------------------------------------------- random graphs

MEMBERS, DELEGATIONS = [f"m{n}" for n in range(5)], [f"d{n}" for n in range(4)]
PLACES = st.lists(
    st.tuples(st.sampled_from(MEMBERS), st.sampled_from(DELEGATIONS), st.integers(0, 900)),
    max_size=9,
)
TABLES = st.lists(st.sets(st.sampled_from(DELEGATIONS), min_size=2), max_size=3)
TOGETHER = st.lists(
    st.tuples(st.sets(st.sampled_from(MEMBERS), min_size=2), st.integers(0, 900)), max_size=3
)


def make(
    places: list[tuple[str, str, int]], tables: list[set[str]], together: list[tuple[set[str], int]]
) -> Snapshot:
    rows: list[Row] = [node("Member", id, name=id, stakeholder_group="academia") for id in MEMBERS]
    rows += [node("Delegation", id, name=id) for id in DELEGATIONS]
    rows.append(node("Issue", "flows", name="flows", level="issue"))
    for number, (member, delegation, age) in enumerate(places):
        rows += contact(
            f"e{number}",
            date.fromordinal(DAY.toordinal() - age).isoformat(),
            "meeting",
            member,
            delegation,
            "flows",
        )
    for number, seated in enumerate(tables):
        rows += [
            node("Agreement", f"a{number}", name="A"),
            node("Phase", f"p{number}", status="negotiating", valid_from="2020-01-01"),
        ]
        rows += [
            tie(f"p{number}", "PHASE_OF", f"a{number}"),
            tie(f"a{number}", "COVERS", "flows", strength="binding"),
        ]
        rows += [tie(id, "NEGOTIATES", f"a{number}", role="negotiator") for id in sorted(seated)]
    for number, (members, age) in enumerate(together):
        rows.append(
            node(
                "Engagement",
                f"t{number}",
                kind="letter",
                date=date.fromordinal(DAY.toordinal() - age).isoformat(),
            )
        )
        rows += [tie(id, "TOOK_PART_IN", f"t{number}") for id in sorted(members)]
    return graph(*rows)


def every_route(snapshot: Snapshot, delegation: str, start: str) -> tuple[bool, float]:
    """Whether the best route of at most three steps leads over people alone, and its strength, by
    trying all of them: people who met come before a shared table, and no way has two of these.
    """
    known = network(on_day(snapshot, DAY))
    best = {True: 0.0, False: 0.0}
    steps = {
        (link.source, d): link.warmth
        for d in DELEGATIONS
        for link in (*known.lines(d), *known.mates(d))
    }
    steps |= (
        {(link.source, m): link.warmth for m in MEMBERS for link in known.peers(m)} if start else {}
    )
    for length in (2, 3, 4):
        for way in permutations([*MEMBERS, *DELEGATIONS], length):
            if way[-1] == delegation and way[0] in ([start] if start else MEMBERS):
                pairs = list(pairwise(way))
                tables = sum({*pair} <= {*DELEGATIONS} for pair in pairs)
                if tables <= 1:
                    strength = math.prod(steps.get(pair, 0.0) for pair in pairs)
                    best[tables == 0] = max(best[tables == 0], strength)
    for over_people in (True, False):
        if best[over_people] >= DEFAULTS.too_weak:
            return over_people, best[over_people]
    return False, 0.0


def rank(route: Route | None) -> tuple[bool, float]:
    """What makes one route better than another."""
    return (not route.over_a_table, route.strength) if route else (False, 0.0)


@settings(max_examples=40)
@given(PLACES, TABLES, TOGETHER, st.sampled_from(["", *MEMBERS]))
def test_the_best_route_is_the_best_of_all_possible_ones(
    places: list[tuple[str, str, int]],
    tables: list[set[str]],
    together: list[tuple[set[str], int]],
    start: str,
) -> None:
    snapshot = make(places, tables, together)
    ageless = Settings(too_old=240)
    found = find_routes(on_day(snapshot, DAY, ageless), "d0", start=start)
    over_people, strength = rank(found.routes[0] if found.routes else None)
    best_over_people, best = every_route(snapshot, "d0", start)
    assert over_people == best_over_people
    assert strength == pytest.approx(best)
    short = reach(on_day(snapshot, DAY, ageless), "d0", start=start)
    assert (short.strength if short else None) == (
        found.routes[0].strength if found.routes else None
    )
    assert list(found.routes) == sorted(found.routes, key=rank, reverse=True)
    assert len({route.first_contact for route in found.routes}) == len(found.routes)
    for route, others in zip(found.routes, found.variants, strict=True):
        assert all(other.first_contact == route.first_contact for other in others)
    for route in (*found.routes, *sum(found.variants, ()), *found.refused):
        assert sum(step.link.sort == "table" for step in route.steps) <= 1
    for route in (*found.routes, *found.refused):
        assert len(route.steps) <= 3
        assert all(id in snapshot.nodes for step in route.steps for id in step.link.evidence)
        assert all(step.link.evidence for step in route.steps)
    if found.fallback:
        assert not set(found.fallback.stops[1:-1]) & set(found.routes[0].stops[1:-1])
        assert start or found.fallback.stops[0] != found.routes[0].stops[0]


@settings(max_examples=40)
@given(PLACES, TABLES, st.integers(0, 900))
def test_one_more_meeting_never_weakens_the_best_route(
    places: list[tuple[str, str, int]], tables: list[set[str]], age: int
) -> None:
    before = reach(on_day(make(places, tables, []), DAY), "d0")
    after = reach(on_day(make([*places, ("m0", "d1", age)], tables, []), DAY), "d0")
    assert rank(after) >= rank(before) or rank(after)[1] == pytest.approx(rank(before)[1])


# ---------------------------------------------------------------- what hangs on one


def test_which_side_is_thin() -> None:
    meeting = contact("e1", "2025-01-01", "meeting", "edri", "alpha", "flows")
    found = {
        hinge.delegation: (hinge.routes, hinge.thin)
        for hinge in connectivity(on_day(graph(*talks(), *meeting), DAY))
    }
    assert found == {
        "alpha": (1, "us"),
        "beta": (1, "both"),
    }  # beta: EDRi alone, and through Alpha alone
    second = contact("e2", "2025-01-01", "meeting", "apc", "alpha", "flows")
    twice = {
        hinge.delegation: (hinge.routes, hinge.thin, hinge.cut)
        for hinge in connectivity(on_day(graph(*talks(), *meeting, *second), DAY))
    }
    assert twice == {"alpha": (2, "several", ("apc", "edri")), "beta": (1, "them", ("alpha",))}
    assert [(hinge.routes, hinge.thin) for hinge in connectivity(on_day(graph(*talks()), DAY))] == [
        (0, "nobody")
    ] * 2


@settings(max_examples=40)
@given(PLACES, TABLES)
def test_as_many_routes_as_a_smallest_cut(
    places: list[tuple[str, str, int]], tables: list[set[str]]
) -> None:
    snapshot = make(places, tables, [])
    known = network(on_day(snapshot, DAY))
    for hinge in connectivity(on_day(snapshot, DAY), delegations=DELEGATIONS):
        ways = ways_in(known, hinge.delegation)
        apart = list(nx.node_disjoint_paths(ways, US, DELEGATION)) if ways.size() else []
        assert len(apart) == hinge.routes == len(hinge.cut)  # Menger
        ways.remove_nodes_from(hinge.cut)
        assert not nx.has_path(ways, US, DELEGATION)
        single = [
            who
            for who in set(ways_in(known, hinge.delegation)) - {US, DELEGATION}
            if not reachable_without(ways_in(known, hinge.delegation), who)
        ]
        sides = {snapshot.nodes[who].label for who in single}
        assert (hinge.thin == "both") == (len(sides) == 2)
        assert (hinge.thin in ("us", "both")) == ("Member" in sides)


def reachable_without(ways: nx.DiGraph, who: str) -> bool:
    ways.remove_node(who)
    return bool(nx.has_path(ways, US, DELEGATION))


@settings(max_examples=40)
@given(PLACES, TABLES)
def test_reached_by_several_means_two_routes_of_contacts_on_the_issue(
    places: list[tuple[str, str, int]], tables: list[set[str]]
) -> None:
    """Menger again: over recorded contacts alone, disjoint routes from the coalition are members
    with a line; a shared table is no contact.
    """
    snapshot = make(places, tables, [])
    for cell in find_cells(on_day(snapshot, DAY)):
        lines = nx.DiGraph()
        lines.add_nodes_from((US, DELEGATION))
        for member in cell.members if cell.kind in ("several", "one") else ():
            lines.add_edges_from([(US, member), (member, DELEGATION)])
        apart = len(list(nx.node_disjoint_paths(lines, US, DELEGATION))) if lines.size() else 0
        assert (cell.kind == "several") == (apart >= 2)
        assert (cell.kind == "one") == (apart == 1)


def test_what_leaving_costs_by_hand() -> None:
    rows = [
        *talks(),
        *contact("e1", "2025-01-01", "meeting", "edri", "alpha", "flows"),
        *contact("e2", "2025-01-01", "meeting", "apc", "alpha", "flows"),
    ]
    rows += contact("e3", "2025-01-01", "meeting", "edri", "alpha", "source")
    cells = find_cells(
        on_day(graph(*rows), DAY)
    )  # importance 1 and 2/3, twice; alpha's flows by both, alpha's source by EDRi alone
    alone = departures(cells)
    assert [(found.members, found.cells, found.weakened) for found in alone] == [
        (("edri",), (("alpha", "source"),), 1)
    ]
    assert alone[0].loss == pytest.approx((2 / 3) / (10 / 3))
    assert alone[0].delegations == ()
    both = departures(cells, 2)[0]
    assert (both.members, both.delegations) == (("apc", "edri"), ("alpha",))
    assert both.loss == pytest.approx(0.5)
    assert departures(find_cells(on_day(graph(*talks()), DAY))) == departures(cells, 3) == ()


@settings(max_examples=40)
@given(PLACES, TABLES)
def test_what_leaving_costs_is_what_the_band_loses_without_them(
    places: list[tuple[str, str, int]], tables: list[set[str]]
) -> None:
    cells = find_cells(on_day(make(places, tables, []), DAY))
    reached = sum(cell.importance for cell in cells if cell.kind in ("several", "one"))
    for size in (1, 2):
        for found in departures(cells, size):
            rest = find_cells(
                on_day(
                    make([place for place in places if place[0] not in found.members], tables, []),
                    DAY,
                )
            )
            left = sum(cell.importance for cell in rest if cell.kind in ("several", "one"))
            assert found.loss == pytest.approx(
                (reached - left) / sum(cell.importance for cell in cells)
            )


def test_who_could_double_a_line() -> None:
    home: list[Row] = [
        node("Economy", "alphaland", name="Alphaland"),
        tie("alpha", "REPRESENTS", "alphaland"),
        tie("apc", "BASED_IN", "alphaland"),
    ]
    lines = [
        *contact("e1", "2025-01-01", "meeting", "edri", "alpha"),
        *contact("e2", "2025-01-01", "meeting", "apc", "beta"),
        tie("apc", "WORKS_ON", "flows"),
    ]
    near = node("Member", "far", name="Far", stakeholder_group="academia")
    found = could_double(on_day(graph(*talks(), *home, *lines, near), DAY), "alpha", issue="flows")
    assert [(double.member, [reason for reason, _ in double.reasons]) for double in found] == [
        ("apc", ["mates", "issue", "home"])
    ]


def test_what_is_not_recommended_is_listed_however_many_are() -> None:
    rows = [*talks()]
    for number in range(25):
        rows += [node("Member", f"m{number}", name=f"M{number}")]
        rows += contact(f"e{number}", "2024-12-01", "meeting", f"m{number}", "alpha")
    rows += contact("once", "2022-06-01", "meeting", "edri", "alpha")  # older than two years
    rows += contact("late", "2023-06-01", "meeting", "apc", "alpha")
    found = find_routes(on_day(graph(*rows), date(2025, 1, 1)), "alpha")
    assert len(found.routes) == 3
    assert [(route.stops, route.refusal) for route in found.refused] == [(("edri", "alpha"), "old")]
