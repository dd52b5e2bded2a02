"""Who meets whom at an event: members with so many meetings each, delegations expected with a
chance, most importance opened.

A transportation problem, solved as a flow of least cost: at most so many meetings per member, one
per delegation and round of planning. A meeting of m with d is worth a_d·e(m, d)·ω(d), with the
chance a_d that the delegation comes and the ease e: the warmth of their tie, or a floor for being
in the same room. A second meeting with one delegation is worth only what the first may miss, so the
flow is solved again with these smaller gains until nothing is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph_model.measures.coming_events import expected_delegations
from graph_model.measures.contacts import ties
from graph_model.measures.day import Day
from graph_model.measures.gaps import coverage, find_cells
from graph_model.measures.membership import ours
from graph_model.measures.next.options import agendas, open_weight

#: Gains become whole numbers of this size, since a flow of least cost needs whole costs.
GRAIN = 1e9


@dataclass(frozen=True)
class Meeting:
    """One meeting to hold. `gain` is the expected share of all importance that it opens beyond the
    meetings planned before it.
    """

    member: str
    delegation: str
    chance: float
    gain: float
    issues: tuple[str, ...]
    #: The latest contact of this member with the delegation, and of any of us; empty when there is
    #: none.
    own_contact: str
    last_contact: str


@dataclass(frozen=True)
class EventPlan:
    """The meetings of an event and the lower end of the band before and after it, as expected."""

    event: str
    going: Mapping[str, int]
    expected: Mapping[str, float]
    meetings: tuple[Meeting, ...]
    before: float
    after: float

    def sheet(self, member: str) -> tuple[Meeting, ...]:
        """The meetings of one member, the most telling first."""
        return tuple(
            sorted(
                (one for one in self.meetings if one.member == member),
                key=lambda one: (-one.gain, one.delegation),
            )
        )


def attending_members(day: Day, event: str) -> dict[str, int]:
    """The members that go to an event, with the meetings that each can hold there.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    event : str
        Its id.

    Returns
    -------
    dict[str, int]
        Numbers of meetings by the id of the member.

    Examples
    --------
    >>> from graph_model import NodeRow, RelationshipRow, example
    >>> goes = RelationshipRow("GOES_TO", "edri", "round", {"meetings": 2})
    >>> attending_members(example(NodeRow("Event", "round"), goes), "round")
    {'edri': 2}
    """
    us = ours(day)
    return {
        tie.source: int(tie.fields.get("meetings", day.settings.meetings))
        for tie in day.snapshot.back(event, "GOES_TO")
        if tie.source in us
    }


def event_plan(day: Day, event: str, going: Mapping[str, int] | None = None) -> EventPlan:
    """The best meetings for an event; `going` replaces who is on record as going.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    event : str
        The id of an event.
    going : Mapping[str, int], optional
        How many meetings each member takes; without, who is on record as going.

    Returns
    -------
    EventPlan
        Meetings with the gain of each, and the band before and after.

    Raises
    ------
    UnknownId
        A name that no row has.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from graph_model import NodeRow, RelationshipRow, Rows, Snapshot, example
    >>> day = example()
    >>> event = NodeRow("Event", "round", {"start_date": "2026-12-01"})
    >>> nodes = (*day.snapshot.nodes.values(), event)
    >>> ties = (*day.snapshot.relationships, RelationshipRow("EXPECTED_AT", "beta", "round"))
    >>> wider = replace(day, snapshot=Snapshot(Rows(nodes, ties)))
    >>> found = event_plan(wider, "round", {"edri": 1})
    >>> [(one.member, one.delegation) for one in found.meetings]
    [('edri', 'beta')]
    """
    day.snapshot.node(event)
    members = dict(sorted((attending_members(day, event) if going is None else going).items()))
    for member in members:
        day.snapshot.node(member)
    there = expected_delegations(day.snapshot, event)
    found = _meetings(day, members, there)
    low = coverage(find_cells(day)).low
    return EventPlan(event, members, there, found, low, low + sum(one.gain for one in found))


def _meetings(
    day: Day, members: Mapping[str, int], there: Mapping[str, float]
) -> tuple[Meeting, ...]:
    """Turn by turn the pairs that gain most, each meeting on what the ones before it leave open,
    until nobody has room or nothing is left to gain.
    """
    known, weight = ties(day), open_weight(day)
    left = {id: weight.get(id, 0.0) * chance for id, chance in there.items()}
    ease = {
        (member, id): max(day.settings.in_the_room, known.warmth.get((member, id), 0.0))
        for member in members
        for id, gain in left.items()
        if gain > 0
    }
    last = {cell.delegation: cell.contacts[0] for cell in find_cells(day) if cell.contacts}

    found: list[Meeting] = []
    capacity = dict(members)
    while pairs := assign(capacity, {pair: left[pair[1]] * easy for pair, easy in ease.items()}):
        for member, delegation in pairs:
            easy = ease.pop((member, delegation))
            own = [contact.id for contact in known.contacts.get((member, delegation), ())]
            found.append(
                Meeting(
                    member,
                    delegation,
                    there[delegation] * easy,
                    left[delegation] * easy,
                    agendas(day)[delegation].issues,
                    own[-1] if own else "",
                    last.get(delegation, ""),
                )
            )
            left[delegation] *= 1.0 - easy
            capacity[member] -= 1
    return tuple(found)


def assign(
    capacity: Mapping[str, int], gain: Mapping[tuple[str, str], float]
) -> list[tuple[str, str]]:
    """The pairs that gain most in all, each member within its capacity and each delegation at most
    once; pairs without gain are left out.

    >>> assign(
    ...     {"a": 1, "b": 1}, {("a", "x"): 5.0, ("a", "y"): 4.0, ("b", "x"): 4.0, ("b", "y"): 1.0}
    ... )
    [('a', 'y'), ('b', 'x')]
    """
    worth = {
        pair: round(value * GRAIN)
        for pair, value in sorted(gain.items())
        if capacity[pair[0]] > 0 and round(value * GRAIN) > 0
    }
    if not worth:
        return []
    import networkx as nx  # here, for few pages plan an event

    members = sorted({member for member, _ in worth})
    total = sum(capacity[member] for member in members)
    flow = nx.DiGraph()
    flow.add_node("from", demand=-total)
    flow.add_node("to", demand=total)
    flow.add_edge("from", "to", capacity=total, weight=0)  # meetings that nobody needs
    for member in members:
        flow.add_edge("from", ("member", member), capacity=capacity[member], weight=0)
    for (member, delegation), value in worth.items():
        flow.add_edge(("member", member), ("delegation", delegation), capacity=1, weight=-value)
        flow.add_edge(("delegation", delegation), "to", capacity=1, weight=0)
    found = nx.min_cost_flow(flow)
    return [
        (member, delegation)
        for member, delegation in worth
        if found["member", member]["delegation", delegation]
    ]
