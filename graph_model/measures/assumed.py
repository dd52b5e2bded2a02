"""How much of what is at stake is assumed: lines that weigh what they do by a clause whose source
does not fully bear it out.

A clause may be borne out in part, taken over from another agreement, or written from memory. What
is at stake then is a supposition, and the band says of how much of it that is so.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph_model.cached import cached
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import day_arrays
from graph_model.measures.negotiations import TalkRows
from graph_model.rows import RelationshipRow

#: Weights that differ by less are equal.
NEAR = 1e-12


@dataclass(frozen=True)
class Assumed:
    """The share of what is at stake that rests on clauses which are not fully borne out, and how
    many lines these are.
    """

    share: float
    cells: int
    #: Lines and share by the confidence of the clause (`partial`, `derived`, `memory` …), sorted.
    by_confidence: dict[str, tuple[int, float]]


@cached(maxsize=64)
def assumed(day: Day, /, delegation: str = "") -> Assumed:
    """How much of what is at stake is assumed, over all lines or those to one delegation.

    A line weighs by the weightiest talks that put its issue on the table. It is assumed when no
    clause of these, nor of others of the same weight, is fully borne out; its mark is the
    confidence of the first of them by the id of the agreement.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    delegation : str, optional
        Only lines to this one; without, all.

    Returns
    -------
    Assumed
        ``share`` is between 0 and 1, and 0 where nothing is on the table.

    Examples
    --------
    >>> from graph_model import example
    >>> from graph_model.measures.assumed import assumed
    >>> found = assumed(example())
    >>> found.share, found.cells
    (0.0, 0)
    """
    now = day_arrays(day)
    rows, importance = now.talks, now.importance
    weight: defaultdict[str, list[float]] = defaultdict(list)
    total = []

    for cell, (start, end) in enumerate(_spans(rows)):
        if delegation and now.delegations[now.delegation[cell]] != delegation:
            continue
        total.append(float(importance[cell]))
        mark = _mark(rows, start, end)
        if mark is not None:
            weight[mark].append(float(importance[cell]))

    whole = math.fsum(total)
    by_confidence = {
        mark: (len(found), math.fsum(found) / whole) for mark, found in sorted(weight.items())
    }
    return Assumed(
        math.fsum(one for found in weight.values() for one in found) / whole if whole else 0.0,
        sum(number for number, _ in by_confidence.values()),
        by_confidence,
    )


def _spans(rows: TalkRows) -> list[tuple[int, int]]:
    """From where to where the rows of each cell stand; cells are in the order of the arrays."""
    changes = (np.diff(rows.delegation, prepend=-1) != 0) | (np.diff(rows.issue, prepend=-1) != 0)
    bounds = [*np.flatnonzero(changes).tolist(), len(rows.weight)]
    return list(pairwise(bounds))


def _mark(rows: TalkRows, start: int, end: int) -> str | None:
    """The confidence of the clause that a cell weighs by; None where a clause of the same weight is
    fully borne out.
    """
    heaviest = [
        rows.covers[rows.cover[place]]
        for place in range(start, end)
        if rows.weight[place] > rows.weight[start] - NEAR
    ]
    if any(clause.borne_out for clause in heaviest):
        return None
    first: RelationshipRow = heaviest[0]
    return first.text("confidence")
