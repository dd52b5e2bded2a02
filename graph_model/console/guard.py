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
from typing import Any

from graph_model.database.limits import CALLABLE
from graph_model.errors import QueryRefused

#: Operators that read, as both lines of Neo4j name them, without what is in brackets.
READS = frozenset(
    (
        "Anti", "AntiConditionalApply", "AntiSemiApply", "Apply", "Argument", "ArgumentTracker", "AssertSameNode", "AssertSameRelationship",
        "BidirectionalRepeat", "CacheProperties", "CartesianProduct", "ConditionalApply", "Distinct", "Eager", "EagerAggregation", "EmptyResult",
        "EmptyRow", "Error", "Expand", "Filter", "LeftOuterHashJoin", "LetAntiSemiApply", "LetSelectOrAntiSemiApply", "LetSelectOrSemiApply",
        "LetSemiApply", "Limit", "NodeCountFromCountStore", "NodeHashJoin", "NodeLeftOuterHashJoin", "NodeRightOuterHashJoin", "NonFuseable",
        "NullifyMetadata", "Optional", "OptionalExpand", "OrderedAggregation", "OrderedDistinct", "OrderedUnion", "PartialSort", "PartialTop",
        "PartitionedUnwind", "PathPropagatingBFS", "PreserveOrder", "ProduceResults", "ProjectEndpoints", "Projection",
        "RelationshipCountFromCountStore", "RemoteBatchProperties", "RemoteBatchPropertiesWithFilter", "Repeat", "RepeatOptions", "RollUpApply",
        "SelectOrAntiSemiApply", "SelectOrSemiApply", "SemiApply", "ShortestPath", "ShowConstraints", "ShowIndexes", "Skip", "Sort",
        "StatefulShortestPath", "Top", "Top1WithTies", "TriadicBuild", "TriadicFilter", "TriadicSelection", "Union", "Unwind", "ValueHashJoin",
        "ValueMergeJoin", "VarLengthExpand",
    )
)  # fmt: skip
#: The many ways to start from nodes or relationships.
STARTS = re.compile(r"\w*(Node|Relationship)\w*(Scan|Seek|SeekByRange|Lookup|Search)")
READ_TYPE = "r"
SHOWN = r"(ALL\s+|SUPPORTED\s+|CURRENT\s+|POPULATED\s+|EXECUTABLE\s+|BUILT\s+IN\s+|USER\s+DEFINED\s+|HOME\s+|DEFAULT\s+)*"
TELLS = r"(SETTING|TRANSACTION|USER|DATABASE|PROCEDURE|FUNCTION|PRIVILEGE|ROLE|SERVER|ALIAS|AUTH|GRAPH|GRAPH\s+TYPE)"
COMMANDS = (
    (re.compile(r"\bLOAD\s+CSV\b", re.I), "LOAD CSV reads files and addresses"),
    (
        re.compile(rf"\bSHOW\s+{SHOWN}{TELLS}", re.I),
        "SHOW of settings, users, transactions or procedures tells of the server, not of the graph",
    ),
    (re.compile(r"\bTERMINATE\s+TRANSACTION", re.I), "TERMINATE ends the work of others"),
    (
        re.compile(r"\bIN\s+(?:\S+\s+)?(?:CONCURRENT\s+)?TRANSACTIONS\b", re.I),
        "IN TRANSACTIONS is for writing",
    ),
    (
        re.compile(r"(?:^|[\n\s{(;])USE\s+[\w`]", re.I),
        "USE chooses another database; the console has one",
    ),
)
CALLED = re.compile(r"\bCALL\s+([A-Za-z_]\w*(?:\s*\.\s*\w+)+)", re.I)
FUNCTION = re.compile(
    r"\b(apoc|gds|genai|dbms|fleetManagement|tx|n10s|custom)(?:\s*\.\s*\w+)+\s*\(", re.I
)
# what is no code of its own: comments, strings; the rest passes through
PIECES = re.compile(
    r"""/\*.*?(?:\*/|\Z)|//[^\n]*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:[^`]|``)*`|[^/'"`]+|[/'"`]""",
    re.S,
)
ESCAPE = re.compile(r"\\u+([0-9A-Fa-f]{4})")


def refuse_plan(plan: Mapping[str, Any] | None, query_type: str | None) -> None:
    """Refuse what the plan does not show to be reading. Raises `QueryRefused`."""
    if plan is None:
        raise QueryRefused("The engine made no plan of this statement, so it is not asked.")
    for step in steps(plan):
        name = operator(step)
        if name == "ProcedureCall":
            called = (
                str(step.get("args", {}).get("Details", ""))
                .split("(", 1)[0]
                .strip()
                .replace("`", "")
            )
            if called not in CALLABLE:
                raise QueryRefused(
                    f"The console does not call {called or 'this procedure'}; it may call"
                    f" {', '.join(sorted(CALLABLE))}."
                )
        elif name not in READS and not STARTS.fullmatch(name):
            raise QueryRefused(
                f"This statement does more than read (the plan has “{name}”); the console only"
                " reads. To bring data in, use the page Data."
            )
        for value in step.get("args", {}).values():
            if isinstance(value, str):
                _refuse_commands(value)
    if query_type != READ_TYPE:
        raise QueryRefused(
            "This statement is not one that only reads the graph; the console only reads. To bring"
            " data in, use the page Data."
        )


def refuse_text(statement: str) -> None:
    """Refuse the few commands that neither READ mode nor every plan shows, however they are spelt.
    Raises `QueryRefused`.

    >>> refuse_text("MATCH (n) WHERE n.name = 'LOAD CSV' RETURN n /* SHOW USERS */")
    >>> refuse_text("LOAD /* x */ CSV FROM $a AS line RETURN line")
    Traceback (most recent call last):
    graph_model.errors.QueryRefused: LOAD CSV reads files and addresses, so the console refuses it; it only reads the graph.
    """
    decoded = ESCAPE.sub(lambda found: chr(int(found[1], 16)), statement)
    for text in {
        statement,
        decoded,
    }:  # one line of Cypher decodes escapes before it reads, the other after
        _refuse_commands("".join(_code(text)))


def steps(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A plan's steps, each before those it stands on."""
    yield plan
    for child in plan.get("children") or ():
        yield from steps(child)


def operator(step: Mapping[str, Any]) -> str:
    """The name of a step without its database and its kind in brackets."""
    return str(step.get("operatorType", "")).split("@", 1)[0].split("(", 1)[0].strip()


def _refuse_commands(text: str) -> None:
    for pattern, why in COMMANDS:
        if pattern.search(text):
            raise QueryRefused(f"{why}, so the console refuses it; it only reads the graph.")
    for name in (re.sub(r"\s", "", found[1]) for found in CALLED.finditer(text)):
        if name not in CALLABLE:
            raise QueryRefused(
                f"The console does not call {name}; it may call {', '.join(sorted(CALLABLE))}."
            )
    if foreign := FUNCTION.search(text):
        raise QueryRefused(
            f"The console does not call functions of {foreign[1]}; those of Cypher itself are all"
            " there."
        )


def _code(statement: str) -> Iterator[str]:
    """The statement without comments and strings; names in backticks without them."""
    for found in PIECES.finditer(statement):
        piece = found[0]
        if piece.startswith(("/*", "//")):
            yield " "
        elif len(piece) > 1 and piece[0] in "'\"":
            yield "''"
        else:
            yield piece.replace("`", "")
