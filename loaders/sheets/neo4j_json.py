"""JSON of Neo4j as entries and ties: what APOC exports (a line each, a list, or nodes and rels),
and what Neo4j Browser saves of an answer (rows that hold nodes, relationships and paths).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from loaders.sheets.neo4j_sheets import own_name

JsonItem = dict[str, Any]
Item = Mapping[str, Any]


def whole_or_lines(text: str) -> Any:
    """The JSON of a file; a list where each line is JSON of its own. Raises `JSONDecodeError`.

    >>> whole_or_lines('{"id": 1}'), whole_or_lines('{"id": 1}\\n{"id": 2}\\n')
    ({'id': 1}, [{'id': 1}, {'id': 2}])
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data"):
            raise
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def neo4j_items(told: Any) -> tuple[list[JsonItem], list[JsonItem]] | None:
    """The entries and the ties in JSON of Neo4j, each once; None where there is none in it."""
    nodes: dict[str, JsonItem] = {}
    ties: dict[str, JsonItem] = {}
    for its in _items(told):
        if _is_tie(its):
            ties.setdefault(_id(its), _tie(its))
            for end in (its["start"], its["end"]):
                if isinstance(end, Mapping):
                    nodes.setdefault(_id(end), _node(end))
        else:
            held = nodes.get(_id(its))
            if held is None or len(held) < len(its.get("properties") or {}):
                nodes[_id(its)] = _node(its)
    return (list(nodes.values()), list(ties.values())) if nodes or ties else None


def _items(told: Any) -> Iterator[Item]:
    """The nodes and relationships anywhere in it, in their order; what they hold is their own."""
    if isinstance(told, list):
        for its in told:
            yield from _items(its)
    elif isinstance(told, Mapping):
        if _is_tie(told) or _is_node(told):
            yield told
        else:
            for its in told.values():
                yield from _items(its)


def _is_node(its: Item) -> bool:
    labelled = isinstance(its.get("labels"), list) and isinstance(its.get("properties"), Mapping)
    return _has_id(its) and (labelled or its.get("type") == "node")


def _is_tie(its: Item) -> bool:
    kind = its.get("label") if its.get("type") == "relationship" else its.get("type")
    ended = all(_is_end(its.get(name)) for name in ("start", "end"))
    return _has_id(its) and ended and isinstance(kind, str)


def _is_end(its: Any) -> bool:
    return _has_id(its) if isinstance(its, Mapping) else isinstance(its, str | int)


def _has_id(its: Item) -> bool:
    return any(its.get(name) is not None for name in ("elementId", "identity", "id"))


def _id(its: Item) -> str:
    """What an entry is called by; APOC writes the number, Browser both."""
    held = (its.get(name) for name in ("identity", "id", "elementId"))
    return str(next(value for value in held if value is not None))


def _node(its: Item) -> JsonItem:
    properties = dict(its.get("properties") or {})
    name = next((properties.pop(its) for its in ("name", "title") if properties.get(its)), None)
    labels = ":".join(str(label) for label in its.get("labels") or [])
    named = {"label": name} if name is not None else {}
    return {**_apart(properties, {*named, "id", "type"}), **named, "id": _id(its), "type": labels}


def _tie(its: Item) -> JsonItem:
    kind = its["label"] if its["type"] == "relationship" else its["type"]
    ends = {
        name: _id(end) if isinstance(end, Mapping) else str(end)
        for name, end in (("from", its["start"]), ("to", its["end"]))
    }
    return {**_apart(its.get("properties") or {}, {"from", "to", "type"}), **ends, "type": kind}


def _apart(properties: Item, taken: set[str]) -> JsonItem:
    return {own_name(name, taken): value for name, value in properties.items()}
