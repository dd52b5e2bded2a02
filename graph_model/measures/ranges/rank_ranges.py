"""How far an order can be trusted: the range of each rank when a tenth of what we know were missing
(Borgatti, Carley, Krackhardt 2006).

How to use it for any ranking. Have a score per entry, and the same scores in 500 redrawn graphs as
an array *draws × entries* (`Redraws` says which members and ties each draw keeps; NaN where the
entry is not there in a draw). Then::

    for entry in ranked(names, scores, redrawn):   # best first
        entry.rank, entry.span                     # 2, "1–4"
        entry.tier                                 # entries of one tier are in no order that the
        data supports: show them as equals

`redraws.py` makes the draws. `day_ranks.py` has the lists of a day (delegations, who leaves,
go-betweens), `plan_ranks.py` the steps of a plan, `list_ranks.py` routes, questions, events, voices
and common ground, `change_ranks.py` what changed between two days. Each is kept by what it is made
of. `in_rank_order` puts a list in the order that its ranges support, `ranks_among` numbers a
selection of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph_model.measures.row_arrays import Floats


@dataclass(frozen=True)
class RankRange:
    """An entry of a ranking. Between `low` and `high` lie nine ranks in ten; the order of entries
    of one `tier` is not supported.
    """

    name: str
    score: float
    rank: int
    low: int
    high: int
    tier: int

    @property
    def span(self) -> str:
        """The range as people read it."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


def ranked(
    names: Sequence[str], scores: Sequence[float] | Floats, redrawn: Floats
) -> tuple[RankRange, ...]:
    """Entries by falling score with the 5–95 % range of their rank, and in tiers.

    A new tier begins only where every range above lies wholly before every range below. In a draw
    that does not have an entry, it takes no rank.

    Parameters
    ----------
    names : Sequence[str]
        What is ranked.
    scores : Sequence[float]
        The score of each, the higher the better.
    redrawn : ndarray
        The scores anew, shape (draws, names); NaN where one is not in a draw.

    Returns
    -------
    tuple[RankRange, ...]
        Best first; ``low`` and ``high`` are the best and the worst rank in nine of ten draws.

    Examples
    --------
    >>> [
    ...     (rank.name, rank.span, rank.tier)
    ...     for rank in ranked("ab", [2, 1], np.array([[2, 1]] * 20))
    ... ]
    [('a', '1', 0), ('b', '2', 1)]
    >>> [
    ...     (rank.name, rank.span, rank.tier)
    ...     for rank in ranked("ab", [2, 1], np.array([[2, 1], [1, 2]] * 10))
    ... ]
    [('a', '1–2', 0), ('b', '1–2', 0)]
    """
    observed = np.asarray(scores, dtype=np.float64)
    if not len(observed):
        return ()
    return with_ranks(
        names,
        observed,
        _ranks(observed[None, :])[0],
        np.where(np.isnan(redrawn), np.nan, _ranks(redrawn)),
    )


def with_ranks(
    names: Sequence[str], observed: Floats, own: Floats, ranks: Floats
) -> tuple[RankRange, ...]:
    """Entries by their own rank, with the range of their ranks in the draws (draws × entries, NaN
    where a draw does not have one), in tiers.
    """
    return in_tiers(names, observed, own, *rank_spans(ranks, own))


def in_tiers(
    names: Sequence[str], observed: Floats, own: Floats, low: Floats, high: Floats
) -> tuple[RankRange, ...]:
    """Entries by their own rank, in tiers, with ranges that are known."""
    order = sorted(range(len(names)), key=lambda at: (own[at], names[at]))
    until, since = np.maximum.accumulate(high[order]), np.minimum.accumulate(low[order][::-1])[::-1]
    tier = np.concatenate([[0], np.cumsum(until[:-1] < since[1:])])
    return tuple(
        RankRange(
            names[at],
            float(observed[at]),
            int(own[at]),
            int(low[at]),
            int(high[at]),
            int(tier[number]),
        )
        for number, at in enumerate(order)
    )


def rank_spans(ranks: Floats, own: Floats) -> tuple[Floats, Floats]:
    """The 5–95 % range of each column, in whole ranks outwards; of one that no draw has, what is
    observed (nothing is known beyond it).

    >>> low, high = rank_spans(
    ...     np.array([[1.0, np.nan], [2.0, np.nan], [2.0, np.nan]]), np.array([2.0, 7.0])
    ... )
    >>> low.tolist(), high.tolist()
    ([1.0, 7.0], [2.0, 7.0])
    """
    ordered, number = np.sort(ranks, axis=0), (~np.isnan(ranks)).sum(axis=0)  # NaN comes last
    found = []
    for share, whole in ((0.05, np.floor), (0.95, np.ceil)):
        at = share * np.maximum(number - 1, 0)
        below, above = (
            np.take_along_axis(ordered, end.astype(np.int64)[None, :], axis=0)[0]
            for end in (np.floor(at), np.ceil(at))
        )
        found.append(
            np.where(number > 0, whole(below + (at - np.floor(at)) * (above - below)), own)
        )
    return found[0], found[1]


def _ranks(scores: Floats) -> Floats:
    """The rank of each score within its row: one more than there are larger ones; NaN counts as the
    smallest.
    """
    turned = -np.nan_to_num(scores, nan=-np.inf)
    return np.stack([np.searchsorted(np.sort(row), row) for row in turned]) + 1.0


def in_rank_order(ranks: Sequence[RankRange]) -> tuple[RankRange, ...]:
    """A list as it may be shown: by the range of the ranks, and those of one range by name, which
    says nothing.

    Parameters
    ----------
    ranks : Sequence[RankRange]
        Ranges of ranks.

    Returns
    -------
    tuple[RankRange, ...]
        The same ranges.

    Examples
    --------
    >>> [
    ...     rank.name
    ...     for rank in in_rank_order(
    ...         [
    ...             RankRange("b", 9, 1, 1, 2, 0),
    ...             RankRange("c", 8, 2, 1, 1, 0),
    ...             RankRange("a", 7, 3, 1, 2, 0),
    ...         ]
    ...     )
    ... ]
    ['c', 'a', 'b']
    """
    return tuple(sorted(ranks, key=lambda rank: (rank.low, rank.high, rank.name)))


def ranks_among(ranges: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """The best and the worst number that each entry of a selection can have in it; a range that
    lies wholly before another comes first for certain.

    Parameters
    ----------
    ranges : Sequence[tuple[float, float]]
        The best and the worst rank of each entry, in a list that may be longer.

    Returns
    -------
    list[tuple[int, int]]
        The best and the worst in this selection, in the same order.

    Examples
    --------
    >>> ranks_among([(1, 4), (5, 9), (6, 7)])
    [(1, 1), (2, 3), (2, 3)]
    """
    lows, highs = sorted(low for low, _ in ranges), sorted(high for _, high in ranges)
    return [(1 + bisect_left(highs, low), bisect_right(lows, high)) for low, high in ranges]
