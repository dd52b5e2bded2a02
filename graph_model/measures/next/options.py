"""What the coalition can do next: first meetings, rooms and questions to members, each with its
effort and its chances.

All options act on a delegation as a whole: a meeting opens every issue of its dossier, so do a room
and a question, with less certainty. The cells of one delegation that are not yet reached therefore
move together, and their importance is added up once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph_model.measures.coming_events import coming, expected
from graph_model.measures.day import Day
from graph_model.measures.gaps import KINDS, REACHED, weight_by_delegation
from graph_model.measures.next.ask_members import questions

MEETING, ROOM, QUESTION = OPTION_KINDS = ("meeting", "room", "question")
#: Kinds of gap: what is not yet reached.
OPEN = tuple(kind.code for kind in KINDS if kind.code not in REACHED)
#: Delegations that are asked about in a plan: this many members each, the likeliest first.
ASKED = 3


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


def open_weight(day: Day) -> dict[str, float]:
    """The importance of the cells not yet reached, per delegation, as shares of the importance of
    all cells.
    """
    return {delegation: share for delegation, (share, _) in weight_by_delegation(day, OPEN).items()}


def options(
    day: Day, weight: Mapping[str, float], kinds: Collection[str] = OPTION_KINDS
) -> tuple[Option, ...]:
    """Everything that can be done for the delegations in `weight`, by id; `kinds` of
    `OPTION_KINDS`.
    """
    found: list[Option] = []
    if MEETING in kinds:
        found += [
            Option(f"{MEETING}:{delegation}", MEETING, delegation, 1.0, {delegation: 1.0})
            for delegation in weight
        ]
    if ROOM in kinds:
        for event in coming(day):
            there = {
                one: day.settings.room_reach * chance
                for one, chance in expected(day.snapshot, event.id).items()
                if one in weight and day.settings.room_reach * chance > 0
            }
            if there:
                found.append(
                    Option(f"{ROOM}:{event.id}", ROOM, event.id, day.settings.room_effort, there)
                )
    if QUESTION in kinds:
        found += _asked(day, weight)
    return tuple(sorted(found, key=lambda option: option.id))


def _asked(day: Day, weight: Mapping[str, float]) -> list[Option]:
    """The likeliest members per delegation that is not known. A settled question counts for
    `question_worth` of a line.
    """
    found: list[Option] = []
    number: defaultdict[str, int] = defaultdict(int)
    for question in questions(day):
        chance = question.chance * day.settings.question_worth
        if question.delegation in weight and number[question.delegation] < ASKED and chance > 0:
            number[question.delegation] += 1
            id = f"{QUESTION}:{question.member}:{question.delegation}"
            found.append(
                Option(
                    id,
                    QUESTION,
                    question.delegation,
                    day.settings.question_effort,
                    {question.delegation: chance},
                    question.member,
                )
            )
    return found
