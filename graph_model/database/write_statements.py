"""From changes to the statements that make them, in the order in which they must run, with their
rows turned to columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from graph_model.database import cypher_text
from graph_model.database.contents import DatabaseContents
from graph_model.dataset_changes import Changes
from graph_model.rows import Fields, NodeRow, RelationshipRow, Row, Value
from graph_model.schema import NodeType, RelationshipType
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

BATCH = 10_000
#: From so many rows of a kind on, a statement of its own (made for new rows, and for what all rows
#: share) is worth its planning.
MANY = 1_000

Columns = dict[str, list[Value | None] | Value | None]


@dataclass(frozen=True)
class WriteStatement:
    """One statement with the rows it is for and the fields it writes (none for a sweep)."""

    phase: str
    statement: str
    rows: Sequence[Row]
    fields: frozenset[str] = frozenset()
    constant: frozenset[str] = frozenset()
    dataset: str = ""

    def batches(self) -> Iterator[tuple[int, Columns]]:
        """How many rows, and their columns, in parts that a transaction takes well."""
        shared: Columns = {name: self.rows[0].fields.get(name) for name in self.constant}
        for start in range(0, len(self.rows), BATCH):
            part = self.rows[start : start + BATCH]
            yield len(part), {**_columns(part, self.fields - self.constant), **shared}


def plan(
    changes: Changes, before: Snapshot, certain: bool = False, taken: Collection[str] = ()
) -> list[WriteStatement]:
    """Old relationships and nodes out, then nodes and relationships in.

    `certain` says that the database holds exactly the rows of `before`: new rows need not be looked
    for, but for the entries of others that were `taken` over.
    """
    labels = {id: row.label for id, row in before.nodes.items()}
    whose = attrgetter("dataset") if changes.mixed else lambda _: changes.dataset
    gone_ties = _by_ends(changes.gone.relationships, labels, whose)
    labels.update(
        (row.id, row.label) for rows in (changes.new, changes.changed) for row in rows.nodes
    )
    steps = [
        WriteStatement(
            "sweep", cypher_text.sweep_ties(SCHEMA.by_name[kind], source, target), ties, dataset=its
        )
        for (kind, source, target, its), ties in gone_ties.items()
    ]
    steps += [
        WriteStatement("sweep", cypher_text.sweep_nodes(SCHEMA.by_label[label]), nodes, dataset=its)
        for (label, its), nodes in _by_label(changes.gone.nodes, whose).items()
    ]
    new, there = _parted(changes.new.nodes, taken)
    for again, part in ((False, new), (True, [*there, *changes.changed.nodes])):
        for (label, its), nodes in _by_label(part, whose).items():
            steps.append(_write_nodes(label, nodes, its, again, certain))
    for again, rows in ((False, changes.new), (True, changes.changed)):
        for ends, ties in _by_ends(rows.relationships, labels, whose).items():
            steps.append(_write_ties(ends, ties, again, certain))
    return steps


def _write_nodes(
    label: str, nodes: list[NodeRow], dataset: str, again: bool, certain: bool
) -> WriteStatement:
    """Nodes of one label and dataset in; `again` says that some of them may be there."""
    kind = SCHEMA.by_label[label]
    fields, constant = _fields(kind, nodes, again), _constant(nodes)
    cypher = cypher_text.write_nodes(kind, fields, constant, certain and not again)
    return WriteStatement("write", cypher, nodes, fields, constant, dataset)


def _write_ties(
    ends: tuple[str, str, str, str], ties: list[RelationshipRow], again: bool, certain: bool
) -> WriteStatement:
    """Ties of one type, between two labels and of one dataset, in."""
    name, source, target, dataset = ends
    kind = SCHEMA.by_name[name]
    fields, constant = _fields(kind, ties, again), _constant(ties)
    cypher = cypher_text.write_ties(kind, source, target, fields, constant, certain and not again)
    return WriteStatement("write", cypher, ties, fields, constant, dataset)


def restore_statements(whole: DatabaseContents) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """The statements that bring a backup into an empty place, with their rows."""
    labels = {id: label for label, id, _ in whole.nodes}
    nodes: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    ties: defaultdict[tuple[str, str, str], list[dict[str, object]]] = defaultdict(list)
    for label, _, fields in whole.nodes:
        nodes[label].append(dict(fields))
    for type, source, target, fields in whole.relationships:
        ties[type, labels[source], labels[target]].append(
            {"from_id": source, "to_id": target, "fields": fields}
        )
    for label, rows in nodes.items():
        yield cypher_text.put_nodes(SCHEMA.by_label[label]), rows
    for (type, source, target), rows in ties.items():
        yield cypher_text.put_ties(SCHEMA.by_name[type], source, target), rows
    yield cypher_text.PUT_LOADS, whole.loads


def _parted(
    nodes: Sequence[NodeRow], taken: Collection[str]
) -> tuple[Sequence[NodeRow], list[NodeRow]]:
    """The rows that are new, and those for which an entry was taken over."""
    there = [row for row in nodes if row.id in taken] if taken else []
    return ([row for row in nodes if row.id not in taken] if there else nodes), there


def field_names(kind: NodeType | RelationshipType) -> frozenset[str]:
    """The fields of a type."""
    return frozenset(field.name for field in kind.fields)


def _fields(
    kind: NodeType | RelationshipType, rows: Sequence[Row], changed: bool
) -> frozenset[str]:
    """The fields to write: those that some new row has; a changed row may have lost one, so all of
    its fields.
    """
    if changed:
        return field_names(kind)
    return frozenset(name for fields in _held(rows) for name in fields)


def _held(rows: Sequence[Row]) -> list[Fields]:
    """The fields of the rows; those that many of them share stand once."""
    return list({id(row.fields): row.fields for row in rows}.values())


def _constant(rows: Sequence[Row]) -> frozenset[str]:
    """The fields in which many rows are all alike: their value travels once."""
    if len(rows) < MANY:
        return frozenset()
    held = _held(rows)
    return frozenset(
        name for name, value in held[0].items() if all(fields.get(name) == value for fields in held)
    )


def _columns(rows: Sequence[Row], fields: frozenset[str]) -> Columns:
    """The rows turned to columns: their keys, and the fields that are to be written."""
    nodes = [row for row in rows if isinstance(row, NodeRow)]
    ties = [row for row in rows if isinstance(row, RelationshipRow)]
    if nodes:
        columns: Columns = {"id": [row.id for row in nodes]}
    else:
        first = [
            place
            for place, row in enumerate(ties)
            if not place or row.source != ties[place - 1].source
        ]
        columns = {
            "from_id": [ties[place].source for place in first],
            "first": [*first, len(ties)],
            "to_id": [row.target for row in ties],
        }
    for name in fields:
        columns[name] = [row.fields.get(name) for row in rows]
    return columns


def _by_label(
    rows: Sequence[NodeRow], whose: Callable[[NodeRow], str]
) -> dict[tuple[str, str], list[NodeRow]]:
    found: defaultdict[tuple[str, str], list[NodeRow]] = defaultdict(list)
    for row in rows:
        found[row.label, whose(row)].append(row)
    return found


def _by_ends(
    rows: Sequence[RelationshipRow],
    labels: Mapping[str, str],
    whose: Callable[[RelationshipRow], str],
) -> dict[tuple[str, str, str, str], list[RelationshipRow]]:
    """The relationships by type, labels of their ends and dataset, in the order of their starts."""
    found: defaultdict[tuple[str, str, str, str], list[RelationshipRow]] = defaultdict(list)
    for row in sorted(rows, key=attrgetter("source")):
        found[row.type, labels[row.source], labels[row.target], whose(row)].append(row)
    return found
