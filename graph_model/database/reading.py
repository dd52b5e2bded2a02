"""Everything out of the database at once: what statements return, turned into rows. `Store` opens
the transactions.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from graph_model.database import cypher_text
from graph_model.database.contents import DatabaseContents
from graph_model.database.write_statements import field_names
from graph_model.errors import StoreOlder
from graph_model.rows import Fields, NodeRow, RelationshipRow, Rows, SharedFields, Value
from graph_model.schema import STAMPS, NodeType
from graph_model.vocabulary import SCHEMA

#: So many combinations of values of a type are kept: where there are more, its ties are hardly
#: alike, and what keeps them would take room for nothing.
ALIKE = 1_000
LARGE = 20_000  # from so many relationships on, a statement per type is the faster way to read


class Reader(Protocol):
    """What runs a statement in a transaction: the driver's own."""

    def run(self, query: Any, parameters: Any = None) -> Any:
        """The records."""


@dataclass(frozen=True)
class Commits:
    """The last commit of a load that was announced, and the last one whose end was noted."""

    begun: str | None = None
    ended: str | None = None

    @property
    def settled(self) -> bool:
        """Whether no load is being put in place, and none was left without a note."""
        return self.begun == self.ended


def commits(reader: Reader) -> Commits:
    """Which commit was announced last, and whether its end was noted."""
    record = reader.run(cypher_text.COMMITS).single()
    return Commits(**record) if record else Commits()


def last_load(reader: Reader) -> str:
    """The id of the last load, empty before the first. Raises `StoreOlder` where it was written by
    an earlier Linkages, whose rows have no mark yet.
    """
    record = reader.run(cypher_text.LAST_LOAD).single()
    if record and record["form"] < cypher_text.FORM:
        raise StoreOlder(
            "The rows in this database have the form of an earlier Linkages; bring them to today's"
            " with `linkages migrate` (`linkages migrate --back` takes that back)."
        )
    return str(record["id"]) if record else ""


def older(reader: Reader) -> bool:
    """Whether the rows have the form of an earlier Linkages."""
    record = reader.run(cypher_text.LAST_LOAD).single()
    return record is not None and record["form"] < cypher_text.FORM


def read_rows(transaction: Reader) -> Rows:
    """Every row that a dataset brought."""
    last_load(transaction)  # in the form of today
    number = transaction.run(cypher_text.HOW_MANY).single(strict=True)["number"]
    return _large(transaction) if number >= LARGE else _small(transaction)


def read_entries(transaction: Reader, labels: Iterable[str]) -> Rows:
    """The rows of these labels alone, without ties: of a large graph that is little."""
    last_load(transaction)  # in the form of today
    used, shared = _used(transaction), SharedFields()
    return Rows(
        tuple(
            row
            for label in labels
            for row in _nodes(transaction, SCHEMA.by_label[label], used, shared)
        )
    )


def read_whole(transaction: Reader) -> DatabaseContents:
    """All that is ours, as it stands."""
    last_load(transaction)
    kept = {kind.code: field_names(kind) | {"id", *STAMPS} for kind in SCHEMA.types}
    nodes = [
        (str(kind), str(id), _kept(fields, kept[kind]))
        for kind, rows in transaction.run(cypher_text.READ_NODES, {"labels": list(SCHEMA.by_label)})
        for id, _, fields in rows
    ]
    known = {id for _, id, _ in nodes}
    ties = [
        (str(kind), str(a), str(b), _kept(fields, kept[kind]))
        for kind, rows in transaction.run(cypher_text.READ_TIES)
        for a, b, _, fields in rows
        if a in known and b in known
    ]
    loads = [dict(record["load"]) for record in transaction.run(cypher_text.ALL_LOADS)]
    pasts = {
        str(record["id"]): bytes(record["past"] or b"")
        for record in transaction.run(cypher_text.ALL_PASTS)
    }
    turn = transaction.run(cypher_text.TURN).single()
    return DatabaseContents(nodes, ties, loads, pasts, int(turn["number"]) if turn else 0)


def _small(transaction: Reader) -> Rows:
    nodes: list[NodeRow] = []
    ties: list[RelationshipRow] = []
    for kind, rows in transaction.run(cypher_text.READ_NODES, {"labels": list(SCHEMA.by_label)}):
        ours = field_names(SCHEMA.by_label[kind])
        nodes.extend(
            NodeRow(kind, id, _kept(fields, ours), dataset) for id, dataset, fields in rows
        )
    known = {row.id for row in nodes}
    for kind, rows in transaction.run(cypher_text.READ_TIES):
        ours = field_names(SCHEMA.by_name[kind])
        ties.extend(
            RelationshipRow(kind, a, b, _kept(fields, ours), dataset)
            for a, b, dataset, fields in rows
            if a in known and b in known
        )
    return Rows(tuple(nodes), tuple(ties))


def _large(transaction: Reader) -> Rows:
    used, shared = _used(transaction), SharedFields()
    nodes = [row for kind in SCHEMA.nodes for row in _nodes(transaction, kind, used, shared)]
    known = {row.id: row.id for row in nodes}  # a tie of ours has both its ends in rows of ours
    ties: list[RelationshipRow] = []
    for kind in SCHEMA.relationships:
        fields = [field.name for field in kind.fields if field.name in used]
        by_values = _FieldsByValues(fields, shared)
        ties.extend(
            RelationshipRow(
                kind.name, known[a], known[b], by_values[tuple(values)], sys.intern(dataset)
            )
            for a, rows in transaction.run(cypher_text.read_all(kind, fields))
            if a in known
            for b, dataset, *values in rows
            if b in known
        )
    return Rows(tuple(nodes), tuple(ties))


def _used(transaction: Reader) -> frozenset[str]:
    """The properties that the database knows: a field that nothing has need not travel."""
    return frozenset(transaction.run(cypher_text.PROPERTIES).single(strict=True)["names"])


def _nodes(
    transaction: Reader, kind: NodeType, used: frozenset[str], shared: SharedFields
) -> Iterator[NodeRow]:
    fields = [field.name for field in kind.fields if field.name in used]
    rows = transaction.run(cypher_text.read_all(kind, fields)).single(strict=True)["rows"]
    return (
        NodeRow(kind.label, id, shared.of(_filled(fields, values)), sys.intern(dataset))
        for id, dataset, *values in rows
    )


class _FieldsByValues(dict[tuple[Any, ...], Fields]):
    """The fields of ties of one type by what stands in their columns: most ties have only their
    provenance, and are found here before anything is made of them. Columns of other than texts are
    not kept, for 1, 1.0 and True are equal and not the same (`SharedFields`).
    """

    def __init__(self, fields: Sequence[str], shared: SharedFields) -> None:
        self._fields, self._shared = fields, shared

    def __missing__(self, values: tuple[Any, ...]) -> Fields:
        found = self._shared.of(_filled(self._fields, values))
        if len(self) < ALIKE and all(type(value) is str for value in found.values()):
            self[values] = found
        return found


def _filled(fields: Sequence[str], values: Sequence[Any]) -> dict[str, Value]:
    """The fields that have a value."""
    found = zip(fields, values, strict=True)
    return (
        {name: value for name, value in found if value is not None}
        if None in values
        else dict(found)
    )


def _kept(fields: dict[str, Value], ours: frozenset[str]) -> dict[str, Value]:
    """The fields of ours; what the database keeps for itself, or an analyst added, is no part of a
    row.
    """
    return {name: value for name, value in fields.items() if name in ours}
