"""What is lost when members leave, singly and in sets.

Whose leaving costs most is the negative key-player problem (Borgatti 2006): a set can cost more
than its members singly, so sets are judged as sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from graph_model.measures.gap_kinds import REACHED
from graph_model.measures.gaps import Cell

#: Up to so many sets are all tried; beyond it the next member is the one that adds most.
TRIED = 5_000


@dataclass(frozen=True)
class Departure:
    """What the coalition loses when these members leave: share of importance (as in the band),
    cells, and delegations left without a line.
    """

    members: tuple[str, ...]
    loss: float
    cells: tuple[tuple[str, str], ...]
    delegations: tuple[str, ...]
    #: Cells that then hang on one.
    weakened: int
    #: Whether every set of this size was tried.
    exact: bool = True


def departures(cells: Sequence[Cell], size: int = 1) -> tuple[Departure, ...]:
    """What the leaving of each set of so many members would cost, the dearest first; sets that cost
    nothing are left out.

    Loss = Σω of the cells whose members all leave / Σω. Where there are more than `TRIED` sets only
    the one set that grows greedily is judged.

    Parameters
    ----------
    cells : sequence of Cell
        All cells of a day (`find_cells`).
    size : int
        How many members leave together.

    Returns
    -------
    tuple[Departure, ...]
        ``loss`` is a share of all importance, between 0 and 1; ``exact`` says whether every set was
        tried.

    References
    ----------
    S. P. Borgatti, Identifying sets of key players in a social network, Computational and
    Mathematical Organization Theory 12 (2006), 21-34.

    Examples
    --------
    >>> from graph_model import example, find_cells
    >>> [(gone.members, gone.loss) for gone in departures(find_cells(example()))]
    [(('edri',), 0.25)]
    """
    reached = [cell for cell in cells if cell.kind in REACHED]
    total = sum(cell.importance for cell in cells)
    weight: defaultdict[frozenset[str], float] = defaultdict(float)
    for cell in reached:
        weight[frozenset(cell.members)] += cell.importance
    candidates = sorted(frozenset().union(*(members for members in weight if len(members) <= size)))
    if len(candidates) < size:
        return ()
    exact = comb(len(candidates), size) <= TRIED
    sets = combinations(candidates, size) if exact else iter([_greedy(weight, candidates, size)])
    judged = (
        (sum(value for members, value in weight.items() if members <= set(gone)), gone)
        for gone in sets
    )
    dearest = sorted(
        ((loss, gone) for loss, gone in judged if loss > 0), key=lambda pair: (-pair[0], pair[1])
    )
    return tuple(_leaving(reached, gone, loss / total, exact) for loss, gone in dearest)


def _greedy(
    weight: dict[frozenset[str], float], candidates: Sequence[str], size: int
) -> tuple[str, ...]:
    """The set that grows by the member that adds most; among those that add nothing yet, the one
    that shares most.
    """
    gone: set[str] = set()
    while len(gone) < size:
        gains = {
            member: (
                sum(value for members, value in weight.items() if members <= gone | {member}),
                sum(value / len(members) for members, value in weight.items() if member in members),
            )
            for member in candidates
            if member not in gone
        }
        gone.add(max(sorted(gains), key=gains.__getitem__))
    return tuple(sorted(gone))


def _leaving(
    reached: Sequence[Cell], members: tuple[str, ...], loss: float, exact: bool
) -> Departure:
    gone = set(members)
    lost = [cell for cell in reached if gone.issuperset(cell.members)]
    kept = {cell.delegation for cell in reached if not gone.issuperset(cell.members)}
    weakened = sum(len(cell.members) > 1 and len(set(cell.members) - gone) == 1 for cell in reached)
    delegations = tuple(sorted({cell.delegation for cell in lost} - kept))
    return Departure(
        members,
        loss,
        tuple((cell.delegation, cell.issue) for cell in lost),
        delegations,
        weakened,
        exact,
    )
