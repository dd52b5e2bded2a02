"""Who could make a second line to a delegation, and what speaks for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph_model.measures.acquaintances import network
from graph_model.measures.contacts import family
from graph_model.measures.day import Day
from graph_model.measures.membership import ours
from graph_model.measures.negotiations import speaks_for
from graph_model.measures.single_points import US, ways_in


@dataclass(frozen=True)
class SecondLine:
    """A member that could make a second line to a delegation, and why. Each reason comes with the
    ids that bear it out.
    """

    member: str
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


def could_double(day: Day, delegation: str, *, issue: str = "") -> tuple[SecondLine, ...]:
    """Members without a live line that are nearest to having one: most reasons first.

    Reasons: it met the delegation before · it meets delegations of the same live talks · it works
    on the issue · it is based in the economy.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    delegation : str
        The id of whom to reach.
    issue : str, optional
        The id of what to speak about; without, anything.

    Returns
    -------
    tuple[SecondLine, ...]
        Each with its reasons; none where nobody is near.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from graph_model import NodeRow, RelationshipRow, Rows, Snapshot, example
    >>> day = example()
    >>> nodes = (*day.snapshot.nodes.values(), NodeRow("Member", "apc", {"name": "APC"}))
    >>> ties = (*day.snapshot.relationships, RelationshipRow("WORKS_ON", "apc", "flows"))
    >>> wider = replace(day, snapshot=Snapshot(Rows(nodes, ties)))
    >>> [(line.member, len(line.reasons)) for line in could_double(wider, "alpha", issue="flows")]
    [('apc', 1)]
    """
    known = network(day)
    why: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for link in known.lines(delegation):
        why[link.source]["met"] = link.evidence
    for mate in known.mates(delegation, issue):
        for link in known.lines(mate.source):
            if link.warmth >= day.settings.live:
                why[link.source]["mates"] = (*why[link.source].get("mates", ()), mate.source)
    for about in sorted(family(day.snapshot, issue)) if issue else ():
        for tie in day.snapshot.back(about, "WORKS_ON"):
            why[tie.source]["issue"] = (*why[tie.source].get("issue", ()), about)
    for economy in speaks_for(day, delegation):
        for tie in day.snapshot.back(economy, "BASED_IN"):
            why[tie.source]["home"] = (*why[tie.source].get("home", ()), economy)
    live = {link.source for link in known.lines(delegation) if link.warmth >= day.settings.live}
    ways = ways_in(known, delegation)
    if ways.out_degree(US) == 1:  # who is on every way as it is makes no second one
        live |= set(ways.successors(US))
    us = ours(day)
    found = [
        SecondLine(member, tuple(reasons.items()))
        for member, reasons in why.items()
        if member not in live and member in us and known.asking(member)
    ]
    order = {link.source: place for place, link in enumerate(known.lines(delegation))}
    return tuple(
        sorted(
            found,
            key=lambda double: (
                -len(double.reasons),
                order.get(double.member, len(order)),
                double.member,
            ),
        )
    )
