"""The graph at rest: an immutable picture of every row, whoever brought the rows.

Measures and pages read a snapshot and never the database, so they are tested without a server and a
page never waits for one.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from graph_model.errors import UnknownId
from graph_model.rows import Fields, NodeRow, RelationshipRow, Rows

if TYPE_CHECKING:
    import networkx as nx

Neighbours = Mapping[str, tuple[RelationshipRow, ...]]
NONE: tuple[RelationshipRow, ...] = ()
#: So many rows are written as JSON at a time.
TOGETHER = 5_000
OFFICIAL = re.compile(r", [^,]* of$")


class Snapshot:
    """All nodes and relationships, sorted, with both directions indexed. Two snapshots of equal
    rows are equal.

    Parameters
    ----------
    rows : Rows, optional
        What the graph holds; without, it is empty.

    Examples
    --------
    >>> from graph_model import NodeRow, RelationshipRow, Rows, Snapshot
    >>> rows = Rows(
    ...     (NodeRow("Member", "edri"), NodeRow("Economy", "bel")),
    ...     (RelationshipRow("BASED_IN", "edri", "bel"),),
    ... )
    >>> snapshot = Snapshot(rows)
    >>> (
    ...     [tie.target for tie in snapshot.out("edri", "BASED_IN")],
    ...     [tie.source for tie in snapshot.back("bel")],
    ... )
    (['bel'], ['edri'])
    """

    def __init__(self, rows: Rows | None = None) -> None:
        rows = rows or Rows()
        self.nodes: Mapping[str, NodeRow] = MappingProxyType(
            {row.id: row for row in sorted(rows.nodes, key=attrgetter("label", "id"))}
        )
        ties = list(rows.relationships)
        for part in ("target", "source", "type"):  # sorts are stable; a key of three takes room
            ties.sort(key=attrgetter(part))
        self.relationships = tuple(ties)
        #: Stands for these rows: one for all snapshots that were found to be equal, and those of
        #: others that were found to differ. Nothing is compared twice.
        self._content = object()
        self._differing: set[object] = set()

    # ------------------------------------------------------------ reading

    def of(self, label: str) -> tuple[NodeRow, ...]:
        """Every node of a label, by id."""
        return self._by_label.get(label, ())

    def node(self, id: str) -> NodeRow:
        """The node of that id. Raises `UnknownId`."""
        try:
            return self.nodes[id]
        except KeyError:
            raise UnknownId(
                f"There is no entry with the id {id!r}; look it up by its name."
            ) from None

    def name(self, id: str) -> str:
        """What to call it, everywhere: a delegation with the economy it speaks for, since many
        ministries share a name ('Korea · MOTIE'); an event or phase without a name by its id.

        >>> ustr = NodeRow("Delegation", "usa_ustr", {"name": "USTR", "economy": "United States"})
        >>> Snapshot(Rows((ustr,))).name("usa_ustr")
        'United States · USTR'
        """
        if (known := self._names.get(id)) is not None:
            return known
        if id not in self.nodes:
            return id
        row = self.nodes[id]
        economy = self.economy(id) if row.label == "Delegation" else ""
        name = f"{economy} · {row.name}" if economy else _usual(row)
        self._names[id] = name
        return name

    def economy(self, delegation: str) -> str:
        """The economy that a delegation speaks for, where its own name does not say so; in the
        usage of the World Trade Organization ('Chinese Taipei').
        """
        row = self.nodes[delegation]
        named = row.text("economy") or next(
            (_usual(self.nodes[tie.target]) for tie in self.out(delegation, "REPRESENTS")), ""
        )
        return "" if named in row.name else named

    def out(self, id: str, *types: str) -> tuple[RelationshipRow, ...]:
        """The relationships that start here, all of them or those of the given types."""
        return (
            self._of_type(types[0], "source").get(id, NONE)
            if len(types) == 1
            else _pick(self._out.get(id, NONE), types)
        )

    def back(self, id: str, *types: str) -> tuple[RelationshipRow, ...]:
        """The relationships that end here."""
        return (
            self._of_type(types[0], "target").get(id, NONE)
            if len(types) == 1
            else _pick(self._back.get(id, NONE), types)
        )

    def ties(self, type: str) -> tuple[RelationshipRow, ...]:
        """Every relationship of a type."""
        first, last = (
            bisect(self.relationships, type, key=attrgetter("type"))
            for bisect in (bisect_left, bisect_right)
        )
        return self.relationships[first:last]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows each label and each relationship type has; those without any are left
        out.
        """
        return dict(Counter(row.kind for row in self.rows()))

    @cached_property
    def datasets(self) -> dict[str, int]:
        """How many rows each dataset brought."""
        return dict(sorted(Counter(row.dataset for row in self.rows()).items()))

    @cached_property
    def graph(self) -> nx.MultiDiGraph:
        """The same rows for networkx: nodes with ``label``, edges keyed by their type. Treat it as
        read-only.
        """
        import networkx as nx  # only here: a sixth of a second of every command

        graph = nx.MultiDiGraph()
        graph.add_nodes_from((row.id, {"label": row.label}) for row in self.nodes.values())
        graph.add_edges_from((row.source, row.target, row.type) for row in self.relationships)
        return nx.freeze(graph)

    def networkx(self) -> nx.MultiDiGraph:
        """A graph of one's own for networkx, with every property. Entries have ``label`` (what to
        call one) and ``kind_of_entry``; ties have ``relationship_type``, and their own id
        as key and as ``tie``. No name means something else to `networkx.write_gexf`,
        `write_graphml` or `node_link_data`, so that what they write is read back whole (and an
        attribute ``id`` of a tie is what igraph refuses a GraphML file for).

        >>> snapshot = Snapshot(
        ...     Rows(
        ...         (NodeRow("Member", "edri"), NodeRow("Economy", "bel")),
        ...         (RelationshipRow("BASED_IN", "edri", "bel"),),
        ...     )
        ... )
        >>> list(snapshot.networkx().edges(data="relationship_type"))
        [('edri', 'bel', 'BASED_IN')]
        """
        import networkx as nx

        graph = nx.MultiDiGraph()
        graph.add_nodes_from(
            (row.id, {**row.fields, "label": row.name, "kind_of_entry": row.label})
            for row in self.nodes.values()
        )
        graph.add_edges_from(
            (
                row.source,
                row.target,
                row.tie_id,
                {**row.fields, "relationship_type": row.type, "tie": row.tie_id},
            )
            for row in self.relationships
        )
        return graph

    def rows(self, dataset: str | None = None) -> Rows:
        """The rows themselves, all or those of one dataset."""
        return Rows(
            tuple(row for row in self.nodes.values() if dataset in (None, row.dataset)),
            tuple(row for row in self.relationships if dataset in (None, row.dataset)),
        )

    # ------------------------------------------------------------ sameness

    @cached_property
    def version(self) -> str:
        """A fingerprint of the content: equal rows, equal version."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:16]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Snapshot):
            return NotImplemented
        if self._content is other._content:
            return True
        if other._content in self._differing:
            return False
        if dict(self.nodes) == dict(other.nodes) and self.relationships == other.relationships:
            # Measures are kept by snapshot: after something was taken back, each look for one
            # would compare every row of before with every row of now.
            self._content = other._content
            return True
        self._differing.add(other._content)
        return False

    def __hash__(self) -> int:
        return self._hash

    # ------------------------------------------------------------ keeping

    def to_json(self) -> str:
        """The whole content as one line of JSON."""
        return "".join(self.json_parts())

    def json_parts(self) -> Iterator[str]:
        """The same text in parts, for a large graph's takes more memory than its rows."""
        shared: dict[int, Fields] = {}

        def ordered(fields: Fields) -> Fields:
            # many ties have the same fields in common, which then are put in order once
            if (found := shared.get(id(fields))) is None:
                found = dict(sorted(fields.items()))
                if len(shared) < TOGETHER:
                    shared[id(fields)] = found
            return found

        nodes = (
            [row.label, row.id, dict(sorted(row.fields.items())), row.dataset]
            for row in self.nodes.values()
        )
        ties = (
            [row.type, row.source, row.target, ordered(row.fields), row.dataset]
            for row in self.relationships
        )
        yield '{"nodes":['
        yield from _listed(nodes)
        yield '],"relationships":['
        yield from _listed(ties)
        yield "]}"

    @classmethod
    def from_json(cls, text: str) -> Snapshot:
        """The snapshot that `to_json` wrote."""
        kept = json.loads(text)
        return cls(
            Rows(
                tuple(NodeRow(*row) for row in kept["nodes"]),
                tuple(RelationshipRow(*row) for row in kept["relationships"]),
            )
        )

    # ------------------------------------------------------------ indices

    @cached_property
    def _hash(self) -> int:
        """Of the ids alone, for measures are kept by snapshot and a fingerprint of a million rows
        takes seconds; `==` looks at the rest.
        """
        return hash((tuple(self.nodes), len(self.relationships)))

    @cached_property
    def _types(self) -> dict[tuple[str, str], Neighbours]:
        return {}

    def _of_type(self, type: str, end: str) -> Neighbours:
        """The ties of one type by their source or target, indexed when they are first asked for: a
        measure reads a few types of many, most of them from one end.
        """
        if (type, end) not in self._types:
            self._types[type, end] = _gather(self.ties(type), end)
        return self._types[type, end]

    @cached_property
    def _by_label(self) -> dict[str, tuple[NodeRow, ...]]:
        found: defaultdict[str, list[NodeRow]] = defaultdict(list)
        for row in self.nodes.values():
            found[row.label].append(row)
        return {label: tuple(rows) for label, rows in found.items()}

    @cached_property
    def _names(self) -> dict[str, str]:
        """What was asked for so far: a page asks for some names hundreds of times."""
        return {}

    @cached_property
    def _out(self) -> Neighbours:
        return _gather(self.relationships, "source")

    @cached_property
    def _back(self) -> Neighbours:
        return _gather(self.relationships, "target")


def _listed(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """What stands between the brackets of a list, a few thousand of its rows at a time."""
    rows, between = iter(rows), ""
    while part := list(islice(rows, TOGETHER)):
        yield between + json.dumps(part, ensure_ascii=False, separators=(",", ":"))[1:-1]
        between = ","


def _usual(row: NodeRow) -> str:
    """The name in use: of a member of the World Trade Organization the one it has there, without
    what stands behind ('Korea, Republic of').
    """
    return OFFICIAL.sub("", row.text("wto_name")) or row.name


def _gather(rows: Iterable[RelationshipRow], end: str) -> Neighbours:
    """Rows by one end; each list goes as its tuple comes, for all of both would be twice the
    room.
    """
    of, found = attrgetter(end), defaultdict[str, list[RelationshipRow]](list)
    for row in rows:
        found[of(row)].append(row)
    return {id: tuple(found.pop(id)) for id in list(found)}


def _pick(rows: tuple[RelationshipRow, ...], types: tuple[str, ...]) -> tuple[RelationshipRow, ...]:
    return rows if not types else tuple(row for row in rows if row.type in types)
