"""Whether a statement only reads, by the plan that the engine made of it. What is not known to read
is refused.

The engine's READ mode and the server's own walls come first (docs/decisions/0009-read-only.md). The
plan shows what they leave: LOAD CSV, SHOW, TERMINATE, procedures. Plans within expressions are
shown only as text of an argument, in the engine's own clean spelling; that text and the statement
are looked through for the same few commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from graph_model.console.cypher_tokens import (
    code,
    decoded,
    in_transactions,
    line_and_column,
    use_clause,
)
from graph_model.database.limits import CALLABLE
from graph_model.errors import QueryRefused

#: Operators that read, as both lines of Neo4j name them, without what is in brackets.
READS = frozenset(
    (
        "Anti", "AntiConditionalApply", "AntiSemiApply", "Apply", "Argument", "ArgumentTracker",
        "AssertSameNode", "AssertSameRelationship",
        "BidirectionalRepeat", "CacheProperties", "CartesianProduct", "ConditionalApply",
        "Distinct", "Eager", "EagerAggregation", "EmptyResult",
        "EmptyRow", "Error", "Expand", "Filter", "LeftOuterHashJoin", "LetAntiSemiApply",
        "LetSelectOrAntiSemiApply", "LetSelectOrSemiApply",
        "LetSemiApply", "Limit", "NodeCountFromCountStore", "NodeHashJoin", "NodeLeftOuterHashJoin",
        "NodeRightOuterHashJoin", "NonFuseable",
        "NullifyMetadata", "Optional", "OptionalExpand", "OrderedAggregation", "OrderedDistinct",
        "OrderedUnion", "PartialSort", "PartialTop",
        "PartitionedUnwind", "PathPropagatingBFS", "PreserveOrder", "ProduceResults",
        "ProjectEndpoints", "Projection",
        "RelationshipCountFromCountStore", "RemoteBatchProperties",
        "RemoteBatchPropertiesWithFilter", "Repeat", "RepeatOptions", "RollUpApply",
        "SelectOrAntiSemiApply", "SelectOrSemiApply", "SemiApply", "ShortestPath",
        "ShowConstraints",
        "ShowFunctions", "ShowIndexes", "ShowProcedures", "Skip", "Sort",
        "StatefulShortestPath", "Top", "Top1WithTies", "TriadicBuild", "TriadicFilter",
        "TriadicSelection", "Union", "Unwind", "ValueHashJoin",
        "ValueMergeJoin", "VarLengthExpand",
    )
)  # fmt: skip
#: The many ways to start from nodes or relationships.
STARTS = re.compile(r"\w*(Node|Relationship)\w*(Scan|Seek|SeekByRange|Lookup|Search)")
READ_TYPE = "r"
#: Steps that write, named first where a plan has several that are not known to read.
WRITES = re.compile(r"Create|Merge|Set|Delete|Remove|Foreach|Drop|Alter")
SHOWN = (
    r"(?:ALL\s+|SUPPORTED\s+|CURRENT\s+|POPULATED\s+|EXECUTABLE\s+|BUILT\s+IN\s+|USER\s+DEFINED\s+"
    r"|HOME\s+|DEFAULT\s+)*"
)
TELLS = r"(?:SETTING|TRANSACTION|USER|DATABASE|PRIVILEGE|ROLE|SERVER|ALIAS|AUTH|GRAPH|GRAPH\s+TYPE)"
#: What may be called is no secret, unless it is asked of somebody else, or within an expression.
CALLS = r"(?:PROCEDURE|FUNCTION)"
COMMANDS = (
    (re.compile(r"\bLOAD\s+CSV\b", re.I), "LOAD CSV reads files and addresses"),
    (
        re.compile(
            rf"\bSHOW\s+{SHOWN}(?:{TELLS}|{CALLS}S?\s+EXECUTABLE\s+BY\s+(?!CURRENT\s+USER\b))", re.I
        ),
        "SHOW of settings, users or transactions tells of the server, not of the graph",
    ),
    (re.compile(r"\bTERMINATE\s+TRANSACTION", re.I), "TERMINATE ends the work of others"),
)
WITHIN = re.compile(rf"\bSHOW\s+{SHOWN}{CALLS}", re.I)
WITHIN_WHY = "SHOW within an expression tells of the server, not of the graph"
IN_TRANSACTIONS = "IN TRANSACTIONS is for writing"
USE = "USE chooses another database; the console has one"
CALLED = re.compile(r"\bCALL\s+([A-Za-z_]\w*(?:\s*\.\s*\w+)+)", re.I)
FUNCTION = re.compile(
    r"\b(apoc|gds|genai|dbms|fleetManagement|tx|n10s|custom)(?:\s*\.\s*\w+)+\s*\(", re.I
)


def refuse_plan(plan: Mapping[str, Any] | None, query_type: str | None) -> None:
    """Refuse what the plan does not show to be reading. Raises `QueryRefused`."""
    if plan is None:
        raise QueryRefused("The engine made no plan of this statement, so it is not asked.")
    _refuse_steps(plan)

    for step in plan_steps(plan):
        if operator(step) == "ProcedureCall":
            _refuse_call(str(step.get("args", {}).get("Details", "")).split("(", 1)[0])
        for value in step.get("args", {}).values():
            if isinstance(value, str):
                _refuse_commands(value, within=True)

    if query_type != READ_TYPE:
        raise QueryRefused(
            "This statement is not one that only reads the graph; the console only reads. To bring"
            " data in, use the page Data."
        )


def refuse_text(statement: str) -> None:
    """Refuse the few commands that neither READ mode nor every plan shows, however they are spelt;
    the place is that of the first word. Raises `QueryRefused`.

    >>> refuse_text("MATCH (n) WHERE n.name = 'LOAD CSV' RETURN n AS `SHOW USERS` /* SHOW USERS */")
    >>> refuse_text("LOAD /* x */ CSV FROM $a AS line RETURN line")
    Traceback (most recent call last):
    graph_model.errors.QueryRefused: LOAD CSV reads files and addresses,
    so the console refuses it; it only reads the graph.
    """
    _refuse_commands(statement)
    if (read := decoded(statement)) != statement:
        try:  # the place is lost
            _refuse_commands(read)
        except QueryRefused as refused:
            raise QueryRefused(str(refused)) from None


def plan_steps(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A plan's steps, each before those it stands on.

    Parameters
    ----------
    plan : Mapping[str, Any]
        The plan of a statement, as the driver gives it.

    Yields
    ------
    Mapping[str, Any]
        Each step with what the server says of it.

    Examples
    --------
    >>> plan = {"operatorType": "Filter", "children": [{"operatorType": "AllNodesScan"}]}
    >>> [step["operatorType"] for step in plan_steps(plan)]
    ['Filter', 'AllNodesScan']
    """
    yield plan
    for child in plan.get("children") or ():
        yield from plan_steps(child)


def operator(step: Mapping[str, Any]) -> str:
    """The name of a step without its database and its kind in brackets."""
    return str(step.get("operatorType", "")).split("@", 1)[0].split("(", 1)[0].strip()


def _refuse_steps(plan: Mapping[str, Any]) -> None:
    foreign = [
        name
        for name in map(operator, plan_steps(plan))
        if name not in READS and not STARTS.fullmatch(name) and name != "ProcedureCall"
    ]
    if foreign:
        named = next((name for name in foreign if WRITES.search(name)), foreign[0])
        raise QueryRefused(
            f"This statement does more than read (the plan has “{named}”); the console only"
            " reads. To bring data in, use the page Data."
        )


def _refuse_call(written: str) -> None:
    called = re.sub(r"[\s`]", "", written)
    if called not in CALLABLE:
        raise QueryRefused(
            f"The console does not call {called or 'this procedure'}; it may call"
            f" {', '.join(sorted(CALLABLE))}."
        )


def _refuse_commands(text: str, within: bool = False) -> None:
    """Look through a statement, or a text of a plan, in which an expression may hold a query."""
    written = code(text)
    for pattern, why in COMMANDS:
        if found := pattern.search(written):
            _refuse(text, found.start(), why)
    for found in WITHIN.finditer(written):
        before = written[: found.start()]
        if within or before.count("{") > before.count("}"):
            _refuse(text, found.start(), WITHIN_WHY)
    if (at := in_transactions(written)) >= 0:
        _refuse(text, at, IN_TRANSACTIONS)
    if (at := use_clause(written, within)) >= 0:
        _refuse(text, at, USE)

    spoken = code(text, names=True)
    for found in CALLED.finditer(spoken):
        try:
            _refuse_call(found[1])
        except QueryRefused as refused:
            raise QueryRefused(str(refused), *line_and_column(text, found.start(1))) from None
    if found := FUNCTION.search(spoken):
        raise QueryRefused(
            f"The console does not call functions of {found[1]}; those of Cypher itself are all"
            " there.",
            *line_and_column(text, found.start()),
        )


def _refuse(text: str, at: int, why: str) -> NoReturn:
    raise QueryRefused(
        f"{why}, so the console refuses it; it only reads the graph.", *line_and_column(text, at)
    )
