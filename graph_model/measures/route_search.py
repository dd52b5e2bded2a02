"""Routes by falling strength: every way to a delegation as a graph, searched by Yen's method."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING, Literal

from graph_model.measures.acquaintances import AcquaintanceNetwork, Link

if TYPE_CHECKING:
    import networkx as nx

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


def ways_to(
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
    import networkx as nx  # here, for the first page looks for no way

    ways = nx.DiGraph()
    ways.add_node(START)
    frontier = {(delegation, 0): 1.0}
    for left in range(longest):
        before: dict[tuple[str, int], float] = {}
        for (who, tables), most in frontier.items():
            for link in ties_into(
                known, who, issue, start, faintest / most, last=left == longest - 1
            ):
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


def ties_into(
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


def strongest_first(ways: nx.DiGraph, delegation: str, faintest: float) -> Iterator[Route]:
    """Routes over people who met by falling strength, then those over a shared table."""
    people = ways.subgraph([stop for stop in ways if stop[2] == 0])
    yield from found_routes(people, delegation, faintest)
    yield from (route for route in found_routes(ways, delegation, faintest) if route.over_a_table)


def found_routes(ways: nx.DiGraph, delegation: str, faintest: float) -> Iterator[Route]:
    """Routes by falling strength; none that passes somebody twice or goes a long way round where
    one of its own stops has a tie as good.
    """
    import networkx as nx

    goal: Stop = (delegation, 0, 0)
    if goal not in ways or START not in ways or not nx.has_path(ways, START, goal):
        return
    for path in islice(nx.shortest_simple_paths(ways, START, goal, weight="weight"), LOOKED_AT):
        steps = tuple(ways.edges[pair]["step"] for pair in pairwise(path[1:]))
        route = Route(steps)
        if route.strength < faintest:
            return
        if len(set(route.stops)) == len(route.stops) and not is_detour(ways, path, route):
            yield route


def is_detour(ways: nx.DiGraph, path: list[Stop], route: Route) -> bool:
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
