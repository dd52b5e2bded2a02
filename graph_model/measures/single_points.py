"""What hangs on one: how many separate ways lead to a delegation, and who is on all of them.

By Menger's theorem (1927) the number of routes that share nobody equals the smallest number of
members or delegations whose loss cuts the coalition off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graph_model.measures.acquaintances import AcquaintanceNetwork, network
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import day_arrays
from graph_model.measures.introductions import months_before, too_little
from graph_model.measures.route_search import Route, RouteStep

if TYPE_CHECKING:
    import networkx as nx

Side = Literal["nobody", "us", "them", "both", "several"]
US, DELEGATION = "us", "the delegation"


@dataclass(frozen=True)
class Connectivity:
    """How a delegation is reached. `routes` counts those that share nobody; `cut` is a smallest set
    without which no way is left.
    """

    delegation: str
    #: Members with a live line of their own.
    members: tuple[str, ...]
    routes: int
    cut: tuple[str, ...]
    #: Where it is thin: everything rests on one of us, on one of them (a delegation at the same
    #: table), on one of each, or on nobody.
    thin: Side


def connectivity(day: Day, delegations: Sequence[str] = ()) -> tuple[Connectivity, ...]:
    """How each delegation at a table (or each of those named) is reached, those that hang on one
    first.

    Routes are live lines, and live lines to another delegation of the same live talks where the
    route of two steps would be recommended.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    delegations : sequence of str, optional
        The ids to look at; without, every delegation at a table that day.

    Returns
    -------
    tuple[Connectivity, ...]
        One for each delegation; ``routes`` equals the size of ``cut``.

    References
    ----------
    K. Menger, Zur allgemeinen Kurventheorie, Fundamenta Mathematicae 10 (1927), 96-115; a
    published example stands in `smallest_cut`.

    Examples
    --------
    >>> from graph_model import example, connectivity
    >>> [(hinge.delegation, hinge.routes, hinge.cut) for hinge in connectivity(example())]
    [('alpha', 1, ('edri',)), ('beta', 1, ('alpha',))]
    """
    known = network(day)
    wanted = delegations or day_arrays(day).seated
    found = [_hinge(known, delegation) for delegation in wanted]
    return tuple(
        sorted(
            found,
            key=lambda hinge: (
                hinge.routes != 1,
                hinge.routes == 0,
                hinge.routes,
                hinge.delegation,
            ),
        )
    )


def ways_in(known: AcquaintanceNetwork, delegation: str) -> nx.DiGraph:
    """From the whole coalition (`US`) to a delegation: over a member with a live line, or over a
    member and a delegation that it reaches.
    """
    import networkx as nx  # here, for a page without ways does without it

    chosen, oldest = known.settings, months_before(known.at, known.settings.too_old)
    graph = nx.DiGraph()
    graph.add_nodes_from((US, DELEGATION))

    def live(whom: str) -> list[tuple[str, float]]:
        lines = ((link.source, link.warmth, link.latest) for link in known.lines(whom))
        return [
            (member, warmth)
            for member, warmth, latest in lines
            if warmth >= chosen.live and latest >= oldest
        ]

    for member, _ in live(delegation):
        graph.add_edge(US, member)
        graph.add_edge(member, DELEGATION)
    for mate in known.mates(delegation):
        for member, warmth in live(mate.source):
            if warmth * mate.warmth * known.asking(member) >= chosen.too_weak:
                graph.add_edge(US, member)
                graph.add_edge(member, mate.source)
                graph.add_edge(mate.source, DELEGATION)
    return graph


def doors(day: Day, member: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The delegations at a table to which a member can introduce us by a contact of its own that
    would be recommended, by id; and those of them to which nobody else of us can.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    member : str
        Its id.

    Returns
    -------
    tuple[tuple[str, ...], tuple[str, ...]]
        All of them, then those that nobody else opens.

    Examples
    --------
    >>> from graph_model import example
    >>> doors(example(), "edri")
    (('alpha',), ('alpha',))
    """
    known = network(day)
    oldest = months_before(day.at, day.settings.too_old)
    opened, alone = [], []
    for delegation in day_arrays(day).seated:
        own = [
            Route((RouteStep(link, known.asking(link.source)),)) for link in known.lines(delegation)
        ]
        who = [way.stops[0] for way in own if not too_little(way, day.settings, oldest)]
        if member in who:
            opened.append(delegation)
            if who == [member]:
                alone.append(delegation)
    return tuple(opened), tuple(alone)


def smallest_cut(graph: nx.DiGraph) -> tuple[str, ...]:
    """Whose loss together cuts every way from the coalition to the delegation; nobody's where there
    is none.

    Parameters
    ----------
    graph : nx.DiGraph
        Ways from `US` to `DELEGATION`, as `ways_in` makes them.

    Returns
    -------
    tuple[str, ...]
        By id; as many as there are ways that share nobody.

    References
    ----------
    K. Menger, Zur allgemeinen Kurventheorie, Fundamenta Mathematicae 10 (1927), 96-115: the
    smallest cut is as large as the number of ways without a common stop. The example is that of
    networkx' reference for `minimum_node_cut` and `node_disjoint_paths`: the icosahedral graph has
    a cut of 5, and 5 ways from its node 0 to node 6.

    Examples
    --------
    >>> import networkx as nx
    >>> solid = nx.icosahedral_graph().to_directed()
    >>> ways = nx.relabel_nodes(
    ...     solid, {at: US if at == 0 else DELEGATION if at == 6 else str(at) for at in solid}
    ... )
    >>> len(smallest_cut(ways)), len(list(nx.node_disjoint_paths(ways, US, DELEGATION)))
    (5, 5)
    """
    import networkx as nx

    return tuple(sorted(nx.minimum_node_cut(graph, US, DELEGATION))) if graph.size() else ()


def _hinge(known: AcquaintanceNetwork, delegation: str) -> Connectivity:
    graph = ways_in(known, delegation)
    cut = smallest_cut(graph)
    members = tuple(
        sorted(
            link.source for link in known.lines(delegation) if link.warmth >= known.settings.live
        )
    )
    return Connectivity(delegation, members, len(cut), cut, _thin(known, graph, len(cut)))


def _thin(known: AcquaintanceNetwork, graph: nx.DiGraph, routes: int) -> Side:
    """Who is on every way: those that come before the delegation whichever way is taken (its
    dominators).
    """
    import networkx as nx

    if routes != 1:
        return "several" if routes else "nobody"
    before, who, needed = nx.immediate_dominators(graph, US), DELEGATION, set()
    while (who := before[who]) != US:
        needed.add(known.snapshot.nodes[who].label)
    return "both" if len(needed) > 1 else "us" if "Member" in needed else "them"
