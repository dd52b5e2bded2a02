"""Node-link JSON, as `networkx.node_link_graph(data, edges="edges")` and d3 read it. A row's fields
stay together under ``fields``.
"""

from __future__ import annotations

import json

from loaders.take_out.graph_files.bundle import Bundle


def as_node_link(bundle: Bundle) -> bytes:
    """The bundle as one JSON object: ``directed``, ``multigraph``, ``graph`` (what it is),
    ``nodes``, ``edges``.
    """
    nodes: list[dict[str, object]] = []
    for row in bundle.snapshot.nodes.values():
        position = bundle.positions.get(row.id)
        at = {"x": position[0], "y": position[1]} if position else {}
        nodes.append(
            {
                "id": row.id,
                "label": row.label,
                "name": bundle.snapshot.name(row.id),
                **at,
                "dataset": row.dataset,
                "fields": dict(sorted(row.fields.items())),
            }
        )
    edges = [
        {
            "source": tie.source,
            "target": tie.target,
            "key": tie.type,
            "dataset": tie.dataset,
            "fields": dict(sorted(tie.fields.items())),
        }
        for tie in bundle.snapshot.relationships
    ]
    whole = {
        "directed": True,
        "multigraph": True,
        "graph": dict(bundle.about),
        "nodes": nodes,
        "edges": edges,
    }
    return (json.dumps(whole, ensure_ascii=True, indent=1) + "\n").encode()
