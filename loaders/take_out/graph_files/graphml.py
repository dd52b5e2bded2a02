"""GraphML, as networkx, igraph, Gephi, yEd and Neo4j's own importer read it.

The standard: U. Brandes and others, "GraphML Progress Report", Graph Drawing 2001. Names follow
Neo4j: ``labels`` on a node, ``label`` on an edge.
"""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from loaders.take_out.graph_files.bundle import Bundle, columns, xml_text, xml_value

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
OWN_NODE = {"label": "string", "labels": "string", "dataset": "string"}
#: Only where an entry has a place: a column that nothing fills is one that rustworkx reads and then
#: cannot write (findings/rustworkx-graphml-unfilled-column.sh).
PLACED = {"x": "double", "y": "double"}
#: `tie` is the id of an edge once more, for igraph gives edges the ids of nodes.
OWN_EDGE = {"label": "string", "tie": "string", "dataset": "string"}


def as_graphml(bundle: Bundle) -> bytes:
    """The bundle as one GraphML file."""
    snapshot = bundle.snapshot
    nodes, ties = tuple(snapshot.nodes.values()), snapshot.relationships
    root = ET.Element("graphml", xmlns=NAMESPACE)
    ET.SubElement(
        root, "key", {"id": "g-about", "for": "graph", "attr.name": "about", "attr.type": "string"}
    )
    placed = PLACED if bundle.positions.keys() & snapshot.nodes.keys() else {}
    _keys(root, "node", {**OWN_NODE, **placed, **columns(nodes)})
    _keys(root, "edge", {**OWN_EDGE, **columns(ties)})
    graph = ET.SubElement(root, "graph", id="linkages", edgedefault="directed")
    _data(graph, "g-about", json.dumps(bundle.about, ensure_ascii=False, sort_keys=True))
    for row in nodes:
        element = ET.SubElement(graph, "node", id=xml_text(row.id))
        own: dict[str, object] = {
            "label": bundle.snapshot.name(row.id),
            "labels": f":{row.label}",
            "dataset": row.dataset,
        }
        if row.id in bundle.positions:
            own["x"], own["y"] = bundle.positions[row.id]
        for name, value in {**own, **dict(sorted(row.fields.items()))}.items():
            _data(element, f"node-{name}", value)
    for tie in ties:
        element = ET.SubElement(
            graph,
            "edge",
            id=xml_text(tie.tie_id),
            source=xml_text(tie.source),
            target=xml_text(tie.target),
        )
        for name, value in {
            "label": tie.type,
            "tie": tie.tie_id,
            "dataset": tie.dataset,
            **dict(sorted(tie.fields.items())),
        }.items():
            _data(element, f"edge-{name}", value)
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _keys(root: ET.Element, place: str, names: dict[str, str]) -> None:
    for name, type in names.items():
        ET.SubElement(
            root,
            "key",
            {"id": f"{place}-{name}", "for": place, "attr.name": name, "attr.type": type},
        )


def _data(element: ET.Element, key: str, value: object) -> None:
    ET.SubElement(element, "data", key=key).text = xml_value(value)
