"""Best use of k efforts: which meetings and rooms open most of what is not yet reached.

Maximise f(S) = Σ ω_d·[1 − Π over j in S of (1 − q_jd)] within a budget of effort. f is monotone and
submodular, so with equal efforts the greedy order reaches at least 1 − 1/e of the best (Nemhauser,
Wolsey, Fisher 1978); with unequal ones, compared with the best single option, at least half of that
(Khuller, Moss, Naor 1999). The exact answer comes from a mixed-integer program whose concave terms
are cut by tangents until bound and value meet (outer approximation, Duran and Grossmann 1986), so
it is exact for this f, not for a 0/1 simplification of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph_model.cached import cached
from graph_model.measures.day import Day
from graph_model.measures.gaps import band
from graph_model.measures.next.exact_plan_search import SAME, ExactPlan, chance_table, exact_plan
from graph_model.measures.next.options import OPTION_KINDS, Option, open_weight, options
from graph_model.measures.row_arrays import Floats

#: Options that a plan weighs; of more, those that open most by themselves for their effort.
LIMIT = 300


@dataclass(frozen=True)
class PlanPick:
    """An option at its place in the order: what it adds there, and what all up to it add together
    (shares of all importance).
    """

    option: Option
    gain: float
    total: float
    effort: float
    #: Options that would have added as much for their effort at this place; of these the one that
    #: adds most was taken, else the order of their ids decided.
    ties: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Plan:
    """What to do with a budget of effort. One that is asked for again is the same object, so what
    is worked out of it can be kept by it.
    """

    budget: float
    #: The lower end of the band today.
    low: float
    picks: tuple[PlanPick, ...]
    exact: ExactPlan
    #: The whole greedy order, without a budget: diminishing returns.
    curve: tuple[PlanPick, ...]
    #: The options that were weighed, and how many were left out because they open less.
    options: tuple[Option, ...]
    left_out: int

    @property
    def weighed(self) -> int:
        return len(self.options)

    @property
    def gain(self) -> float:
        return self.picks[-1].total if self.picks else 0.0

    @property
    def gap(self) -> float:
        """By how much of the optimum the greedy plan may fall short (0–1)."""
        return max(0.0, 1.0 - self.gain / self.exact.bound) if self.exact.bound > 0 else 0.0


def plan(
    day: Day, budget: float, without: Collection[str] = (), kinds: Collection[str] = OPTION_KINDS
) -> Plan:
    """The best use of a budget, in efforts of one first meeting. `without`: options, delegations or
    events not to count on.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    budget : float
        In efforts of one first meeting.
    without : collection of str
        Ids of options, delegations or events not to count on.
    kinds : collection of str
        Which of ``meeting`` and ``room`` may be planned.

    Returns
    -------
    Plan
        ``gain`` and ``total`` of a pick are expected shares of all importance, between 0 and 1.

    References
    ----------
    G. L. Nemhauser, L. A. Wolsey and M. L. Fisher, An analysis of approximations for maximizing
    submodular set functions, Mathematical Programming 14 (1978), 265-294.

    Examples
    --------
    >>> from graph_model import example, plan
    >>> [(pick.option.id, pick.gain) for pick in plan(example(), 1).picks]
    [('meeting:beta', 0.5)]
    """
    return _plan(day, budget, frozenset(without), tuple(kinds))


@cached(maxsize=8)
def _plan(day: Day, budget: float, without: frozenset[str], kinds: tuple[str, ...]) -> Plan:
    weight = open_weight(day)
    left = [
        option for option in options(day, weight, kinds) if not {option.id, option.target} & without
    ]
    left.sort(key=lambda option: (-option.opens(weight) / option.effort, option.id))
    weighed = sorted(left[:LIMIT], key=lambda option: option.id)
    picks = greedy(weighed, weight, budget)
    best, low = exact_plan(weighed, weight, budget), band(day).low
    return Plan(
        budget,
        low,
        picks,
        best,
        curve=greedy(weighed, weight),
        options=tuple(weighed),
        left_out=len(left) - len(weighed),
    )


def greedy(
    weighed: Sequence[Option], weight: Mapping[str, float], budget: float = float("inf")
) -> tuple[PlanPick, ...]:
    """The options in the order of what each adds for its effort, while the budget lasts and
    something is added.

    If one option alone opens more than all of these, it is taken first (the guarantee for unequal
    efforts needs this).

    Parameters
    ----------
    weighed : sequence of Option
        What can be done, each with its effort and its chances (0 to 1) by delegation.
    weight : Mapping[str, float]
        The share of importance that is open, by delegation.
    budget : float
        In efforts of one first meeting.

    Returns
    -------
    tuple[PlanPick, ...]
        ``gain`` is what a pick adds, ``total`` what all up to it open.

    References
    ----------
    Nemhauser, Wolsey and Fisher 1978 (see `plan`): with equal efforts at least 1 − (1 − 1/k)^k of
    the best. Their family on which it is no more, for k = 2 in the example below.

    Examples
    --------
    >>> from graph_model.measures.next.options import Option
    >>> weight = {"00": 0.25, "01": 0.25, "10": 0.125, "11": 0.125, "20": 0.125, "21": 0.125}
    >>> rows = [Option(f"row {r}", "meeting", "", 1, {f"{r}0": 1.0, f"{r}1": 1.0}) for r in (0, 1)]
    >>> columns = [
    ...     Option(f"column {c}", "meeting", "", 1, {f"{r}{c}": 1.0 for r in range(3)})
    ...     for c in (0, 1)
    ... ]
    >>> [(pick.option.id, pick.total) for pick in greedy([*rows, *columns], weight, 2)]
    [('row 0', 0.5), ('row 1', 0.75)]
    """
    chances, shares = chance_table(weighed, weight)
    efforts = np.array([option.effort for option in weighed])
    picks = _in_order(weighed, chances, shares, efforts, budget, ())
    fits = [place for place in range(len(weighed)) if efforts[place] <= budget]
    best = max(fits, key=lambda place: (float(chances[place] @ shares), -place), default=None)
    if best is not None and picks and float(chances[best] @ shares) > picks[-1].total + SAME:
        picks = _in_order(weighed, chances, shares, efforts, budget, (best,))
    return picks


def _in_order(
    weighed: Sequence[Option],
    chances: Floats,
    shares: Floats,
    efforts: Floats,
    budget: float,
    first: tuple[int, ...],
) -> tuple[PlanPick, ...]:
    missed, taken, spent, total = shares.copy(), np.zeros(len(weighed), dtype=bool), 0.0, 0.0
    picks: list[PlanPick] = []
    while True:
        gains = np.where(taken | (spent + efforts > budget + SAME), 0.0, chances @ missed)
        rate = gains / efforts
        if not len(weighed) or gains.max() <= SAME:
            return tuple(picks)
        equal = np.flatnonzero(rate >= rate.max() - SAME * max(1.0, float(rate.max())))
        place = (
            first[len(picks)]
            if len(picks) < len(first)
            else int(max(equal, key=lambda one: (round(float(gains[one]), 12), -one)))
        )
        as_good = equal.tolist() if place in equal else []
        same = [weighed[other].id for other in as_good if other != place]
        taken[place], spent, total = (
            True,
            spent + float(efforts[place]),
            total + float(gains[place]),
        )
        picks.append(PlanPick(weighed[place], float(gains[place]), total, spent, tuple(same)))
        missed = missed * (1.0 - chances[place])
