"""Who *we* are on a day: the members of the coalition, and with friends whoever stands beside it.

A body belongs to the coalition from the day it joined to the day it left. Peers are friends
outside: on record because they speak to the same delegations, not known to belong to the coalition.
"""

from __future__ import annotations

from dataclasses import replace

from graph_model.cached import cached
from graph_model.dates import as_date, holds_on
from graph_model.measures.day import Day
from graph_model.rows import NodeRow

#: The relation of a body that is not known to belong to the coalition.
PEER = "peer"


def is_member(member: NodeRow, day: Day) -> bool:
    """Whether a body is a member of the coalition on a day.

    Parameters
    ----------
    member : NodeRow
        The row of a body.
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    bool
        Whether it had joined by that day and not left.

    Examples
    --------
    >>> from datetime import date
    >>> from graph_model.measures.settings import DEFAULTS
    >>> from graph_model.snapshot import Snapshot
    >>> eff = NodeRow("Member", "eff", {"relation": "coordinator", "member_from": "2017-02"})
    >>> [is_member(eff, Day(Snapshot(), date(year, 6, 1), DEFAULTS)) for year in (2016, 2017)]
    [False, True]
    """
    return member.text("relation") != PEER and holds_on(
        member.text("member_from"), member.text("member_until"), day.at
    )


@cached(maxsize=16)
def ours(day: Day, /) -> frozenset[str]:
    """The ids of those who count as *us*: members on that day, and with friends everybody else who
    has not left by then.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    frozenset[str]
        Ids of members.

    Examples
    --------
    >>> from graph_model import example
    >>> ours(example())
    frozenset({'edri'})
    """
    return frozenset(
        row.id
        for row in day.snapshot.of("Member")
        if (_has_not_left(row, day) if day.settings.with_friends else is_member(row, day))
    )


def with_friends(day: Day) -> Day:
    """The same day, with friends outside the coalition counted as *us*."""
    return replace(day, settings=replace(day.settings, with_friends=True))


def without_friends(day: Day) -> Day:
    """The same day, with the members of the coalition alone counted as *us*.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    Day
        A day to ask the same measures of.

    Examples
    --------
    >>> from graph_model import example
    >>> without_friends(example()) == example()
    True
    """
    return replace(day, settings=replace(day.settings, with_friends=False))


def _has_not_left(member: NodeRow, day: Day) -> bool:
    until = member.text("member_until")
    return not until or day.at < as_date(until)
