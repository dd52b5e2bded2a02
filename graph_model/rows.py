"""One row of the graph: a node or a relationship, as checked files and the database both bring
it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool
Fields = Mapping[str, Value]
Key = tuple[str, str, str]
#: The fields that say how a row is known.
PROOF = ("source_url", "as_of", "confidence", "visibility", "note")
#: From so many rows on it is worth keeping their names once: what keeps them takes room itself.
MANY = 100


def filled(fields: Fields) -> Fields:
    """The fields that hold something; an empty field is no field.

    Parameters
    ----------
    fields : Fields
        Values by name.

    Returns
    -------
    Fields
        The same without empty texts.

    Examples
    --------
    >>> filled({"name": "EDRi", "note": ""})
    {'name': 'EDRi'}
    """
    return {name: value for name, value in fields.items() if value != ""}


class _Row:
    """What rows of both sorts can do with their fields."""

    __slots__ = ()
    fields: Fields

    def text(self, name: str) -> str:
        """The field as text, empty when it is not filled."""
        return str(self.fields.get(name, ""))

    @property
    def borne_out(self) -> bool:
        """Whether its source fully bears it out.

        >>> NodeRow("Issue", "flows", {"confidence": "verified_text"}).borne_out
        True
        >>> NodeRow("Issue", "flows", {"confidence": "partial"}).borne_out
        False
        """
        return self.text("confidence").startswith("verified")


@dataclass(frozen=True, slots=True)
class NodeRow(_Row):
    """A node: its label, its id, its filled fields (an empty cell is no field), and the dataset
    that brought it.

    Parameters
    ----------
    label : str
        A label of the vocabulary, such as ``Member``.
    id : str
        Unique among all nodes, small letters and signs of an address.
    fields : Mapping[str, Value]
        By the name of the property; texts, numbers and truth values.
    dataset : str
        What brought the row.

    Examples
    --------
    >>> from graph_model import NodeRow
    >>> NodeRow("Member", "edri", {"name": "European Digital Rights", "short_name": "EDRi"}).name
    'EDRi'
    """

    label: str
    id: str
    fields: Fields = field(default_factory=dict)
    dataset: str = ""

    @property
    def key(self) -> str:
        """Ids are unique over all labels, so the id alone says which node it is."""
        return self.id

    @property
    def kind(self) -> str:
        """The label, under the name that rows of both sorts answer to."""
        return self.label

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        return self.text("short_name") or self.text("name") or self.text("summary") or self.id

    @property
    def when(self) -> str:
        """When it was, as written: a contact or an answer on its day, an event from its first."""
        return self.text("date") or self.text("start_date")

    @property
    def full_name(self) -> str:
        """What to call it in a heading."""
        return self.text("display_name") or self.text("name") or self.name


@dataclass(frozen=True, slots=True)
class RelationshipRow(_Row):
    """A relationship: its type, its two ends, its filled fields, and the dataset that brought it.

    Parameters
    ----------
    type : str
        A relationship type of the vocabulary, such as ``NEGOTIATES``.
    source, target : str
        The ids at both ends; at most one row for each (source, type, target).
    fields : Mapping[str, Value]
        By the name of the property.
    dataset : str
        What brought the row.

    Examples
    --------
    >>> from graph_model import RelationshipRow
    >>> RelationshipRow("BASED_IN", "edri", "bel", {"as_of": "2026-11-01"}).tie_id
    'edri>BASED_IN>bel'
    """

    type: str
    source: str
    target: str
    fields: Fields = field(default_factory=dict)
    dataset: str = ""

    @property
    def key(self) -> Key:
        """One relationship per source, type and target."""
        return (self.type, self.source, self.target)

    @property
    def name(self) -> str:
        """What to call it in a sentence: its two ends."""
        return f"{self.source} → {self.target}"

    @property
    def tie_id(self) -> str:
        """The same as one lasting name, for programs that call ties by a name."""
        return f"{self.source}>{self.type}>{self.target}"

    @property
    def kind(self) -> str:
        """The type, under the name that rows of both sorts answer to."""
        return self.type


#: A row of the graph, whichever.
Row = NodeRow | RelationshipRow


@dataclass(frozen=True, slots=True)
class Rows:
    """Nodes and relationships that travel together; a `Snapshot` is made of them.

    Parameters
    ----------
    nodes : tuple[NodeRow, ...]
        In any order.
    relationships : tuple[RelationshipRow, ...]
        In any order.

    Examples
    --------
    >>> from graph_model import NodeRow, RelationshipRow, Rows, Snapshot
    >>> rows = Rows(
    ...     (NodeRow("Member", "edri"), NodeRow("Economy", "bel")),
    ...     (RelationshipRow("BASED_IN", "edri", "bel"),),
    ... )
    >>> len(rows), Snapshot(rows).counts["Member"]
    (3, 1)
    """

    nodes: tuple[NodeRow, ...] = ()
    relationships: tuple[RelationshipRow, ...] = ()

    def __len__(self) -> int:
        return len(self.nodes) + len(self.relationships)

    def __iter__(self) -> Iterator[NodeRow | RelationshipRow]:
        yield from self.nodes
        yield from self.relationships

    @classmethod
    def of(cls, rows: Iterable[NodeRow | RelationshipRow]) -> Rows:
        """Rows of both sorts, put in their places."""
        everything = tuple(rows)
        return cls(
            tuple(row for row in everything if isinstance(row, NodeRow)),
            tuple(row for row in everything if isinstance(row, RelationshipRow)),
        )


class SharedFields:
    """Fields that many rows have alike, kept once: most ties of a large graph have only their
    provenance. Rows do not change theirs, so that nobody can tell.

    Only texts are compared, for 1, 1.0 and True are equal and not the same.

    Examples
    --------
    >>> shared = SharedFields()
    >>> shared.of({"as_of": "2026"}) is shared.of({"as_of": "2026"})
    True
    >>> shared.of({"chance": 1}) is shared.of({"chance": 1.0})
    False
    """

    def __init__(self) -> None:
        self._by_names: dict[tuple[str, ...], dict[int, Fields]] = {}
        self._texts: dict[str, str] = {}
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._shapes: dict[tuple[str, ...], type[_Shape]] = {}

    def of(self, fields: Fields) -> Fields:
        """Of all fields that are alike the first that were asked for."""
        alike = self._by_names.setdefault(tuple(fields), {})
        values = tuple(fields.values())
        found = alike.get(hash(values))
        if found is not None and tuple(found.values()) == values:
            return found

        found = self.texts(fields)
        if all(type(value) is str for value in values):
            alike[hash(values)] = found
        return found

    def texts(self, fields: Fields) -> Fields:
        """The same fields, each text the one that came first: for rows that are hardly alike. Their
        names are kept once for all that have the same ones, which halves the room of each
        (key-sharing dictionaries, PEP 412: those of the instances of a class).
        """
        texts, found = self._texts, self._unfilled(tuple(fields))
        for name, value in fields.items():
            found[name] = texts.setdefault(value, value) if type(value) is str else value
        return found

    def _unfilled(self, names: tuple[str, ...]) -> dict[str, Value]:
        """An empty dictionary for fields of these names."""
        self._seen[names] += 1
        if self._seen[names] < MANY:
            return {}
        if names not in self._shapes:
            self._shapes[names] = type("Shape", (_Shape,), {})
        unfilled: dict[str, Value] = self._shapes[names]().__dict__
        return unfilled


class _Shape:
    """What rows with the same names of fields are instances of, while their fields are filled."""
