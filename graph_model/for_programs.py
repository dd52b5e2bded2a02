"""The graph for the programs that analysts already have, in one call each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

if TYPE_CHECKING:  # each is there when it is asked for, and nobody else waits for it
    import igraph
    import networkx
    import pandas
    from neo4j_viz import VisualizationGraph


def to_pandas(snapshot: Snapshot, kind: str) -> pandas.DataFrame:
    """Every row of a label or of a relationship type as a table, a column per property.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    kind : str
        A label or a relationship type.

    Returns
    -------
    pandas.DataFrame
        A row for each; ``from_id`` and ``to_id`` are the ends of a relationship.

    Raises
    ------
    KeyError
        No label and no type has this name.

    Examples
    --------
    >>> from graph_model import example, to_pandas
    >>> to_pandas(example().snapshot, "NEGOTIATES")["from_id"].tolist()
    ['alpha', 'beta']
    """
    from graph_model.data_frames import nodes, relationships

    return nodes(snapshot, kind) if kind in SCHEMA.by_label else relationships(snapshot, kind)


def to_networkx(snapshot: Snapshot) -> networkx.MultiDiGraph:
    """The whole graph for networkx (`Snapshot.networkx` says what it holds).

    Parameters
    ----------
    snapshot : Snapshot
        The graph; `Day.snapshot` and `Store.read` give one.

    Returns
    -------
    networkx.MultiDiGraph
        Entries by id.

    Examples
    --------
    >>> from graph_model import example, to_networkx
    >>> graph = to_networkx(example().snapshot)
    >>> graph.nodes["edri"]["kind_of_entry"], graph.number_of_edges()
    ('Member', 8)
    """
    return snapshot.networkx()


def to_igraph(snapshot: Snapshot) -> igraph.Graph:
    """The whole graph for igraph; entries by id as ``name``, what to call them as ``label``.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.

    Returns
    -------
    igraph.Graph
        Directed; one edge a relationship.

    Examples
    --------
    >>> from graph_model import example, to_igraph
    >>> graph = to_igraph(example().snapshot)
    >>> (
    ...     graph.vs.find(name="edri")["label"],
    ...     set(graph.es["relationship_type"]) >= {"COVERS", "REACHED"},
    ... )
    ('EDRi', True)
    """
    import igraph

    ids = list(snapshot.nodes)
    graph = igraph.Graph(directed=True)
    graph.add_vertices(
        ids,
        {
            "label": [row.name for row in snapshot.nodes.values()],
            "kind_of_entry": [row.label for row in snapshot.nodes.values()],
        },
    )
    for name in sorted({name for row in snapshot.nodes.values() for name in row.fields} - {"name"}):
        graph.vs[name] = [row.fields.get(name) for row in snapshot.nodes.values()]
    ties = snapshot.relationships
    columns: dict[str, list[Any]] = {
        "relationship_type": [row.type for row in ties],
        "tie": [row.tie_id for row in ties],
    }
    for name in sorted({name for row in ties for name in row.fields}):
        columns[name] = [row.fields.get(name) for row in ties]
    graph.add_edges([(row.source, row.target) for row in ties], columns)
    return graph


def to_neo4j_viz(snapshot: Snapshot, around: str = "") -> VisualizationGraph:
    """A picture of Neo4j's own library, captioned and in our colours; ``render()`` shows it in a
    notebook. It wants some thousand entries at most: `around` takes one entry and what is tied to
    it. Needs ``pip install 'linkages[viz]'``.

    Parameters
    ----------
    snapshot : Snapshot
        The graph, of some thousand entries at most.
    around : str, optional
        An id; only it and what is tied to it is drawn.

    Returns
    -------
    neo4j_viz.VisualizationGraph
        ``render()`` shows it.

    Raises
    ------
    UnknownId
        An id that is in no row of the graph.

    Examples
    --------
    >>> from graph_model import example, to_neo4j_viz
    >>> picture = to_neo4j_viz(example().snapshot)
    >>> picture.nodes[0].caption, len(picture.relationships)
    ('The Deal', 8)
    >>> sorted(node.id for node in to_neo4j_viz(example().snapshot, around="edri").nodes)
    ['edri', 'first']
    """
    viz: Any = import_module("neo4j_viz")
    if around:
        snapshot = _around(snapshot, snapshot.node(around).id)
    picture: VisualizationGraph = viz.VisualizationGraph(
        nodes=[
            viz.Node(
                id=row.id,
                caption=row.name,
                color=SCHEMA.by_label[row.label].color,
                properties={"label": row.label, **row.fields},
            )
            for row in snapshot.nodes.values()
        ],
        relationships=[
            viz.Relationship(
                id=tie.tie_id,
                source=tie.source,
                target=tie.target,
                caption=SCHEMA.by_name[tie.type].says,
                properties={"type": tie.type, **tie.fields},
            )
            for tie in snapshot.relationships
        ],
    )
    return picture


def _around(snapshot: Snapshot, id: str) -> Snapshot:
    """An entry, those tied to it, and all ties between these."""
    ties = (*snapshot.out(id), *snapshot.back(id))
    kept = {id, *(end for tie in ties for end in (tie.source, tie.target))}
    return Snapshot(
        Rows(
            tuple(row for row in snapshot.nodes.values() if row.id in kept),
            tuple(tie for tie in snapshot.relationships if {tie.source, tie.target} <= kept),
        )
    )
