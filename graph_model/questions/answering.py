"""Asking a ready question of the database: the one way, for the page, the command line and
notebooks, within the console's limits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from graph_model.console.console import Answer, Console
from graph_model.database.limits import Limits
from graph_model.database.store import Store
from graph_model.questions.question import Question

#: More rows than any page shows; a larger answer says so (`Answer.more`).
LIMITS = Limits(rows=50_000)


def ask(store: Store, question: Question, given: Mapping[str, str], on: date) -> Answer:
    """The answer as of a day; blanks that nothing is given for take their defaults. Raises
    `BadParameter`, `StoreError`, `QueryError`.
    """
    return Console(store).ask(question.cypher, question.values(given, on), LIMITS)
