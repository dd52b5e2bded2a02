"""Asking a ready question of the database: the one way, for the page, the command line and
notebooks, within the console's limits.
"""

from __future__ import annotations

from collections.abc import Mapping

from graph_model.console.console import Answer, Console
from graph_model.database.limits import QueryLimits
from graph_model.database.store import Store
from graph_model.errors import BadParameter
from graph_model.measures.day import Day
from graph_model.questions import QUESTION
from graph_model.questions.abbreviations import LINES, US, used
from graph_model.questions.lines import prepared
from graph_model.questions.question import ReadyQuestion
from graph_model.snapshot import Snapshot

#: More rows than any page shows; a larger answer says so (`Answer.more`).
LIMITS = QueryLimits(rows=50_000)
#: Whose entries tell the settings (each delegation's priority is one); with the members also who
#: *we* are.
SET_BY = ("Setting", "Delegation")
US_BY = (*SET_BY, "Member")


def graph_behind(store: Store, statement: str) -> Snapshot:
    """What of the graph the day of a statement must hold: all of it for ``$lines`` alone.

    Parameters
    ----------
    store : Store
        An open database (`connected`).
    statement : str
        What is going to be asked.

    Returns
    -------
    Snapshot
        The graph, or the few entries that say who is *us* and what is set.

    Raises
    ------
    StoreError
        The database cannot be asked.
    """
    wanted = used(statement)
    return store.read() if LINES in wanted else store.entries(US_BY if US in wanted else SET_BY)


def ask(store: Store, question: ReadyQuestion | str, given: Mapping[str, str], day: Day) -> Answer:
    """The answer on a day and by its settings, to a question or to that of an id; blanks that
    nothing is given for take their defaults. The day is of the graph that the store holds, or of
    what of it the question needs (`graph_behind`).

    Parameters
    ----------
    store : Store
        An open database (`connected`).
    question : ReadyQuestion or str
        A ready question or its id.
    given : Mapping[str, str]
        Values of its blanks by name, as one types them.
    day : Day
        The graph that the store holds, the day looked at, and the settings.

    Returns
    -------
    Answer
        Columns by name, and rows.

    Raises
    ------
    BadParameter
        A value that a blank cannot take.
    StoreError
        The database could not be asked.
    QueryError
        It had no answer, or met a limit.

    Examples
    --------
    >>> from datetime import date
    >>> from graph_model import Day, ask, connected, settings_of
    >>> with connected() as linkages:  # doctest: +SKIP
    ...     graph = linkages.store.read()
    ...     day = Day(graph, date(2026, 11, 1), settings_of(graph))
    ...     answer = ask(linkages.store, "who-negotiates", {"agreement": "cptpp"}, day)
    >>> answer.columns[:2]  # doctest: +SKIP
    ('delegation', 'name')
    """
    if isinstance(question, str):
        if question not in QUESTION:
            raise BadParameter(
                f"There is no question {question!r}; `linkages questions` lists them."
            )
        question = QUESTION[question]
    return Console(store).ask(*prepared(question, given, day), LIMITS)
