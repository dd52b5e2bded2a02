"""The steps that would help most: one per delegation, by what its gap calls for, of different sorts
first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graph_model.cached import cached
from graph_model.measures.day import Day
from graph_model.measures.gap_kinds import KIND, LIVE, REACHED
from graph_model.measures.gaps import Cell, find_cells, main_kind
from graph_model.measures.next.ask_members import MemberQuestion, near_members, questions
from graph_model.snapshot import Snapshot


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
    order = all_steps(day)
    chosen: list[Advice] = []
    while len(chosen) < min(k, len(order)):
        left = [step for step in order if step not in chosen]
        used = {step.remedy for step in chosen}
        chosen.append(next((step for step in left if step.remedy not in used), left[0]))
    return tuple(sorted(chosen, key=order.index))


@cached(maxsize=8)
def all_steps(day: Day, /) -> tuple[Advice, ...]:
    """The step of every delegation that is not reached on all its issues, the one that moves most
    first.
    """
    cells = find_cells(day)
    total = sum(cell.importance for cell in cells)
    per_delegation: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.kind not in REACHED:
            per_delegation[cell.delegation].append(cell)
    asked: dict[str, MemberQuestion] = {}
    for question in questions(day):
        asked.setdefault(question.delegation, question)
    shares = {
        delegation: sum(cell.importance for cell in found) / total
        for delegation, found in per_delegation.items()
    }
    equal: defaultdict[float, list[str]] = defaultdict(list)
    for delegation, share in sorted(shares.items()):
        equal[round(share, 9)].append(delegation)
    near: defaultdict[str, list[str]] = defaultdict(list)
    for member, delegation in sorted(near_members(day, per_delegation)):
        near[delegation].append(member)
    return tuple(
        _step(
            day.snapshot,
            per_delegation[delegation],
            shares[delegation],
            asked.get(delegation),
            near[delegation],
            equal[round(shares[delegation], 9)],
        )
        for delegation in sorted(shares, key=lambda one: (-round(shares[one], 9), one))
    )


def _step(
    snapshot: Snapshot,
    cells: Sequence[Cell],
    share: float,
    question: MemberQuestion | None,
    near: Sequence[str],
    equal: Sequence[str],
) -> Advice:
    kind = main_kind(cells)
    delegation, evidence = cells[0].delegation, cells[0].evidence
    members: Sequence[str] = near
    if kind == "unknown":
        members = (question.member,) if question else ()
    elif kind in LIVE:
        members = next(cell.members for cell in cells if cell.kind == kind)
    elif kind in ("quiet", "slight"):
        members = tuple(
            dict.fromkeys(
                tie.source for id in evidence for tie in snapshot.back(id, "TOOK_PART_IN", "GAVE")
            )
        )
    return Advice(
        delegation=delegation,
        issue=next(cell.issue for cell in cells if cell.kind == kind),
        kind=kind,
        share=share,
        cells=len(cells),
        talks=len({talk.agreement for cell in cells for talk in cell.target.talks}),
        members=tuple(members),
        evidence=evidence,
        ways=tuple(sorted(tie.source for tie in snapshot.back(delegation, "OPENS"))),
        question=question if kind == "unknown" else None,
        ties=tuple(one for one in equal if one != delegation),
    )
