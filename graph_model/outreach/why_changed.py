"""What changed between two days, and why: an exact split of the change of the coverage band (Shapley 1953).

Four causes, each of which can be applied without the others:

- *scope*: what is on the table, and how much it weighs;
- *contacts*: contacts dated after the first day, as fresh as on the day they were made;
- *cooling*: the clock of the contacts runs from the first day to the second;
- *knowledge*: earlier contacts that were entered, corrected or taken out since, answers of members, and other numbers in the settings.

The share of each cell is evaluated under all sixteen combinations; a cause gets its average effect over the 24 orders in which the four can be
applied. Everything is counted in fractions, so the four parts add up to the change exactly, cell by cell and in all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import factorial

from graph_model.outreach.answers import nobody_known, standing
from graph_model.outreach.gaps import Coverage, coverage, find_cells
from graph_model.outreach.settings import DEFAULTS, Settings
from graph_model.outreach.table import target_cells
from graph_model.outreach.warmth import Contact, contacts, family, saturate
from graph_model.snapshot import Snapshot

CAUSES = ("contacts", "cooling", "scope", "knowledge")
Pair = tuple[str, str]
Applied = frozenset[str]


@dataclass(frozen=True)
class Part:
    """What one cause did to the lower and the upper end of the band, with the cells behind it (largest effect on the lower end first)."""

    cause: str
    low: Fraction
    high: Fraction
    cells: tuple[tuple[Pair, Fraction, Fraction], ...]


@dataclass(frozen=True)
class Change:
    """The band on two days and the four parts of the difference. `sum(part.low for part in parts) == low` holds exactly."""

    since: date
    until: date
    before: Coverage
    after: Coverage
    low: Fraction
    high: Fraction
    parts: tuple[Part, ...]
    #: Delegations with a live line, and contacts on record, on the first and on the second day.
    live: tuple[int, int]
    recorded: tuple[int, int]


@dataclass(frozen=True)
class State:
    """One side of the comparison."""

    snapshot: Snapshot
    at: date
    settings: Settings = DEFAULTS


@lru_cache(maxsize=8)
def why_changed(before: State, after: State) -> Change:
    """The change from one state to a later one; they may differ in the rows, the day and the settings.

    Raises `ValueError` when the days are in the wrong order.
    """
    if before.at > after.at:
        raise ValueError(f"{before.at} is after {after.at}; a change runs from the earlier day to the later one.")
    shares = {applied: _shares(before, after, applied) for applied in _subsets(CAUSES)}
    cells = sorted({cell for low, high in shares.values() for cell in (*low, *high)})
    parts = []
    for cause in CAUSES:
        effects = [(cell, _shapley(shares, cause, cell, 0), _shapley(shares, cause, cell, 1)) for cell in cells]
        moved = sorted((effect for effect in effects if effect[1] or effect[2]), key=lambda effect: (-abs(effect[1]), -abs(effect[2]), effect[0]))
        parts.append(Part(cause, sum((low for _, low, _ in moved), Fraction()), sum((high for _, _, high in moved), Fraction()), tuple(moved)))
    ends = [[sum(shares[applied][end].values(), Fraction()) for end in (0, 1)] for applied in (Applied(), Applied(CAUSES))]
    return Change(
        since=before.at,
        until=after.at,
        before=coverage(find_cells(before.snapshot, before.at, before.settings)),
        after=coverage(find_cells(after.snapshot, after.at, after.settings)),
        low=ends[1][0] - ends[0][0],
        high=ends[1][1] - ends[0][1],
        parts=tuple(parts),
        live=(_live(before), _live(after)),
        recorded=(_recorded(before), _recorded(after)),
    )


def _shapley(shares: Mapping[Applied, tuple[dict[Pair, Fraction], dict[Pair, Fraction]]], cause: str, cell: Pair, end: int) -> Fraction:
    """Σ over sets of other causes of |S|!·(n − 1 − |S|)!/n! × what the cause adds to them."""
    others, total = [other for other in CAUSES if other != cause], Fraction()
    for already in _subsets(others):
        gain = shares[already | {cause}][end].get(cell, Fraction()) - shares[already][end].get(cell, Fraction())
        if gain:
            total += gain * Fraction(factorial(len(already)) * factorial(len(others) - len(already)), factorial(len(CAUSES)))
    return total


def _shares(before: State, after: State, applied: Applied) -> tuple[dict[Pair, Fraction], dict[Pair, Fraction]]:
    """The share of each reached cell, and of each cell that is reached or not known, when only these causes have acted."""
    scope = after if "scope" in applied else before
    knows = after if "knowledge" in applied else before
    clock = after.at if "cooling" in applied else before.at
    strength, tried = _strength(before, after, knows, "contacts" in applied, clock)
    weight = _weight(scope)
    total = sum(weight.values(), Fraction())
    asked = standing(knows.snapshot, knows.at)
    low = {cell: share / total for cell, share in weight.items() if saturate(strength.get(cell, 0.0)) >= knows.settings.live}
    silent = {delegation for delegation, _ in weight} - tried
    known = {one for one in silent if one in knows.snapshot.nodes and nobody_known(knows.snapshot, one, asked.get(one, ()), knows.at)}
    return low, {**low, **{cell: share / total for cell, share in weight.items() if cell[0] in silent - known}}


@lru_cache(maxsize=16)
def _weight(scope: State) -> dict[Pair, Fraction]:
    return {cell: Fraction(target.importance) for cell, target in target_cells(scope.snapshot, scope.at, scope.settings).items()}


@lru_cache(maxsize=16)
def _strength(before: State, after: State, knows: State, with_new: bool, clock: date) -> tuple[dict[Pair, float], frozenset[str]]:
    """What is left, per delegation and issue, of the contacts of the member with most; and the delegations that have any contact.

    A contact is never fresher than on its own day: before the clock has run, a new one counts in full.
    """
    told = [one for one in _known(knows) if one.holds(knows.at) and (one.kind == "answer" or one.on <= before.at)]
    fresh = [one for one in _known(after) if one.kind != "answer" and before.at < one.on <= after.at] if with_new else []
    per_member: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    for source, found in ((knows.snapshot, told), (after.snapshot, fresh)):
        kin: dict[str, frozenset[str]] = {}
        for contact in found:
            left = contact.strength(max(clock, contact.on))
            touched = {issue for about in contact.issues for issue in kin.setdefault(about, family(source, about))}
            for member in contact.members:
                for delegation in contact.delegations:
                    for issue in touched:
                        per_member[member, delegation, issue] += left
    best: dict[Pair, float] = {}
    for (_, delegation, issue), left in per_member.items():
        best[delegation, issue] = max(best.get((delegation, issue), 0.0), left)
    return best, frozenset(delegation for contact in (*told, *fresh) for delegation in contact.delegations)


@lru_cache(maxsize=8)
def _known(state: State) -> tuple[Contact, ...]:
    return contacts(state.snapshot, state.settings)


def _subsets(causes: Iterable[str]) -> list[Applied]:
    listed = tuple(causes)
    return [Applied(some) for size in range(len(listed) + 1) for some in combinations(listed, size)]


def _live(state: State) -> int:
    return len({cell.delegation for cell in find_cells(state.snapshot, state.at, state.settings) if cell.kind in ("several", "one", "other_issue")})


def _recorded(state: State) -> int:
    return sum(contact.kind != "answer" and contact.on <= state.at for contact in _known(state))


def since(snapshot: Snapshot, first: date, last: date, settings: Settings = DEFAULTS) -> Change:
    """The change between two days of one graph: what was known then is what is known now."""
    state = State(snapshot, first, settings)
    return why_changed(state, replace(state, at=last))
