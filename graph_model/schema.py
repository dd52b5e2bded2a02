"""What a vocabulary is made of: fields, node types, relationship types, and the schema that holds
them.

The classes check themselves when they are built, so a misspelt code or a name used twice fails at
import and not in a load.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from graph_model.capitals import first_up
from graph_model.errors import SchemaError

FieldKind = Literal["text", "date", "urls", "number", "integer", "code", "flag"]
Shape = Literal[
    "circle",
    "square",
    "diamond",
    "hexagon",
    "triangle",
    "pentagon",
    "triangleDown",
    "ring",
    "door",
    "star",
    "bar",
    "flag",
]
LineStyle = Literal["solid", "dashed", "dotted", "dashdot", "longdash"]

LABEL = re.compile(r"[A-Z][A-Za-z]{1,40}")
TYPE = re.compile(r"[A-Z][A-Z_]{1,40}")
FIELD = re.compile(r"[a-z][a-z0-9_]{1,40}")
#: What the store writes on each row: who brought it, by which load, and when.
STAMPS = ("dataset", "load_id", "first_seen", "last_seen")
#: The mark of a row of ours: its label, or its type. Nothing without it is ever changed or counted.
MARK = "linkages_row"
#: Properties that the store writes itself; a file may not bring them.
STORE_OWNED = (*STAMPS, MARK)


@dataclass(frozen=True)
class Field:
    """One property: its name is the CSV column, the Neo4j property and the key of its heading.

    Parameters
    ----------
    name : str
        Of the CSV column, the Neo4j property and the key of its heading.
    kind : Kind
        Of its values.
    doc : str
        A sentence on what it says.
    required : bool, optional
        Whether every row has it.
    codes : tuple[str, ...], optional
        The values it may have, where they are a few.
    low, high : float or None, optional
        Bounds of a number.
    """

    name: str
    kind: FieldKind
    doc: str
    required: bool = False
    codes: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    def __hash__(self) -> int:
        # what is remembered by a field is looked up for every cell: its name tells it well enough
        return hash(self.name)

    def __post_init__(self) -> None:
        if not FIELD.fullmatch(self.name) or self.name in STORE_OWNED:
            raise SchemaError(f"{self.name!r} cannot be the name of a field")
        if bool(self.codes) != (self.kind == "code"):
            raise SchemaError(
                f"field {self.name}: codes belong to fields of kind 'code', and to all of them"
            )

    @property
    def heading(self) -> str:
        """The name as a table heading: ``date_signed`` → ``Date signed``."""
        words = self.name.removesuffix("_id").replace("_", " ")
        return first_up(words)


@dataclass(frozen=True)
class NodeType:
    """A label with its fields, its words and its look.

    Parameters
    ----------
    label : str
        In one word, as in ``ConsultationMechanism``.
    plural : str
        As people read it.
    doc : str
        A sentence on what it is.
    fields : tuple[Field, ...]
        Its properties but for the id.
    color : str
        Of its mark, as ``#rrggbb``.
    shape : Shape
        Of its mark.
    """

    label: str
    plural: str
    doc: str
    fields: tuple[Field, ...]
    color: str
    shape: Shape

    def __hash__(self) -> int:
        return hash(self.label)

    def __post_init__(self) -> None:
        if not LABEL.fullmatch(self.label):
            raise SchemaError(f"{self.label!r} cannot be a label")
        _no_double(self.label, [field.name for field in self.fields])

    @property
    def code(self) -> str:
        """The label, under the name that types of both sorts answer to."""
        return self.label

    @property
    def file(self) -> str:
        """The stem of its CSV file and the name of its sheet: ``ConsultationMechanism`` →
        ``consultation_mechanism``.
        """
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", self.label).lower()

    @property
    def singular(self) -> str:
        """The label as people read it: ``ConsultationMechanism`` → ``consultation mechanism``."""
        return self.file.replace("_", " ")

    @property
    def columns(self) -> tuple[Field, ...]:
        """Every field of a row, ``id`` first."""
        return (ID, *self.fields)


@dataclass(frozen=True)
class Look:
    """How the line of a relationship is drawn; what it means in a few words. The pattern says the
    same as the colour.
    """

    says: str
    color: str
    line: LineStyle
    width: float


PLAIN = Look("linked", "#85827A", "solid", 1.0)


@dataclass(frozen=True)
class RelationshipType:
    """A relationship type between labels, worded in both directions, and how its line looks.

    Parameters
    ----------
    sources : tuple[str, ...]
        Labels at which it starts.
    name : str
        In capitals, as in ``TOOK_PART_IN``.
    targets : tuple[str, ...]
        Labels at which it ends.
    says, says_back : str
        Its wording from either end.
    doc : str
        A sentence on what it says.
    fields : tuple[Field, ...]
        Its properties.
    look : Look, optional
        How its line is drawn.
    """

    sources: tuple[str, ...]
    name: str
    targets: tuple[str, ...]
    says: str
    says_back: str
    doc: str
    fields: tuple[Field, ...]
    look: Look = PLAIN

    def __hash__(self) -> int:
        return hash(self.name)

    def __post_init__(self) -> None:
        if not TYPE.fullmatch(self.name):
            raise SchemaError(f"{self.name!r} cannot be a relationship type")
        _no_double(self.name, [field.name for field in self.fields])

    @property
    def code(self) -> str:
        """The name, under the name that types of both sorts answer to."""
        return self.name

    @property
    def file(self) -> str:
        """The stem of its CSV file and the name of its sheet."""
        return self.name.lower()

    @property
    def columns(self) -> tuple[Field, ...]:
        """Every field of a row, the two ends first."""
        return (FROM_ID, TO_ID, *self.fields)

    @property
    def ends(self) -> tuple[tuple[str, str], ...]:
        """Every pair of labels that it ties; what is part of something is part of its like."""
        return tuple(
            (source, target)
            for source in self.sources
            for target in self.targets
            if self.name != "PART_OF" or source == target
        )


ID = Field(
    "id",
    "text",
    "Our own lasting name for it: small letters, digits and _ ; never used again for something"
    " else.",
    required=True,
)
FROM_ID = Field("from_id", "text", "The id at which the relationship starts.", required=True)
TO_ID = Field("to_id", "text", "The id at which the relationship ends.", required=True)

Type = NodeType | RelationshipType


@dataclass(frozen=True)
class Schema:
    """All node types and relationship types, in the order in which they are written and listed.

    Parameters
    ----------
    nodes : sequence of NodeType
        Every label.
    relationships : sequence of RelationshipType
        Every type; its ends are among the labels.

    Raises
    ------
    SchemaError
        The vocabulary contradicts itself.

    Examples
    --------
    >>> from graph_model import SCHEMA
    >>> SCHEMA.by_name["COVERS"].sources, SCHEMA.by_label["Member"].plural
    (('Agreement',), 'Members')
    """

    nodes: tuple[NodeType, ...]
    relationships: tuple[RelationshipType, ...]

    def __post_init__(self) -> None:
        _no_double(
            "schema", [node.label for node in self.nodes] + [tie.name for tie in self.relationships]
        )
        _no_double("schema files", [kind.file for kind in self.types])
        labels = {node.label for node in self.nodes}
        for tie in self.relationships:
            if missing := {*tie.sources, *tie.targets} - labels:
                raise SchemaError(
                    f"relationship {tie.name} ends at unknown label {sorted(missing)}"
                )

    @cached_property
    def types(self) -> tuple[Type, ...]:
        return (*self.nodes, *self.relationships)

    @cached_property
    def by_file(self) -> dict[str, Type]:
        return {kind.file: kind for kind in self.types}

    @cached_property
    def by_label(self) -> dict[str, NodeType]:
        return {node.label: node for node in self.nodes}

    @cached_property
    def by_name(self) -> dict[str, RelationshipType]:
        return {tie.name: tie for tie in self.relationships}

    @cached_property
    def by_code(self) -> dict[str, Type]:
        """By label or by the name of a relationship type: `kind` of a row of either sort."""
        return {kind.code: kind for kind in self.types}

    def codes(self, label: str, field: str) -> tuple[str, ...]:
        """The codes that a field of a label may have."""
        return next(its.codes for its in self.by_label[label].fields if its.name == field)


def _no_double(where: str, names: list[str]) -> None:
    doubles = sorted({name for name in names if names.count(name) > 1})
    if doubles:
        raise SchemaError(f"{where}: {doubles} is listed twice")
