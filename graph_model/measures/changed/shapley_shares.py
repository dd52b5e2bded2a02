"""What each cause adds to a change, on average over all orders of the causes (Shapley 1953)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from math import factorial

#: What can be applied without the others; `causes.py` says what each is.
CAUSES = ("contacts", "cooling", "scope", "knowledge")
#: A cell: delegation and issue.
Pair = tuple[str, str]
#: The causes that are applied already.
Applied = frozenset[str]
#: By cell, the lower and the upper end.
Shares = tuple[dict[Pair, int], dict[Pair, int]]


def subsets(causes: Iterable[str]) -> list[Applied]:
    """Every set of some causes, the smallest first."""
    listed = tuple(causes)
    return [Applied(some) for size in range(len(listed) + 1) for some in combinations(listed, size)]


#: In how many orders the causes can be applied, and for each cause what it is added to in how many
#: of them.
ORDERS = factorial(len(CAUSES))
STEPS = {
    cause: [
        (some, some | {cause}, factorial(len(some)) * factorial(len(CAUSES) - 1 - len(some)))
        for some in subsets(one for one in CAUSES if one != cause)
    ]
    for cause in CAUSES
}


def shapley_share(shares: Mapping[Applied, Shares], cause: str, cell: Pair, end: int) -> int:
    """Σ over sets of other causes of |S|!·(n − 1 − |S|)! × what the cause adds to them: n! times
    its average over all orders.

    Parameters
    ----------
    shares : Mapping[Applied, Shares]
        What each set of causes brings together, by cell, at the lower and the upper end.
    cause, cell : str, Pair
        Whose share of what.
    end : int
        0 for the lower end, 1 for the upper.

    Returns
    -------
    int
        The share times `ORDERS`, so that it is exact.

    References
    ----------
    L. S. Shapley, A value for n-person games, Contributions to the Theory of Games II (1953),
    307-317. The example is the airport game of S. C. Littlechild and G. Owen, A simple expression
    for the Shapley value in a special case, Management Science 20 (1973), 370-372: a runway costs
    what its largest aeroplane needs, and who needs 8, 11, 13 and 18 bears 2, 3, 4 and 9 of the 18.

    Examples
    --------
    >>> needs = dict(zip(CAUSES, (8, 11, 13, 18)))
    >>> cell = ("runway", "cost")
    >>> shares = {
    ...     some: ({cell: max((needs[one] for one in some), default=0)}, {})
    ...     for some in subsets(CAUSES)
    ... }
    >>> [shapley_share(shares, cause, cell, 0) / ORDERS for cause in CAUSES]
    [2.0, 3.0, 4.0, 9.0]
    """
    return sum(
        times * (shares[after][end].get(cell, 0) - shares[already][end].get(cell, 0))
        for already, after, times in STEPS[cause]
    )
