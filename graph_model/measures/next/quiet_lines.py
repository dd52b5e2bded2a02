"""Lines that go quiet ahead if nobody speaks: on which day each live tie of a member falls below
what counts as live. No contact to come is in it; only the clock runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph_model.cached import cached
from graph_model.measures.contacts import Contact, saturate, ties
from graph_model.measures.day import Day


@dataclass(frozen=True)
class QuietLine:
    """A live tie, the first day on which it is live no more, the contacts that it rests on (latest
    first), and the other members whose tie to the delegation is then still live.
    """

    member: str
    delegation: str
    on: date
    contacts: tuple[str, ...]
    others: tuple[str, ...]


@cached(maxsize=8)
def quiet_lines(day: Day, until: date, /) -> tuple[QuietLine, ...]:
    """The ties that are live on a day and go quiet up to another, the soonest first.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    until : date
        The last day looked at.

    Returns
    -------
    tuple[QuietLine, ...]
        Member, delegation and the day on which each goes quiet.

    Examples
    --------
    >>> from datetime import date
    >>> from graph_model import example
    >>> [(line.member, line.delegation) for line in quiet_lines(example(), date(2040, 1, 1))]
    [('edri', 'alpha')]
    >>> quiet_lines(example(), example().at)
    ()
    """
    found = ties(day)
    live = [tie for tie, warmth in found.warmth.items() if warmth >= day.settings.live]
    ends = {tie: _quiet_from(day, tie, found.contacts[tie]) for tie in live}
    to: defaultdict[str, list[tuple[str, date]]] = defaultdict(list)
    for (member, delegation), end in sorted(ends.items()):
        to[delegation].append((member, end))
    lines = [
        QuietLine(
            member,
            delegation,
            on,
            tuple(its.id for its in reversed(found.contacts[member, delegation])),
            tuple(other for other, end in to[delegation] if other != member and end > on),
        )
        for (member, delegation), on in ends.items()
        if on <= until
    ]
    return tuple(sorted(lines, key=lambda line: (line.on, line.delegation, line.member)))


def _quiet_from(day: Day, tie: tuple[str, str], contacts: Sequence[Contact]) -> date:
    """The first day after a day on which some contacts no longer make a live tie of a member with a
    delegation.
    """

    def live(ahead: int) -> bool:
        at = day.at + timedelta(days=ahead)
        left = sum(its.strength(at, *tie) for its in contacts if its.holds(at))
        return saturate(left) >= day.settings.live

    last, quiet = 0, 1
    while live(quiet):
        last, quiet = quiet, 2 * quiet
    while quiet - last > 1:
        middle = (last + quiet) // 2
        last, quiet = (middle, quiet) if live(middle) else (last, middle)
    return day.at + timedelta(days=quiet)
