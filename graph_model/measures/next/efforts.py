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
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, hstack

from graph_model.cached import cached
from graph_model.measures.day import Day
from graph_model.measures.gaps import band
from graph_model.measures.next.options import OPTION_KINDS, Option, open_weight, options
from graph_model.measures.row_arrays import Floats

#: Options that a plan weighs; of more, those that open most by themselves for their effort.
LIMIT = 300
#: Gains nearer to each other than this are equal.
SAME = 1e-9
#: What adds no more than this to a set adds nothing.
IDLE = 1e-12
#: Rounds of cutting, after which the bound reached is stated instead of the optimum.
ROUNDS = 40


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


@dataclass(frozen=True)
class ExactPlan:
    """The best set, its gain, and what no set can exceed; the two are equal when it is `proven`."""

    options: tuple[Option, ...]
    gain: float
    bound: float

    @property
    def proven(self) -> bool:
        return self.bound - self.gain <= 1e-7


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


def value(chosen: Sequence[Option], weight: Mapping[str, float]) -> float:
    """f of a set of options.

    >>> meet, room = (
    ...     Option("m", "meeting", "a", 1, {"a": 1.0}),
    ...     Option("r", "room", "e", 1, {"a": 0.3, "b": 0.3}),
    ... )
    >>> (
    ...     round(value([room], {"a": 0.5, "b": 0.2}), 9),
    ...     round(value([meet, room], {"a": 0.5, "b": 0.2}), 9),
    ... )
    (0.21, 0.56)
    """
    missed = dict.fromkeys(weight, 1.0)
    for option in chosen:
        for delegation, chance in option.chances.items():
            if delegation in missed:
                missed[delegation] *= 1.0 - chance
    return sum(share * (1.0 - missed[delegation]) for delegation, share in weight.items())


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
    chances, shares = _table(weighed, weight)
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


def exact_plan(weighed: Sequence[Option], weight: Mapping[str, float], budget: float) -> ExactPlan:
    """The best set within the budget, by a mixed-integer program.

    Variables: x_j, whether option j is taken, and v_d, the part of delegation d that is opened.
    With s_d = Σ λ_jd·x_j over the uncertain options, λ = −ln(1 − q), the truth is v_d = 1 when a
    certain option is taken and 1 − exp(−s_d) otherwise: concave, so tangents bound it from above.

    Parameters
    ----------
    weighed, weight, budget
        As for `greedy`.

    Returns
    -------
    ExactPlan
        ``gain`` of the best set found, and ``bound``, which no set can exceed.
    """
    if not weighed or not weight:
        return ExactPlan((), 0.0, 0.0)
    chances, shares = _table(weighed, weight)
    number, places = chances.shape
    sure = (chances >= 1.0).astype(np.float64)
    strength = np.where(sure > 0, 0.0, -np.log1p(-np.minimum(chances, 1.0 - 1e-12)))
    efforts = np.array([option.effort for option in weighed])
    spent = LinearConstraint(
        csr_array(np.concatenate([efforts, np.zeros(places)])[None, :]), -np.inf, budget + SAME
    )
    cuts = [(place, 0.0) for place in range(places)]
    best: tuple[int, ...] = ()
    best_gain, bound = 0.0, float(shares.sum())
    for _ in range(ROUNDS):
        found = milp(
            np.concatenate([np.zeros(number), -shares]),
            integrality=np.concatenate([np.ones(number), np.zeros(places)]),
            bounds=Bounds(0, 1),
            constraints=[spent, _tangents(cuts, sure, strength)],
            options={"mip_rel_gap": 0.0},
        )
        taken = np.flatnonzero(found.x[:number] > 0.5)
        bound = min(bound, -float(found.fun))
        reached = np.where(sure[taken].sum(axis=0) > 0, np.inf, strength[taken].sum(axis=0))
        gain = float(shares @ -np.expm1(-reached))
        if gain > best_gain:
            best, best_gain = tuple(taken.tolist()), gain
        loose = np.flatnonzero(
            (found.x[number:] > -np.expm1(-reached) + SAME) & np.isfinite(reached)
        )
        if bound - best_gain <= SAME or not len(loose):
            break
        cuts += [(int(place), float(reached[place])) for place in loose]
    kept = _without_idle([weighed[place] for place in best], weight)
    return ExactPlan(kept, best_gain, max(bound, best_gain) + 0.0)  # never −0.0


def _without_idle(chosen: Sequence[Option], weight: Mapping[str, float]) -> tuple[Option, ...]:
    """The chosen options without those that add nothing to the others, the costliest looked at
    first.
    """
    kept = list(chosen)
    for option in sorted(chosen, key=lambda option: (-option.effort, option.id)):
        others = [other for other in kept if other is not option]
        if value(others, weight) >= value(kept, weight) - IDLE:
            kept = others
    return tuple(kept)


def _tangents(cuts: list[tuple[int, float]], sure: Floats, strength: Floats) -> LinearConstraint:
    """v_d ≤ Σ certain x_j + (1 − e^−a) + e^−a·(s_d − a) for each cut (d, a)."""
    places = sure.shape[1]
    slope = np.exp([-at for _, at in cuts])
    rows = np.array([place for place, _ in cuts])
    own = coo_array((np.ones(len(cuts)), (np.arange(len(cuts)), rows)), shape=(len(cuts), places))
    left = hstack(
        [csr_array(-(sure.T[rows] + slope[:, None] * strength.T[rows])), own], format="csr"
    )
    right = 1.0 - slope * (1.0 + np.array([at for _, at in cuts]))
    return LinearConstraint(left, -np.inf, right)


def _table(weighed: Sequence[Option], weight: Mapping[str, float]) -> tuple[Floats, Floats]:
    """The chances as a table of options by delegations, and the shares of the delegations; those
    that no option touches are left out.
    """
    touched = sorted(
        {delegation for option in weighed for delegation in option.chances} & set(weight)
    )
    column = {delegation: place for place, delegation in enumerate(touched)}
    chances = np.zeros((len(weighed), len(touched)))
    for row, option in enumerate(weighed):
        for delegation, chance in option.chances.items():
            if delegation in column:
                chances[row, column[delegation]] = chance
    return chances, np.array([weight[delegation] for delegation in touched], dtype=np.float64)
