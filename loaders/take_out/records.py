"""The rows of a type as text, as every table of ours has them."""

from __future__ import annotations

from graph_model.rows import Rows
from graph_model.schema import NodeType, Type
from graph_model.snapshot import Snapshot
from loaders.read.cells import write_cell


def records(held: Snapshot | Rows, kind: Type) -> list[list[str]]:
    """The header and rows of a type, as text: those of a snapshot in its order, or loose rows in
    theirs.
    """
    names = [field.name for field in kind.columns]
    rows: list[list[str]] = [names]
    if isinstance(kind, NodeType):
        nodes = (
            held.of(kind.label)
            if isinstance(held, Snapshot)
            else [row for row in held.nodes if row.label == kind.label]
        )
        rows.extend(
            [node.id, *(write_cell(node.fields.get(name)) for name in names[1:])] for node in nodes
        )
    else:
        ties = (
            held.ties(kind.name)
            if isinstance(held, Snapshot)
            else [row for row in held.relationships if row.type == kind.name]
        )
        rows.extend(
            [tie.source, tie.target, *(write_cell(tie.fields.get(name)) for name in names[2:])]
            for tie in ties
        )
    return rows
