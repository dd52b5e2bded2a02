"""What the coalition can do next to be heard: first meetings and rooms, each with its effort and
its chances. (Questions to members have a plan of their own: `question_plan.py`.)

Both lead to one talk with a delegation: a first meeting for certain, a room with less certainty. A
talk covers so many issues (`settings.meeting_issues`), the weightiest of those not yet reached, and
opens what a recorded meeting on them would: these cells move together, and their importance is
added up once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from graph_model.cached import cached
from graph_model.measures.coming_events import access_of, coming_events, expected_delegations
from graph_model.measures.contacts import days_live, family
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import day_arrays
from graph_model.measures.gap_kinds import REACHED
from graph_model.measures.gaps import kinds, of_kinds

MEETING, ROOM = OPTION_KINDS = ("meeting", "room")
QUESTION = "question"


@dataclass(frozen=True)
class Option:
    """One thing that can be done. `chances` are those of a line to each delegation that it may open
    (0–1).
    """

    id: str
    kind: str
    #: The delegation to meet or to ask about, or the event to go to.
    target: str
    effort: float
    chances: Mapping[str, float]
    #: Who is asked (questions only).
    member: str = ""

    def opens(self, weight: Mapping[str, float]) -> float:
        """The importance that it opens when nothing else is done."""
        return sum(
            weight.get(delegation, 0.0) * chance for delegation, chance in self.chances.items()
        )


@dataclass(frozen=True)
class Agenda:
    """What one meeting with a delegation raises, and the issues whose cells it opens: those raised
    with their group and its parts, as far as they are open. `share` is the importance of these.
    """

    issues: tuple[str, ...]
    opens: tuple[str, ...]
    share: float


@cached(maxsize=16)
def agendas(day: Day, /) -> dict[str, Agenda]:
    """The agenda of a first meeting with each delegation that has an open cell, by id.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    dict[str, Agenda]
        Issues to raise, issues it opens, and the share of all importance that is theirs.

    Examples
    --------
    >>> from graph_model import example
    >>> agendas(example())["beta"]
    Agenda(issues=('flows', 'source'), opens=('flows', 'source'), share=0.5)
    """
    now, total = day_arrays(day), float(day_arrays(day).importance.sum())
    cells = np.flatnonzero(~of_kinds(kinds(day, now), REACHED))
    cells = cells[np.lexsort((now.issue[cells], -now.importance[cells], now.delegation[cells]))]

    still_open: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for cell in cells.tolist():
        delegation, issue = now.delegations[now.delegation[cell]], now.issues[now.issue[cell]]
        still_open[delegation][issue] = float(now.importance[cell])

    found = {}
    for delegation, weights in still_open.items():
        raised = tuple(weights)[: day.settings.meeting_issues]
        touched = frozenset[str]().union(*(family(day.snapshot, issue) for issue in raised))
        opens = tuple(issue for issue in weights if issue in touched)
        found[delegation] = Agenda(raised, opens, sum(weights[one] for one in opens) / total)
    return found


def opened_cells(day: Day) -> frozenset[str]:
    """The cells that first meetings with everybody would open, as ``delegation~issue``."""
    return frozenset(
        f"{delegation}~{issue}"
        for delegation, agenda in agendas(day).items()
        for issue in agenda.opens
    )


def open_weight(day: Day) -> dict[str, float]:
    """The importance that one meeting with each delegation opens, as shares of the importance of
    all cells.
    """
    return {delegation: agenda.share for delegation, agenda in agendas(day).items()}


def options(
    day: Day, weight: Mapping[str, float], wanted: Collection[str] = OPTION_KINDS
) -> tuple[Option, ...]:
    """Everything that can be done for the delegations in `weight`, by id; `wanted` of
    `OPTION_KINDS`. Where one meeting alone makes no live line by the settings, none is promised.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    weight : Mapping[str, float]
        What is at stake with each delegation, by id.
    wanted : Collection[str], optional
        ``meeting`` (a first meeting), ``room`` (an occasion at which several are met).

    Returns
    -------
    tuple[Option, ...]
        Each with its effort and the chance with which it opens each delegation.

    Examples
    --------
    >>> from graph_model import example
    >>> [(one.kind, one.target) for one in options(example(), {"alpha": 1.0, "beta": 2.0})]
    [('meeting', 'alpha'), ('meeting', 'beta')]
    """
    found: list[Option] = []
    if MEETING in wanted and days_live(MEETING, day.settings):
        found += [
            Option(f"{MEETING}:{delegation}", MEETING, delegation, 1.0, {delegation: 1.0})
            for delegation in weight
        ]
    if ROOM in wanted:
        for event in coming_events(day):
            access = access_of(day.snapshot, event.id)
            reach = day.settings.room_reach * day.settings.room_access[access]
            there = {
                one: reach * chance
                for one, chance in expected_delegations(day.snapshot, event.id).items()
                if one in weight and reach * chance > 0
            }
            if there:
                found.append(
                    Option(f"{ROOM}:{event.id}", ROOM, event.id, day.settings.room_effort, there)
                )
    return tuple(sorted(found, key=lambda option: option.id))
