"""Values of an answer, and what JSON, a table and a file hold of them: nothing is left out but on
the screen, where entries go by their names.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graph_model.schema import STORE_OWNED
from graph_model.vocabulary import SCHEMA

AnswerValue = object
ValueRow = tuple[AnswerValue, ...]
#: What says who brought a row, from where and how sure: on every row, so left out where a table is
#: short of room.
ON_EVERY_ROW = {
    *STORE_OWNED,
    *(
        field.name
        for field in SCHEMA.types[0].fields
        if all(field in kind.fields for kind in SCHEMA.types)
    ),
}
#: A name that needs no backticks in a statement.
NAME = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True)
class NodeValue:
    """A node: its labels and properties, and the key that it has within this answer.

    Parameters
    ----------
    key : str
        What the answer calls it; it says nothing outside the answer.
    labels : tuple[str, ...]
        Its labels.
    properties : Mapping[str, Value]
        Values by name.
    """

    key: str
    labels: tuple[str, ...]
    properties: Mapping[str, AnswerValue]

    @property
    def name(self) -> str:
        """What it is called: its name, or else its id."""
        return str(
            self.properties.get("short_name")
            or self.properties.get("name")
            or self.properties.get("id")
            or self.key
        )


@dataclass(frozen=True)
class RelationshipValue:
    """A relationship from one entry to another, with their keys and its own."""

    type: str
    source: str
    target: str
    properties: Mapping[str, AnswerValue]
    key: str = ""


@dataclass(frozen=True)
class PathValue:
    """A path: its nodes, and the relationships between them.

    Parameters
    ----------
    entries : tuple[NodeValue, ...]
        Its nodes in their order, one more than ties.
    ties : tuple[RelationshipValue, ...]
        What ties each to the next.
    """

    entries: tuple[NodeValue, ...]
    ties: tuple[RelationshipValue, ...]


def weight(value: AnswerValue) -> int:
    """About how many bytes a value of ours takes.

    >>> weight(("abc", 1, [2, 3])) < weight(("abc" * 100, 1, [2, 3]))
    True
    """
    if isinstance(value, str | bytes):
        return 50 + len(value)
    if isinstance(value, NodeValue | RelationshipValue):
        return 264 + sum(
            [
                100 + len(held) if type(held) is str else 50 + weight(held)
                for held in value.properties.values()
            ]
        )
    if isinstance(value, PathValue):
        return weight(value.entries) + weight(value.ties)
    if isinstance(value, Mapping):
        return 64 + sum(map(weight, value)) + sum(map(weight, value.values()))
    return 56 + sum(map(weight, value)) if isinstance(value, list | tuple) else 32


def as_json(value: AnswerValue) -> AnswerValue:
    """A value of ours as JSON can hold it, in the words of Neo4j; NaN and the infinities as text,
    bytes as hexadecimal text.

    Parameters
    ----------
    value : Value
        A value of an answer.

    Returns
    -------
    Value
        Objects, lists, texts, numbers that JSON knows, true, false and null.

    Examples
    --------
    >>> as_json([float("nan"), b"\\xff", 1])
    ['NaN', 'ff', 1]
    """
    if isinstance(value, float) and not math.isfinite(value):
        return _number(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, NodeValue):
        found = {"elementId": value.key, "labels": list(value.labels)}
        return {**found, "properties": as_json(value.properties)}
    if isinstance(value, RelationshipValue):
        ends = {"startNodeElementId": value.source, "endNodeElementId": value.target}
        found = {"elementId": value.key, "type": value.type, **ends}
        return {**found, "properties": as_json(value.properties)}
    if isinstance(value, PathValue):
        return {
            "nodes": [as_json(entry) for entry in value.entries],
            "relationships": [as_json(tie) for tie in value.ties],
        }
    if isinstance(value, Mapping):
        return {str(name): as_json(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(held) for held in value]
    return value


def as_text(value: AnswerValue) -> str:
    """A value in one line, as Cypher writes it; null is empty.

    Parameters
    ----------
    value : Value
        A value of an answer.

    Returns
    -------
    str

    Examples
    --------
    >>> as_text(NodeValue("1", ("Member",), {"id": "edri", "full name": "EDRi"}))
    '(:Member {id: "edri", `full name`: "EDRi"})'
    >>> as_text([1, 2.5, True, None, float("nan")])
    '[1, 2.5, true, null, NaN]'
    """
    return "" if value is None else value if isinstance(value, str) else _written(value)


def as_file_cell(value: AnswerValue) -> AnswerValue:
    """A value as a file's cell holds it: numbers and text as they are, all else in one line.

    Parameters
    ----------
    value : Value
        A value of an answer.

    Returns
    -------
    Value

    Examples
    --------
    >>> as_file_cell(1.5), as_file_cell(["a", "b"])
    (1.5, '["a", "b"]')
    """
    if value is None or isinstance(value, str):
        return value
    whole = isinstance(value, int) and not isinstance(value, bool)
    return (
        value if whole or (isinstance(value, float) and math.isfinite(value)) else _written(value)
    )


def as_screen_cell(value: AnswerValue) -> AnswerValue:
    """A value as a table on the screen holds it: entries by their names, ties without what every
    row has; the raw values hold all.

    Parameters
    ----------
    value : Value
        A value of an answer.

    Returns
    -------
    Value

    Examples
    --------
    >>> as_screen_cell(
    ...     [
    ...         NodeValue("1", ("Member",), {"id": "edri", "name": "EDRi"}),
    ...         RelationshipValue("KNOWS", "1", "2", {"since": "2020", "dataset": "seeds"}),
    ...     ]
    ... )
    '[(:Member "EDRi"), [:KNOWS {since: "2020"}]]'
    """
    return value if isinstance(value, bool) else as_file_cell(_shortened(value))


@dataclass(frozen=True)
class _Brief:
    """What stands for a value where there is little room."""

    text: str


def _shortened(value: AnswerValue) -> AnswerValue:
    if isinstance(value, NodeValue):
        return _Brief(_short(value))
    if isinstance(value, RelationshipValue):
        kept = {name: of for name, of in value.properties.items() if name not in ON_EVERY_ROW}
        return RelationshipValue(value.type, value.source, value.target, kept, value.key)
    if isinstance(value, PathValue):
        return _Brief(_walked(value, _short, lambda tie: f"[:{_name(tie.type)}]"))
    if isinstance(value, list):
        return [_shortened(held) for held in value]
    return (
        {name: _shortened(held) for name, held in value.items()}
        if isinstance(value, Mapping)
        else value
    )


def _written(value: AnswerValue) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, NodeValue):
        return f"({_labels(value)}{_braced(value.properties)})"
    if isinstance(value, RelationshipValue):
        return f"[:{_name(value.type)}{_braced(value.properties)}]"
    if isinstance(value, PathValue):
        return _walked(value, _written, _written)
    if isinstance(value, _Brief):
        return value.text
    if isinstance(value, Mapping):
        return _braced(value).strip() or "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_written(held) for held in value)}]"
    return str(as_json(value))


def _number(value: float) -> str:
    if math.isfinite(value):
        return repr(value)
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _name(name: str) -> str:
    """A name as it stands in a statement: in backticks where its signs need them."""
    return name if NAME.fullmatch(name) else f"`{name.replace('`', '``')}`"


def _labels(entry: NodeValue) -> str:
    return "".join(f":{_name(label)}" for label in entry.labels)


def _braced(properties: Mapping[str, AnswerValue]) -> str:
    inner = ", ".join(f"{_name(name)}: {_written(held)}" for name, held in properties.items())
    return f" {{{inner}}}" if inner else ""


def _walked(
    way: PathValue, entry: Callable[[NodeValue], str], tie: Callable[[RelationshipValue], str]
) -> str:
    """A path as it is walked, arrows as the relationships point."""
    parts = [entry(way.entries[0])] if way.entries else []
    for step, start, end in zip(way.ties, way.entries, way.entries[1:], strict=False):
        onward = (step.source, step.target) == (start.key, end.key)
        parts.append(f"{'-' if onward else '<-'}{tie(step)}{'->' if onward else '-'}{entry(end)}")
    return "".join(parts)


def _short(entry: NodeValue) -> str:
    return f"({_labels(entry)} {json.dumps(entry.name, ensure_ascii=False)})"
