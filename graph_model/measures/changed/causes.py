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

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product

from graph_model.cached import cached
from graph_model.measures.changed.shapley_shares import (
    CAUSES,
    NOTHING,
    ORDERS,
    SUBSETS,
    Applied,
    Pair,
    Shares,
    shapley_shares,
)
from graph_model.measures.contacts import Contact, family, our_contacts, saturate
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import day_arrays
from graph_model.measures.gap_kinds import LIVE
from graph_model.measures.gaps import Coverage, band, weight_by_delegation
from graph_model.measures.member_answers import nobody_known, standing_answers

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
    weights, totals = zip(*(_weight(day) for day in (before, after)), strict=True)
    whole = totals[0] * totals[1]  # the common denominator of all shares
    shares = _all_shares(before, after, weights, totals)
    parts = []
    for cause, effects in _effects(shares).items():
        moved = [
            (cell, Fraction(low, ORDERS * whole), Fraction(high, ORDERS * whole))
            for cell, (low, high) in effects.items()
        ]
        moved.sort(key=lambda effect: (-abs(effect[1]), -abs(effect[2]), effect[0]))
        parts.append(
            CausePart(
                cause,
                sum((low for _, low, _ in moved), Fraction()),
                sum((high for _, _, high in moved), Fraction()),
                tuple(moved),
            )
        )
    first, last = shares[Applied()], shares[Applied(CAUSES)]
    gains = [Fraction(sum(last[end].values()) - sum(first[end].values()), whole) for end in (0, 1)]
    sides = two_days(before, after)
    return BandChange(**vars(sides), low=gains[0], high=gains[1], parts=tuple(parts))


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
        (_live(before), _live(after)),
        (_recorded(before), _recorded(after)),
    )


def line_pulls(before: Day, after: Day) -> tuple[Effects, Effects]:
    """How far each cause acts on each line: the part, in `ORDERS`-ths, of its share on the first
    day and of its share on the second that it moves.

    A cell's part in a change is the one times its share then and the other times its share now:
    `CausePart` without the weights.
    """
    then, now = (dict.fromkeys(_weight(day)[0], 1) for day in (before, after))
    none: dict[Pair, int] = {}
    return _effects(_all_shares(before, after, (then, none), (1, 1))), _effects(
        _all_shares(before, after, (none, now), (1, 1))
    )


def _all_shares(
    before: Day, after: Day, weights: tuple[dict[Pair, int], ...], totals: tuple[int, ...]
) -> dict[Applied, Shares]:
    return {applied: _shares(before, after, applied, weights, totals) for applied in SUBSETS}


def _effects(shares: Mapping[Applied, Shares]) -> Effects:
    """What each cause does to the lower and the upper end, cell by cell; cells to which it does
    nothing are left out.
    """
    low, high = (_brought(shares, end) for end in (0, 1))
    found: Effects = {cause: {} for cause in CAUSES}
    for cell in sorted({*low, *high}):
        ends = zip(
            shapley_shares(low.get(cell, NOTHING)),
            shapley_shares(high.get(cell, NOTHING)),
            strict=True,
        )
        for cause, does in zip(CAUSES, ends, strict=True):
            if any(does):
                found[cause][cell] = does
    return found


def _brought(shares: Mapping[Applied, Shares], end: int) -> dict[Pair, tuple[int, ...]]:
    """What each set of causes brings together to one end, cell by cell, in the order of
    `SUBSETS`; cells to which all bring the same are left out.
    """
    columns = [shares[applied][end] for applied in SUBSETS]
    cells = {cell for column in columns for cell in column}
    brought = {cell: tuple(column.get(cell, 0) for column in columns) for cell in cells}
    return {cell: values for cell, values in brought.items() if min(values) != max(values)}


def _shares(
    before: Day,
    after: Day,
    applied: Applied,
    weights: tuple[dict[Pair, int], ...],
    totals: tuple[int, ...],
) -> Shares:
    """The share of each reached cell, and of each cell that is reached or not known, when only
    these causes have acted.

    Shares are whole numbers over the product of both totals.
    """
    now = "scope" in applied
    knows = after if "knowledge" in applied else before
    clock = after.at if "cooling" in applied else before.at
    strength, tried = _strength(before, after, knows, "contacts" in applied, clock)
    weight, other = weights[now], totals[not now]
    asked = standing_answers(knows)
    low = {
        cell: share * other
        for cell, share in weight.items()
        if saturate(strength.get(cell, 0.0)) >= knows.settings.live
    }
    silent = {delegation for delegation, _ in weight} - tried
    known = {
        one
        for one in silent
        if one in knows.snapshot.nodes and nobody_known(knows, one, asked.get(one, ()))
    }
    open_to = silent - known
    return low, {
        **low,
        **{cell: share * other for cell, share in weight.items() if cell[0] in open_to},
    }


@cached(maxsize=16)
def _weight(scope: Day) -> tuple[dict[Pair, int], int]:
    """The importance of each cell as a whole number, all on one scale, and their sum (1 when there
    is no cell).
    """
    now = day_arrays(scope)
    cells = zip(now.delegation.tolist(), now.issue.tolist(), now.importance.tolist(), strict=True)
    exact = {
        (now.delegations[who], now.issues[what]): importance.as_integer_ratio()
        for who, what, importance in cells
    }
    scale = max((below for _, below in exact.values()), default=1)
    weight = {cell: above * (scale // below) for cell, (above, below) in exact.items()}
    return weight, sum(weight.values()) or 1


@cached(maxsize=16)
def _strength(
    before: Day, after: Day, knows: Day, with_new: bool, clock: date
) -> tuple[dict[Pair, float], frozenset[str]]:
    """What is left, per delegation and issue, of the contacts of the member with most; and the
    delegations that have any contact.

    A contact is never fresher than on its own day: before the clock has run, a new one counts in
    full.
    """
    told = [
        one
        for one in _known(knows)
        if one.holds(knows.at) and (one.kind == "answer" or one.on <= before.at)
    ]
    fresh = (
        [one for one in _known(after) if one.kind != "answer" and before.at < one.on <= after.at]
        if with_new
        else []
    )
    per_member: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    for source, found in ((knows.snapshot, told), (after.snapshot, fresh)):
        kin: dict[str, frozenset[str]] = {}
        for contact in found:
            touched = {
                issue
                for about in contact.issues
                for issue in kin.setdefault(about, family(source, about))
            }
            for member, delegation in product(contact.members, contact.delegations):
                left = contact.strength(max(clock, contact.on), member, delegation)
                for issue in touched:
                    per_member[member, delegation, issue] += left
    best: dict[Pair, float] = {}
    for (_, delegation, issue), left in per_member.items():
        best[delegation, issue] = max(best.get((delegation, issue), 0.0), left)
    return best, frozenset(
        delegation for contact in (*told, *fresh) for delegation in contact.delegations
    )


@cached(maxsize=8)
def _known(day: Day, /) -> tuple[Contact, ...]:
    return our_contacts(day)


def _live(day: Day) -> int:
    return len(weight_by_delegation(day, LIVE))


def _recorded(day: Day) -> int:
    return sum(contact.kind != "answer" and contact.on <= day.at for contact in _known(day))


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
