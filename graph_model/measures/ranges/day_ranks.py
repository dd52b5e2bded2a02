"""Lists of a day with the range of each rank: delegations, what is lost, go-betweens."""

from __future__ import annotations

import numpy as np

from graph_model.cached import cached
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import day_arrays
from graph_model.measures.gap_kinds import REACHED
from graph_model.measures.gaps import kinds, of_kinds
from graph_model.measures.go_betweens import GoBetween, brokerage_triples
from graph_model.measures.ranges.rank_ranges import RankRange, ranked
from graph_model.measures.ranges.redraws import (
    DRAWS,
    LIMIT,
    Redraws,
    added_up,
    carriers_in_draws,
    cell_name,
    drawn_from,
    everything,
    kept_lines,
    redraw,
    redrawn_importances,
    sparse_matrix,
)
from graph_model.measures.row_arrays import Floats

#: Some cells, each as ``delegation~issue``.
CellNames = frozenset[str]


@cached(maxsize=8)
def delegation_ranks(day: Day, only: CellNames | None = None) -> tuple[RankRange, ...]:
    """Delegations by the importance that is still open with them (of some cells alone); a
    delegation without an open cell is left out.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    only : Cells, optional
        Pairs of delegation and issue to count; without, all.

    Returns
    -------
    tuple[RankRange, ...]
        Best first; ``low`` and ``high`` are the best and the worst rank in nine of ten draws.

    Examples
    --------
    >>> from graph_model import example
    >>> [(rank.name, rank.span) for rank in delegation_ranks(example())]
    [('beta', '1'), ('alpha', '1–2')]
    """
    ids, observed, totals = open_totals(day, only=only)
    chosen = np.flatnonzero(observed > 0)
    return ranked([ids[place] for place in chosen], observed[chosen], totals[:, chosen])


@cached(maxsize=4)
def open_totals(
    day: Day, codes: tuple[str, ...] = (), only: CellNames | None = None
) -> tuple[tuple[str, ...], Floats, Floats]:
    """Per delegation, by id: the importance still open with it as observed and in each draw (NaN
    where nothing is); of some kinds or cells alone.

    The draws are of length 0 when there are more than `LIMIT` cells.
    """
    now = day_arrays(day)
    observed, redrawn = _still_open(day)
    left_out = np.zeros(len(observed), bool)
    if codes:
        left_out |= ~of_kinds(kinds(day, now), codes)
    if only is not None:
        left_out |= np.array(
            [cell_name(now, cell) not in only for cell in range(len(observed))], dtype=bool
        )
    kept, drawn = np.where(left_out, np.nan, observed), np.where(left_out, np.nan, redrawn)
    onto = sparse_matrix(
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
    kind = kinds(day, now)
    observed = np.where(of_kinds(kind, REACHED), np.nan, now.importance)
    if not 0 < len(observed) <= LIMIT:
        return observed, np.empty((0 if len(observed) else DRAWS, len(observed)))
    drawn, importance = drawn_from(now), redrawn_importances(now)
    turned_up = drawn.hidden[:, now.delegation] & of_kinds(kind, ("unknown",))
    return observed, np.where(
        (carriers_in_draws(now, drawn) > 0) | turned_up | (importance == 0), np.nan, importance
    )


@cached(maxsize=4)
def reached_ranks(day: Day, only: CellNames | None = None) -> tuple[RankRange, ...]:
    """Delegations by the importance that is reached there (of some cells alone); a live line on
    other issues counts half.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    only : Cells, optional
        Pairs of delegation and issue to count; without, all.

    Returns
    -------
    tuple[RankRange, ...]
        Best first; ``low`` and ``high`` are the best and the worst rank in nine of ten draws.

    Examples
    --------
    >>> from graph_model import example
    >>> [(rank.name, rank.span) for rank in reached_ranks(example())]
    [('alpha', '1')]
    """
    now = day_arrays(day)
    if not 0 < len(now.importance) <= LIMIT:
        return ()
    inside = np.array(
        [only is None or cell_name(now, cell) in only for cell in range(len(now.importance))],
        dtype=bool,
    )
    ties, weight = np.flatnonzero(now.tie_live), (len(now.importance), len(now.delegations))
    per_tie = sparse_matrix(
        np.arange(len(ties)),
        now.tie_delegation[ties],
        np.ones(len(ties)),
        (len(ties), len(now.delegations)),
    )
    onto = sparse_matrix(np.arange(weight[0]), now.delegation, inside.astype(np.float64), weight)

    def reached(drawn: Redraws, importance: Floats) -> Floats:
        kept = drawn.ties[:, ties] & drawn.members[:, now.tie_member[ties]]
        live = added_up(kept, per_tie)[:, now.delegation] > 0
        share = np.where(carriers_in_draws(now, drawn) > 0, 1.0, np.where(live, 0.5, 0.0))
        return np.asarray((share * importance) @ onto)

    scores, redrawn = (
        reached(everything(now), now.importance[None, :])[0],
        reached(drawn_from(now), redrawn_importances(now)),
    )
    chosen = np.flatnonzero(scores > 0)
    return ranked([now.delegations[place] for place in chosen], scores[chosen], redrawn[:, chosen])


@cached(maxsize=8)
def leaving_ranks(day: Day, /) -> tuple[RankRange, ...]:
    """Members by what the band would lose if they left (`departures`, one at a time).

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    tuple[RankRange, ...]
        Best first; ``low`` and ``high`` are the best and the worst rank in nine of ten draws.

    Examples
    --------
    >>> from graph_model import example
    >>> [(rank.name, rank.span) for rank in leaving_ranks(example())]
    [('edri', '1')]
    """
    now = day_arrays(day)
    if len(now.importance) > LIMIT:
        return ()
    size, lines = (len(now.importance), len(now.members)), np.arange(len(now.line_cell))
    total = max(float(now.importance.sum()), 1e-12)
    to_member = sparse_matrix(
        lines,
        now.tie_member[now.line_tie],
        now.importance[now.line_cell] / total,
        (len(lines), size[1]),
    )

    def loss(drawn: Redraws) -> Floats:
        alone = carriers_in_draws(now, drawn)[:, now.line_cell] == 1
        return added_up(kept_lines(now, drawn) & alone, to_member)

    observed, drawn = loss(everything(now))[0], drawn_from(now)
    redrawn = np.where(drawn.members, loss(drawn), np.nan)
    chosen = np.flatnonzero(observed > 0)
    return ranked([now.members[place] for place in chosen], observed[chosen], redrawn[:, chosen])


@cached(maxsize=8)
def go_between_ranks(day: Day, found: tuple[GoBetween, ...]) -> tuple[RankRange, ...]:
    """The go-betweens found, each role of a member as one entry (named ``member role``), by how
    many ways lead over it.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    found : tuple[GoBetween, ...]
        What `find_go_betweens` found.

    Returns
    -------
    tuple[RankRange, ...]
        Best first; ``low`` and ``high`` are the best and the worst rank in nine of ten draws.

    Examples
    --------
    >>> from graph_model import example
    >>> go_between_ranks(example(), ())
    ()
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

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    bool

    Examples
    --------
    >>> from graph_model import example
    >>> too_many(example())
    False
    """
    return len(day_arrays(day).importance) > LIMIT
