"""What each cause adds to a change, on average over all orders of the causes (Shapley 1953)."""

from __future__ import annotations

from itertools import combinations
from math import factorial

from graph_model.cached import cached

#: What can be applied without the others; `causes.py` says what each is.
CAUSES = ("contacts", "cooling", "scope", "knowledge")
#: A cell: delegation and issue.
Pair = tuple[str, str]
#: The causes that are applied already.
Applied = frozenset[str]


#: Every set of causes, the smallest first.
SUBSETS = tuple(
    Applied(some) for size in range(len(CAUSES) + 1) for some in combinations(CAUSES, size)
)
#: What is brought to a cell to which nothing is.
NOTHING = (0,) * len(SUBSETS)
#: In how many orders the causes can be applied, and for each cause what it is added to in how many
#: of them: the places of the sets without it and with it.
ORDERS = factorial(len(CAUSES))
STEPS = tuple(
    tuple(
        (
            SUBSETS.index(some),
            SUBSETS.index(some | {cause}),
            factorial(len(some)) * factorial(len(CAUSES) - 1 - len(some)),
        )
        for some in SUBSETS
        if cause not in some
    )
    for cause in CAUSES
)


@cached(maxsize=2**14)
def shapley_shares(brought: tuple[int, ...], /) -> tuple[int, ...]:
    """Σ over sets of other causes of |S|!·(n − 1 − |S|)! × what the cause adds to them, for each
    cause: n! times its average over all orders. Many cells are brought the same.

    Parameters
    ----------
    brought : tuple[int, ...]
        What each set of causes brings together, in the order of `SUBSETS`.

    Returns
    -------
    tuple[int, ...]
        The share of each cause times `ORDERS`, so that it is exact, in the order of `CAUSES`.

    References
    ----------
    L. S. Shapley, A value for n-person games, Contributions to the Theory of Games II (1953),
    307-317. The example is the airport game of S. C. Littlechild and G. Owen, A simple expression
    for the Shapley value in a special case, Management Science 20 (1973), 370-372: a runway costs
    what its largest aeroplane needs, and who needs 8, 11, 13 and 18 bears 2, 3, 4 and 9 of the 18.

    Examples
    --------
    >>> needs = dict(zip(CAUSES, (8, 11, 13, 18)))
    >>> brought = tuple(max((needs[one] for one in some), default=0) for some in SUBSETS)
    >>> [share / ORDERS for share in shapley_shares(brought)]
    [2.0, 3.0, 4.0, 9.0]
    """
    return tuple(
        sum(times * (brought[after] - brought[already]) for already, after, times in steps)
        for steps in STEPS
    )
