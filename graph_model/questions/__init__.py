"""Ready questions: one sentence with blanks and one read-only statement each, run by the engine and
shown exactly as it ran.

To add one, add a block to the module of its theme and a case to ``tests/questions/cases.py``; the
list, the choosers, the table, the map, the CSV and the contract tests on both lines of Neo4j follow
from it. The day looked at is the parameter ``$on``, and dates compare by the day they stand for
(docs/decisions/0003). A statement with an entry as a blank starts from its index, and says so: the
hint holds also right after a load, when the engine's own estimates lag behind. Statements judge by
the settings of the coalition; what speaks of lines reads ``$lines``, which the measures make.
"""

from __future__ import annotations

from graph_model.questions import (
    agreement_questions,
    contact_questions,
    gap_questions,
    introduction_questions,
    position_questions,
    quality_questions,
    transparency_questions,
    way_in_questions,
)
from graph_model.questions.question import COLUMNS, Parameter, ReadyQuestion

__all__ = ["COLUMNS", "QUESTION", "QUESTIONS", "THEMES", "Parameter", "ReadyQuestion"]

_MODULES = (
    gap_questions,
    introduction_questions,
    agreement_questions,
    position_questions,
    contact_questions,
    way_in_questions,
    transparency_questions,
    quality_questions,
)
QUESTIONS: tuple[ReadyQuestion, ...] = tuple(
    question for module in _MODULES for question in module.QUESTIONS
)
QUESTION = {question.id: question for question in QUESTIONS}
THEMES = tuple(module.THEME for module in _MODULES)
