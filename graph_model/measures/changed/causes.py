"""What changed between two days, and why: an exact split of the change of the coverage band
(Shapley 1953).

Four causes, each of which can be applied without the others:

- *scope*: what is on the table, and how much it weighs;
- *contacts*: contacts dated after the first day, as fresh as on the day they were made;
- *cooling*: the clock of the contacts runs from the first day to the second;
- *knowledge*: earlier contacts that were entered, corrected or taken out since, answers of members,
  and other numbers in the settings.

The share of each cell is evaluated under all sixteen combinations; a cause gets its average effect
over the 24 orders in which the four can be applied. Everything is counted in fractions, so the four
parts add up to the change exactly, cell by cell and in all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

import numpy as np

from graph_model.cached import cached
from graph_model.measures.changed.applied_causes import (
    REACHING,
    AppliedCauses,
    applied_causes,
    sets_as_applied,
)
from graph_model.measures.changed.shapley_shares import CAUSES, ORDERS, Pair, shapley_shares
from graph_model.measures.contacts import our_contacts
from graph_model.measures.day import Day
from graph_model.measures.gaps import Coverage, band, live_delegations

#: By cause and cell: what it does to the lower and to the upper end.
Effects = dict[str, dict[Pair, tuple[int, int]]]


@dataclass(frozen=True)
class CausePart:
    """What one cause did to the lower and the upper end of the band, with the cells behind it
    (largest effect on the lower end first).
    """

    cause: str
    low: Fraction
    high: Fraction
    cells: tuple[tuple[Pair, Fraction, Fraction], ...]


@dataclass(frozen=True)
class TwoDays:
    """The band on two days, side by side."""

    since: date
    until: date
    before: Coverage
    after: Coverage
    #: Delegations with a live line, and contacts on record with delegations, on the first and on
    #: the second day.
    live: tuple[int, int]
    recorded: tuple[int, int]


@dataclass(frozen=True)
class BandChange(TwoDays):
    """Two days and the four parts of the difference. `sum(part.low for part in parts) == low` holds
    exactly.
    """

    low: Fraction
    high: Fraction
    parts: tuple[CausePart, ...]


@cached(maxsize=8)
def why_changed(before: Day, after: Day) -> BandChange:
    """The change from one day to a later one; they may differ in the rows, the day and the
    settings.

    Parameters
    ----------
    before, after : Day
        The earlier and the later one.

    Returns
    -------
    BandChange
        The parts are exact fractions and add up to the change of both ends.

    Raises
    ------
    ValueError
        The days are in the wrong order.

    References
    ----------
    L. S. Shapley, A value for n-person games, Contributions to the Theory of Games II (1953),
    307-317; a published example stands beside the formula, in `shapley_shares`.

    Examples
    --------
    >>> from datetime import date
    >>> from graph_model import example
    >>> day = example()
    >>> change = why_changed(day.on(date(2026, 1, 1)), day)
    >>> [(part.cause, part.low) for part in change.parts if part.low]
    [('contacts', Fraction(1, 4))]
    """
    if before.at > after.at:
        raise ValueError(
            f"{before.at} is after {after.at}; a change runs from the earlier day to the later one."
        )
    applied = applied_causes(before, after)
    totals = [weights.total for weights in applied.weights]
    whole = totals[0] * totals[1]  # the common denominator of all shares
    parts = tuple(_parts(applied, totals, whole))
    low, high = (sum((getattr(part, end) for part in parts), Fraction()) for end in ("low", "high"))
    sides = two_days(before, after)
    return BandChange(**vars(sides), low=low, high=high, parts=parts)


def two_days(before: Day, after: Day) -> TwoDays:
    """Both sides without the reasons, for a look that must be quick.

    Parameters
    ----------
    before, after : Day
        Two days to compare.

    Returns
    -------
    TwoDays
        Both bands, live lines and contacts on record of each.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from datetime import date
    >>> from graph_model import example
    >>> found = two_days(replace(example(), at=date(2026, 1, 1)), example())
    >>> found.before.low, found.after.low, found.live
    (0.0, 0.25, (0, 1))
    """
    then, now = (band(day) for day in (before, after))
    return TwoDays(
        before.at,
        after.at,
        then,
        now,
        (live_delegations(before), live_delegations(after)),
        (_recorded(before), _recorded(after)),
    )


def line_pulls(before: Day, after: Day) -> tuple[Effects, Effects]:
    """How far each cause acts on each line: the part, in `ORDERS`-ths, of its share on the first
    day and of its share on the second that it moves.

    A cell's part in a change is the one times its share then and the other times its share now:
    `CausePart` without the weights.
    """
    applied = applied_causes(before, after)
    found: tuple[Effects, Effects] = (
        {cause: {} for cause in CAUSES},
        {cause: {} for cause in CAUSES},
    )
    for cell, pulls in _moved(applied):
        for second, effects in enumerate(found):
            if applied.weight(cell, bool(second)):
                for place, cause in enumerate(CAUSES):
                    does = pulls[second][0][place], pulls[second][1][place]
                    if any(does):
                        effects[cause][applied.cell(cell)] = does
    return found


#: For the first day and the second, for the lower end and the upper: what each cause moves of the
#: share of a cell, in `ORDERS`-ths.
Pulls = tuple[tuple[tuple[int, ...], tuple[int, ...]], tuple[tuple[int, ...], tuple[int, ...]]]


def _moved(applied: AppliedCauses) -> Iterator[tuple[int, Pulls]]:
    """The cells that some cause may move, by place, with how far each acts on their shares. Many
    cells stand alike under every set of causes, and those that are never reached and never open
    are none.
    """
    flags = np.concatenate([applied.reached, applied.reached | applied.open_to], axis=1)
    places = np.flatnonzero(flags.any(axis=1))
    patterns, which = np.unique(flags[places], axis=0, return_inverse=True)
    pulls = [_pulls(pattern) for pattern in patterns.tolist()]
    for place, pattern in zip(places.tolist(), which.tolist(), strict=True):
        yield place, pulls[pattern]


def _pulls(pattern: list[bool]) -> Pulls:
    low, high = pattern[: len(REACHING)], pattern[len(REACHING) :]
    first, second = (
        (shapley_shares(sets_as_applied(low, day)), shapley_shares(sets_as_applied(high, day)))
        for day in (False, True)
    )
    return first, second


def _parts(applied: AppliedCauses, totals: Sequence[int], whole: int) -> Iterator[CausePart]:
    """The part of each cause, counted in whole numbers; fractions are made of what is told, one for
    each number: many cells move alike.
    """

    @cache
    def share(counted: int) -> Fraction:
        return Fraction(counted, ORDERS * whole)

    found: dict[str, list[tuple[int, int, Pair]]] = {cause: [] for cause in CAUSES}
    for cell, pulls in _moved(applied):
        shares = [
            applied.weight(cell, bool(second)) * totals[not second] for second in (False, True)
        ]
        for place, cause in enumerate(CAUSES):
            low, high = (
                shares[0] * pulls[0][end][place] + shares[1] * pulls[1][end][place]
                for end in (0, 1)
            )
            if low or high:
                found[cause].append((low, high, applied.cell(cell)))
    for cause, moved in found.items():
        moved.sort(key=lambda effect: (-abs(effect[0]), -abs(effect[1]), effect[2]))
        yield CausePart(
            cause,
            share(sum(low for low, _, _ in moved)),
            share(sum(high for _, high, _ in moved)),
            tuple((cell, share(low), share(high)) for low, high, cell in moved),
        )


def _recorded(day: Day) -> int:
    return sum(contact.kind != "answer" and contact.on <= day.at for contact in our_contacts(day))


def since(day: Day, first: date) -> BandChange:
    """The change between two days of one graph: what was known then is what is known now.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    first : date
        The earlier day.

    Returns
    -------
    BandChange
        ``low`` and ``high`` are exact fractions, and so are those of its parts.

    Examples
    --------
    >>> from datetime import date
    >>> from graph_model import example
    >>> change = since(example(), date(2026, 1, 1))
    >>> change.low, [(part.cause, float(part.low)) for part in change.parts if part.low]
    (Fraction(1, 4), [('contacts', 0.25)])
    """
    return why_changed(day.on(first), day)
