"""Constraints and indexes: what the database needs for our rows, compared by what it holds and not
by name, made all or none, and taken away again.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_model.database import cypher_text
from graph_model.database.reading import Reader
from graph_model.errors import StoreError
from graph_model.schema import NodeType
from graph_model.search import searched
from graph_model.vocabulary import SCHEMA

INDEXES = (
    "SHOW INDEXES YIELD name, type, labelsOrTypes, properties, owningConstraint, state\nRETURN"
    " name, type, coalesce(labelsOrTypes, []) AS labels, coalesce(properties, []) AS properties,"
    " owningConstraint, state"
)
CONSTRAINTS = "SHOW CONSTRAINTS YIELD name, labelsOrTypes, properties\nRETURN name"
PREFIX = "linkages_"


@dataclass(frozen=True)
class DatabaseIndex:
    """An index as the database shows it; `owner` is the constraint that it serves."""

    name: str
    type: str
    labels: tuple[str, ...]
    properties: tuple[str, ...]
    owner: str
    state: str

    def serves(self, label: str) -> bool:
        """Whether entries of the label are found by their id through it."""
        wanted = ("RANGE", (label,), ("id",), "ONLINE")
        return (self.type, self.labels, self.properties, self.state) == wanted


def indexes(reader: Reader) -> list[DatabaseIndex]:
    """Every index of the database, whoever made it."""
    return [
        DatabaseIndex(
            record["name"],
            record["type"],
            tuple(record["labels"]),
            tuple(record["properties"]),
            record["owningConstraint"] or "",
            record["state"],
        )
        for record in reader.run(INDEXES)
    ]


def missing_statements(there: list[DatabaseIndex]) -> dict[str, str]:
    """The statements that make what is not there yet, by the name that each makes. Raises
    `StoreError` where somebody else's has such a name.
    """
    name, text_index = cypher_text.text_index(*searched())
    wanted = {
        cypher_text.constraint_name(kind): cypher_text.constraint(kind)
        for kind in SCHEMA.nodes
        if not any(index.serves(kind.label) for index in there)
    }
    names = {index.name for index in there}
    if clash := sorted(names & wanted.keys()):
        raise StoreError(
            f"The database has an index or constraint named {clash[0]!r} on something else; rename"
            " or drop it. Nothing was changed."
        )
    turn = any(index.serves("LinkagesTurn") for index in there)
    extra = {**({} if turn else {"linkages_turn": cypher_text.ONE_TURN}), name: text_index}
    return {**wanted, **{name: made for name, made in extra.items() if name not in names}}


def outdated_indexes(there: list[DatabaseIndex]) -> list[str]:
    """Text indexes of an older vocabulary."""
    name, _ = cypher_text.text_index(*searched())
    return [
        index.name
        for index in there
        if index.name.startswith(cypher_text.TEXT_INDEX) and index.name != name
    ]


def renamed(there: list[DatabaseIndex]) -> dict[str, str]:
    """Constraints of an earlier Linkages, whose names did not begin with ours: the old name, and
    the statement that makes the new one.
    """
    return {
        index.owner: cypher_text.constraint(kind)
        for kind in SCHEMA.nodes
        for index in there
        if index.owner == f"{kind.file}_id" and index.serves(kind.label)
    }


def doubles(kind: NodeType) -> str:
    """Ids that stand more than once, which no constraint can be made over."""
    return (
        f"MATCH (n:{kind.label})\nWHERE n.id IS NOT NULL\nWITH n.id AS id, count(*) AS"
        " number\nWHERE number > 1\nRETURN toString(id) AS id, number\nORDER BY id\nLIMIT 3"
    )


def doubled_ids(reader: Reader) -> str:
    """A sentence that names the ids in the way of our constraints; empty when there are none."""
    there = indexes(reader)
    for kind in SCHEMA.nodes:
        if any(index.serves(kind.label) for index in there):
            continue
        if found := [
            f"'{each['id']}' {each['number']} times" for each in reader.run(doubles(kind))
        ]:
            return (
                f"Entries of others in this database have one id twice: {kind.label}"
                f" {', '.join(found)}. Ids of a label must be unique; correct these, or give"
                " Linkages a database of its own. Nothing was changed."
            )
    return ""


def ours(reader: Reader) -> tuple[list[str], list[str]]:
    """The names of our constraints and of our other indexes."""
    constraints = sorted(
        record["name"] for record in reader.run(CONSTRAINTS) if record["name"].startswith(PREFIX)
    )
    others = sorted(
        index.name for index in indexes(reader) if index.name.startswith(PREFIX) and not index.owner
    )
    return constraints, others
