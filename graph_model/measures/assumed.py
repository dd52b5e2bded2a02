"""How much of what is at stake is assumed: lines that weigh what they do by a clause, or by a seat,
whose source does not fully bear it out.

A clause may be borne out in part, taken over from another agreement, or written from memory; a seat
may follow from a list of parties and the start of the talks, or have no first day. What is at stake
then is a supposition, and the band says of how much of it that is so: of clauses and of seats
apart, for nearly every seat of old talks is worked out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from graph_model.cached import cached
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import day_arrays
from graph_model.measures.negotiations import TalkRows
from graph_model.measures.row_arrays import Flags, Ints

#: Weights that differ by less are equal.
NEAR = 1e-12


@dataclass(frozen=True)
class Assumed:
    """The share of what is at stake that rests on clauses which are not fully borne out, and how
    many lines these are; beside it the share that rests on such seats.
    """

    share: float
    cells: int
    #: Lines and share by the confidence of the clause (`partial`, `derived`, `memory` …), sorted.
    by_confidence: dict[str, tuple[int, float]]
    #: The share of what is at stake whose seats are not fully borne out, or have no first day.
    seats: float = 0.0


@cached(maxsize=64)
def assumed(day: Day, /, delegation: str = "") -> Assumed:
    """How much of what is at stake is assumed, over all lines or those to one delegation.

    A line weighs by the weightiest talks that put its issue on the table. It is assumed when no
    clause of these, nor of others of the same weight, is fully borne out; its mark is the
    confidence of the first of them by the id of the agreement. Its seat is assumed when none of
    those in these talks is fully borne out and has a first day.

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
    first, sure, seated = _weightiest(now.talks)
    here = np.array([not delegation or id == delegation for id in now.delegations], dtype=bool)
    there = here[now.delegation]

    whole = math.fsum(now.importance[there])
    marks = np.array([clause.text("confidence") for clause in now.talks.covers])[first]
    doubted = {str(mark) for mark in marks[there & ~sure]}
    weight = {mark: now.importance[there & ~sure & (marks == mark)] for mark in sorted(doubted)}
    return Assumed(
        math.fsum(one for found in weight.values() for one in found) / whole if whole else 0.0,
        sum(len(found) for found in weight.values()),
        {mark: (len(found), math.fsum(found) / whole) for mark, found in weight.items()},
        math.fsum(now.importance[there & ~seated]) / whole if whole else 0.0,
    )


def _weightiest(rows: TalkRows) -> tuple[Ints, Flags, Flags]:
    """For each cell, in the order of the arrays: the place of the first of the clauses that it
    weighs by, whether one of these is fully borne out, and whether a seat in these talks is and
    has its first day.
    """
    changes = (np.diff(rows.delegation, prepend=-1) != 0) | (np.diff(rows.issue, prepend=-1) != 0)
    starts = np.flatnonzero(changes)
    if not len(starts):
        return starts, np.zeros(0, bool), np.zeros(0, bool)

    weight = rows.weight
    heaviest = np.repeat(weight[starts], np.diff(starts, append=len(weight)))
    heavy = weight > heaviest - NEAR
    clauses = np.array([clause.borne_out for clause in rows.covers], dtype=bool)[rows.cover]
    dated = [seat.borne_out and bool(seat.text("valid_from")) for seat in rows.seats]
    seats = np.array(dated, dtype=bool)[rows.seat]
    return (
        rows.cover[starts],
        np.logical_or.reduceat(clauses & heavy, starts),
        np.logical_or.reduceat(seats & heavy, starts),
    )
