"""What a change does to the picture: the band before and after, and which cells went from which
kind to which.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from graph_model.measures.day import Day
from graph_model.measures.gap_kinds import BEST_FIRST
from graph_model.measures.gaps import Coverage, coverage, find_cells

#: Stands for cells that are not on the table before, or not after.
OFF = ""
ORDER = (*BEST_FIRST, OFF)


@dataclass(frozen=True)
class BandShift:
    """Both bands, and the cells that changed their kind: (before, after, number), the most
    first.
    """

    before: Coverage
    after: Coverage
    steps: tuple[tuple[str, str, int], ...]


def band_shift(before: Day, after: Day) -> BandShift:
    """Compare two graphs, or one graph under two settings.

    Parameters
    ----------
    before, after : Day
        Two days to compare.

    Returns
    -------
    BandShift
        Both bands, and how many cells went from which kind to which.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from datetime import date
    >>> from graph_model import example
    >>> then = replace(example(), at=date(2026, 1, 1))
    >>> band_shift(then, example()).steps
    (('unknown', 'one', 1), ('unknown', 'never_raised', 1))
    """
    old, new = (find_cells(day) for day in (before, after))
    was = {(cell.delegation, cell.issue): cell.kind for cell in old}
    now = {(cell.delegation, cell.issue): cell.kind for cell in new}
    tally = Counter((was.get(key, OFF), now.get(key, OFF)) for key in {*was, *now})
    steps = [(one, other, number) for (one, other), number in tally.items() if one != other]
    return BandShift(
        coverage(old),
        coverage(new),
        tuple(
            sorted(steps, key=lambda step: (-step[2], ORDER.index(step[0]), ORDER.index(step[1])))
        ),
    )
