"""The product against a second program that was written from the prose of docs/measures.md: equal
to 1e-9 on four days of the opening facts and on random graphs that have every kind of row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from graph_model.dates import as_date, holds_on
from graph_model.measures import DEFAULTS, Day, find_cells
from graph_model.measures.assumed import assumed
from graph_model.measures.changed.causes import BandChange, since, why_changed
from graph_model.measures.gap_kinds import KIND
from graph_model.measures.gaps import band
from graph_model.measures.introductions import find_routes
from graph_model.measures.membership import with_friends
from graph_model.measures.next.efforts import plan
from graph_model.measures.next.exact_plan_search import exact_plan
from graph_model.measures.next.forecast import forecast
from graph_model.measures.next.options import Option
from graph_model.measures.next.question_plan import question_plan
from graph_model.measures.voice_balance import EQUAL, MEMBERS, balance
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.model.oracle import plans
from tests.model.oracle.change import change
from tests.model.oracle.day import Plain
from tests.model.oracle.day import holds as plain_holds
from tests.model.oracle.forecast import CALLS, Ahead
from tests.model.oracle.kinds import SEATS, kinds
from tests.model.oracle.kinds import assumed as plain_assumed
from tests.model.oracle.kinds import band as plain_band
from tests.model.oracle.random_graphs import ON, random_graph
from tests.model.oracle.routes import LISTED, Routes
from tests.model.oracle.voices import voices

SAME = 1e-9
DAYS = (date(2013, 6, 1), date(2017, 12, 1), date(2021, 6, 1), date(2026, 11, 27))
#: Two hundred graphs, in parts, so that a failure names its part.
PARTS = [range(start, start + 20) for start in range(0, 200, 20)]


def near(value: float | None) -> object:
    return value if value is None else pytest.approx(value, abs=SAME)


def both(snapshot: Snapshot, at: date, friends: bool) -> tuple[Day, Plain]:
    day = Day(snapshot, at, DEFAULTS)
    plain = Plain(snapshot.nodes.values(), snapshot.relationships, at, friends)
    return (with_friends(day) if friends else day), plain


def cells_agree(day: Day, plain: Plain) -> Counter[str]:
    """Cells, importance, kinds, warmth, carriers and the band; how often each kind came."""
    found = {(cell.delegation, cell.issue): cell for cell in find_cells(day)}
    expected = kinds(plain)
    assert {cell: (one.kind, one.members) for cell, one in found.items()} == {
        cell: (kind, members) for cell, (kind, _, members) in expected.items()
    }
    for cell, one in found.items():
        assert one.importance == near(plain.cells[cell]), cell
        assert one.warmth == near(expected[cell][1]), cell
    whole = band(day)
    assert (whole.low, whole.high) == (near(plain_band(plain)[0]), near(plain_band(plain)[1]))
    return Counter(one.kind for one in found.values())


def routes_agree(
    day: Day, routes: Routes, delegation: str, issue: str = "", start: str = ""
) -> int:
    """The first three ways, each the best of those that share its first contact, with how strong
    each is and whether it leads over a table; and the fallback. How many there are.
    """
    found = find_routes(day, delegation, issue=issue, start=start)
    ways = routes.ways(delegation, issue, start)
    best: dict[tuple[str, ...], tuple[bool, float]] = {}
    for way in ways:
        best.setdefault(way.stops[:2], (way.over_table, way.strength))
    got = [(route.over_a_table, near(route.strength)) for route in found.routes]
    assert list(best.values())[:3] == got, (delegation, issue, start)
    if found.routes:
        expected = routes.fallback(found.routes[0].stops, delegation, issue, start)
        assert (found.fallback.strength if found.fallback else 0.0) == near(expected)
    return len(got)


def refused_agree(
    day: Day, routes: Routes, delegation: str, issue: str = "", start: str = ""
) -> Counter[str]:
    """The ways that are listed and not recommended, each with its reason; how often each came."""
    found = find_routes(day, delegation, issue=issue, start=start).refused
    tried = [route for route in found if route.refusal != "do_not_ask"]
    every = routes.refused(delegation, issue, start)
    strengths = [way.strength for way, _ in every]
    assert [route.strength for route in tried] == [near(one) for one in strengths[:LISTED]]
    reasons = {way.stops: (way.strength, why) for way, why in every}
    for route in tried:
        assert reasons[route.stops] == (near(route.strength), route.refusal), route.stops

    spared = [route for route in found if route.refusal == "do_not_ask"]
    expected = routes.not_asked(delegation, start)[:LISTED]
    assert [(route.stops, -route.steps[0].link.warmth) for route in spared] == [
        ((member, delegation), near(warmth)) for warmth, member in expected
    ]
    return Counter(route.refusal for route in found)


def forecast_agrees(day: Day, plain: Plain) -> int:
    """What is still reached at each occasion, until when, and what the calls hold; how many of
    these there are.
    """
    found, run = forecast(day), Ahead(plain)
    assert found.low == near(run.share(run.reached(plain.at)))
    assert [(one.day, one.event, one.low) for one in found.ahead] == [
        (on, event, near(low)) for on, event, low in run.stops()
    ]
    assert (found.until.day, found.until.event) == run.until()[:2]

    calls = run.calls()
    best = sorted((-round(held[0].share, 12), id) for id, held in calls.items())[:CALLS]
    assert [call.delegation for call in found.calls] == [id for _, id in best]
    for call in found.calls:
        held = calls[call.delegation][0]
        assert (call.member, call.issues) == (held.member, held.issues)
        assert call.holds == near(held.share)
    return len(found.calls)


def assumed_agrees(day: Day, plain: Plain) -> None:
    """How much of what is at stake is assumed, in all, by how its clauses are borne out, and of
    seats.
    """
    found = assumed(day)
    total, parts = sum(plain.cells.values()), plain_assumed(plain)
    assert found.seats == near(parts.pop(SEATS, 0.0) / total if total else 0.0)
    assert {mark: share for mark, (_, share) in found.by_confidence.items()} == {
        mark: near(weight / total) for mark, weight in parts.items()
    }
    assert found.share == near(sum(parts.values()) / total if total else 0.0)


def plan_agrees(day: Day, plain: Plain, budget: int) -> int:
    """What each step of the order adds, and what it is but for equal ones; how many there are."""
    weight = plans.opens(plain) if plain.cells else {}
    listed = plans.choices(plain, weight)
    found = plan(day, budget)
    order = plans.in_order(listed, weight, budget)
    assert [pick.gain for pick in found.picks] == [near(gain) for _, gain in order]
    for pick, (id, _) in zip(found.picks, order, strict=True):
        assert pick.option.id == id
    assert found.gain <= found.exact.gain + SAME
    return len(order)


def questions_agree(day: Day, plain: Plain, budget: float) -> None:
    listed, unknown = plans.asked(plain) if plain.cells else ([], {})
    found = question_plan(day, budget)
    order = plans.in_order(listed, unknown, budget)
    assert [(pick.option.id, pick.gain) for pick in found.picks] == [
        (id, near(gain)) for id, gain in order
    ]
    assert found.unknown == near(sum(unknown.values()))


def voices_agree(day: Day, plain: Plain) -> None:
    for against in (EQUAL, MEMBERS):
        expected = voices(plain, members=against == MEMBERS)
        found = balance(day, against)
        assert set(found) == set(expected)
        for scope, one in found.items():
            other = expected[scope]
            assert (dict(one.live), dict(one.contacts)) == (other.lines, other.contacts), scope
            assert one.recorded == other.recorded
            # the square root near 0 loses half of the digits
            assert one.distance == (
                None if other.distance is None else pytest.approx(other.distance, abs=1e-7)
            )
            assert one.outward == near(other.outward), scope


def change_agrees(day: Day, plain: Plain, first: date) -> None:
    parts_agree(since(day, first), change(plain.on(first), plain))


def parts_agree(found: BandChange, expected: dict[str, tuple[float, float]]) -> None:
    for part in found.parts:
        assert (float(part.low), float(part.high)) == (
            near(expected[part.cause][0]),
            near(expected[part.cause][1]),
        ), part.cause


# ---------------------------------------------------------------- the opening facts


@pytest.mark.long
@pytest.mark.parametrize("friends", [False, True], ids=["alone", "with friends"])
@pytest.mark.parametrize("at", DAYS, ids=str)
def test_the_opening_facts(at: date, friends: bool) -> None:
    day, plain = both(seed_snapshot(), at, friends)
    cells_agree(day, plain)
    voices_agree(day, plain)
    plan_agrees(day, plain, 5)
    questions_agree(day, plain, 1.5)
    forecast_agrees(day, plain)
    assumed_agrees(day, plain)


@pytest.mark.long
@pytest.mark.parametrize("at", DAYS, ids=str)
def test_ways_in_the_opening_facts(at: date) -> None:
    day, plain = both(seed_snapshot(), at, friends=True)
    found, routes = 0, Routes(plain)
    for delegation in ("usa_ustr", "chl_subrei", "eu_trade", "jpn_mofa", "bra_mre"):
        for start in ("", "eff", "edri"):
            for issue in ("", "source_code"):
                found += routes_agree(day, routes, delegation, issue, start)
                refused_agree(day, routes, delegation, issue, start)
    assert found


@pytest.mark.parametrize("pair", [(0, 1), (1, 2), (2, 3)])
def test_what_changed_in_the_opening_facts(pair: tuple[int, int]) -> None:
    day, plain = both(seed_snapshot(), DAYS[pair[1]], friends=True)
    change_agrees(day, plain, DAYS[pair[0]])


# ---------------------------------------------------------------- random graphs


@pytest.mark.parametrize("seeds", PARTS, ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}")
def test_random_graphs(seeds: range) -> None:
    for seed in seeds:
        day, plain = both(random_graph(seed), ON, friends=bool(seed % 3 == 0))
        cells_agree(day, plain)
        voices_agree(day, plain)
        routes = Routes(plain)
        for delegation in ("d0", "d1", "d2"):
            for start in ("", "m0"):
                issue = "i0" if seed % 2 else ""
                routes_agree(day, routes, delegation, issue, start)
                refused_agree(day, routes, delegation, issue, start)
        plan_agrees(day, plain, 3)
        questions_agree(day, plain, 0.75)
        forecast_agrees(day, plain)
        assumed_agrees(day, plain)
        change_agrees(day, plain, ON - timedelta(days=400))


@pytest.mark.parametrize("seeds", PARTS, ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}")
def test_what_changed_between_two_random_graphs(seeds: range) -> None:
    """Other rows, members, issues and families on each side, where one graph has the same."""
    for seed in seeds:
        then, now = ON - timedelta(days=300 + seed), ON
        before, plain = both(random_graph(seed), then, friends=False)
        after, other = both(random_graph(seed + 1), now, friends=bool(seed % 2))
        parts_agree(why_changed(before, after), change(plain, other))


def test_the_random_graphs_have_every_kind_of_gap_and_ways() -> None:
    seen: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    ways = calls = 0
    for seed in range(60):
        day, plain = both(random_graph(seed), ON, friends=False)
        seen += cells_agree(day, plain)
        refused += refused_agree(day, Routes(plain), "d0", start="m0")
        ways += len(find_routes(day, "d0", start="m0").routes)
        calls += forecast_agrees(day, plain)
    assert set(seen) == set(KIND)
    assert ways > 20
    assert set(refused) == {"old", "weak", "do_not_ask"}
    assert calls > 5


def test_the_exact_set_is_the_best_of_all_sets() -> None:
    tried = 0
    for seed in range(30):
        _, plain = both(random_graph(seed), ON, friends=True)
        weight = plans.opens(plain) if plain.cells else {}
        listed = plans.choices(plain, weight)
        if len(listed) > 2:
            weighed = [
                Option(one.id, one.id.partition(":")[0], "", one.effort, one.chances)
                for one in listed
            ]
            tried += 1
            assert exact_plan(weighed, weight, 2).gain == near(plans.best_set(listed, weight, 2))
    assert tried > 10


# ---------------------------------------------------------------- dates


def ranges() -> Iterator[tuple[str, str]]:
    texts = ["", "2022", "2022-03", "2022-03-02", "2022-07-01", "2023", "2021-12-31"]
    yield from ((start, end) for start in texts for end in texts)


def test_dates_hold_as_the_prose_says() -> None:
    for start, end in ranges():
        for number in range(0, 800, 7):
            on = date(2021, 11, 1) + timedelta(days=number)
            assert holds_on(start, end, on) == plain_holds(start, end, on), (start, end, on)
    assert as_date("2022-03") == date(2022, 3, 15)
