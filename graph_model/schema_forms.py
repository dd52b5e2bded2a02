"""The vocabulary in the forms that programs for language models take.

neo4j-graphrag, LangChain and the Labs' MCP server sample a graph's schema with APOC, which the
current Neo4j does not have. Ours is declared, so it also holds what no sample shows: labels without
rows, every code a property may have, what a property says.
"""

from __future__ import annotations

from typing import Any

from graph_model.schema import STORE_OWNED, Field, FieldKind, RelationshipType, Type
from graph_model.vocabulary import SCHEMA

#: Our kinds of field in the words of Neo4j's own tools.
TYPES: dict[FieldKind, str] = {
    "text": "STRING",
    "date": "STRING",
    "urls": "STRING",
    "code": "STRING",
    "number": "FLOAT",
    "integer": "INTEGER",
    "flag": "BOOLEAN",
}
#: How dates are written, once for all of them.
DATES = "Dates are text, as exact as their source: 2018, 2018-03 or 2018-03-08."


def structured() -> dict[str, Any]:
    """The form of `neo4j_graphrag.schema.get_structured_schema`, which is LangChain's
    ``Neo4jGraph.structured_schema`` too.

    Returns
    -------
    dict[str, Any]
        Properties by label, by relationship type, and what ties what.

    Examples
    --------
    >>> structured()["relationships"][0]["type"] in SCHEMA.by_name
    True
    """
    return {
        "node_props": {kind.label: _properties(kind) for kind in SCHEMA.nodes},
        "rel_props": {kind.name: _properties(kind) for kind in SCHEMA.relationships},
        "relationships": [
            {"start": start, "type": kind.name, "end": end}
            for kind in SCHEMA.relationships
            for start, end in kind.ends
        ],
        "metadata": {
            "constraint": [
                {
                    "type": "UNIQUENESS",
                    "entityType": "NODE",
                    "labelsOrTypes": [kind.label],
                    "properties": ["id"],
                }
                for kind in SCHEMA.nodes
            ],
            "index": [],
        },
    }


def as_text() -> str:
    """The form of `neo4j_graphrag.schema.get_schema`, for ``Text2CypherRetriever(neo4j_schema=…)``
    or a prompt, with the codes that properties may have below it.

    Returns
    -------
    str

    Examples
    --------
    >>> as_text().splitlines()[0]
    'Node properties:'
    """
    whole = structured()
    lines = []
    for title, kinds in (
        ("Node properties:", whole["node_props"]),
        ("Relationship properties:", whole["rel_props"]),
    ):
        lines.append(title)
        for name, properties in kinds.items():
            listed = ", ".join(f"{its['property']}: {its['type']}" for its in properties)
            lines.append(f"{name} {{{listed}}}")
    lines.append("The relationships:")
    lines += [
        f"(:{its['start']})-[:{its['type']}]->(:{its['end']})" for its in whole["relationships"]
    ]
    lines += ["The values:", DATES]
    for kinds in (whole["node_props"], whole["rel_props"]):
        lines += [
            f"{name}.{its['property']}: {', '.join(its['values'])}"
            for name, properties in kinds.items()
            for its in properties
            if "values" in its
        ]
    return "\n".join(lines)


def as_apoc() -> dict[str, Any]:
    """The form of ``apoc.meta.schema``, which the tool ``get_neo4j_schema`` of the Labs' MCP server
    answers with.

    Returns
    -------
    dict[str, Any]
        What is there by label and by relationship type.

    Examples
    --------
    >>> as_apoc()["Member"]["type"]
    'node'
    """
    found: dict[str, Any] = {}
    for kind in SCHEMA.nodes:
        ties: dict[str, Any] = {}
        for tie in SCHEMA.relationships:
            for direction, here, there in (
                ("out", tie.sources, tie.targets),
                ("in", tie.targets, tie.sources),
            ):
                if kind.label in here and tie.name not in ties:
                    ties[tie.name] = {
                        "direction": direction,
                        "labels": list(there),
                        "properties": _by_name(tie),
                    }
        found[kind.label] = {"type": "node", "properties": _by_name(kind)}
        if ties:
            found[kind.label]["relationships"] = ties
    for tie in SCHEMA.relationships:
        found[tie.name] = {"type": "relationship", "properties": _by_name(tie)}
    return found


def _properties(kind: Type) -> list[dict[str, Any]]:
    own = kind.fields if isinstance(kind, RelationshipType) else kind.columns
    stored = [{"property": name, "type": "STRING"} for name in STORE_OWNED]
    return [*map(_property, own), *stored]


def _property(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {"property": field.name, "type": TYPES[field.kind], "doc": field.doc}
    if field.codes:
        found |= {"values": list(field.codes), "distinct_count": len(field.codes)}
    return found


def _by_name(kind: Type) -> dict[str, Any]:
    return {
        its["property"]: {"type": its["type"], "indexed": its["property"] == "id"}
        for its in _properties(kind)
    }
