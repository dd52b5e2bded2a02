"""How far an order can be trusted: the range of each rank when a tenth of what we know were missing
(Borgatti, Carley, Krackhardt 2006).

How to use it for any ranking. Have a score per entry, and the same scores in 500 redrawn graphs as
an array *draws × entries* (`Redraws` says which members and ties each draw keeps; NaN where the
entry is not there in a draw). Then::

    for place in ranked(names, scores, redrawn):   # best first
        place.rank, place.span                     # 2, "1–4"
        place.tier                                 # entries of one tier are in no order that the
        data supports: show them as equals

`delegation_ranks`, `reached_ranks`, `leaving_ranks` and `go_between_ranks` do this for
the app's own lists, `list_ranks` for those of plans, routes, questions, events, voices and common
ground, `change_ranks` for what changed between two days. Each is kept by what it is made of.
`in_rank_order` puts a list in the order that its ranges support, `ranks_among` numbers a selection
of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from graph_model.cached import cached
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import DayArrays, day_arrays
from graph_model.measures.gaps import KINDS, REACHED, kinds
from graph_model.measures.go_betweens import GoBetween, brokerage_triples
from graph_model.measures.row_arrays import Flags, Floats, Ints, ints

DRAWS, SEED = 500, 2006
#: Share of members, and of ties, that a draw leaves out.
MISSING = 0.1
#: Chance that a line exists to a delegation of which nothing is known.
PRIOR = 0.1
#: Lines up to which the table is drawn anew; on a larger one no place is given.
LIMIT = 40_000
CODES = [kind.code for kind in KINDS]
#: Some cells, each as ``delegation~issue``.
Cells = frozenset[str]


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


def ranked(
    names: Sequence[str], scores: Sequence[float] | Floats, redrawn: Floats
) -> tuple[RankRange, ...]:
    """Entries by falling score with the 5–95 % range of their rank, and in tiers.

    A new tier begins only where every range above lies wholly before every range below. In a draw
    that does not have an entry, it takes no rank.

    >>> [
    ...     (place.name, place.span, place.tier)
    ...     for place in ranked("ab", [2, 1], np.array([[2, 1]] * 20))
    ... ]
    [('a', '1', 0), ('b', '2', 1)]
    >>> [
    ...     (place.name, place.span, place.tier)
    ...     for place in ranked("ab", [2, 1], np.array([[2, 1], [1, 2]] * 10))
    ... ]
    [('a', '1–2', 0), ('b', '1–2', 0)]
    """
    observed = np.asarray(scores, dtype=np.float64)
    if not len(observed):
        return ()
    return rank_places(
        names,
        observed,
        _ranks(observed[None, :])[0],
        np.where(np.isnan(redrawn), np.nan, _ranks(redrawn)),
    )


def rank_places(
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
    order = sorted(range(len(names)), key=lambda place: (own[place], names[place]))
    until, since = np.maximum.accumulate(high[order]), np.minimum.accumulate(low[order][::-1])[::-1]
    tier = np.concatenate([[0], np.cumsum(until[:-1] < since[1:])])
    return tuple(
        RankRange(
            names[at],
            float(observed[at]),
            int(own[at]),
            int(low[at]),
            int(high[at]),
            int(tier[place]),
        )
        for place, at in enumerate(order)
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


def in_rank_order(places: Sequence[RankRange]) -> tuple[RankRange, ...]:
    """A list as it may be shown: by the range of the places, and those of one range by name, which
    says nothing.

    >>> [
    ...     place.name
    ...     for place in in_rank_order(
    ...         [
    ...             RankRange("b", 9, 1, 1, 2, 0),
    ...             RankRange("c", 8, 2, 1, 1, 0),
    ...             RankRange("a", 7, 3, 1, 2, 0),
    ...         ]
    ...     )
    ... ]
    ['c', 'a', 'b']
    """
    return tuple(sorted(places, key=lambda place: (place.low, place.high, place.name)))


def ranks_among(ranges: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """The best and the worst number that each entry of a selection can have in it; a range that
    lies wholly before another comes first for certain.

    >>> ranks_among([(1, 4), (5, 9), (6, 7)])
    [(1, 1), (2, 3), (2, 3)]
    """
    lows, highs = sorted(low for low, _ in ranges), sorted(high for _, high in ranges)
    return [(1 + bisect_left(highs, low), bisect_right(lows, high)) for low, high in ranges]


@cached(maxsize=8)
def delegation_ranks(day: Day, only: Cells | None = None) -> tuple[RankRange, ...]:
    """Delegations by the importance that is still open with them (of some cells alone); a
    delegation without an open cell is left out.
    """
    ids, observed, totals = open_totals(day, only=only)
    chosen = np.flatnonzero(observed > 0)
    return ranked([ids[place] for place in chosen], observed[chosen], totals[:, chosen])


@cached(maxsize=4)
def open_totals(
    day: Day, codes: tuple[str, ...] = (), only: Cells | None = None
) -> tuple[tuple[str, ...], Floats, Floats]:
    """Per delegation, by id: the importance still open with it as observed and in each draw (NaN
    where nothing is); of some kinds or cells alone.

    The draws are of length 0 when there are more than `LIMIT` cells.
    """
    now = day_arrays(day)
    observed, redrawn = _still_open(day)
    left_out = np.zeros(len(observed), bool)
    if codes:
        left_out |= ~np.isin(
            ints(kinds(day, now)), [place for place, kind in enumerate(KINDS) if kind.code in codes]
        )
    if only is not None:
        left_out |= np.array(
            [_name(now, cell) not in only for cell in range(len(observed))], dtype=bool
        )
    kept, drawn = np.where(left_out, np.nan, observed), np.where(left_out, np.nan, redrawn)
    onto = matrix(
        np.arange(len(kept)), now.delegation, np.ones(len(kept)), (len(kept), len(now.delegations))
    )
    totals = np.asarray(np.nan_to_num(drawn) @ onto)
    totals[(~np.isnan(drawn) @ onto) == 0] = np.nan
    return (
        now.delegations,
        np.asarray(np.nan_to_num(kept) @ onto) if len(redrawn) else np.zeros(len(now.delegations)),
        totals,
    )


@cached(maxsize=2)
def _still_open(day: Day, /) -> tuple[Floats, Floats]:
    """Importance of each open cell as observed and in each draw; NaN where it is reached, off the
    table, or a line turned up that nobody knew of.

    What is on the table rests on ties too (who negotiates what, what an agreement covers), so a
    tenth of these is left out as well.
    """
    now = day_arrays(day)
    kind = ints(kinds(day, now))
    observed = np.where(
        np.isin(kind, [CODES.index(reached) for reached in REACHED]), np.nan, now.importance
    )
    if not 0 < len(observed) <= LIMIT:
        return observed, np.empty((0 if len(observed) else DRAWS, len(observed)))
    drawn, importance = drawn_from(now), _table(now)
    turned_up = drawn.hidden[:, now.delegation] & (kind == CODES.index("unknown"))
    return observed, np.where(
        (carriers_in_draws(now, drawn) > 0) | turned_up | (importance == 0), np.nan, importance
    )


@cached(maxsize=4)
def reached_ranks(day: Day, only: Cells | None = None) -> tuple[RankRange, ...]:
    """Delegations by the importance that is reached there (of some cells alone); a live line on
    other issues counts half.
    """
    now = day_arrays(day)
    if not 0 < len(now.importance) <= LIMIT:
        return ()
    inside = np.array(
        [only is None or _name(now, cell) in only for cell in range(len(now.importance))],
        dtype=bool,
    )
    ties, weight = np.flatnonzero(now.tie_live), (len(now.importance), len(now.delegations))
    per_tie = matrix(
        np.arange(len(ties)),
        now.tie_delegation[ties],
        np.ones(len(ties)),
        (len(ties), len(now.delegations)),
    )
    onto = matrix(np.arange(weight[0]), now.delegation, inside.astype(np.float64), weight)

    def reached(drawn: Redraws, importance: Floats) -> Floats:
        kept = drawn.ties[:, ties] & drawn.members[:, now.tie_member[ties]]
        live = np.asarray((csr_array(kept) @ per_tie).todense())[:, now.delegation] > 0
        share = np.where(carriers_in_draws(now, drawn) > 0, 1.0, np.where(live, 0.5, 0.0))
        return np.asarray((share * importance) @ onto)

    scores, redrawn = (
        reached(_everything(now), now.importance[None, :])[0],
        reached(drawn_from(now), _table(now)),
    )
    chosen = np.flatnonzero(scores > 0)
    return ranked([now.delegations[place] for place in chosen], scores[chosen], redrawn[:, chosen])


@cached(maxsize=8)
def leaving_ranks(day: Day, /) -> tuple[RankRange, ...]:
    """Members by what the band would lose if they left (`departures`, one at a time)."""
    now = day_arrays(day)
    if len(now.importance) > LIMIT:
        return ()
    size, lines = (len(now.importance), len(now.members)), np.arange(len(now.line_cell))
    total = max(float(now.importance.sum()), 1e-12)
    to_member = matrix(
        lines,
        now.tie_member[now.line_tie],
        now.importance[now.line_cell] / total,
        (len(lines), size[1]),
    )

    def loss(drawn: Redraws) -> Floats:
        alone = carriers_in_draws(now, drawn)[:, now.line_cell] == 1
        return np.asarray((csr_array(_kept(now, drawn) & alone) @ to_member).todense())

    observed, drawn = loss(_everything(now))[0], drawn_from(now)
    redrawn = np.where(drawn.members, loss(drawn), np.nan)
    chosen = np.flatnonzero(observed > 0)
    return ranked([now.members[place] for place in chosen], observed[chosen], redrawn[:, chosen])


@cached(maxsize=8)
def go_between_ranks(day: Day, found: tuple[GoBetween, ...]) -> tuple[RankRange, ...]:
    """The go-betweens found, each role of a member as one entry (named ``member role``), by how
    many ways lead over it.
    """
    now = brokerage_triples(day)
    names = [f"{between.member} {between.role}" for between in found]
    drawn = redraw(len(now.ids), now.ties)
    redrawn = np.full((DRAWS, len(found)), np.nan)
    role = now.roles(now.group)
    for place, between in enumerate(found):
        who = now.ids.index(between.member)
        mine = np.flatnonzero((now.over == who) & (role == now.role_number(between.role)))
        one, two, short = now.first_tie[mine], now.second_tie[mine], now.short_tie[mine]
        closed = (short >= 0) & drawn.ties[:, short]
        ways = (
            drawn.members[:, now.start[mine]]
            & drawn.members[:, now.end[mine]]
            & drawn.ties[:, one]
            & drawn.ties[:, two]
            & ~closed
        )
        redrawn[:, place] = np.where(drawn.members[:, who], ways.sum(axis=1), np.nan)
    return ranked(names, [float(between.count) for between in found], redrawn)


def too_many(day: Day) -> bool:
    """Whether so many lines are on the table that it is not drawn anew, so that no list of what is
    open or reached has places.
    """
    return len(day_arrays(day).importance) > LIMIT


def drawn_from(now: DayArrays) -> Redraws:
    """The draws of a day's members, ties and delegations."""
    return redraw(len(now.members), len(now.tie_member), len(now.delegations))


def _everything(now: DayArrays) -> Redraws:
    """A single draw that leaves nothing out and finds nothing new."""
    return Redraws(
        np.ones((1, len(now.members)), bool),
        np.ones((1, len(now.tie_member)), bool),
        np.zeros((1, len(now.delegations)), bool),
    )


def _table(now: DayArrays) -> Floats:
    return importance_in(now, redraw(len(now.talks.seats), len(now.talks.covers), seed=SEED + 1))


def importance_in(now: DayArrays, drawn: Redraws) -> Floats:
    """The importance of each cell in each draw of seats (as `members`) and of what is covered; 0
    where nothing that is left puts it on the table.
    """
    rows = np.where(
        drawn.members[:, now.talks.seat] & drawn.ties[:, now.talks.cover], now.talks.weight, 0.0
    )
    starts = np.flatnonzero(
        np.diff(now.talks.delegation * len(now.issues) + now.talks.issue, prepend=-1)
    )
    return np.asarray(np.maximum.reduceat(rows, starts, axis=1))


def _name(now: DayArrays, cell: int) -> str:
    return f"{now.delegations[now.delegation[cell]]}~{now.issues[now.issue[cell]]}"


def _kept(now: DayArrays, drawn: Redraws) -> Flags:
    """Which lines each draw keeps: those of ties that it keeps, of members that it keeps."""
    return np.asarray(drawn.ties[:, now.line_tie] & drawn.members[:, now.tie_member[now.line_tie]])


def carriers_in_draws(now: DayArrays, drawn: Redraws) -> Ints:
    """How many members carry each cell in each draw."""
    lines = np.arange(len(now.line_cell))
    onto = matrix(lines, now.line_cell, np.ones(len(lines)), (len(lines), len(now.importance)))
    return np.asarray((csr_array(_kept(now, drawn)) @ onto).todense()).astype(np.int64)


def matrix(rows: Ints, columns: Ints, values: Floats, shape: tuple[int, int]) -> csr_array:
    """Values at places; those at one place add up."""
    return csr_array((values, (rows, columns)), shape=shape)
