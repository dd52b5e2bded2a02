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
from itertools import islice, pairwise, takewhile
from typing import Literal

import networkx as nx

from graph_model.cached import cached
from graph_model.measures.acquaintances import AcquaintanceNetwork, Link, network
from graph_model.measures.day import Day
from graph_model.measures.settings import Settings

LONGEST = 3
MOST = 3
#: Routes weaker than this are not worth a word.
FAINTEST = 0.005
#: How many are looked at to find those that are worth showing.
LOOKED_AT = 20
Refusal = Literal["", "weak", "old", "do_not_ask"]
#: Somebody, how many steps it is to the goal, and how many of these lead over a shared table.
Stop = tuple[str, int, int]
START: Stop = ("", -1, 0)
#: How many steps over a shared table a way may have.
TABLE_STEPS = 1


@dataclass(frozen=True)
class RouteStep:
    """One step of a route: a tie, and how far the member that takes it may be asked (1 where nobody
    is asked).
    """

    link: Link
    asking: float = 1.0

    @property
    def strength(self) -> float:
        return self.link.warmth * self.asking


@dataclass(frozen=True)
class Route:
    """A way to a delegation. `refusal` says why it is not recommended; empty when it is."""

    steps: tuple[RouteStep, ...]
    refusal: Refusal = ""

    @property
    def stops(self) -> tuple[str, ...]:
        """Everyone on the way, the delegation last."""
        return (self.steps[0].link.source, *(step.link.target for step in self.steps))

    @property
    def strength(self) -> float:
        """The product of the steps, 0–1."""
        return math.prod(step.strength for step in self.steps)

    @property
    def over_a_table(self) -> bool:
        """Whether two delegations on it sit at one table, and are not known to have met."""
        return any(step.link.sort == "table" for step in self.steps)

    @property
    def first_contact(self) -> tuple[str, str]:
        """Who must be asked first, and about whom: what makes two ways one."""
        return self.steps[0].link.source, self.steps[0].link.target

    @property
    def weak(self) -> RouteStep:
        """The weak link: the step of least strength, of equal ones the first."""
        return min(self.steps, key=lambda step: step.strength)

    @property
    def latest(self) -> date:
        """The day of the weakest evidence: the oldest of the steps' latest."""
        return min(step.link.latest for step in self.steps)


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
    good = _ways(known, delegation, issue, start, LONGEST, day.settings.too_weak, oldest)
    same: dict[tuple[str, str], list[Route]] = {}
    for route in _in_order(good, delegation, day.settings.too_weak):
        same.setdefault(route.first_contact, []).append(route)
    alike = list(same.values())[:MOST]
    best = [routes[0] for routes in alike]

    if best:
        _take_out(good, best[0], start)
    fallback = next(_in_order(good, delegation, day.settings.too_weak), None) if best else None
    short = _ways(known, delegation, issue, start, 2, FAINTEST, date.min)
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
    """
    used = _contacts(one)
    return any(
        step.link.sort == "contact" and used.issuperset(step.link.evidence) for step in other.steps
    )


@cached(maxsize=1024)
def reach(day: Day, delegation: str, *, start: str = "") -> Route | None:
    """The best route that would be recommended, or None: the short answer of `find_routes`, kept
    for lists of many delegations.
    """
    ways = _ways(
        network(day),
        delegation,
        "",
        start,
        LONGEST,
        day.settings.too_weak,
        months_before(day.at, day.settings.too_old),
    )
    return next(_in_order(ways, delegation, day.settings.too_weak), None)


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


def refusal_of(route: Route, settings: Settings, oldest: date) -> Refusal:
    """Why a route is not recommended, for its age or its strength; empty when it is."""
    return "old" if route.latest < oldest else "weak" if route.strength < settings.too_weak else ""


def _ways(
    known: AcquaintanceNetwork,
    delegation: str,
    issue: str,
    start: str,
    longest: int,
    faintest: float,
    oldest: date,
) -> nx.DiGraph:
    """Every way of at most so many steps as a graph of (who, steps to go), built backwards from the
    delegation.

    A step is left out when no route over it can be as strong as `faintest`, or when its evidence is
    older than `oldest`. Without `start` a route begins with any member, so no step leads into a
    member: whoever it leads to could begin itself.
    """
    ways = nx.DiGraph()
    ways.add_node(START)
    frontier = {(delegation, 0): 1.0}
    for left in range(longest):
        before: dict[tuple[str, int], float] = {}
        for (who, tables), most in frontier.items():
            for link in _into(known, who, issue, start, faintest / most, last=left == longest - 1):
                over = tables + (link.sort == "table")
                step = RouteStep(
                    link,
                    (
                        known.asking(link.source)
                        if link.sort != "table" and link.source != start
                        else 1.0
                    ),
                )
                if (
                    most * step.strength < faintest
                    or link.latest < oldest
                    or link.source == delegation
                    or over > TABLE_STEPS
                ):
                    continue
                stop = (link.source, left + 1, over)
                ways.add_edge(stop, (who, left, tables), step=step, weight=-math.log(step.strength))
                key = (link.source, over)
                before[key] = max(before.get(key, 0.0), most * step.strength)
                if link.source == start or (not start and link.sort == "contact"):
                    ways.add_edge(START, stop, weight=0.0)
        frontier = before
    return ways


def _into(
    known: AcquaintanceNetwork, who: str, issue: str, start: str, least: float, last: bool
) -> Iterator[Link]:
    """The ties that lead to somebody and are warm enough; at the last step only those with which a
    route can begin.
    """
    if known.snapshot.nodes[who].label == "Delegation":
        found = (known.lines(who, issue, least), () if last else known.mates(who, issue))
        if last and start:
            found = (
                tuple(
                    known.line(start, who, issue)
                    for _, member in known.warm(who)
                    if member == start
                ),
                (),
            )
    else:
        found = (
            (
                known.peers(who)
                if start and who != start and not (last and who not in known.met(start))
                else ()
            ),
            (),
        )
    for links in found:
        for link in takewhile(lambda link: link.warmth >= least, links):
            if not last or not start or link.source == start:
                yield link


def _in_order(ways: nx.DiGraph, delegation: str, faintest: float) -> Iterator[Route]:
    """Routes over people who met by falling strength, then those over a shared table."""
    people = ways.subgraph([stop for stop in ways if stop[2] == 0])
    yield from _found(people, delegation, faintest)
    yield from (route for route in _found(ways, delegation, faintest) if route.over_a_table)


def _found(ways: nx.DiGraph, delegation: str, faintest: float) -> Iterator[Route]:
    """Routes by falling strength; none that passes somebody twice or goes a long way round where
    one of its own stops has a tie as good.
    """
    goal: Stop = (delegation, 0, 0)
    if goal not in ways or START not in ways or not nx.has_path(ways, START, goal):
        return
    for path in islice(nx.shortest_simple_paths(ways, START, goal, weight="weight"), LOOKED_AT):
        steps = tuple(ways.edges[pair]["step"] for pair in pairwise(path[1:]))
        route = Route(steps)
        if route.strength < faintest:
            return
        if len(set(route.stops)) == len(route.stops) and not _detour(ways, path, route):
            yield route


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
        reason = refusal_of(route, settings, oldest)
        if reason and route.strength >= FAINTEST and len(set(route.stops)) == len(route.stops):
            found.append((-route.strength, route.stops, path, Route(steps, reason)))
    for _, _, path, route in sorted(found, key=lambda one: one[:2]):
        if not _detour(ways, path, route):
            yield route


def _short_paths(ways: nx.DiGraph, goal: Stop) -> Iterator[list[Stop]]:
    """The paths of at most two steps: as many as there are steps."""
    for last in ways.predecessors(goal) if goal in ways else ():
        if ways.has_edge(START, last):
            yield [START, last, goal]
        for first in ways.predecessors(last):
            if first != START and ways.has_edge(START, first):
                yield [START, first, last, goal]


def _detour(ways: nx.DiGraph, path: list[Stop], route: Route) -> bool:
    """Whether two stops that do not follow one another have a tie of their own at least as strong
    as the way between them.
    """
    stops = path[1:]
    for first in range(len(stops) - 2):
        for last in range(first + 2, len(stops)):
            (who, _, _), (whom, left, tables) = stops[first], stops[last]
            between = math.prod(step.strength for step in route.steps[first:last])
            for over in (tables, tables + 1):
                direct = ways.edges.get(((who, left + 1, over), (whom, left, tables)))
                if direct and direct["step"].strength >= between:
                    return True
    return False
