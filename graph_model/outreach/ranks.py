"""How far an order can be trusted: the range of each rank when a tenth of what we know were missing (Borgatti, Carley, Krackhardt 2006).

How to use it for any ranking. Have a score per entry, and the same scores in 500 redrawn graphs as an array *draws × entries* (`Redraws` says
which members and ties each draw keeps; NaN where the entry is not there in a draw). Then::

    for place in ranked(names, scores, redrawn):   # best first
        place.rank, place.span                     # 2, "1–4"
        place.tier                                 # entries of one tier are in no order that the data supports: show them as equals

`gap_ranks`, `delegation_ranks`, `leaving_ranks` and `go_between_ranks` do this for the app's own lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_array
from scipy.stats import rankdata

from graph_model.outreach.arrays import Flags, Floats, Ints, ints
from graph_model.outreach.board import Board, board
from graph_model.outreach.gaps import KINDS, REACHED, kinds
from graph_model.outreach.go_betweens import GoBetween, circles
from graph_model.outreach.settings import DEFAULTS, Settings
from graph_model.snapshot import Snapshot

DRAWS, SEED = 500, 2006
#: Share of members, and of ties, that a draw leaves out.
MISSING = 0.1
#: Chance that a line exists to a delegation of which nothing is known.
PRIOR = 0.1


@dataclass(frozen=True)
class Place:
    """An entry of a ranking. Between `low` and `high` lie nine ranks in ten; the order of entries of one `tier` is not supported."""

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
    """Which members and ties each draw keeps, and to which delegations a line shows up that nobody knew of (draws × each)."""

    members: Flags
    ties: Flags
    hidden: Flags


def redraw(members: int, ties: int, delegations: int = 0, draws: int = DRAWS, seed: int = SEED) -> Redraws:
    """The same draws for the same numbers.

    >>> drawn = redraw(200, 100)
    >>> drawn.members.shape, bool(abs(drawn.members.mean() - 0.9) < 0.01)
    ((500, 200), True)
    """
    rng = np.random.default_rng(seed)
    return Redraws(rng.random((draws, members)) >= MISSING, rng.random((draws, ties)) >= MISSING, rng.random((draws, delegations)) < PRIOR)


def ranked(names: Sequence[str], scores: Sequence[float] | Floats, redrawn: Floats) -> tuple[Place, ...]:
    """Entries by falling score with the 5–95 % range of their rank, and in tiers.

    A new tier begins only where every range above lies wholly before every range below. In a draw that does not have an entry, it takes no rank.

    >>> [(place.name, place.span, place.tier) for place in ranked("ab", [2, 1], np.array([[2, 1]] * 20))]
    [('a', '1', 0), ('b', '2', 1)]
    >>> [(place.name, place.span, place.tier) for place in ranked("ab", [2, 1], np.array([[2, 1], [1, 2]] * 10))]
    [('a', '1–2', 0), ('b', '1–2', 0)]
    """
    observed = np.asarray(scores, dtype=np.float64)
    if not len(observed):
        return ()
    there = ~np.isnan(redrawn)
    ranks = np.where(there, rankdata(-np.where(there, redrawn, -np.inf), method="min", axis=1), np.nan)
    own = rankdata(-observed, method="min")
    ranks[:, ~there.any(axis=0)] = own[~there.any(axis=0)]  # never drawn: nothing is known beyond what is observed
    low, high = np.floor(np.nanquantile(ranks, 0.05, axis=0)), np.ceil(np.nanquantile(ranks, 0.95, axis=0))
    order = sorted(range(len(names)), key=lambda place: (-observed[place], names[place]))
    until, since = np.maximum.accumulate(high[order]), np.minimum.accumulate(low[order][::-1])[::-1]
    tier = np.concatenate([[0], np.cumsum(until[:-1] < since[1:])])
    return tuple(Place(names[at], float(observed[at]), int(own[at]), int(low[at]), int(high[at]), int(tier[place])) for place, at in enumerate(order))


@lru_cache(maxsize=8)
def delegation_ranks(snapshot: Snapshot, at: date, settings: Settings = DEFAULTS) -> tuple[Place, ...]:
    """Delegations by the importance that is still open with them; a delegation without an open cell is left out."""
    now = board(snapshot, at, settings)
    observed, redrawn = _still_open(snapshot, now, at)
    to_delegation = _matrix(np.arange(len(observed)), now.delegation, np.ones(len(observed)), (len(observed), len(now.delegations)))
    totals = np.asarray(np.nan_to_num(redrawn) @ to_delegation)
    totals[(~np.isnan(redrawn) @ to_delegation) == 0] = np.nan
    scores = np.asarray(np.nan_to_num(observed) @ to_delegation)
    chosen = np.flatnonzero(scores > 0)
    return ranked([now.delegations[place] for place in chosen], scores[chosen], totals[:, chosen])


@lru_cache(maxsize=8)
def gap_ranks(snapshot: Snapshot, at: date, settings: Settings = DEFAULTS) -> tuple[Place, ...]:
    """Open cells by importance, named ``delegation~issue``. Many are equal, and most order among them is none."""
    now = board(snapshot, at, settings)
    observed, redrawn = _still_open(snapshot, now, at)
    chosen = np.flatnonzero(~np.isnan(observed))
    names = [f"{now.delegations[now.delegation[cell]]}~{now.issues[now.issue[cell]]}" for cell in chosen]
    return ranked(names, observed[chosen], redrawn[:, chosen])


def _still_open(snapshot: Snapshot, now: Board, at: date) -> tuple[Floats, Floats]:
    """Importance of each open cell as observed and in each draw; NaN where it is reached, off the table, or a line turned up that nobody knew of.

    What is on the table rests on ties too (who negotiates what, what an agreement covers), so a tenth of these is left out as well.
    """
    kind = ints(kinds(snapshot, now, at))
    code = [kind.code for kind in KINDS]
    observed = np.where(np.isin(kind, [code.index(reached) for reached in REACHED]), np.nan, now.importance)
    if not len(observed):
        return observed, np.empty((DRAWS, 0))
    drawn, table = _drawn(now), redraw(len(now.talks.seats), len(now.talks.covers), seed=SEED + 1)
    rows = np.where(table.members[:, now.talks.seat] & table.ties[:, now.talks.cover], now.talks.weight, 0.0)
    starts = np.flatnonzero(np.diff(now.talks.delegation * len(now.issues) + now.talks.issue, prepend=-1))
    importance = np.maximum.reduceat(rows, starts, axis=1)
    turned_up = drawn.hidden[:, now.delegation] & (kind == code.index("unknown"))
    return observed, np.where((_carriers(now, drawn) > 0) | turned_up | (importance == 0), np.nan, importance)


@lru_cache(maxsize=8)
def leaving_ranks(snapshot: Snapshot, at: date, settings: Settings = DEFAULTS) -> tuple[Place, ...]:
    """Members by what the band would lose if they left (`hinges.leaving`, one at a time)."""
    now = board(snapshot, at, settings)
    size, lines = (len(now.importance), len(now.members)), np.arange(len(now.line_cell))
    total = max(float(now.importance.sum()), 1e-12)
    to_member = _matrix(lines, now.tie_member[now.line_tie], now.importance[now.line_cell] / total, (len(lines), size[1]))

    def loss(drawn: Redraws) -> Floats:
        alone = _carriers(now, drawn)[:, now.line_cell] == 1
        return np.asarray((csr_array(_kept(now, drawn) & alone) @ to_member).todense())

    everything = Redraws(np.ones((1, size[1]), bool), np.ones((1, len(now.tie_member)), bool), np.zeros((1, 0), bool))
    observed, drawn = loss(everything)[0], _drawn(now)
    redrawn = np.where(drawn.members, loss(drawn), np.nan)
    chosen = np.flatnonzero(observed > 0)
    return ranked([now.members[place] for place in chosen], observed[chosen], redrawn[:, chosen])


def go_between_ranks(snapshot: Snapshot, at: date, found: Sequence[GoBetween], settings: Settings = DEFAULTS) -> tuple[Place, ...]:
    """The go-betweens found, each role of a member as one entry (named ``member role``), by how many ways lead over it."""
    now = circles(snapshot, at, settings)
    names = [f"{between.member} {between.role}" for between in found]
    drawn = redraw(len(now.ids), now.ties)
    redrawn = np.full((DRAWS, len(found)), np.nan)
    role = now.roles(now.group)
    for place, between in enumerate(found):
        who = now.ids.index(between.member)
        mine = np.flatnonzero((now.over == who) & (role == now.role_number(between.role)))
        one, two, short = now.first_tie[mine], now.second_tie[mine], now.short_tie[mine]
        closed = (short >= 0) & drawn.ties[:, short]
        ways = drawn.members[:, now.start[mine]] & drawn.members[:, now.end[mine]] & drawn.ties[:, one] & drawn.ties[:, two] & ~closed
        redrawn[:, place] = np.where(drawn.members[:, who], ways.sum(axis=1), np.nan)
    return ranked(names, [float(between.count) for between in found], redrawn)


def _drawn(now: Board) -> Redraws:
    return redraw(len(now.members), len(now.tie_member), len(now.delegations))


def _kept(now: Board, drawn: Redraws) -> Flags:
    """Which lines each draw keeps: those of ties that it keeps, of members that it keeps."""
    return np.asarray(drawn.ties[:, now.line_tie] & drawn.members[:, now.tie_member[now.line_tie]])


def _carriers(now: Board, drawn: Redraws) -> Ints:
    """How many members carry each cell in each draw."""
    lines = np.arange(len(now.line_cell))
    onto = _matrix(lines, now.line_cell, np.ones(len(lines)), (len(lines), len(now.importance)))
    return np.asarray((csr_array(_kept(now, drawn)) @ onto).todense()).astype(np.int64)


def _matrix(rows: Ints, columns: Ints, values: Floats, shape: tuple[int, int]) -> csr_array:
    return csr_array((values, (rows, columns)), shape=shape)
