"""Places in columns: one for each label, those with ties between them side by side (Member →
Engagement → Delegation; Agreement → Issue).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import permutations

import numpy as np
import numpy.typing as npt

#: Beyond so many labels the columns keep the order in which the labels first occur.
TRIED = 7


def in_columns(
    labels: Sequence[str], ties: Sequence[tuple[int, int]], step: float, sweeps: int = 8
) -> npt.NDArray[np.float64]:
    """Columns in the order of least tie length; inside each, entries near what they are tied to
    (barycentres; Sugiyama and others, 1981).
    """
    order = column_order(labels, ties)
    near: list[list[int]] = [[] for _ in labels]
    for a, b in ties:
        near[a].append(b)
        near[b].append(a)
    columns = [[number for number, own in enumerate(labels) if own == label] for label in order]
    height = {
        number: (rank + 0.5) / len(column)
        for column in columns
        for rank, number in enumerate(column)
    }
    for sweep in range(sweeps):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            wish = {
                number: (
                    sum(height[other] for other in near[number]) / len(near[number])
                    if near[number]
                    else height[number]
                )
                for number in column
            }
            column.sort(key=lambda number: (wish[number], number))
            height.update(
                {number: (rank + 0.5) / len(column) for rank, number in enumerate(column)}
            )
    longest = max((len(column) for column in columns), default=1)
    wide, tall = step * max(5.0, longest * 0.55), step * 0.62 * longest
    positions = np.zeros((len(labels), 2))
    for at, column in enumerate(columns):
        for number in column:
            positions[number] = (at * wide, (height[number] - 0.5) * tall)
    return positions


def column_order(labels: Sequence[str], ties: Sequence[tuple[int, int]]) -> list[str]:
    """Labels side by side so that ties are short; of equally good orders the one that most ties
    read from left to right.

    >>> column_order(["Delegation", "Member", "Engagement"], [(1, 2), (2, 0)])
    ['Member', 'Engagement', 'Delegation']
    """
    present = list(dict.fromkeys(labels))
    if len(present) > TRIED:
        return present
    between = Counter((labels[a], labels[b]) for a, b in ties if labels[a] != labels[b])

    def cost(order: list[str]) -> tuple[int, int, list[str]]:
        at: defaultdict[str, int] = defaultdict(
            int, {label: number for number, label in enumerate(order)}
        )
        far = sum(number * (abs(at[a] - at[b]) - 1) for (a, b), number in between.items())
        back = sum(number for (a, b), number in between.items() if at[a] > at[b])
        return far, back, order

    return min((list(order) for order in permutations(sorted(present))), key=cost)
