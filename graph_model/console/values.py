"""Values of an answer: from the driver's own kinds to what JSON, a table and a file can hold.

A node becomes `Entry`, a relationship `Tie`, a path `Way`; dates, times and durations become ISO
text, points their coordinates.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from graph_model.errors import QueryEnded
from graph_model.schema import STORE_OWNED
from graph_model.vocabulary import SCHEMA

Value = object
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
#: So many values within each other are more than anyone means, and less than Python can walk down.
DEEPEST = 60


@dataclass(frozen=True)
class Entry:
    """A node: its labels and properties, and the key that it has within this answer."""

    key: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value]

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
class Tie:
    """A relationship with the keys of its two ends."""

    type: str
    source: str
    target: str
    properties: Mapping[str, Value]


@dataclass(frozen=True)
class Way:
    """A path: its nodes, and the relationships between them."""

    entries: tuple[Entry, ...]
    ties: tuple[Tie, ...]


@runtime_checkable
class _Node(Protocol):
    element_id: str
    labels: frozenset[str]

    def items(self) -> Iterable[tuple[str, Value]]: ...


@runtime_checkable
class _Relationship(Protocol):
    type: str
    start_node: _Node
    end_node: _Node

    def items(self) -> Iterable[tuple[str, Value]]: ...


@runtime_checkable
class _Path(Protocol):
    nodes: tuple[_Node, ...]
    relationships: tuple[_Relationship, ...]


@runtime_checkable
class _Moment(Protocol):
    def iso_format(self) -> str: ...


@runtime_checkable
class _Point(Protocol):
    srid: int

    def __iter__(self) -> Iterable[float]: ...


def plain(value: Value, depth: int = 0) -> Value:
    """A value of the driver as one of ours. Known by their shape, for one file alone imports the
    driver. Raises `QueryEnded` when it is too deep.
    """
    if depth > DEEPEST:
        raise QueryEnded(
            f"The answer holds lists or maps more than {DEEPEST} deep within each other; take them"
            " apart with UNWIND."
        )
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, bytes | bytearray):
        return bytes(value)
    if isinstance(value, _Path):
        return Way(
            tuple(_entry(node) for node in value.nodes),
            tuple(_tie(tie) for tie in value.relationships),
        )
    if isinstance(value, _Relationship):
        return _tie(value)
    if isinstance(value, _Node):
        return _entry(value)
    if isinstance(value, _Point):
        return {"srid": value.srid, **dict(zip("xyz", value, strict=False))}  # type: ignore[call-overload]
    if isinstance(value, _Moment):
        return value.iso_format()
    if isinstance(value, Mapping):
        return {str(name): plain(held, depth + 1) for name, held in value.items()}
    if isinstance(value, Sequence):
        return [plain(held, depth + 1) for held in value]
    return str(value)


def weight(value: Value) -> int:
    """About how many bytes a value of ours takes.

    >>> weight(("abc", 1, [2, 3])) < weight(("abc" * 100, 1, [2, 3]))
    True
    """
    if isinstance(value, str | bytes):
        return 50 + len(value)
    if isinstance(value, Entry | Tie):
        return 200 + weight(value.properties)
    if isinstance(value, Way):
        return weight(value.entries) + weight(value.ties)
    if isinstance(value, Mapping):
        return 64 + sum(map(weight, value)) + sum(map(weight, value.values()))
    return 56 + sum(map(weight, value)) if isinstance(value, list | tuple) else 32


def as_json(value: Value) -> Value:
    """A value of ours as JSON can hold it; NaN and the infinities as text, bytes as hexadecimal
    text.
    """
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Entry):
        return {"labels": list(value.labels), "properties": as_json(value.properties)}
    if isinstance(value, Tie):
        return {"type": value.type, "properties": as_json(value.properties)}
    if isinstance(value, Way):
        return {
            "nodes": [as_json(entry) for entry in value.entries],
            "relationships": [as_json(tie) for tie in value.ties],
        }
    if isinstance(value, Mapping):
        return {str(name): as_json(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(held) for held in value]
    return value


def text(value: Value) -> str:
    """A value in one line, as Cypher writes it; null is empty.

    >>> text(Entry("1", ("Member",), {"id": "edri", "name": "EDRi"}))
    '(:Member {id: "edri", name: "EDRi"})'
    >>> text([1, 2.5, True, None, float("nan")])
    '[1, 2.5, true, null, NaN]'
    """
    return "" if value is None else value if isinstance(value, str) else _written(value)


def cell(value: Value) -> Value:
    """A value as a file's cell holds it: numbers, truth and text as they are, all else in one line."""
    return value if value is None or isinstance(value, str | bool | int | float) else text(value)


def short(value: Value) -> Value:
    """A value as a table on the screen holds it: entries by their names, ties without what every
    row has; the raw values hold all.

    >>> short([Entry("1", ("Member",), {"id": "edri", "name": "EDRi"}), Tie("KNOWS", "1", "2", {"since": "2020", "dataset": "seeds"})])
    '[(:Member "EDRi"), [:KNOWS {since: "2020"}]]'
    """
    return cell(_shortened(value))


def _shortened(value: Value) -> Value:
    if isinstance(value, Entry):
        return Way((value,), ())
    if isinstance(value, Tie):
        return Tie(
            value.type,
            value.source,
            value.target,
            {name: held for name, held in value.properties.items() if name not in ON_EVERY_ROW},
        )
    if isinstance(value, list):
        return [_shortened(held) for held in value]
    return (
        {name: _shortened(held) for name, held in value.items()}
        if isinstance(value, Mapping)
        else value
    )


def _written(value: Value) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Entry):
        return f"({''.join(f':{label}' for label in value.labels)}{_braced(value.properties)})"
    if isinstance(value, Tie):
        return f"[:{value.type}{_braced(value.properties)}]"
    if isinstance(value, Way):
        return _walked(value)
    if isinstance(value, Mapping):
        return _braced(value).strip() or "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_written(held) for held in value)}]"
    return str(as_json(value))


def _braced(properties: Mapping[str, Value]) -> str:
    inner = ", ".join(f"{name}: {_written(held)}" for name, held in properties.items())
    return f" {{{inner}}}" if inner else ""


def _walked(way: Way) -> str:
    """A path as it is walked, arrows as the relationships point."""
    parts = [_short(way.entries[0])] if way.entries else []
    for tie, entry in zip(way.ties, way.entries[1:], strict=True):
        onward = tie.target == entry.key
        parts.append(
            f"{'-' if onward else '<-'}[:{tie.type}]{'->' if onward else '-'}{_short(entry)}"
        )
    return "".join(parts)


def _short(entry: Entry) -> str:
    return (
        f"({''.join(f':{label}' for label in entry.labels)}"
        f" {json.dumps(entry.name, ensure_ascii=False)})"
    )


def _entry(node: _Node) -> Entry:
    return Entry(
        node.element_id,
        tuple(sorted(node.labels)),
        {name: plain(held) for name, held in sorted(node.items())},
    )


def _tie(tie: _Relationship) -> Tie:
    return Tie(
        tie.type,
        tie.start_node.element_id,
        tie.end_node.element_id,
        {name: plain(held) for name, held in sorted(tie.items())},
    )
