"""What the measures hand to a ready question: who *we* are on the day, and every line with its
kind.

A question that speaks of lines ("no line", "rests on one", "gone quiet") reads them from
``$lines``, so that a word means what it means on the first page: on the same day, with the same
settings, of the same audience. Whoever copies a statement gets both values with it
(`linkages ask ID --json`), and the console fills them in by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from graph_model.cached import cached
from graph_model.measures.day import Day
from graph_model.measures.gaps import find_cells
from graph_model.measures.membership import ours
from graph_model.questions.abbreviations import LINES, US, used
from graph_model.questions.question import ReadyQuestion

Line = dict[str, str | list[str]]


@cached(maxsize=8)
def lines(day: Day, /) -> tuple[Line, ...]:
    """The cells of a day, those of one delegation, kind, members and contacts together: the
    weightiest issue first.

    >>> from graph_model import example
    >>> [(line["delegation"], line["kind"], line["issues"]) for line in lines(example())][:2]
    [('alpha', 'one', ['flows']), ('alpha', 'never_raised', ['source'])]
    """
    issues: defaultdict[tuple[str, str, tuple[str, ...], tuple[str, ...]], list[str]]
    issues = defaultdict(list)
    for cell in find_cells(day):
        issues[cell.delegation, cell.kind, cell.members, cell.evidence].append(cell.issue)
    return tuple(
        {
            "delegation": delegation,
            "kind": kind,
            "issues": about,
            "members": list(members),
            "contacts": list(contacts),
        }
        for (delegation, kind, members, contacts), about in sorted(
            issues.items(), key=lambda item: item[0][0]
        )
    )


def measured(day: Day, statement: str, given: Mapping[str, object]) -> dict[str, object]:
    """What was given to a statement, and ``$us`` and ``$lines`` of the day where it uses them and
    they were not given.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    statement : str
        What is going to be asked.
    given : Mapping[str, object]
        Values of parameters by name.

    Returns
    -------
    dict[str, object]
        Those, and what the day gives.

    Examples
    --------
    >>> from graph_model import example
    >>> measured(example(), "MATCH (m:Member) WHERE m.id IN $us RETURN m", {"on": "2024"})
    {'on': '2024', 'us': ['edri']}
    """
    wanted = used(statement) - set(given)
    found = dict(given)
    if US in wanted:
        found[US] = sorted(ours(day))
    if LINES in wanted:
        found[LINES] = list(lines(day))
    return found


def prepared(
    question: ReadyQuestion, given: Mapping[str, str], day: Day
) -> tuple[str, dict[str, object]]:
    """A question as it runs: its statement by the settings of the day, and all its parameters.

    Parameters
    ----------
    question : ReadyQuestion
        A ready question.
    given : Mapping[str, str]
        Values of its blanks by name, as one types them.
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    tuple[str, dict[str, object]]
        The statement, and values by parameter.

    Raises
    ------
    BadParameter
        A value that a blank cannot take.

    Examples
    --------
    >>> from graph_model import example
    >>> from graph_model.questions import QUESTION
    >>> statement, values = prepared(QUESTION["who-negotiates"], {"agreement": "deal"}, example())
    >>> sorted(values)
    ['agreement', 'on', 'us']
    """
    statement = question.statement(day.settings)
    return statement, measured(day, statement, question.values(given, day.at))
