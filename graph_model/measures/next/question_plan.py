"""Knowing has a plan of its own: which questions to members narrow most of what is not known, for
the same effort that the plan of meetings counts with.

A question opens no line, so it is not weighed against a meeting: this plan stands beside that one.
What a set S of questions narrows is Σ unknown(d)·[1 − Π over its questions about d of (1 − κ)].
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph_model.cached import cached
from graph_model.measures.day import Day
from graph_model.measures.gaps import weight_by_delegation
from graph_model.measures.next.ask_members import questions
from graph_model.measures.next.efforts import PlanPick, greedy
from graph_model.measures.next.options import QUESTION, Option


@dataclass(frozen=True)
class QuestionPlan:
    """The questions to ask with a budget of effort, the one that narrows most first."""

    budget: float
    #: The share of all importance that is not known: the width of the band.
    unknown: float
    picks: tuple[PlanPick, ...]

    @property
    def gain(self) -> float:
        """By how much the band is expected to narrow."""
        return self.picks[-1].total if self.picks else 0.0


def question_plan(day: Day, budget: float, without: Collection[str] = ()) -> QuestionPlan:
    """The questions that narrow most within a budget, in efforts of one first meeting; `without`:
    questions, delegations or members not to count on.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    budget : float
        In efforts of one first meeting.
    without : Collection[str], optional
        Ids not to count on.

    Returns
    -------
    QuestionPlan
        Questions, and what stays unknown after them.

    Examples
    --------
    >>> from graph_model import example
    >>> found = question_plan(example(), 1)
    >>> [(pick.option.member, pick.option.target) for pick in found.picks], found.unknown
    ([('edri', 'beta')], 0.5)
    """
    return _question_plan(day, budget, frozenset(without))


@cached(maxsize=8)
def _question_plan(day: Day, budget: float, without: frozenset[str]) -> QuestionPlan:
    unknown = {
        delegation: share
        for delegation, (share, _) in weight_by_delegation(day, ("unknown",)).items()
    }
    asked = [
        Option(
            f"{QUESTION}:{one.member}:{one.delegation}",
            QUESTION,
            one.delegation,
            day.settings.question_effort,
            {one.delegation: one.chance},
            one.member,
        )
        for one in questions(day)
        if one.chance > 0
    ]
    left = [one for one in asked if not {one.id, one.target, one.member} & without]
    left.sort(key=lambda option: option.id)
    return QuestionPlan(budget, sum(unknown.values()), greedy(left, unknown, budget))
