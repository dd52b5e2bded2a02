"""Who will be in the room: the occasions ahead, and the delegations expected at each."""

from __future__ import annotations

from datetime import date, timedelta

from graph_model.cached import cached
from graph_model.dates import as_date, span
from graph_model.measures.day import Day
from graph_model.measures.negotiations import at_the_table
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import VENUE_ACCESS

#: Events at which no table meets: a day by which one writes in, and what a government asks at home.
NO_MEETING = ("consultation", "deadline")


def days_of(event: NodeRow) -> tuple[date, date]:
    """The first day on which an event may begin, and the last on which it may end.

    Parameters
    ----------
    event : NodeRow
        A row of the label ``Event``.

    Returns
    -------
    tuple[date, date]
        First and last day.

    Examples
    --------
    >>> days_of(NodeRow("Event", "round", {"start_date": "2026-11"}))
    (datetime.date(2026, 11, 1), datetime.date(2026, 11, 30))
    """
    starts, ends = event.text("start_date"), event.text("end_date")
    return span(starts)[0], span(ends or starts)[1]


@cached(maxsize=16)
def events_ahead(day: Day, /) -> tuple[NodeRow, ...]:
    """Events that are not over on a day, soonest first; what is known by its year alone is no event
    to note in a calendar.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    tuple[NodeRow, ...]
        Rows of the label ``Event``.

    Examples
    --------
    >>> from graph_model import example
    >>> round = NodeRow("Event", "round", {"start_date": "2026-11", "kind": "round"})
    >>> [event.id for event in events_ahead(example(round))]
    ['round']
    """
    found = [
        (days_of(event)[0], event.id, event)
        for event in day.snapshot.of("Event")
        if len(event.text("start_date")) > len("2018") and days_of(event)[1] >= day.at
    ]
    return tuple(event for _, _, event in sorted(found, key=lambda item: item[:2]))


@cached(maxsize=16)
def coming_events(day: Day) -> tuple[NodeRow, ...]:
    """The occasions that are not over on a day and begin within the horizon, soonest first; a
    deadline is no occasion to meet.

    An event of *November 2026* may still come on the 23rd of that month.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    tuple[NodeRow, ...]
        Rows of the label ``Event``.

    Examples
    --------
    >>> from graph_model import example
    >>> round = NodeRow("Event", "round", {"start_date": "2026-11", "kind": "round"})
    >>> [event.id for event in coming_events(example(round))]
    ['round']
    """
    found = []
    for event in day.snapshot.of("Event"):
        begins, ends = days_of(event)
        if (
            event.text("kind") != "deadline"
            and ends >= day.at
            and begins <= day.at + timedelta(days=day.settings.horizon)
        ):
            found.append((begins, event.id, event))
    return tuple(event for _, _, event in sorted(found))


def access_of(snapshot: Snapshot, event: str) -> str:
    """Who may enter an event, one of `ROOM_ACCESS`: what is on record of it, else what holds at its
    venue (at several, the first by id that says so), else *unknown*.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    event : str
        Its id.

    Returns
    -------
    str
        A code of `ROOM_ACCESS`.

    Examples
    --------
    >>> from graph_model import example
    >>> access_of(example(NodeRow("Event", "round")).snapshot, "round")
    'unknown'
    """
    own = snapshot.node(event).text("access")
    if own:
        return own
    hosts = sorted(tie.target for tie in snapshot.out(event, "HOSTED_BY"))
    there = (snapshot.nodes[venue].text("ngo_access") for venue in hosts)
    return next((VENUE_ACCESS[code] for code in there if code), "unknown")


def expected_delegations(snapshot: Snapshot, event: str) -> dict[str, float]:
    """The delegations expected at an event with the chance that each comes, by id.

    Those on record (EXPECTED_AT; 1 when no chance is given); where none is, whoever sits at the
    talks that the event convenes. At a consultation or a deadline the talks do not meet: at these
    only those on record are expected.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    event : str
        Its id.

    Returns
    -------
    dict[str, float]
        Chances between 0 and 1.

    Examples
    --------
    >>> from graph_model import RelationshipRow, example
    >>> comes = RelationshipRow("EXPECTED_AT", "alpha", "round", {"chance": 0.8})
    >>> expected_delegations(example(NodeRow("Event", "round"), comes).snapshot, "round")
    {'alpha': 0.8}
    """
    stated = {
        tie.source: float(tie.fields.get("chance", 1.0))
        for tie in snapshot.back(event, "EXPECTED_AT")
    }
    if stated or snapshot.node(event).text("kind") in NO_MEETING:
        return dict(sorted(stated.items()))
    begins = as_date(snapshot.node(event).text("start_date"))
    talks = [tie.target for tie in snapshot.out(event, "CONVENES")]
    return dict.fromkeys(
        sorted(
            {
                seat.source
                for talk in talks
                for seat in snapshot.back(talk, "NEGOTIATES")
                if at_the_table(seat, begins)
            }
        ),
        1.0,
    )
