"""What one more tie would change: the band, the kinds of gap and the routes, as if the two had met
on that day.

Nothing is guessed: the meeting is put into a copy of the graph and the same measures are asked
again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph_model.errors import LinkagesError
from graph_model.measures.day import Day
from graph_model.measures.gaps import Coverage, coverage, find_cells
from graph_model.measures.introductions import reach
from graph_model.measures.route_search import Route
from graph_model.rows import NodeRow, RelationshipRow, Rows, Value
from graph_model.snapshot import Snapshot

TRIAL = "trial_meeting"


class NoTie(LinkagesError):
    """The two cannot be tied: one of them is a member, the other a member or a delegation."""


@dataclass(frozen=True)
class Trial:
    """A tie on trial: the band before and after, cells that change their kind as (delegation,
    issue, before, after), and routes that open.
    """

    member: str
    other: str
    before: Coverage
    after: Coverage
    changed: tuple[tuple[str, str, str, str], ...]
    #: The best new route to each delegation that nothing recommendable led to: for the coalition,
    #: or between two members for either of them.
    opened: tuple[Route, ...]
    #: The graph with that meeting, id `TRIAL`, in which the evidence of the new routes can be
    #: looked up.
    then: Snapshot


def try_link(day: Day, member: str, other: str, issues: tuple[str, ...] = ()) -> Trial:
    """The effect of a first meeting of a member with a delegation or another member on that day.

    With a delegation it is about `issues`, or all that the delegation has on the table. Two members
    who meet reach nobody by it, but a way may open for one through the other. Raises `UnknownId`
    for an unknown name and `NoTie` for two that cannot be tied.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    member : str
        The id of who of us.
    other : str
        The id of a delegation, or of another member.
    issues : tuple[str, ...], optional
        Ids of what the meeting is about; without, all that the delegation has on the table.

    Returns
    -------
    Trial
        The band before and after, the cells that change their kind, the routes that open.

    Raises
    ------
    UnknownId
        A name that no row has.
    NoTie
        Two that cannot be tied.

    Examples
    --------
    >>> from graph_model.rows import NodeRow, Rows
    >>> from datetime import date
    >>> from graph_model.measures import DEFAULTS
    >>> graph = Snapshot(Rows((NodeRow("Member", "edri"), NodeRow("Delegation", "ustr"))))
    >>> day = Day(graph, date(2024, 1, 2), DEFAULTS)
    >>> try_link(day, "edri", "ustr").opened[0].stops
    ('edri', 'ustr')
    """
    labels = (day.snapshot.node(member).label, day.snapshot.node(other).label)
    if labels[0] != "Member" or labels[1] not in ("Member", "Delegation") or member == other:
        raise NoTie(
            "A link is tried between a member and a delegation, or between two members; choose"
            " another pair."
        )
    old = find_cells(day)
    table = sorted({cell.delegation for cell in old})
    starts: tuple[str, ...] = (member, other)
    if labels[1] == "Delegation":
        about = issues or tuple(sorted(cell.issue for cell in old if cell.delegation == other))
        then, starts, aims = (_met(day, (member,), (other,), about), ("",), sorted({*table, other}))
    else:
        then, aims = _met(day, starts, (), ()), table
    after = replace(day, snapshot=then)
    new = find_cells.__wrapped__(after)  # a trial is not kept
    was = {(cell.delegation, cell.issue): cell.kind for cell in old}
    changed = tuple(
        (cell.delegation, cell.issue, was[cell.delegation, cell.issue], cell.kind)
        for cell in new
        if was[cell.delegation, cell.issue] != cell.kind
    )
    return Trial(
        member,
        other,
        coverage(old),
        coverage(new),
        changed,
        _opened(day, after, starts, tuple(aims)),
        then,
    )


def _opened(
    day: Day, after: Day, starts: tuple[str, ...], aims: tuple[str, ...]
) -> tuple[Route, ...]:
    found = []
    for start in starts:
        for delegation in aims:
            if reach(day, delegation, start=start) is None:
                route = reach.__wrapped__(after, delegation, start=start)
                if route is not None:
                    found.append(route)
    return tuple(sorted(found, key=lambda route: (-route.strength, route.stops)))


def _met(
    day: Day, members: tuple[str, ...], delegations: tuple[str, ...], issues: tuple[str, ...]
) -> Snapshot:
    """The same graph with one meeting more."""
    meeting = NodeRow(
        "Engagement",
        TRIAL,
        {
            "kind": "meeting",
            "date": day.at.isoformat(),
            "outcome": "held",
            "confidence": "verified",
        },
    )
    seen: dict[str, Value] = {"confidence": "verified"}
    ties = [
        *(RelationshipRow("TOOK_PART_IN", member, TRIAL, seen) for member in members),
        *(RelationshipRow("REACHED", TRIAL, delegation, seen) for delegation in delegations),
        *(RelationshipRow("ABOUT", TRIAL, issue, seen) for issue in issues),
    ]
    return Snapshot(
        Rows((*day.snapshot.nodes.values(), meeting), (*day.snapshot.relationships, *ties))
    )
