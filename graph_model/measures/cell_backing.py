"""What backs a cell: how many talks put it on the table, where it comes up next, and who may enter
that room. Cells weigh alike by the hundred, so this, and no rank, says where to begin.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph_model.cached import cached
from graph_model.measures.coming_events import (
    access_of,
    coming_events,
    days_of,
    expected_delegations,
)
from graph_model.measures.day import Day
from graph_model.measures.gap_kinds import REACHED
from graph_model.measures.gaps import Cell, find_cells

#: Who may enter, the widest first.
WIDEST = ("open", "on_request", "accredited", "invited", "unknown", "closed", "")


@dataclass(frozen=True)
class CellBacking:
    """How many talks back a cell; the next event where it may come up, its first day, and who may
    enter (all empty where none is recorded within the horizon).
    """

    talks: int
    event: str = ""
    on: date | None = None
    access: str = ""


@cached(maxsize=8)
def backing(day: Day, /) -> dict[tuple[str, str], CellBacking]:
    """The backing of every cell. An event is one of a cell where the delegation is expected and, if
    the event convenes talks, one of them has the issue on the table.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    dict[tuple[str, str], CellBacking]
        By delegation and issue.

    Examples
    --------
    >>> from graph_model import example
    >>> backing(example())["alpha", "flows"]
    CellBacking(talks=1, event='', on=None, access='')
    """
    events = [
        (
            event,
            frozenset(expected_delegations(day.snapshot, event.id)),
            frozenset(tie.target for tie in day.snapshot.out(event.id, "CONVENES")),
        )
        for event in coming_events(day)
    ]
    found = {}
    for cell in find_cells(day):
        talks = {talk.agreement for talk in cell.target.talks}
        event = next(
            (
                event
                for event, there, convened in events
                if cell.delegation in there and (not convened or convened & talks)
            ),
            None,
        )
        found[cell.delegation, cell.issue] = (
            CellBacking(len(talks), event.id, days_of(event)[0], access_of(day.snapshot, event.id))
            if event
            else CellBacking(len(talks))
        )
    return found


def by_backing(day: Day, cells: Iterable[Cell]) -> list[Cell]:
    """Open cells before reached ones; of each those that most talks back, then those that come up
    soonest, then those in the widest open room, then by id.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    cells : Iterable[Cell]
        Cells of the day.

    Returns
    -------
    list[Cell]
        The same cells.

    Examples
    --------
    >>> from graph_model import example, find_cells
    >>> [(cell.delegation, cell.issue) for cell in by_backing(example(), find_cells(example()))]
    [('alpha', 'source'), ('beta', 'flows'), ('beta', 'source'), ('alpha', 'flows')]
    """
    known = backing(day)

    def order(cell: Cell) -> tuple[bool, int, date, int, str, str]:
        behind = known[cell.delegation, cell.issue]
        return (
            cell.kind in REACHED,
            -behind.talks,
            behind.on or date.max,
            WIDEST.index(behind.access),
            cell.delegation,
            cell.issue,
        )

    return sorted(cells, key=order)
