"""Where the coalition has a line, and what kind of gap there is where it has none.

Each target cell is of exactly one kind, the first that fits. Unknown is not missing: a cell without
a recorded contact is *not known* until the members were asked, and the coverage is a band, never
one number.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph_model.cached import cached
from graph_model.garbage import no_collection
from graph_model.measures.contacts import Contact, family, our_contacts
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import DayArrays, day_arrays
from graph_model.measures.gap_kinds import BEST_FIRST, KIND, KINDS, LIVE, NO_CONTACT, REACHED
from graph_model.measures.member_answers import nobody_known, standing_answers
from graph_model.measures.membership import with_friends
from graph_model.measures.negotiations import TalkRows, Target, targets
from graph_model.measures.row_arrays import Flags, Floats, Ints

#: So many values become numbers of Python at a time.
AT_ONCE = 50_000


@dataclass(frozen=True)
class Cell:
    """A target cell with its kind and the evidence for it. `warmth` is that of the best tie, on
    this issue where there is one.
    """

    target: Target
    kind: str
    warmth: float
    #: Members with a live line: on this issue for reached cells, to the delegation otherwise.
    members: tuple[str, ...]
    #: Contacts and stated lines that the kind rests on, latest first; where there are none, what
    #: members answered when asked.
    evidence: tuple[str, ...]

    @property
    def delegation(self) -> str:
        return self.target.delegation

    @property
    def issue(self) -> str:
        return self.target.issue

    @property
    def importance(self) -> float:
        return self.target.importance

    @property
    def remedy(self) -> str:
        return KIND[self.kind].remedy

    @property
    def contacts(self) -> tuple[str, ...]:
        """The evidence as far as it tells of a contact or a line, latest first: empty where nothing
        but answers that tell of none is on record.
        """
        return () if self.kind in NO_CONTACT else self.evidence


@cached(maxsize=8)
def _by_id(day: Day, /) -> dict[str, Contact]:
    return {contact.id: contact for contact in our_contacts(day)}


def line_contact(day: Day, cell: Cell) -> str:
    """The id of the contact that tells best why a cell is of its kind, the latest of those that fit
    best: of a member that carries the line, on this issue where the line is reached, and weighty
    enough to count. Where nobody carries one it is our latest contact, of a cell met in passing the
    latest that counts; empty where there is none.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    cell : Cell
        A cell of the day.

    Returns
    -------
    str
        An id of a contact.

    Examples
    --------
    >>> from graph_model import example
    >>> [line_contact(example(), cell) for cell in find_cells(example())]
    ['first', 'first', '', '']
    """
    if not cell.members and cell.kind != "slight":
        return next(iter(cell.contacts), "")
    known = _by_id(day)
    had = [
        known[id]
        for id in cell.contacts
        if not cell.members or known[id].members & set(cell.members)
    ]
    around = family(day.snapshot, cell.issue)

    def fits(contact: Contact) -> tuple[bool, bool]:
        on_issue = cell.kind not in REACHED or bool(contact.issues & around)
        return contact.worth > 0 and on_issue, on_issue

    return max(had, key=fits).id  # the first of equal ones, and they come latest first


def main_kind(cells: Sequence[Cell]) -> str:
    """The kind that stands for some cells: the one that holds most of their importance; of equal
    ones the first in the order of `KINDS`, so that no id decides it.

    Parameters
    ----------
    cells : Sequence[Cell]
        At least one cell.

    Returns
    -------
    str
        The code of a kind of gap.

    Examples
    --------
    >>> def cell(kind: str, importance: float) -> Cell:
    ...     return Cell(Target("ustr", "flows", importance, ()), kind, 0.0, (), ())
    >>> main_kind([cell("quiet", 1.0), cell("one", 0.4), cell("one", 0.7)])
    'one'
    >>> main_kind([cell("never_raised", 1.0), cell("one", 1.0)])
    'one'
    """
    weight: defaultdict[str, list[float]] = defaultdict(list)
    for cell in cells:
        weight[cell.kind].append(cell.importance)
    return heaviest_kind({kind: math.fsum(found) for kind, found in weight.items()})


def heaviest_kind(weight: Mapping[str, float]) -> str:
    """The kind that stands for cells of several kinds (`main_kind`), from what each kind weighs.

    Parameters
    ----------
    weight : Mapping[str, float]
        The importance of some cells by their kind; at least one.

    Returns
    -------
    str
        The code of a kind of gap.

    Examples
    --------
    >>> heaviest_kind({"quiet": 1.0, "one": 1.0, "slight": 0.5})
    'one'
    """
    return min(weight, key=lambda kind: (-round(weight[kind], 9), BEST_FIRST.index(kind)))


@dataclass(frozen=True)
class Coverage:
    """The coverage band: shares of importance that are reached for certain (`low`) and at best
    (`high`).
    """

    low: float
    high: float
    cells: int
    delegations: int
    #: Cells and share of importance per kind, in the order of `KINDS`.
    by_kind: dict[str, tuple[int, float]]


@cached(maxsize=16)
def find_cells(day: Day, /) -> tuple[Cell, ...]:
    """Every target cell with its kind, most important first.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    tuple[Cell, ...]
        One for each pair of a delegation and an issue on its table that day. ``importance`` is
        between 0 and the priority of the delegation, ``warmth`` between 0 and 1.

    Examples
    --------
    >>> from graph_model import example, find_cells
    >>> [(cell.delegation, cell.issue, cell.kind) for cell in find_cells(example())][::2]
    [('alpha', 'flows', 'one'), ('beta', 'flows', 'unknown')]
    """
    now = day_arrays(day)
    with no_collection():
        cells = _made(day, np.arange(len(now.importance)))
    return tuple(sorted(cells, key=lambda cell: (-cell.importance, cell.delegation, cell.issue)))


def cells_of(day: Day, delegation: str) -> tuple[Cell, ...]:
    """The cells of one delegation, most important first; those of others are not made for it.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    delegation : str
        Its id.

    Returns
    -------
    tuple[Cell, ...]
        One an issue on its table.

    Examples
    --------
    >>> from graph_model import example
    >>> [cell.issue for cell in cells_of(example(), "beta")]
    ['flows', 'source']
    """
    now = day_arrays(day)
    here = np.isin(
        now.delegation, [at for at, id in enumerate(now.delegations) if id == delegation]
    )
    cells = _made(day, np.flatnonzero(here))
    return tuple(sorted(cells, key=lambda cell: (-cell.importance, cell.issue)))


def _made(day: Day, wanted: Ints) -> list[Cell]:
    """Some cells, by their places, with their kinds and the evidence for them."""
    now, asked = day_arrays(day), standing_answers(day)
    of_cell, of_delegation = (
        np.isin(now.line_cell, wanted),
        now.tie_live & np.isin(now.tie_delegation, now.delegation[wanted]),
    )
    here, live = (
        _carriers(now, now.line_cell[of_cell], now.line_tie[of_cell]),
        _carriers(now, now.tie_delegation[of_delegation], np.flatnonzero(of_delegation)),
    )
    warmest = _highest(now.tie_delegation, now.tie_warmth, len(now.delegations))
    warmest_here = _highest(now.line_cell, now.line_warmth, len(now.importance))
    cells = []
    for place, target, number, kind in zip(
        wanted.tolist(),
        targets(day.snapshot, _of_cells(now, wanted)).values(),
        now.delegation[wanted].tolist(),
        kinds(day, now)[wanted].tolist(),
        strict=True,
    ):
        members = here.get(place) or live.get(number, ())
        warmth = warmest_here[place] if place in here else warmest[number]
        evidence = now.evidence[number] or tuple(
            answer.id for answer in asked.get(target.delegation, ())
        )
        cells.append(Cell(target, KINDS[kind].code, float(warmth), members, evidence))
    return cells


def _of_cells(now: DayArrays, wanted: Ints) -> TalkRows:
    """The talks behind some cells."""
    rows = now.talks
    behind = np.isin(np.cumsum(rows.begins) - 1, wanted)
    return replace(rows, seat=rows.seat[behind], cover=rows.cover[behind])


def kinds(day: Day, now: DayArrays) -> NDArray[np.int8]:
    """The kind of each cell as its place in `KINDS`: the first that fits."""
    more, one = (np.zeros(len(now.importance), bool) for _ in range(2))
    reached, lines = np.unique(now.line_cell, return_counts=True)  # few of what may be millions
    more[reached[lines > 1]] = True
    one[reached[lines == 1]] = True
    live = np.zeros(len(now.delegations), bool)
    live[now.tie_delegation[now.tie_live]] = True
    asked = standing_answers(day)
    nobody = np.array(
        [nobody_known(day, id, asked.get(id, ())) for id in now.delegations], dtype=bool
    )
    by_delegation = (live, now.was_line, now.counted, now.tried, nobody)
    with_line, *others = (flags[now.delegation] for flags in by_delegation)
    fits = (more, one, with_line & now.raised_by_carrier, with_line & now.raised, with_line)
    found = np.full(len(now.importance), len(KINDS) - 1, np.int8)
    for place, its in reversed(list(enumerate((*fits, *others)))):
        found[its] = place  # the first that fits is written last
    return found


def of_kinds(found: Ints, codes: Collection[str]) -> Flags:
    """Which cells are of one of these kinds; each cell as its place in `KINDS`.

    Parameters
    ----------
    found : Ints
        The kind of each cell (`kinds`).
    codes : Collection[str]
        Codes of kinds.

    Returns
    -------
    Flags
        One truth value a cell.

    Examples
    --------
    >>> of_kinds(np.array([1, 8, 0]), REACHED).tolist()
    [True, False, True]
    """
    return np.isin(found, [BEST_FIRST.index(code) for code in codes])


def _carriers(now: DayArrays, keys: Ints, ties: Ints) -> dict[int, tuple[str, ...]]:
    """The members behind ties, by key and in the order of their ids."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for key, member in sorted(zip(keys.tolist(), now.tie_member[ties].tolist(), strict=True)):
        found[key].append(now.members[member])
    return {key: tuple(members) for key, members in found.items()}


def _highest(keys: Ints, values: Floats, size: int) -> Floats:
    found = np.zeros(size)
    np.maximum.at(found, keys, values)
    return found


@cached(maxsize=64)
def band(day: Day, /) -> Coverage:
    """The band over all cells: what `coverage(find_cells(…))` gives, without making the cells.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    Coverage
        ``low`` and ``high`` are shares of importance between 0 and 1, both 0 where nothing is on
        the table.

    Examples
    --------
    >>> from graph_model import band, example
    >>> found = band(example())
    >>> found.low, found.high
    (0.25, 0.75)
    """
    now = day_arrays(day)
    found = kinds(day, now)
    weight, number = [], []
    for code in range(len(KINDS)):
        of_kind = found == code
        weight.append(math.fsum(_some(now.importance, of_kind)))
        number.append(int(np.count_nonzero(of_kind)))
    seated = np.zeros(len(now.delegations), bool)
    seated[now.delegation] = True
    return _band(weight, number, int(np.count_nonzero(seated)))


def _some(values: Floats, wanted: Flags) -> Iterator[float]:
    """The values that are wanted, without a copy of what may be millions."""
    for start in range(0, len(values), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        yield from values[part][wanted[part]].tolist()


def friends_band(day: Day) -> Coverage:
    """The band when friends outside the coalition count as *us*: the second figure beside every
    band of the coalition's own.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    Coverage
        As from `band`; no narrower than without friends.

    Examples
    --------
    >>> from graph_model import band, example
    >>> friends_band(example()) == band(example())
    True
    """
    return band(with_friends(day))


def weight_by_delegation(day: Day, codes: Collection[str]) -> dict[str, tuple[float, int]]:
    """The share of all importance, and the number, of the cells of these kinds per delegation, by
    id, without making the cells.
    """
    now = day_arrays(day)
    total = float(now.importance.sum())
    wanted = of_kinds(kinds(day, now), codes)
    weight = np.bincount(
        now.delegation[wanted], weights=now.importance[wanted], minlength=len(now.delegations)
    )
    number = np.bincount(now.delegation[wanted], minlength=len(now.delegations))
    return {
        now.delegations[place]: (float(weight[place]) / total, int(number[place]))
        for place in np.flatnonzero(number).tolist()
    }


def live_delegations(day: Day) -> int:
    """How many delegations at the table have a live line, on whatever issue.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    int

    Examples
    --------
    >>> from graph_model import example
    >>> live_delegations(example())
    1
    """
    return len(weight_by_delegation(day, LIVE))


def coverage(cells: Sequence[Cell]) -> Coverage:
    """The band over some cells: low = Σω reached / Σω, high = Σω (reached or not known) / Σω; both
    0 when there is no cell.

    Parameters
    ----------
    cells : sequence of Cell
        Those that the band is about.

    Returns
    -------
    Coverage
        Shares of their importance, between 0 and 1.

    Examples
    --------
    >>> from graph_model import example, find_cells
    >>> found = coverage(find_cells(example()))
    >>> found.low, found.high
    (0.25, 0.75)
    """
    weights: defaultdict[str, list[float]] = defaultdict(list)
    for cell in cells:
        weights[cell.kind].append(cell.importance)
    found = [weights[kind.code] for kind in KINDS]
    return _band(
        [math.fsum(weight) for weight in found],
        [len(weight) for weight in found],
        len({cell.delegation for cell in cells}),
    )


def _band(weight: Sequence[float], number: Sequence[int], delegations: int) -> Coverage:
    """The band from weight and number of cells per kind, in the order of `KINDS`."""
    total = math.fsum(weight)
    by_kind = {
        kind.code: (count, value / total if total else 0.0)
        for kind, count, value in zip(KINDS, number, weight, strict=True)
    }
    low = sum(by_kind[code][1] for code in REACHED)
    return Coverage(low, low + by_kind["unknown"][1], sum(number), delegations, by_kind)
