"""Graph files of other programs as the two tables that they are: entries and ties. Kumu's JSON
blueprint, node-link JSON (networkx, D3), Cytoscape's JSON, GEXF 1.2 and 1.3, GraphML, GML, Pajek,
UCINET.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from loaders.problems import Problem
from loaders.read.csv_grid import decode
from loaders.read.graph_files import (
    NOT_BUILT,
    NOT_UTF_8,
    NotThisForm,
    graphml_data,
    tree,
    unreadable,
    without_rows,
)
from loaders.read.grids import letters
from loaders.read.tables import GRAPHS, OTHER_GRAPHS, SourceFile
from loaders.sheets.gml_files import gml
from loaders.sheets.neo4j_json import neo4j_items, whole_or_lines
from loaders.sheets.neo4j_sheets import TextsByField, listed, one_type, own_name
from loaders.sheets.pajek_files import pajek
from loaders.sheets.table_finder import SheetTable
from loaders.sheets.ucinet_files import ucinet

#: What a drawing needs and no reader asks for.
DRAWN = frozenset(
    ["x", "y", "z", "size", "color", "viz", "r", "g", "b", "a", "position", "positions"]
)
#: What entries are known by within their file.
KEYS = ("id", "_id", "key")
#: What programs call the name of an entry; the last two are R's `vertex.names`, as GML holds it.
NAMED = ("label", "name", "title", "vertexnames", "vertex_names")


def is_graph(source: SourceFile) -> bool:
    """Whether a file is one of these, by its ending."""
    return Path(source.name).suffix.lower() in (*GRAPHS, *OTHER_GRAPHS)


def graph_tables(source: SourceFile) -> list[SheetTable] | Problem:
    """The entries and the ties of a graph file, numbered as the file lists them."""
    suffix = Path(source.name).suffix.lower()
    text = _decoded(source, suffix)
    if isinstance(text, Problem):
        return text
    read = READERS.get(suffix, _json)
    try:
        told_nodes, told_ties = read(text)
        nodes, ties = [_named(its) for its in told_nodes], [_ended(its) for its in told_ties]
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        ET.ParseError,
    ) as error:
        where = "entries under nodes or elements, ties under edges, links or connections"
        if isinstance(error, NotThisForm):
            return unreadable(source.name, str(error), error.line)
        return unreadable(source.name, f"{NOT_BUILT}: {where}")
    if not nodes and not ties:
        return without_rows(source.name)
    told = (
        ("Elements", ["ID", "Label", "Type"], nodes),
        ("Connections", ["From", "To", "Type"], ties),
    )
    return [_found(source.name, sheet, first, rows) for sheet, first, rows in told if rows]


def _decoded(source: SourceFile, suffix: str) -> str | Problem:
    """The text of a file; that of programs which write any encoding is read as that of a table."""
    if suffix in OTHER_GRAPHS:
        found = decode(source.name, source.data)
        return found if isinstance(found, Problem) else found[0]
    try:
        return source.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return unreadable(source.name, NOT_UTF_8)


def _found(file: str, sheet: str, first: Sequence[str], rows: Sequence[TextsByField]) -> SheetTable:
    known = {heading.lower() for heading in first}
    more = dict.fromkeys(
        name
        for row in rows
        for name, cell in row.items()
        if cell and name not in first and name.lower() not in known | DRAWN
    )
    headings = (*first, *more)
    return SheetTable(
        f"{file} [{sheet}]",
        sheet,
        0,
        headings,
        tuple(letters(place) for place in range(len(headings))),
        tuple(
            (number, tuple(row.get(heading, "") for heading in headings))
            for number, row in enumerate(rows, start=1)
        ),
    )


def _json(text: str) -> tuple[list[TextsByField], list[TextsByField]]:
    told = whole_or_lines(text)
    known = (
        isinstance(told, Mapping) and {"connections", "elements", "edges", "links"} & told.keys()
    )
    if not known and (neo4j := neo4j_items(told)):
        gone = set()
        nodes, ties = [_flat(its) for its in neo4j[0]], [_flat(its) for its in neo4j[1]]
    elif "connections" in told:  # Kumu; its backup holds what was thrown away, too
        gone = {str(its.get("id", its)) for its in _list(told.get("trash"))}
        nodes = [_flat(its) for its in told.get("elements", [])]
        ties = [_flat(its) for its in told["connections"]]
    elif isinstance(told.get("elements"), Mapping):
        gone = set()
        nodes = [_flat(its["data"]) for its in told["elements"].get("nodes", [])]
        ties = [_flat(its["data"]) for its in told["elements"].get("edges", [])]
    else:
        gone = set()
        nodes = [_flat(its) for its in told["nodes"]]
        ties = [_tie(its) for its in told["edges" if "edges" in told else "links"]]
        _by_place(nodes, ties)
    kept = [its for its in nodes if _pick({**its}, *KEYS) not in gone]
    return kept, [its for its in ties if its.get("id", "") not in gone]


def _tie(told: Any) -> TextsByField:
    """A tie; some programs write its two ends alone, one after the other."""
    if isinstance(told, list) and len(told) > 1:
        return {"source": str(told[0]), "target": str(told[1])}
    return _flat(told)


def _by_place(nodes: list[TextsByField], ties: list[TextsByField]) -> None:
    """Where entries have no id, the ends of ties are their places in the list, as D3 wrote them."""
    if not nodes or any(its.get(name) for its in nodes for name in ("id", "_id", "key")):
        return
    places = {str(place) for place in range(len(nodes))}
    if all(its.get(end, "") in places for its in ties for end in ("source", "target")):
        for place, its in enumerate(nodes):
            its["id"] = str(place)


def _list(told: Any) -> list[Any]:
    return told if isinstance(told, list) else []


def _flat(told: Mapping[str, Any]) -> TextsByField:
    """The texts of an entry; lists are parted by bars, and what is within is brought out."""
    found: TextsByField = {}
    for name, value in told.items():
        if isinstance(value, Mapping):
            if name in ("attributes", "fields", "data"):
                found.update(_flat(value))
        elif isinstance(value, list):
            found[name] = " | ".join(str(its) for its in value if not isinstance(its, dict | list))
        elif value is not None:
            found[name] = str(value)
    return found


def _pick(texts: TextsByField, *names: str) -> str:
    """What stands under the first of these names, however its letters are written."""
    held = {name.lower(): name for name in reversed([*texts]) if texts[name]}
    return next((texts.pop(held[name]) for name in names if name in held), "")


def _named(texts: TextsByField) -> TextsByField:
    id = _pick(texts, *KEYS)
    label = _pick(texts, *NAMED) or id
    kind = _pick(texts, "type", "element type", "kind", "group", "category")
    return {"ID": id, "Label": label, "Type": kind, **texts}


def _ended(texts: TextsByField) -> TextsByField:
    start, end = _pick(texts, "from", "source"), _pick(texts, "to", "target")
    kind = _pick(
        texts,
        "type",
        "connection type",
        "kind",
        "interaction",
        "relationship",
        "label",
        "Edge Label",
    )
    return {"From": start, "To": end, "Type": kind, **texts}


# ---------------------------------------------------------------- XML


def _gexf(text: str) -> tuple[list[TextsByField], list[TextsByField]]:
    root = tree(text, "gexf")
    names: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    for columns in root.iter("attributes"):
        for its in columns.findall("attribute"):
            names[columns.get("class", "node")][its.get("id", "")] = its.get("title", "")

    def told(element: ET.Element) -> TextsByField:
        return {
            names[element.tag].get(its.get("for", ""), its.get("for", "")): its.get("value", "")
            for its in element.iter("attvalue")
        }

    default = next((its.get("defaultedgetype", "") for its in root.iter("graph")), "")
    nodes = [
        {**told(its), "id": its.get("id", ""), "label": its.get("label", "")}
        for its in root.iter("node")
    ]
    ties = []
    for its in root.iter("edge"):
        # `type` of an edge says whether it has a direction; its kind stands elsewhere
        values = told(its)
        kind = its.get("kind", "") or values.pop("type", "") or its.get("label", "")
        ends = {"from": its.get("source", ""), "to": its.get("target", ""), "type": kind}
        direction = its.get("type", "") or default
        ties.append({**values, **ends, "Direction": direction})
    return nodes, ties


def _graphml(text: str) -> tuple[list[TextsByField], list[TextsByField]]:
    root = tree(text, "graphml")
    told = graphml_data(root)
    nodes = [
        {**_drawn(its), **_of_neo4j(its, told(its)), "id": its.get("id", "")}
        for its in root.iter("node")
    ]
    ties = []
    for its in root.iter("edge"):
        ends = {"from": its.get("source", ""), "to": its.get("target", "")}
        ties.append({**_drawn(its), **_of_neo4j(its, told(its)), **ends})
    return nodes, ties


def _of_neo4j(element: ET.Element, told: TextsByField) -> TextsByField:
    """What APOC writes of an element: its labels and its type are attributes of the element, and
    a property of the same name does not take their place. Of any other element, what it tells.
    """
    edge = element.tag == "edge"
    attribute = "label" if edge else "labels"
    own = element.get(attribute)
    if own is None:
        return told
    texts = {
        name: listed(cell)
        for name, cell in told.items()
        if name != attribute or (edge and cell != own)
    }
    named = not edge and (texts.get("name") or texts.get("title"))
    taken = {"type", "label"} if edge or named else {"type"}
    held = {own_name(name, taken): cell for name, cell in texts.items()}
    if named:
        held["label"] = held.pop("name", "") or held.pop("title")
    return {**held, "type": one_type(own)}


def _drawn(element: ET.Element) -> TextsByField:
    """The label that yEd draws at an entry or a tie: it stands in the drawing, in no column."""
    name = "NodeLabel" if element.tag == "node" else "EdgeLabel"
    label = next(
        (its for data in element.findall("data") for its in data.iter(name) if its.text), None
    )
    return {} if label is None else {"label": " ".join((label.text or "").split())}


READERS = {".gexf": _gexf, ".graphml": _graphml, ".gml": gml, ".net": pajek, ".dl": ucinet}
