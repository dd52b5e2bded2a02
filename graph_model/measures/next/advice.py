"""The steps that would help most: one per delegation, by what its gap calls for, of different sorts
first.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from graph_model.cached import cached
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import DayArrays, day_arrays
from graph_model.measures.gap_kinds import BEST_FIRST, KIND, KINDS, LIVE, REACHED
from graph_model.measures.gaps import cells_of, heaviest_kind, kinds, of_kinds
from graph_model.measures.next.ask_members import MemberQuestion, near_members, questions
from graph_model.measures.row_arrays import Ints, pair_keys


@dataclass(frozen=True)
class Advice:
    """What to do about one delegation. `share` of all importance is reached by it, or settled where
    the gap is *not known*.
    """

    delegation: str
    #: The weightiest issue of that kind, which bears the step out.
    issue: str
    #: The kind of gap with most weight there, which decides the remedy.
    kind: str
    share: float
    cells: int
    #: Talks at which the delegation sits with these cells.
    talks: int
    #: Who would take the step, the likeliest first: who has or had the line, who is asked, or who
    #: is near.
    members: tuple[str, ...]
    #: Contacts and answers on record, latest first.
    evidence: tuple[str, ...]
    #: Legal ways in.
    ways: tuple[str, ...]
    #: The question to ask, where the gap is *not known*.
    question: MemberQuestion | None
    #: Other delegations whose step would move as much; the order of their ids decided.
    ties: tuple[str, ...]

    @property
    def settles(self) -> bool:
        """Whether the step narrows the band from above (an answer) and does not lift it from below
        (a line).
        """
        return self.kind == "unknown"

    @property
    def remedy(self) -> str:
        return KIND[self.kind].remedy


def best_steps(day: Day, k: int = 3) -> tuple[Advice, ...]:
    """The k steps that move most, each on another delegation; while remedies are left that are not
    among them, each of another sort.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    k : int, optional
        How many at most.

    Returns
    -------
    tuple[Advice, ...]
        What moves most first.

    Examples
    --------
    >>> from graph_model import example
    >>> [(step.remedy, step.delegation) for step in best_steps(example())]
    [('ask_members', 'beta'), ('raise_it', 'alpha')]
    """
    return _best_steps(day, k)


class OpenDelegation(NamedTuple):
    """A delegation that is not reached on all its issues: the kind of gap that weighs most there,
    and the share of all importance that is open.
    """

    id: str
    kind: str
    share: float


@cached(maxsize=8)
def _open_delegations(day: Day, /) -> tuple[OpenDelegation, ...]:
    """Every delegation that is not reached on all its issues, the one with the largest share
    first; its cells are not made for it, there can be a million.
    """
    now = day_arrays(day)
    found = kinds(day, now)
    order = np.lexsort((now.issue, now.delegation, -now.importance))
    total = sum(now.importance[order].tolist())
    order = order[~of_kinds(found[order], REACHED)]
    share = np.bincount(now.delegation[order], weights=now.importance[order])
    listed = [
        OpenDelegation(now.delegations[number], kind, float(share[number]) / total)
        for number, kind in _heaviest_kinds(now, found, order).items()
    ]
    return tuple(sorted(listed, key=lambda one: (-round(one.share, 9), one.id)))


def _heaviest_kinds(now: DayArrays, found: Ints, cells: Ints) -> dict[int, str]:
    """The kind that weighs most among some cells of each delegation, by its place."""
    keys = pair_keys(now.delegation[cells], found[cells], len(KINDS))
    order = np.argsort(keys, kind="stable")
    importance, starts = now.importance[cells][order].tolist(), np.diff(keys[order], prepend=-1)
    ends = [*np.flatnonzero(starts).tolist(), len(importance)]

    weight: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for start, end in pairwise(ends):
        number, kind = divmod(int(keys[order[start]]), len(KINDS))
        weight[number][BEST_FIRST[kind]] = math.fsum(importance[start:end])
    return {number: heaviest_kind(by_kind) for number, by_kind in weight.items()}


@cached(maxsize=16)
def _best_steps(day: Day, k: int) -> tuple[Advice, ...]:
    order = _open_delegations(day)
    chosen: list[OpenDelegation] = []
    while len(chosen) < min(k, len(order)):
        left = [one for one in order if one not in chosen]
        used = {KIND[one.kind].remedy for one in chosen}
        chosen.append(next((one for one in left if KIND[one.kind].remedy not in used), left[0]))

    asked: dict[str, MemberQuestion] = {}
    for question in questions(day):
        asked.setdefault(question.delegation, question)
    near: defaultdict[str, list[str]] = defaultdict(list)
    for member, delegation in sorted(near_members(day, [one.id for one in chosen])):
        near[delegation].append(member)
    return tuple(
        _step(day, one, asked.get(one.id), near[one.id]) for one in sorted(chosen, key=order.index)
    )


def _step(
    day: Day, gap: OpenDelegation, question: MemberQuestion | None, near: Sequence[str]
) -> Advice:
    cells = [cell for cell in cells_of(day, gap.id) if cell.kind not in REACHED]
    first = next(cell for cell in cells if cell.kind == gap.kind)
    snapshot, evidence = day.snapshot, first.evidence
    members: Sequence[str] = near
    if gap.kind == "unknown":
        members = (question.member,) if question else ()
    elif gap.kind in LIVE:
        members = first.members
    elif gap.kind in ("quiet", "slight"):
        members = tuple(
            dict.fromkeys(
                tie.source for id in evidence for tie in snapshot.back(id, "TOOK_PART_IN", "GAVE")
            )
        )
    return Advice(
        delegation=gap.id,
        issue=first.issue,
        kind=gap.kind,
        share=gap.share,
        cells=len(cells),
        talks=len({talk.agreement for cell in cells for talk in cell.target.talks}),
        members=tuple(members),
        evidence=evidence,
        ways=tuple(sorted(tie.source for tie in snapshot.back(gap.id, "OPENS"))),
        question=question if gap.kind == "unknown" else None,
        ties=tuple(
            other.id
            for other in _open_delegations(day)
            if round(other.share, 9) == round(gap.share, 9) and other.id != gap.id
        ),
    )
