"""What stands under each set of causes of a change, cell by cell and as arrays: which cells are
reached, and of which delegations nothing is known.

A set of causes is read in two parts. Whether a cell is reached follows from contacts, cooling and
knowledge; what it weighs from the scope alone. So each of the eight sets without scope is looked at
once, and the contacts behind them are laid out once for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph_model.measures.changed.shapley_shares import SUBSETS, Applied, Pair
from graph_model.measures.contact_pairs import ContactPairs, touched_issues
from graph_model.measures.contacts import Contact, our_contacts
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import DayArrays, day_arrays, saturated
from graph_model.measures.member_answers import nobody_known, standing_answers
from graph_model.measures.row_arrays import Flags, Ints, ints, lookup, pair_keys, places

SCOPE = "scope"
#: The sets of causes that decide what is reached.
REACHING = tuple(applied for applied in SUBSETS if SCOPE not in applied)


@dataclass(frozen=True)
class ExactWeights:
    """The importance of the cells of a day as whole numbers, all on one scale: few numbers, and the
    place of each cell's among them.
    """

    numbers: tuple[int, ...]
    number: Ints
    #: Of all cells; 1 when there is none.
    total: int


@dataclass(frozen=True, eq=False)
class AppliedCauses:
    """Cells of either day, in the order of their ids, and what stands under each set of causes."""

    delegations: tuple[str, ...]
    issues: tuple[str, ...]
    #: Delegation and issue of each cell as one number, ascending.
    cells: Ints
    #: For the first day and the second: the place of each cell among those of the day, −1 where it
    #: is not on the table; and what the cells of the day weigh.
    place: tuple[Ints, Ints]
    weights: tuple[ExactWeights, ExactWeights]
    #: By cell and set of `REACHING`.
    reached: Flags
    open_to: Flags

    def cell(self, place: int) -> Pair:
        """The ids of a cell."""
        delegation, issue = divmod(int(self.cells[place]), len(self.issues))
        return self.delegations[delegation], self.issues[issue]

    def weight(self, cell: int, second: bool) -> int:
        """What a cell weighs on the first or the second day, 0 where it is not on the table."""
        place, weights = int(self.place[second][cell]), self.weights[second]
        return weights.numbers[weights.number[place]] if place >= 0 else 0


def applied_causes(before: Day, after: Day) -> AppliedCauses:
    """What stands under each set of causes of the change from one day to a later one."""
    sides = day_arrays(before), day_arrays(after)
    delegations = _together(sides[0].delegations, sides[1].delegations)
    issues = _together(sides[0].issues, sides[1].issues)
    keys = [_keys(now, delegations, issues) for now in sides]
    cells = np.union1d(*keys)

    told, fresh = [_told(day, before) for day in (before, after)], _fresh(before, after)
    members = _together(sides[0].members, sides[1].members)
    reached = _reached(before, after, (*told, fresh), (delegations, issues, members), cells)
    open_to = np.stack(
        [
            _open_to(
                after if "knowledge" in applied else before,
                [*told["knowledge" in applied], *(fresh if "contacts" in applied else ())],
                delegations,
            )
            for applied in REACHING
        ],
        axis=1,
    )
    return AppliedCauses(
        delegations,
        issues,
        cells,
        (lookup(keys[0], cells), lookup(keys[1], cells)),
        (_exact(sides[0]), _exact(sides[1])),
        reached,
        open_to[cells // max(1, len(issues))],
    )


def _together(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return one if one == other else tuple(sorted({*one, *other}))


def _keys(now: DayArrays, delegations: tuple[str, ...], issues: tuple[str, ...]) -> Ints:
    """The cells of a day as numbers, ascending."""
    who, what = places(delegations), places(issues)
    delegation, issue = (
        ints(who[id] for id in now.delegations),
        ints(what[id] for id in now.issues),
    )
    return pair_keys(delegation[now.delegation], issue[now.issue], len(issues))


def _exact(now: DayArrays) -> ExactWeights:
    """Every importance is a fraction of two: on the scale of the finest, all are whole numbers."""
    different, number, many = np.unique(now.importance, return_inverse=True, return_counts=True)
    exact = [importance.as_integer_ratio() for importance in different.tolist()]
    scale = max((below for _, below in exact), default=1)
    numbers = tuple(above * (scale // below) for above, below in exact)
    total = sum(one * times for one, times in zip(numbers, many.tolist(), strict=True))
    return ExactWeights(numbers, number, total or 1)


def _told(day: Day, before: Day) -> list[Contact]:
    """What a day knows of the time up to the first one, with the answers that stand on it."""
    return [
        one
        for one in our_contacts(day)
        if one.holds(day.at) and (one.kind == "answer" or one.on <= before.at)
    ]


def _fresh(before: Day, after: Day) -> list[Contact]:
    """The contacts after the first day, up to the second."""
    return [
        one
        for one in our_contacts(after)
        if one.kind != "answer" and before.at < one.on <= after.at
    ]


def _reached(
    before: Day,
    after: Day,
    groups: Sequence[Sequence[Contact]],
    ids: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    cells: Ints,
) -> Flags:
    """Which cells are reached, by set of `REACHING`: the contacts of some member with the
    delegation, on the issue, leave enough to be live. The groups of contacts are those told on the
    first day, told on the second, and fresh ones; what is in several is laid out once.
    """
    snapshots = (before.snapshot, after.snapshot, after.snapshot)
    known: dict[tuple[Contact, tuple[str, ...]], list[int]] = {}
    for number, (snapshot, group) in enumerate(zip(snapshots, groups, strict=True)):
        for one in zip(group, touched_issues(snapshot, group), strict=True):
            if one[1]:
                known.setdefault(one, []).append(number)
    rows = sorted(known, key=lambda one: (one[0].on, one[0].id))
    had = ContactPairs([row[0] for row in rows], [row[1] for row in rows], *ids)

    within = [np.array([number in known[row] for row in rows], bool) for number in range(3)]
    sets = []
    for applied in REACHING:
        knows = "knowledge" in applied
        counted = within[knows] | within[2] if "contacts" in applied else within[knows]
        left = had.left((after if "cooling" in applied else before).at) * counted
        sets.append((left, (after if knows else before).settings.live))

    found = np.zeros((len(cells), len(REACHING)), bool)
    columns = np.divmod(cells, max(1, len(ids[1])))
    for cell, member, reached in had.by_cell(*columns, len(ids[1])):
        contact, sure = had.member_contact[member], had.sureness(member, reached)
        keys, line = np.unique(
            pair_keys(cell, had.member[member], len(ids[2])), return_inverse=True
        )
        for column, (left, enough) in enumerate(sets):
            strength = np.bincount(line, weights=left[contact] * sure, minlength=len(keys))
            live = saturated(strength.astype(np.float64)) >= enough
            found[keys[live] // len(ids[2]), column] = True
    return found


def _open_to(knows: Day, had: Sequence[Contact], delegations: tuple[str, ...]) -> Flags:
    """The delegations with which nothing is on record, and of which nobody said that there is no
    line.
    """
    tried = {delegation for contact in had for delegation in contact.delegations}
    asked = standing_answers(knows)
    return np.array(
        [
            id not in tried
            and not (id in knows.snapshot.nodes and nobody_known(knows, id, asked.get(id, ())))
            for id in delegations
        ],
        bool,
    )


def sets_as_applied(flags: Sequence[bool], second: bool) -> tuple[int, ...]:
    """What a cell brings to each of `SUBSETS` per unit of its share on the first day, or on the
    second: its flags under `REACHING`, where the scope is that of this day.
    """
    by_set = dict(zip(REACHING, flags, strict=True))
    return tuple(
        int((SCOPE in applied) == second and by_set[Applied(applied - {SCOPE})])
        for applied in SUBSETS
    )
