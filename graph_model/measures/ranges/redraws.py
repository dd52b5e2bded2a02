"""Draws that leave out a tenth of members and ties, and what each draw still reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_model.measures.day_arrays import DayArrays
from graph_model.measures.row_arrays import Flags, Floats, Ints, pair_keys

if TYPE_CHECKING:
    from scipy.sparse import csr_array

DRAWS, SEED = 500, 2006
#: Share of members, and of ties, that a draw leaves out.
MISSING = 0.1
#: Chance that a line exists to a delegation of which nothing is known.
PRIOR = 0.1
#: Lines up to which the table is drawn anew; on a larger one no place is given.
LIMIT = 40_000


@dataclass(frozen=True, eq=False)
class Redraws:
    """Which members and ties each draw keeps, and to which delegations a line shows up that nobody
    knew of (draws × each).
    """

    members: Flags
    ties: Flags
    hidden: Flags


def redraw(
    members: int, ties: int, delegations: int = 0, draws: int = DRAWS, seed: int = SEED
) -> Redraws:
    """The same draws for the same numbers.

    >>> drawn = redraw(200, 100)
    >>> drawn.members.shape, bool(abs(drawn.members.mean() - 0.9) < 0.01)
    ((500, 200), True)
    """
    rng = np.random.default_rng(seed)
    return Redraws(
        rng.random((draws, members)) >= MISSING,
        rng.random((draws, ties)) >= MISSING,
        rng.random((draws, delegations)) < PRIOR,
    )


def drawn_from(now: DayArrays) -> Redraws:
    """The draws of a day's members, ties and delegations."""
    return redraw(len(now.members), len(now.tie_member), len(now.delegations))


def everything(now: DayArrays) -> Redraws:
    """A single draw that leaves nothing out and finds nothing new."""
    return Redraws(
        np.ones((1, len(now.members)), bool),
        np.ones((1, len(now.tie_member)), bool),
        np.zeros((1, len(now.delegations)), bool),
    )


def redrawn_importances(now: DayArrays) -> Floats:
    return importance_in(now, redraw(len(now.talks.seats), len(now.talks.covers), seed=SEED + 1))


def importance_in(now: DayArrays, drawn: Redraws) -> Floats:
    """The importance of each cell in each draw of seats (as `members`) and of what is covered; 0
    where nothing that is left puts it on the table.
    """
    rows = np.where(
        drawn.members[:, now.talks.seat] & drawn.ties[:, now.talks.cover], now.talks.weight, 0.0
    )
    starts = np.flatnonzero(
        np.diff(pair_keys(now.talks.delegation, now.talks.issue, len(now.issues)), prepend=-1)
    )
    return np.asarray(np.maximum.reduceat(rows, starts, axis=1))


def cell_name(now: DayArrays, cell: int) -> str:
    return f"{now.delegations[now.delegation[cell]]}~{now.issues[now.issue[cell]]}"


def kept_lines(now: DayArrays, drawn: Redraws) -> Flags:
    """Which lines each draw keeps: those of ties that it keeps, of members that it keeps."""
    return np.asarray(drawn.ties[:, now.line_tie] & drawn.members[:, now.tie_member[now.line_tie]])


def carriers_in_draws(now: DayArrays, drawn: Redraws) -> Ints:
    """How many members carry each cell in each draw."""
    lines = np.arange(len(now.line_cell))
    onto = sparse_matrix(
        lines, now.line_cell, np.ones(len(lines)), (len(lines), len(now.importance))
    )
    return added_up(kept_lines(now, drawn), onto).astype(np.int64)


def sparse_matrix(rows: Ints, columns: Ints, values: Floats, shape: tuple[int, int]) -> csr_array:
    """Values at places; those at one place add up."""
    from scipy.sparse import csr_array  # here, for a first page without ranks does without scipy

    return csr_array((values, (rows, columns)), shape=shape)


def added_up(kept: Flags, onto: csr_array) -> Floats:
    """What each draw keeps, added up by the columns of a matrix (draws × columns)."""
    return np.asarray((type(onto)(kept) @ onto).todense())
