"""Cytoscape's own JSON (``.cyjs``), as Cytoscape, Cytoscape.js and `networkx.cytoscape_graph` read
it: every column flat beside ``id``, as their tables want it.
"""

from __future__ import annotations

import json

from graph_model.rows import Fields
from graph_model.vocabulary import SCHEMA
from loaders.take_out.graph_files.bundle import Bundle

#: Names that the format keeps for itself; a column of ours so called ends in ``_``.
OWN = ("id", "key", "source", "target", "value")


def as_cyjs(bundle: Bundle) -> bytes:
    """The bundle as one JSON object. What it is stands in ``data.about``, as text: a cell of
    Cytoscape's network table holds no object.
    """
    nodes: list[dict[str, object]] = []
    for row in bundle.snapshot.nodes.values():
        own = {
            "id": row.id,
            "value": row.id,
            "label": bundle.snapshot.name(row.id),
            "kind_of_entry": row.label,
        }
        element: dict[str, object] = {"data": {**own, "dataset": row.dataset, **_flat(row.fields)}}
        if row.id in bundle.positions:
            x, y = bundle.positions[row.id]
            element["position"] = {"x": x, "y": y}
        nodes.append(element)
    edges = []
    for tie in bundle.snapshot.relationships:
        ends = {"id": tie.tie_id, "key": tie.tie_id, "source": tie.source, "target": tie.target}
        named = {"label": SCHEMA.by_name[tie.type].says, "relationship_type": tie.type}
        edges.append({"data": {**ends, **named, "dataset": tie.dataset, **_flat(tie.fields)}})
    whole = {
        "format_version": "1.0",
        "generated_by": "linkages",
        "target_cytoscapejs_version": "~2.1",
        "directed": True,
        "multigraph": True,
        "data": {
            "name": "Linkages",
            "about": json.dumps(bundle.about, ensure_ascii=False, sort_keys=True),
        },
        "elements": {"nodes": nodes, "edges": edges},
    }
    return (json.dumps(whole, ensure_ascii=True, indent=1) + "\n").encode()


def _flat(fields: Fields) -> dict[str, object]:
    return {f"{name}_" if name in OWN else name: value for name, value in sorted(fields.items())}
