"""How far the order of a plan can be trusted: in each draw the plan is made anew."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph_model.cached import cached
from graph_model.measures.day import Day
from graph_model.measures.next.efforts import Plan
from graph_model.measures.next.exact_plan_search import SAME
from graph_model.measures.next.options import Option, opened_cells
from graph_model.measures.ranges.day_ranks import open_totals
from graph_model.measures.ranges.list_ranks import KEPT
from graph_model.measures.ranges.rank_ranges import RankRange, with_ranks
from graph_model.measures.ranges.redraws import DRAWS, SEED
from graph_model.measures.row_arrays import Flags, Floats, Ints, places


@cached(maxsize=KEPT)
def plan_ranks(day: Day, found: Plan) -> tuple[RankRange, ...]:
    """The picks of a plan, by the id of their option: in each draw the plan is made anew from the
    same options and the same budget.

    A pick that a draw does not make stands one place after the last one: a `high` beyond the number
    of picks means *or not at all*. Options that are equal in a draw are taken in a random order,
    for theirs says nothing.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    found : Plan
        A plan of that day.

    Returns
    -------
    tuple[RankRange, ...]
        Best first; ``low`` and ``high`` are the best and the worst rank in nine of ten draws.

    Examples
    --------
    >>> from graph_model import example, plan
    >>> [(rank.name, rank.span) for rank in plan_ranks(example(), plan(example(), 2.0))]
    [('meeting:beta', '1'), ('meeting:alpha', '1–2')]
    """
    if not found.picks:
        return ()
    ids, _, totals = open_totals(day, only=opened_cells(day))
    if not len(totals):
        return ()
    column = places(ids)
    chances = np.zeros((len(found.options), len(ids)))
    for row, option in enumerate(found.options):
        for delegation, chance in option.chances.items():
            chances[row, column[delegation]] = chance
    there = np.asarray((~np.isnan(totals)).astype(float) @ chances.T) > 0
    weight = np.nan_to_num(totals)
    order = _picked(found, chances, weight, there, np.full(DRAWS, -1))
    alone = np.where(
        there & (_efforts(found.options) <= found.budget + SAME), weight @ chances.T, 0.0
    )
    better = np.flatnonzero(
        alone.max(axis=1) > _opened(order, chances, weight) + SAME
    )  # as in `greedy`: one option alone may open more than all of them
    if len(better):
        first = np.full(DRAWS, -1)
        first[better] = alone[better].argmax(axis=1)
        order[better] = _picked(found, chances, weight, there, first)[better]
    ranks = np.where(there, np.where(order > 0, order, len(found.picks) + 1), np.nan)
    at_place = [
        next(place for place, option in enumerate(found.options) if option.id == pick.option.id)
        for pick in found.picks
    ]
    own = np.arange(1.0, len(found.picks) + 1)
    return with_ranks(
        [pick.option.id for pick in found.picks],
        np.array([pick.gain for pick in found.picks]),
        own,
        ranks[:, at_place],
    )


def _picked(found: Plan, chances: Floats, weight: Floats, there: Flags, first: Ints) -> Ints:
    """The place at which each draw picks each option (draws × options), 0 where it does not;
    `first` is forced where it is not −1.
    """
    rng, draws, efforts = np.random.default_rng(SEED), np.arange(DRAWS), _efforts(found.options)
    order, missed, spent = np.zeros(there.shape, dtype=np.int64), weight.copy(), np.zeros(DRAWS)
    for place in range(1, len(found.picks) + 1):
        gains = np.where(
            there & (order == 0) & (spent[:, None] + efforts <= found.budget + SAME),
            missed @ chances.T,
            0.0,
        )
        best = (gains / efforts * (1 + 1e-9 * rng.random(gains.shape))).argmax(axis=1)
        if place == 1:
            best = np.where(first >= 0, first, best)
        some = gains[draws, best] > SAME
        order[draws[some], best[some]] = place
        spent[some] += efforts[best[some]]
        missed[some] *= 1.0 - chances[best[some]]
    return order


def _opened(order: Ints, chances: Floats, weight: Floats) -> Floats:
    """What the picks of each draw open together."""
    missed = np.exp(np.where(order > 0, 1.0, 0.0) @ np.log1p(-np.minimum(chances, 1 - 1e-12)))
    return np.asarray((weight * (1.0 - missed)).sum(axis=1))


def _efforts(options: Sequence[Option]) -> Floats:
    return np.array([option.effort for option in options])
