"""Rows as arrays of numbers, for measures that must stay fast on a million relationships."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Places among rows take four bytes each, keys made of two of them eight (`pair_keys`).
Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def ints(values: Iterable[int]) -> Ints:
    """Whole numbers as an array, also when there are none."""
    return np.fromiter(values, dtype=np.int64)


def places(ids: Sequence[str]) -> dict[str, int]:
    """The place of each id."""
    return {id: place for place, id in enumerate(ids)}


def join(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """The places of every pair with the same key, in the order of `left`: the join of two tables.

    >>> [found.tolist() for found in join(ints([1, 2, 2]), ints([2, 1, 2]))]
    [[0, 1, 1, 2, 2], [1, 0, 2, 0, 2]]
    """
    order = np.argsort(right, kind="stable").astype(np.int32)
    ordered = right[order]
    first = np.searchsorted(ordered, left, "left")
    many = np.searchsorted(ordered, left, "right") - first
    lefts = np.repeat(np.arange(len(left), dtype=np.int32), many)
    within = np.repeat((first - (np.cumsum(many) - many)).astype(np.int32), many)
    within += np.arange(len(within), dtype=np.int32)
    return lefts, order[within]


def pair_keys(first: Ints, second: Ints, many: int) -> Ints:
    """Each pair of places as one number, where there are so many of the second.

    >>> pair_keys(ints([0, 2]), ints([1, 0]), 3).tolist()
    [1, 6]
    """
    keys = first.astype(np.int64)
    keys *= many
    keys += second
    return keys


def parts(ordered: Ints, size: int) -> Iterator[slice]:
    """Where to cut sorted keys, so that what has one key stays together, in parts of about that
    size.

    >>> [(part.start, part.stop) for part in parts(ints([1, 1, 1, 2, 2, 3]), 2)]
    [(0, 3), (3, 6)]
    """
    starts = np.unique(np.searchsorted(ordered, ordered[::size])).tolist()
    for start, end in pairwise([*starts, len(ordered)]):
        yield slice(start, end)


def lookup(known: Ints, wanted: Ints) -> Ints:
    """The place of each wanted key among sorted, distinct known ones; −1 where there is none.

    >>> lookup(ints([3, 5, 9]), ints([5, 4, 9])).tolist()
    [1, -1, 2]
    """
    if not len(known):
        return np.full(len(wanted), -1)
    found = np.searchsorted(known, wanted)
    found[found == len(known)] = 0
    return np.where(known[found] == wanted, found, -1)


def grouped(keys: Ints, values: Floats) -> tuple[Ints, Floats]:
    """The distinct keys, sorted, each with the sum of its values.

    >>> [found.tolist() for found in grouped(ints([4, 2, 4]), np.array([1.0, 2.0, 0.5]))]
    [[2, 4], [2.0, 1.5]]
    """
    distinct, place = np.unique(keys, return_inverse=True)
    return distinct, np.bincount(place, weights=values, minlength=len(distinct)).astype(np.float64)
