"""Who can introduce us to a delegation: the best ways over people who know each other, each step
with its evidence.

The strength of a step is the warmth of its tie, times how far the member that takes it may be
asked; the strength of a route is the product of its steps (as Introd and its like score
introductions). Best routes are shortest paths on −log p (Dijkstra 1959), the next ones those of Yen
1971, both from networkx. A route is at most three steps long; one that is weak or rests on old
evidence is shown but not recommended.

Ways over people who met come before any way with a step over a shared table, however warm: sitting
at one table is not knowing each other. No way has two such steps, and ways that begin with the same
contact are one way with variants.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from graph_model.cached import cached
from graph_model.measures.acquaintances import network
from graph_model.measures.day import Day
from graph_model.measures.route_search import (
    START,
    Refusal,
    Route,
    RouteStep,
    Stop,
    is_detour,
    strongest_first,
    ways_to,
)
from graph_model.measures.settings import Settings

if TYPE_CHECKING:
    import networkx as nx

LONGEST = 3
MOST = 3
#: Routes weaker than this are not worth a word.
FAINTEST = 0.005


@dataclass(frozen=True)
class Introduction:
    """What is advised for one delegation: up to three routes, each with its variants, the best that
    shares nobody with the first, and what is not recommended.
    """

    delegation: str
    issue: str
    #: The member that looks for the way; empty for the whole coalition.
    start: str
    routes: tuple[Route, ...]
    #: The best route that shares no stop with the first but the two ends, and no contact (it may be
    #: one of `routes`); None when there is none.
    fallback: Route | None
    #: The best of those that are too weak, too old, or lead over a member that is not to be asked.
    refused: tuple[Route, ...]
    #: For each of `routes` those that begin with the same contact and go on otherwise.
    variants: tuple[tuple[Route, ...], ...] = ()


def find_routes(day: Day, delegation: str, *, issue: str = "", start: str = "") -> Introduction:
    """The best ways to a delegation, for the whole coalition or for the member `start`.

    An issue leaves ties as warm as they are (an introduction may open a new subject) but counts
    only the tables at which it is discussed. Raises `UnknownId` for an id that the snapshot does
    not have.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    delegation : str
        The id of whom to reach.
    issue : str, optional
        The id of what to speak about; without, anything.
    start : str, optional
        The id of the member that asks; without, anybody of the coalition.

    Returns
    -------
    Introduction
        Up to three routes, the strongest first; ``strength`` is the product of the steps' warmths,
        between 0 and 1.

    Raises
    ------
    UnknownId
        An id that is in no row of the graph.

    References
    ----------
    J. Y. Yen, Finding the K shortest loopless paths in a network, Management Science 17 (1971),
    712-716. Its worked example is a test.

    Examples
    --------
    >>> from graph_model import example, find_routes
    >>> [(route.stops, round(route.strength, 2)) for route in find_routes(example(), "beta").routes]
    [(('edri', 'alpha', 'beta'), 0.14)]
    """
    for id in filter(None, (delegation, issue, start)):
        day.snapshot.node(id)
    known = network(day)
    oldest = months_before(day.at, day.settings.too_old)
    good = ways_to(known, delegation, issue, start, LONGEST, day.settings.too_weak, oldest)
    same: dict[tuple[str, str], list[Route]] = {}
    for route in strongest_first(good, delegation, day.settings.too_weak):
        same.setdefault(route.first_contact, []).append(route)
    alike = list(same.values())[:MOST]
    best = [routes[0] for routes in alike]

    if best:
        _take_out(good, best[0], start)
    fallback = (
        next(strongest_first(good, delegation, day.settings.too_weak), None) if best else None
    )
    short = ways_to(known, delegation, issue, start, 2, FAINTEST, date.min)
    refused = islice(_refused(short, delegation, day.settings, oldest), MOST)
    unasked = [
        Route((RouteStep(link, 0.0),), "do_not_ask")
        for link in known.lines(delegation, issue)
        if link.source != start and not known.asking(link.source)
    ]
    return Introduction(
        delegation,
        issue,
        start,
        tuple(best),
        fallback,
        (*refused, *unasked[:MOST]),
        tuple(tuple(routes[1:]) for routes in alike),
    )


def same_contacts(one: Route, other: Route) -> bool:
    """Whether the second rests on contacts of the first alone: other people, but the same meeting,
    so hardly a second way.

    Parameters
    ----------
    one, other : Route
        Routes to one delegation, the stronger first.

    Returns
    -------
    bool

    Examples
    --------
    >>> from graph_model import example
    >>> route = reach(example(), "alpha")
    >>> same_contacts(route, route)
    True
    """
    used = _contacts(one)
    return any(
        step.link.sort == "contact" and used.issuperset(step.link.evidence) for step in other.steps
    )


@cached(maxsize=1024)
def reach(day: Day, delegation: str, *, start: str = "") -> Route | None:
    """The best route that would be recommended, or None: the short answer of `find_routes`, kept
    for lists of many delegations.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    delegation : str
        Whom we want to reach.
    start : str, optional
        A member to begin from; without, any of us.

    Returns
    -------
    Route or None
        The strongest, where one is strong enough.

    Examples
    --------
    >>> from graph_model import example
    >>> reach(example(), "alpha").stops, reach(example(), "beta").stops
    (('edri', 'alpha'), ('edri', 'alpha', 'beta'))
    """
    ways = ways_to(
        network(day),
        delegation,
        "",
        start,
        LONGEST,
        day.settings.too_weak,
        months_before(day.at, day.settings.too_old),
    )
    return next(strongest_first(ways, delegation, day.settings.too_weak), None)


def months_before(at: date, months: int) -> date:
    """The same day that many months before, or the last of that month.

    >>> months_before(date(2024, 3, 31), 1), months_before(date(2025, 1, 5), 24)
    (datetime.date(2024, 2, 29), datetime.date(2023, 1, 5))
    """
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return date(year, month + 1, min(at.day, calendar.monthrange(year, month + 1)[1]))


def _contacts(route: Route) -> set[str]:
    return {id for step in route.steps if step.link.sort == "contact" for id in step.link.evidence}


def _take_out(ways: nx.DiGraph, route: Route, start: str) -> None:
    """Leave what is fully disjoint from a route: none of its stops but the two ends, and no tie
    that rests on its contacts alone.
    """
    ways.remove_nodes_from(
        [stop for stop in list(ways) if stop[0] in route.stops[:-1] and stop[0] != start]
    )
    used = _contacts(route)
    links = ((pair, step.link) for *pair, step in list(ways.edges(data="step")) if step)
    ways.remove_edges_from(
        [pair for pair, link in links if link.sort == "contact" and used.issuperset(link.evidence)]
    )


def refusals(day: Day, route: Route) -> tuple[Refusal, ...]:
    """Every reason for which a route is not recommended, the gravest first; none when it is.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    route : Route
        A route on that day.

    Returns
    -------
    tuple[Refusal, ...]
        Codes of reasons.

    Examples
    --------
    >>> from graph_model import example
    >>> refusals(example(), reach(example(), "alpha"))
    ()
    """
    shy: tuple[Refusal, ...] = ("do_not_ask",) if route.refusal == "do_not_ask" else ()
    return shy + too_little(route, day.settings, months_before(day.at, day.settings.too_old))


def known_strength(route: Route) -> float:
    """How strong a route is, or would be if one could ask.

    Parameters
    ----------
    route : Route
        A route.

    Returns
    -------
    float
        Between 0 and 1.

    Examples
    --------
    >>> from graph_model import example
    >>> route = reach(example(), "alpha")
    >>> known_strength(route) == route.strength
    True
    """
    if route.refusal != "do_not_ask":
        return route.strength
    return math.prod(step.link.warmth for step in route.steps)


def too_little(route: Route, settings: Settings, oldest: date) -> tuple[Refusal, ...]:
    """Its age and its strength, where they are against it."""
    old: tuple[Refusal, ...] = ("old",) if route.latest < oldest else ()
    return old + (("weak",) if known_strength(route) < settings.too_weak else ())


def _refused(
    ways: nx.DiGraph, delegation: str, settings: Settings, oldest: date
) -> Iterator[Route]:
    """Routes of at most two steps that are not recommended, each with its reason, by falling
    strength; every one is looked at, however many are recommended.
    """
    found = []
    for path in _short_paths(ways, (delegation, 0, 0)):
        steps = tuple(ways.edges[pair]["step"] for pair in pairwise(path[1:]))
        route = Route(steps)
        reasons = too_little(route, settings, oldest)
        if reasons and route.strength >= FAINTEST and len(set(route.stops)) == len(route.stops):
            found.append((-route.strength, route.stops, path, Route(steps, reasons[0])))
    for _, _, path, route in sorted(found, key=lambda one: one[:2]):
        if not is_detour(ways, path, route):
            yield route


def _short_paths(ways: nx.DiGraph, goal: Stop) -> Iterator[list[Stop]]:
    """The paths of at most two steps: as many as there are steps."""
    for last in ways.predecessors(goal) if goal in ways else ():
        if ways.has_edge(START, last):
            yield [START, last, goal]
        for first in ways.predecessors(last):
            if first != START and ways.has_edge(START, first):
                yield [START, first, last, goal]
