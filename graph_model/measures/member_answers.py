"""What members said when they were asked for a line, and which of it stands on a day (decision
0008).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from graph_model.cached import cached
from graph_model.dates import as_date
from graph_model.measures.day import Day
from graph_model.measures.membership import ours
from graph_model.snapshot import Snapshot


@dataclass(frozen=True)
class MemberAnswer:
    """A member's answer about one delegation. It stands until the same member gives another
    (`until`).
    """

    id: str
    member: str
    delegation: str
    said: str
    on: date
    until: date | None = None

    def stands(self, at: date) -> bool:
        """Whether it was given by that day and no later one has taken its place."""
        return self.on <= at and (self.until is None or at < self.until)


@cached(maxsize=4)
def answers(snapshot: Snapshot, /) -> tuple[MemberAnswer, ...]:
    """Every answer of a member about a delegation, by delegation and member, oldest first; each
    ends where the next begins.
    """
    given: defaultdict[tuple[str, str], list[tuple[date, str, str]]] = defaultdict(list)
    for row in snapshot.of("Answer"):
        for who in snapshot.back(row.id, "GAVE"):
            for about in snapshot.out(row.id, "SPEAKS_OF"):
                given[about.target, who.source].append(
                    (as_date(row.text("date")), row.id, row.text("said"))
                )
    found = []
    for (delegation, member), said in sorted(given.items()):
        said.sort()
        ends = [*(later[0] for later in said[1:]), None]
        found += [
            MemberAnswer(id, member, delegation, what, on, until)
            for (on, id, what), until in zip(said, ends, strict=True)
        ]
    return tuple(found)


def standing_answers(day: Day) -> dict[str, tuple[MemberAnswer, ...]]:
    """The answers of those who are *us* that stand on a day, per delegation.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    dict[str, tuple[MemberAnswer, ...]]
        By the id of the delegation.

    Examples
    --------
    >>> from graph_model import NodeRow, RelationshipRow, example
    >>> answer = NodeRow("Answer", "asked", {"date": "2026-10-01", "said": "no"})
    >>> gave = RelationshipRow("GAVE", "edri", "asked")
    >>> about = RelationshipRow("SPEAKS_OF", "asked", "beta")
    >>> [answer.said for answer in standing_answers(example(answer, gave, about))["beta"]]
    ['no']
    """
    us = ours(day)
    found: defaultdict[str, list[MemberAnswer]] = defaultdict(list)
    for answer in answers(day.snapshot):
        if answer.member in us and answer.stands(day.at):
            found[answer.delegation].append(answer)
    return {delegation: tuple(said) for delegation, said in found.items()}


def nobody_known(day: Day, delegation: str, said: tuple[MemberAnswer, ...]) -> bool:
    """Whether it is on record that nobody has a line: the delegation's own day, or a *no* from
    everyone who was asked.

    One *I do not know* among them leaves it open.
    """
    asked = day.snapshot.nodes[delegation].text("nobody_known_on")
    return bool(asked and as_date(asked) <= day.at) or bool(
        said and all(answer.said == "no" for answer in said)
    )
