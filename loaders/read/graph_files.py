"""Graph files back in: the GraphML, GEXF, node-link JSON and Cytoscape JSON that
`loaders.take_out.graph_files` writes, also after networkx, igraph or Gephi has saved them again.

Which columns a program calls what, and in what order, is its own matter: names are read, not the
short keys that a file gives them. Rows are counted as the file lists them, entries and ties each
from 1. Columns that are not ours (what Gephi computed) are left out, and said.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from graph_model.schema import STORE_OWNED
from graph_model.vocabulary import SCHEMA
from loaders.problems import Problem, quoted_cell
from loaders.read.cells import did_you_mean, write_cell
from loaders.read.tables import RecordTable, SourceFile, TablesRead

#: What our writers add to the columns of a row: what it is called, where it stands, what it is.
ADDED = frozenset(
    [
        "id",
        "value",
        "key",
        "source",
        "target",
        "label",
        "labels",
        "tie",
        "kind_of_entry",
        "relationship_type",
        "x",
        "y",
    ]
)
#: Of these, names that are columns of ours too; in Cytoscape's JSON the column ends in ``_``.
BOTH = frozenset({"value"})
OURS = frozenset(its.name for kind in SCHEMA.types for its in kind.fields)
#: A document type can declare texts that grow when read; a graph file has no use for one.
DECLARED = re.compile(r"<!(DOCTYPE|ENTITY)")

Texts = Mapping[str, str]


@dataclass(frozen=True)
class GraphItem:
    """An entry or a tie as a file tells it: its place in the file, what it is, its ends (one for an
    entry), its columns.
    """

    place: int
    kind: str
    ends: tuple[str, ...]
    values: Texts


@dataclass
class GraphFile:
    """What a graph file holds, still text."""

    nodes: list[GraphItem] = field(default_factory=list)
    ties: list[GraphItem] = field(default_factory=list)
    about: Mapping[str, Any] = field(default_factory=dict)
    positions: dict[str, tuple[float, float]] = field(default_factory=dict)


NOT_UTF_8 = "it is not UTF-8; save it again as UTF-8"
NOT_BUILT = "it is not built as such a file is"


class NotThisForm(ValueError):
    """A file that is not of the form that its name says; the message says what is missing, and
    `line` where, from 1 on.
    """

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.line = line


def read_graph_file(source: SourceFile) -> GraphFile:
    """What the file holds, its note and its positions too. Raises `NotThisForm`."""
    try:
        text = source.data.decode("utf-8-sig")
        return READERS[Path(source.name).suffix.lower()](text)
    except UnicodeDecodeError:
        raise NotThisForm(NOT_UTF_8) from None
    except ET.ParseError as error:
        raise NotThisForm(f"it is no whole XML ({error}); save it again") from None
    except RecursionError:
        raise NotThisForm("its values are too deep within each other; save it again") from None
    except json.JSONDecodeError as error:
        raise NotThisForm(f"it is no whole JSON ({error}); save it again") from None
    except (LookupError, TypeError, AttributeError):
        raise NotThisForm(f"{NOT_BUILT}; save it again") from None


def unreadable(name: str, why: str, line: int = 0) -> Problem:
    """That a graph file cannot be read, and the line where that shows."""
    return Problem(name, line, "", "unknown-graph", f"this graph file cannot be read: {why}")


def without_rows(name: str) -> Problem:
    """That a graph file has nothing in it."""
    return Problem(name, 0, "", "file-empty", "the graph file holds no entry and no tie")


def read_graph(source: SourceFile) -> TablesRead:
    """The rows of a graph file as a table per label and kind of tie, with a `Problem` in place of
    what cannot be read.
    """
    try:
        found = read_graph_file(source)
    except NotThisForm as error:
        yield unreadable(source.name, str(error))
        return
    if not found.nodes and not found.ties:
        yield without_rows(source.name)
        return
    by_kind: defaultdict[str, list[GraphItem]] = defaultdict(list)
    for items, known, what in (
        (found.nodes, list(SCHEMA.by_label), "entry"),
        (found.ties, list(SCHEMA.by_name), "tie"),
    ):
        for item in items:
            if item.kind in known:
                by_kind[item.kind].append(item)
            else:
                yield _unknown(source.name, item, known, what)
    left_out = {name for item in (*found.nodes, *found.ties) for name in item.values} - OURS
    left_out -= {*ADDED, *STORE_OWNED}
    notices = [f"{source.name}: no columns of ours, left out: {', '.join(sorted(left_out))}"]
    for kind in SCHEMA.types:
        items = by_kind[kind.code]
        if items:
            yield _table(source.name, kind.file, items, tuple(notices if left_out else ()))
            notices = []


def _table(file: str, kind: str, items: list[GraphItem], notices: tuple[str, ...]) -> RecordTable:
    filled = {name for item in items for name, cell in item.values.items() if cell}
    ends = SCHEMA.by_file[kind].columns[: len(items[0].ends)]
    fields = SCHEMA.by_file[kind].columns[len(items[0].ends) :]
    named = [its.name for its in fields if its.name in filled or its.required]
    # a column of another kind stays, and is refused by the check as in any table
    named += sorted((filled & OURS) - {its.name for its in fields})
    rows = tuple(
        (item.place, (*item.ends, *(item.values.get(name, "") for name in named))) for item in items
    )
    return RecordTable(
        f"{file} [{kind}]", kind, (*(its.name for its in ends), *named), rows, notices
    )


def _unknown(file: str, item: GraphItem, known: list[str], what: str) -> Problem:
    said = (
        f"{quoted_cell(item.kind)} is no label or kind of tie{did_you_mean(item.kind, known)}"
        if item.kind
        else f"the {what} does not say of what kind it is"
    )
    return Problem(file, item.place, "", "unknown-kind", said, item.kind[:200])


# ---------------------------------------------------------------- XML


def tree(text: str, name: str) -> ET.Element:
    """The elements of an XML graph file, without their namespaces. Raises `NotThisForm`."""
    if DECLARED.search(text):
        raise NotThisForm("it declares a document type, which no graph file needs; save it without")
    root = ET.fromstring(text)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    if root.tag != name or root.find("graph") is None:
        raise NotThisForm(f"it holds no <{name}> with a <graph>; save it again")
    return root


def graphml_data(root: ET.Element) -> Callable[[ET.Element], dict[str, str]]:
    """What reads the columns of an element of a GraphML file, by their names. A short key is looked
    up among those of its own kind of element: rustworkx counts from d1 for entries and again for
    ties (findings/rustworkx-graphml-key-ids.sh).
    """
    names: dict[str, dict[str, str]] = {"graph": {}, "node": {}, "edge": {}}
    for key in root.iter("key"):
        id, of = key.get("id", ""), key.get("for", "all")
        for place in names if of == "all" else {of} & names.keys():
            names[place][id] = key.get("attr.name", id)

    def data(element: ET.Element) -> dict[str, str]:
        told = names[element.tag]
        columns = (its for its in element.findall("data") if not len(its))  # yEd's hold a drawing
        return {told.get(its.get("key", ""), ""): its.text or "" for its in columns}

    return data


def _graphml(text: str) -> GraphFile:
    root = tree(text, "graphml")
    data, found = graphml_data(root), GraphFile()
    for graph in root.findall("graph"):
        found.about = _note(data(graph).get("about", ""))
        nodes = [(node.get("id", ""), data(node)) for node in graph.findall("node")]
        renamed = _own_ids(nodes)
        for place, (named, values) in enumerate(nodes, start=1):
            id = renamed.get(named, named)
            _stand(found, id, values.get("x"), values.get("y"))
            found.nodes.append(GraphItem(place, _kind_of_entry(values), (id,), values))
        for place, edge in enumerate(graph.findall("edge"), start=1):
            values, told = data(edge), (edge.get("source", ""), edge.get("target", ""))
            ends = tuple(renamed.get(end, end) for end in told)
            kind = values.get("relationship_type") or values.get("label", "")
            found.ties.append(GraphItem(place, kind, ends, values))
    return found


def _own_ids(nodes: Sequence[tuple[str, Texts]]) -> dict[str, str]:
    """The ids that igraph has put away: it calls entries n0, n1, … and keeps what each was called
    as its column ``id``. Nothing where that column does not name every entry, each once.

    >>> _own_ids([("n0", {"id": "edri"}), ("n1", {"id": "eff"})])
    {'n0': 'edri', 'n1': 'eff'}
    >>> _own_ids([("n0", {"id": "edri"}), ("n1", {"id": ""})])
    {}
    """
    kept = {named: values.get("id", "") for named, values in nodes}
    return kept if all(kept.values()) and len(set(kept.values())) == len(nodes) else {}


def _kind_of_entry(values: Texts) -> str:
    return values.get("kind_of_entry") or values.get("labels", "").strip(":")


def _gexf(text: str) -> GraphFile:
    root = tree(text, "gexf")
    found = GraphFile(about=_note(root.findtext("meta/description") or ""))
    names: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    for columns in root.iter("attributes"):
        for its in columns.findall("attribute"):
            names[columns.get("class", "node")][its.get("id", "")] = its.get("title", "")

    def data(element: ET.Element) -> dict[str, str]:
        return {
            names[element.tag].get(its.get("for", ""), ""): its.get("value", "")
            for its in element.iter("attvalue")
        }

    for place, node in enumerate(root.iter("node"), start=1):
        values, id = data(node), node.get("id", "")
        at = node.find("position")
        if at is not None:
            y = at.get("y", "")  # Gephi's y points up
            _stand(found, id, at.get("x"), y.removeprefix("-") if y.startswith("-") else f"-{y}")
        found.nodes.append(GraphItem(place, _kind_of_entry(values), (id,), values))
    for place, edge in enumerate(root.iter("edge"), start=1):
        values, ends = data(edge), (edge.get("source", ""), edge.get("target", ""))
        kind = values.get("relationship_type") or edge.get("kind") or ""
        found.ties.append(GraphItem(place, kind, ends, values))
    return found


# ---------------------------------------------------------------- JSON


def _node_link(text: str) -> GraphFile:
    told = json.loads(text)
    ties = told["edges"] if "edges" in told else told["links"]
    found = GraphFile(about=told.get("graph") or {})
    for place, node in enumerate(told["nodes"], start=1):
        values, id = _texts(node.get("fields", node)), str(node["id"])
        if "x" in node:
            _stand(found, id, node["x"], node["y"])
        kind = node.get("kind_of_entry") or node.get("label", "")
        found.nodes.append(GraphItem(place, str(kind), (id,), values))
    for place, tie in enumerate(ties, start=1):
        kind = tie.get("relationship_type") or tie.get("key", "")
        ends = (str(tie["source"]), str(tie["target"]))
        found.ties.append(GraphItem(place, str(kind), ends, _texts(tie.get("fields", tie))))
    return found


def _cyjs(text: str) -> GraphFile:
    told = json.loads(text)
    said = told.get("data") or {}
    if isinstance(said, list):  # so networkx writes what the format has as an object
        said = {pair[0]: pair[1] for pair in said}
    found = GraphFile(about=_note(str(said.get("about", ""))))
    for place, node in enumerate(told["elements"]["nodes"], start=1):
        data = node["data"]
        if at := node.get("position"):
            _stand(found, str(data["id"]), at["x"], at["y"])
        kind, id = str(data.get("kind_of_entry", "")), str(data["id"])
        found.nodes.append(GraphItem(place, kind, (id,), _columns(data)))
    for place, tie in enumerate(told["elements"]["edges"], start=1):
        data = tie["data"]
        kind = str(data.get("relationship_type", ""))
        ends = (str(data["source"]), str(data["target"]))
        found.ties.append(GraphItem(place, kind, ends, _columns(data)))
    return found


def _columns(data: Mapping[str, Any]) -> dict[str, str]:
    """Columns of Cytoscape's tables: what the format keeps for itself is no column of ours, nor is
    the name that networkx gives to an entry without one: its id, which stands in `value` too.
    """
    own = {name: value for name, value in data.items() if name not in BOTH}
    if "name" in own and own["name"] == data.get("value") == data.get("id"):
        del own["name"]
    return {name.removesuffix("_"): cell for name, cell in _texts(own).items()}


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {
        str(name): write_cell(value)
        for name, value in values.items()
        if isinstance(value, str | int | float | None)
    }


# ---------------------------------------------------------------- both


def _note(text: str) -> Mapping[str, Any]:
    """What is said about the graph; a note of another program is not ours to keep."""
    try:
        told = json.loads(text or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _stand(found: GraphFile, id: str, x: object, y: object) -> None:
    """Note a place; one that is no number is as good as none."""
    try:
        at = (float(str(x)), float(str(y)))
    except ValueError:
        return
    if all(map(math.isfinite, at)):
        found.positions[id] = at


READERS: dict[str, Callable[[str], GraphFile]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".json": _node_link,
    ".cyjs": _cyjs,
}
