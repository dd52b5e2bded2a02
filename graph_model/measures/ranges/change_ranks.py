"""How far the order of what changed between two days can be trusted: the lines behind each cause,
drawn anew as in `redraws`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph_model.cached import cached
from graph_model.measures.changed.causes import Effects, line_pulls, since
from graph_model.measures.changed.shapley_shares import ORDERS, Pair
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import DayArrays, day_arrays
from graph_model.measures.ranges.rank_ranges import RankRange, ranked
from graph_model.measures.ranges.redraws import (
    DRAWS,
    LIMIT,
    SEED,
    Redraws,
    added_up,
    carriers_in_draws,
    importance_in,
    redraw,
    sparse_matrix,
)
from graph_model.measures.row_arrays import Flags, Floats, ints, pair_keys

#: What an effect on the upper end of the band counts beside one on the lower end: it tells apart
#: lines that are equal there.
UPPER = 1e-6
OnDay = tuple[dict[Pair, int], Floats, Flags]


@cached(maxsize=8)
def change_ranks(day: Day, first: date) -> Mapping[str, tuple[RankRange, ...]]:
    """By cause, the lines behind a change (`causes.since`) by what they did to the band, named
    ``delegation~issue``; none above `LIMIT` lines.

    The same tenth is left out on both days. A draw in which a line is not as it is on record on one
    of them does not have this line; the others count for what the table of that draw makes them
    weigh.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    first : date
        The earlier of the two days.

    Returns
    -------
    Mapping[str, tuple[RankRange, ...]]
        By cause; each best first.

    Examples
    --------
    >>> from datetime import date
    >>> from graph_model import example
    >>> [rank.name for rank in change_ranks(example(), date(2026, 1, 1))["contacts"]]
    ['alpha~flows', 'alpha~source']
    """
    sides = day.on(first), day
    boards = [day_arrays(side) for side in sides]
    if max(len(now.importance) for now in boards) > LIMIT:
        return MappingProxyType({})
    days, acting = (_days(boards), line_pulls(*sides))
    found = {}
    for part in since(day, first).parts:
        cells = [cell for cell, _, _ in part.cells]
        low, high = (_redrawn(part.cause, cells, end, days, acting) for end in (0, 1))
        there = np.all([_columns(cells, at, as_is, True) for at, _, as_is in days], axis=0)
        score = np.array(
            [abs(float(lower)) + UPPER * abs(float(upper)) for _, lower, upper in part.cells]
        )
        effect = np.abs(low) + UPPER * np.abs(high)
        found[part.cause] = ranked(
            ["~".join(cell) for cell in cells],
            np.round(score, 12),
            np.where(there & (effect > 0), np.round(effect, 12), np.nan),
        )
    return MappingProxyType(found)


def _days(boards: Sequence[DayArrays]) -> list[OnDay]:
    """For each day the place of each cell, its share of the whole in each draw, and in which draws
    it is as on record.
    """
    ties = _alike(
        [
            pair_keys(now.tie_member, now.tie_delegation, len(now.delegations)).tolist()
            for now in boards
        ],
        SEED,
    )
    seats = _alike([[tie.key for tie in now.talks.seats] for now in boards], SEED + 1)
    covers = _alike([[tie.key for tie in now.talks.covers] for now in boards], SEED + 2)
    members = redraw(len(boards[0].members), 0).members
    found = []
    for now, tie, seat, cover in zip(boards, ties, seats, covers, strict=True):
        weight = (
            importance_in(now, Redraws(seat, cover, seat))
            if len(now.importance)
            else np.zeros((DRAWS, 0))
        )
        weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1e-12)
        cells = zip(now.delegation.tolist(), now.issue.tolist(), strict=True)
        at = {
            (now.delegations[who], now.issues[what]): place
            for place, (who, what) in enumerate(cells)
        }
        found.append((at, weight, _as_on_record(now, Redraws(members, tie, tie))))
    return found


def _alike(keys: Sequence[Sequence[Hashable]], seed: int) -> list[Flags]:
    """Which of the things of each day each draw keeps: one that is there on both days is kept on
    both or on none.
    """
    at = {
        key: place for place, key in enumerate(dict.fromkeys(key for some in keys for key in some))
    }
    kept = redraw(0, len(at), seed=seed).ties
    return [kept[:, ints(at[key] for key in some)] for some in keys]


def _as_on_record(now: DayArrays, drawn: Redraws) -> Flags:
    """Whether each draw leaves each cell reached, or not, and its delegation known, or not, as on
    record (draws × cells).
    """
    reached = np.bincount(now.line_cell, minlength=len(now.importance)) > 0
    ties = len(now.tie_member)
    onto = sparse_matrix(
        np.arange(ties), now.tie_delegation, np.ones(ties), (ties, len(now.delegations))
    )
    known = added_up(drawn.ties & drawn.members[:, now.tie_member], onto) > 0
    tried = np.bincount(now.tie_delegation, minlength=len(now.delegations)) > 0
    return np.asarray(
        ((carriers_in_draws(now, drawn) > 0) == reached) & (known == tried)[:, now.delegation]
    )


def _redrawn(
    cause: str, cells: Sequence[Pair], end: int, days: Sequence[OnDay], acting: Sequence[Effects]
) -> Floats:
    """What a cause does to one end of the band, by draw and cell: a part of the share on the first
    day and a part of that on the second.
    """
    found = np.zeros((DRAWS, len(cells)))
    for (at, share, _), effects in zip(days, acting, strict=True):
        part = np.array([effects[cause].get(cell, (0, 0))[end] for cell in cells]) / ORDERS
        found += _columns(cells, at, share, 0.0) * part
    return found


def _columns(
    cells: Sequence[Pair], at: Mapping[Pair, int], drawn: NDArray[Any], absent: float
) -> NDArray[Any]:
    """The columns of some cells; of one that is not on the table on this day, what it counts as."""
    return (
        np.stack(
            [
                drawn[:, at[cell]] if cell in at else np.full(DRAWS, absent, drawn.dtype)
                for cell in cells
            ],
            axis=1,
        )
        if cells
        else drawn[:, :0]
    )
