"""Numbers that others published, or that follow from a definition by hand: each with its source.

What a reviewer of the field looks for first. Where a citation of ``docs/measures.md`` does not
carry over to a number (key players, robustness of ranks, value of information), that page says so.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from itertools import combinations, permutations

import networkx as nx
import pytest

from graph_model.measures.acquaintances import Link
from graph_model.measures.changed.shapley_shares import CAUSES, ORDERS, SUBSETS, shapley_shares
from graph_model.measures.contacts import Contact
from graph_model.measures.go_betweens import ROLES, brokerage_ways
from graph_model.measures.next.efforts import greedy
from graph_model.measures.next.exact_plan_search import exact_plan
from graph_model.measures.next.options import Option
from graph_model.measures.route_search import START, RouteStep, found_routes
from graph_model.measures.single_points import DELEGATION, US, smallest_cut
from graph_model.measures.voice_balance import _outward, jensen_shannon

# ---------------------------------------------------------------- balance of voices


@pytest.mark.parametrize(
    ("one", "other", "nats"),
    [
        ({"a": 1.0}, {"b": 1.0}, math.sqrt(math.log(2))),
        ({"a": 1.0}, {"a": 0.5, "b": 0.5}, 0.46450140402245893),
        ({"a": 1.0}, {"a": 1.0}, 0.0),
    ],
)
def test_jensen_shannon(one: dict[str, float], other: dict[str, float], nats: float) -> None:
    """SciPy 1.16, `scipy.spatial.distance.jensenshannon`, Examples: base e there, base 2 here."""
    assert jensen_shannon(one, other) == pytest.approx(nats / math.sqrt(math.log(2)), abs=1e-12)


@pytest.mark.parametrize(
    ("together", "index"), [("ax bx ay", 1.0), ("ab ab xy", -1.0), ("ax bx ab", 1 / 3)]
)
def test_e_i_index_at_both_ends(together: str, index: float) -> None:
    """Krackhardt and Stern 1988, p. 127: (E − I) / (E + I); a and b are of one group, x and y of
    another.
    """
    group = {"a": "one", "b": "one", "x": "other", "y": "other"}
    recorded = [
        Contact(str(place), date(2024, 1, 1), "meeting", "held", frozenset(pair),
                frozenset(), frozenset(), 1.0, 365.0)
        for place, pair in enumerate(together.split())
    ]  # fmt: skip
    assert _outward(recorded, group) == pytest.approx(index)


# ---------------------------------------------------------------- brokerage


def roles(arrows: str, groups: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """The roles of each by our function."""
    ids = tuple(sorted(groups))
    pairs = [(arrow[0], arrow[1]) for arrow in arrows.split()]
    found = brokerage_ways(ids, len(ids), [groups[id] for id in ids], pairs)
    counted = found.counts(found.group)
    return {
        id: {role.code: int(number) for role, number in zip(ROLES, row, strict=True) if number}
        for id, row in zip(ids, counted, strict=True)
    }


def test_brokerage_on_a_published_example() -> None:
    """The example of R's `cograph::brokerage` (exact to `sna::brokerage`), counted by hand after
    Gould and Fernandez 1989: their gatekeeper is our door-keeper, their representative our
    spokesperson, their itinerant our outside adviser.
    """
    said = {"gatekeeper": "door_keeper", "representative": "spokesperson", "itinerant": "adviser"}
    found = roles("AB AC BC BD CD DA", {"A": "1", "B": "1", "C": "2", "D": "2"})
    assert found == {
        "A": {said["gatekeeper"]: 1, said["itinerant"]: 1},
        "B": {said["representative"]: 1},
        "C": {said["gatekeeper"]: 1},
        "D": {said["itinerant"]: 1, said["representative"]: 1},
    }


def test_brokerage_of_the_florentine_families() -> None:
    """Padgett and Ansell 1993 (networkx' data): Σ d(d − 1) − 6 · triangles open two-paths in all,
    and the Medici, of six marriages with one triangle, stand on 6 · 5 − 2 of them.
    """
    graph = nx.florentine_families_graph()
    ids = tuple(sorted(graph))
    group = {id: "early" if id < "L" else "late" for id in ids}
    arrows = [pair for one, other in graph.edges for pair in ((one, other), (other, one))]
    found = brokerage_ways(ids, len(ids), [group[id] for id in ids], arrows)
    counted = {id: found.counts(found.group)[place] for place, id in enumerate(ids)}
    triangles = sum(nx.triangles(graph).values()) // 3
    open_paths = sum(degree * (degree - 1) for _, degree in graph.degree) - 6 * triangles
    assert open_paths == 76 == sum(int(row.sum()) for row in counted.values())
    assert int(counted["Medici"].sum()) == 28
    for id in ids:
        by_hand = Counter(
            (group[x] == group[id], group[y] == group[id], group[x] == group[y])
            for x, y in permutations(graph[id], 2)
            if not graph.has_edge(x, y)
        )
        shapes = [(True, True, True), (True, False, False), (False, True, False),
                  (False, False, True), (False, False, False)]  # fmt: skip
        assert counted[id].tolist() == [by_hand[shape] for shape in shapes], id


# ---------------------------------------------------------------- routes and cuts


def layered(costs: Mapping[str, int], start: str, goal: str, longest: int) -> nx.DiGraph:
    """A weighted graph as the routes see one: steps to go, and strengths whose −log is the cost."""
    ways = nx.DiGraph()
    for pair, cost in costs.items():
        source, target = pair[0], pair[1]
        warmth = math.exp(-cost / 10)
        step = RouteStep(Link(source, target, "contact", warmth, (), date(2024, 1, 1), False))
        for left in range(longest):
            if (target == goal) == (left == 0):
                stops = (source, left + 1, 0), (target, left, 0)
                ways.add_edge(*stops, step=step, weight=cost / 10)
        if source == start:
            for left in range(longest):
                ways.add_edge(START, (source, left + 1, 0), weight=0.0)
    return ways


def in_order(
    costs: Mapping[str, int], start: str, goal: str, longest: int
) -> list[tuple[str, int]]:
    """Our routes with their costs."""
    ways = layered(costs, start, goal, longest)
    return [
        ("".join(route.stops), round(-10 * math.log(route.strength)))
        for route in found_routes(ways, goal, 1e-9)
    ]


@pytest.mark.parametrize("longest", [3, 5])
def test_yen_1971(longest: int) -> None:
    """The example of Wikipedia, "Yen's algorithm", K = 3 from C to H. CEDFH and CEFGH (both 8) are
    ways round a tie as good, and no route of ours.
    """
    costs = {"CD": 3, "CE": 2, "DF": 4, "ED": 1, "EF": 2, "EG": 3, "FG": 2, "FH": 1, "GH": 2}
    assert in_order(costs, "C", "H", longest)[:3] == [("CEFH", 5), ("CEGH", 7), ("CDFH", 8)]


def test_the_weighted_graph_of_networkx() -> None:
    """networkx' own test of `shortest_simple_paths` with weights (test_simple_paths.py): lengths 3,
    4, 4, of which the last two may come in either order.
    """
    costs = {"01": 1, "02": 1, "13": 1, "23": 2, "34": 1, "14": 3}
    found = in_order(costs, "0", "4", 3)
    assert found[0] == ("0134", 3)
    assert sorted(found[1:]) == [("014", 4), ("0234", 4)]


@pytest.mark.parametrize("seed", range(40))
def test_menger_by_brute_force(seed: int) -> None:
    """Menger 1927: the smallest set whose removal cuts all ways, found by removing every set, is as
    large as the number of ways that share nobody.
    """
    graph = nx.gnp_random_graph(7, 0.35, seed=seed, directed=True)
    graph = nx.relabel_nodes(graph, {0: US, 6: DELEGATION})
    graph.remove_edges_from([(US, DELEGATION), (DELEGATION, US)])  # no graph of ours has them
    between = [who for who in graph if who not in (US, DELEGATION)]
    smallest = next(
        size
        for size in range(len(between) + 1)
        for gone in combinations(between, size)
        if not nx.has_path(nx.restricted_view(graph, gone, []), US, DELEGATION)
    )
    assert len(smallest_cut(graph)) == smallest
    if smallest:
        assert len(list(nx.node_disjoint_paths(graph, US, DELEGATION))) == smallest


# ---------------------------------------------------------------- shares of a change


def shapley(worth: Callable[[frozenset[int]], int]) -> list[Fraction]:
    """The value of each of four players, by our function."""
    brought = tuple(worth(frozenset(map(CAUSES.index, some))) for some in SUBSETS)
    return [Fraction(share, ORDERS) for share in shapley_shares(brought)]


def test_shapley_of_the_airport_game() -> None:
    """Littlechild and Owen 1973; the figures of Wikipedia, "Airport problem": 8, 11, 13, 18."""
    costs = (8, 11, 13, 18)
    assert shapley(lambda some: max((costs[who] for who in some), default=0)) == [2, 3, 4, 9]


def test_shapley_and_shubik_of_votes() -> None:
    """Shapley and Shubik 1954; Wikipedia, "Shapley-Shubik power index": votes 3, 2, 1, 1, quota
    4.
    """
    votes = (3, 2, 1, 1)
    found = shapley(lambda some: int(sum(votes[who] for who in some) >= 4))
    assert found == [Fraction(1, 2), *[Fraction(1, 6)] * 3]


def test_shapley_of_gloves_with_a_dummy() -> None:
    """The glove game of Shapley 1953 (two left hands, one right), and one who brings nothing."""
    found = shapley(lambda some: int(2 in some and bool(some & {0, 1})))
    assert found == [Fraction(1, 6), Fraction(1, 6), Fraction(2, 3), 0]


# ---------------------------------------------------------------- best use of efforts


@pytest.mark.parametrize(("k", "ratio"), [(2, 0.75), (3, 0.703704), (4, 0.683594), (5, 0.67232)])
def test_greedy_on_its_worst_family(k: int, ratio: float) -> None:
    """Nemhauser, Wolsey and Fisher 1978, the family on which greedy reaches no more than its
    guarantee 1 − (1 − 1/k)^k; k columns are the best choice, a row is each time as good a next one.
    """
    left = 1 - 1 / k
    weight = {
        f"{row}-{column}": left**row / k / (k if row < k else 1)
        for row in range(k + 1)
        for column in range(k)
    }
    rows = [
        Option(f"a row {row}", "meeting", "", 1, {f"{row}-{column}": 1.0 for column in range(k)})
        for row in range(k)
    ]
    columns = [
        Option(
            f"column {column}", "meeting", "", 1, {f"{row}-{column}": 1.0 for row in range(k + 1)}
        )
        for column in range(k)
    ]
    picks, best = greedy([*rows, *columns], weight, k), exact_plan([*rows, *columns], weight, k)
    assert [pick.option for pick in picks] == rows
    assert picks[-1].total == pytest.approx(ratio, abs=1e-6)
    assert best.proven
    assert sorted(option.id for option in best.options) == [column.id for column in columns]
    assert best.gain == pytest.approx(1.0)
    assert picks[-1].total / best.gain >= 1 - 1 / math.e
