"""GEXF 1.3, Gephi's own format (gexf.net): attributes by type, colours, places and sizes as
``viz``, and a timeline where dates exist.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from graph_model.dates import span
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.vocabulary import SCHEMA
from loaders.take_out.graph_files.bundle import Bundle, columns, xml_text, xml_value

NAMESPACE, VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"
#: Our shapes in the words of GEXF; what it has no word for is a disc.
SHAPES = {
    "square": "square",
    "diamond": "diamond",
    "hexagon": "hexagon",
    "triangle": "triangle",
    "pentagon": "pentagon",
    "star": "star",
}


def as_gexf(bundle: Bundle) -> bytes:
    """The bundle as one GEXF file."""
    snapshot = bundle.snapshot
    nodes, ties = tuple(snapshot.nodes.values()), snapshot.relationships
    root = ET.Element("gexf", {"xmlns": NAMESPACE, "xmlns:viz": VIZ, "version": "1.3"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "Linkages"
    ET.SubElement(meta, "description").text = xml_text(
        json.dumps(bundle.about, ensure_ascii=False, sort_keys=True)
    )
    graph = ET.SubElement(
        root,
        "graph",
        defaultedgetype="directed",
        idtype="string",
        mode="dynamic",
        timeformat="date",
        timerepresentation="interval",
    )
    node_names = {"kind_of_entry": "string", "dataset": "string", **columns(nodes)}
    # again as a value, for readers that drop the attribute `kind` (networkx)
    tie_names = {"relationship_type": "string", "dataset": "string", **columns(ties)}
    _attributes(graph, "node", node_names)
    _attributes(graph, "edge", tie_names)
    entries = ET.SubElement(graph, "nodes", count=str(len(nodes)))
    for row in nodes:
        _entry(entries, row, bundle, node_names)
    edges = ET.SubElement(graph, "edges", count=str(len(ties)))
    for tie in ties:
        _edge(edges, tie, tie_names)
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(entries: ET.Element, row: NodeRow, bundle: Bundle, names: dict[str, str]) -> None:
    snapshot = bundle.snapshot
    named = {"id": xml_text(row.id), "label": xml_text(snapshot.name(row.id))}
    element = ET.SubElement(entries, "node", {**named, **_interval(row)})
    own = {"kind_of_entry": row.label, "dataset": row.dataset}
    _values(element, {**own, **row.fields}, names)
    _look(element, row, bundle, len(snapshot.out(row.id)) + len(snapshot.back(row.id)))


def _edge(edges: ET.Element, tie: RelationshipRow, names: dict[str, str]) -> None:
    named = {
        "id": xml_text(tie.tie_id),
        "source": xml_text(tie.source),
        "target": xml_text(tie.target),
        "kind": tie.type,
        "label": SCHEMA.by_name[tie.type].says,
    }
    element = ET.SubElement(edges, "edge", {**named, **_interval(tie)})
    own = {"relationship_type": tie.type, "dataset": tie.dataset}
    _values(element, {**own, **tie.fields}, names)


def _attributes(graph: ET.Element, place: str, names: dict[str, str]) -> None:
    attributes = ET.SubElement(graph, "attributes", {"class": place})
    for name, type in names.items():
        ET.SubElement(attributes, "attribute", id=name, title=name, type=type)


def _values(element: ET.Element, values: dict[str, object], names: dict[str, str]) -> None:
    inside = ET.SubElement(element, "attvalues")
    for name in names:
        if name in values:
            ET.SubElement(inside, "attvalue", {"for": name, "value": xml_value(values[name])})


def _look(element: ET.Element, row: NodeRow, bundle: Bundle, ties: int) -> None:
    kind = SCHEMA.by_label[row.label]
    red, green, blue = (str(int(kind.color[start : start + 2], 16)) for start in (1, 3, 5))
    ET.SubElement(element, "viz:color", r=red, g=green, b=blue)
    if row.id in bundle.positions:
        x, y = bundle.positions[row.id]
        ET.SubElement(element, "viz:position", x=str(x), y=str(-y), z="0.0")  # Gephi's y points up
    ET.SubElement(element, "viz:size", value=str(round(6 + ties**0.5 * 2, 2)))
    ET.SubElement(element, "viz:shape", value=SHAPES.get(kind.shape, "disc"))


def _interval(row: NodeRow | RelationshipRow) -> dict[str, str]:
    """First and last day (both included) of what a row tells of; an open end is left out."""
    first = (
        row.text("valid_from") or row.text("date") or row.text("start_date") or row.text("since")
    )
    last = row.text("date") or row.text("end_date") or row.text("start_date")
    found: dict[str, date] = {}
    if first:
        found["start"] = span(first)[0]
    if row.text("valid_to"):
        found["end"] = span(row.text("valid_to"))[0] - timedelta(days=1)
    elif last:
        found["end"] = span(last)[1]
    if "start" in found and "end" in found and found["end"] < found["start"]:
        found["end"] = found[
            "start"
        ]  # a month that ended in the same month: the least that can be said
    return {name: when.isoformat() for name, when in found.items()}
