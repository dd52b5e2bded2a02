"""The best plan of a size, exactly: an integer program beside the greedy one, with its bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_model.measures.next.options import Option
from graph_model.measures.row_arrays import Floats

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint

#: Gains nearer to each other than this are equal.
SAME = 1e-9
#: What adds no more than this to a set adds nothing.
IDLE = 1e-12
#: Rounds of cutting, after which the bound reached is stated instead of the optimum.
ROUNDS = 40


@dataclass(frozen=True)
class ExactPlan:
    """The best set, its gain, and what no set can exceed; the two are equal when it is `proven`."""

    options: tuple[Option, ...]
    gain: float
    bound: float

    @property
    def proven(self) -> bool:
        return self.bound - self.gain <= 1e-7


def exact_plan(weighed: Sequence[Option], weight: Mapping[str, float], budget: float) -> ExactPlan:
    """The best set within the budget, by a mixed-integer program.

    Variables: x_j, whether option j is taken, and v_d, the part of delegation d that is opened.
    With s_d = Σ λ_jd·x_j over the uncertain options, λ = −ln(1 − q), the truth is v_d = 1 when a
    certain option is taken and 1 − exp(−s_d) otherwise: concave, so tangents bound it from above.

    Parameters
    ----------
    weighed : Sequence[Option]
        What can be done, each with its effort and the chance with which it opens each delegation.
    weight : Mapping[str, float]
        What is at stake with each delegation, by id.
    budget : float
        How much effort there is.

    Returns
    -------
    ExactPlan
        ``gain`` of the best set found, and ``bound``, which no set can exceed.

    Examples
    --------
    >>> from graph_model.measures.next.options import Option
    >>> near = Option("a", "meeting", "alpha", 1.0, {"alpha": 0.5})
    >>> sure = Option("b", "meeting", "beta", 1.0, {"beta": 1.0})
    >>> found = exact_plan([near, sure], {"alpha": 0.6, "beta": 0.4}, 1.0)
    >>> [one.id for one in found.options], round(found.gain, 2), found.proven
    (['b'], 0.4, True)
    """
    if not weighed or not weight:
        return ExactPlan((), 0.0, 0.0)
    # Here, for who plans nothing does without the solver, which is a quarter of a second.
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    chances, shares = chance_table(weighed, weight)
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
    from scipy.optimize import LinearConstraint
    from scipy.sparse import coo_array, csr_array, hstack

    places = sure.shape[1]
    slope = np.exp([-at for _, at in cuts])
    rows = np.array([place for place, _ in cuts])
    own = coo_array((np.ones(len(cuts)), (np.arange(len(cuts)), rows)), shape=(len(cuts), places))
    left = hstack(
        [csr_array(-(sure.T[rows] + slope[:, None] * strength.T[rows])), own], format="csr"
    )
    right = 1.0 - slope * (1.0 + np.array([at for _, at in cuts]))
    return LinearConstraint(left, -np.inf, right)


def chance_table(weighed: Sequence[Option], weight: Mapping[str, float]) -> tuple[Floats, Floats]:
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
