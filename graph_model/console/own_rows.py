"""What the product keeps in the graph for itself: its history, and what taking a load back needs,
in which private rows stand too. An analyst neither reads nor counts it, as far as labels and the
plan tell it apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph_model.console.answer_values import AnswerValue, NodeValue, PathValue, ValueRow
from graph_model.console.cypher_tokens import decoded, line_and_column
from graph_model.console.guard import operator, plan_steps
from graph_model.errors import QueryRefused
from graph_model.plurals import count

if TYPE_CHECKING:
    from graph_model.database.reading import Reader

#: How its labels look; none of the vocabulary, and none that a load may bring.
LABEL = re.compile(r"Linkages[A-Z]\w*")
#: How a packed past begins (`load_history.UndoRecord.pack`).
PACKED = b"\x78\x01"
REFUSED = (
    "“{0}” is what Linkages keeps for itself, so the console does not read it; the history of loads"
    " stands on the page Data."
)
#: What of a plan begins with entries of every kind.
EVERYTHING = re.compile(r"(?:Partitioned)?AllNodesScan")
GATHERS = re.compile(r"\w*Aggregation|NodeCountFromCountStore")
OF_EVERY_KIND = re.compile(r"count\(\s*\(\s*\w*\s*\)\s*\)")
OWN = ("LinkagesLoad", "LinkagesPast", "LinkagesTaken", "LinkagesTurn")
HOW_MANY = f"MATCH (n:{'|'.join(OWN)})\nRETURN count(n) AS number"


def refuse_own(statement: str, parameters: Mapping[str, Any]) -> None:
    """Refuse a statement that names what is the product's own. Raises `QueryRefused`.

    >>> refuse_own("MATCH (p:LinkagesPast) RETURN p.past", {})
    Traceback (most recent call last):
    graph_model.errors.QueryRefused: “LinkagesPast” is what Linkages keeps for itself, so
    the console does not read it; the history of loads stands on the page Data.
    """
    if found := LABEL.search(statement):
        raise QueryRefused(REFUSED.format(found[0]), *line_and_column(statement, found.start()))
    if found := LABEL.search(decoded(statement)) or LABEL.search(_texts(parameters)):
        raise QueryRefused(REFUSED.format(found[0]))


def counts_everything(plan: Mapping[str, Any]) -> bool:
    """Whether something is counted or gathered over entries of every kind."""
    found = list(plan_steps(plan))
    gathers = any(GATHERS.fullmatch(operator(step)) for step in found)
    return gathers and any(
        EVERYTHING.fullmatch(operator(step)) or _count_store(step) for step in found
    )


def is_the_count(plan: Mapping[str, Any]) -> bool:
    """Whether the answer is the number of all entries and nothing else."""
    found = list(plan_steps(plan))
    names = [operator(step) for step in found]
    return names == ["ProduceResults", "NodeCountFromCountStore"] and _count_store(found[1])


def number_of_own(transaction: Reader) -> int:
    """How many entries are the product's own."""
    return int(transaction.run(HOW_MANY).single(strict=True)["number"])


def beside_own(
    rows: tuple[ValueRow, ...], plan: Mapping[str, Any], own: int, hidden: int
) -> tuple[tuple[ValueRow, ...], list[str]]:
    """The rows without what is the product's own, as far as the plan tells, and what is said of
    it.
    """
    if hidden:
        are = "row is" if hidden == 1 else "rows are"
        return rows, [f"{hidden:,} {are} left out: Linkages keeps them for itself."]
    if own and is_the_count(plan) and rows and isinstance(rows[0][0], int):
        return ((rows[0][0] - own,),), [f"{own:,} that Linkages keeps for itself are not counted."]
    if own:
        return rows, [
            f"What is counted here may hold {count(own, 'entry', 'entries')} that Linkages keeps"
            " for itself; name the labels to leave them out."
        ]
    return rows, []


def without_own(value: AnswerValue) -> tuple[AnswerValue, bool]:
    """A value without what is the product's own, and whether nothing of it is left.

    >>> past, edri = (
    ...     NodeValue("1", ("LinkagesPast",), {}),
    ...     NodeValue("2", ("Member",), {"id": "edri"}),
    ... )
    >>> (
    ...     without_own([past, edri]) == ([edri], False),
    ...     without_own(["LinkagesPast"]),
    ...     without_own("LinkagesPast")[1],
    ... )
    (True, ([], True), True)
    """
    if isinstance(value, str):
        return value, value.startswith("Linkages") and bool(LABEL.fullmatch(value))
    if isinstance(value, bytes):
        return value, value.startswith(PACKED)
    if isinstance(value, NodeValue):
        return value, any(map(LABEL.fullmatch, value.labels))
    if isinstance(value, PathValue):
        return value, any(without_own(entry)[1] for entry in value.entries)
    if isinstance(value, dict):
        return value, any(without_own(held)[1] for held in value.values())
    if isinstance(value, list) and value:
        looked = [without_own(held) for held in value]
        if any(own for _, own in looked):
            kept = [held for held, own in looked if not own]
            return kept, not kept
    return value, False


def _count_store(step: Mapping[str, Any]) -> bool:
    details = str(step.get("args", {}).get("Details", ""))
    return operator(step) == "NodeCountFromCountStore" and bool(OF_EVERY_KIND.search(details))


def _texts(value: object) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)
