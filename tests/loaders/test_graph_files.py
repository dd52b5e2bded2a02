"""Graph files, each opened by a reader that others wrote."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import igraph
import neo4j
import networkx as nx
import pytest

from graph_model.database.store import Store
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.rows import check_sources
from loaders.read.tables import Source
from loaders.seeds import seed_snapshot
from loaders.take_out.graph_files.bundle import Bundle
from loaders.take_out.graph_files.cypher_script import as_cypher
from loaders.take_out.graph_files.gexf import NAMESPACE, VIZ
from loaders.take_out.graph_files.registry import FORMATS, format_of, write_graph
from tests.graphs import contact, graph, node, talks, tie

HOSTILE = (
    "it's; MATCH (n) DETACH DELETE n;//",
    "\\u0027; RETURN 1 //",
    "\\\\u0027 \\' \\",
    "two\nlines\tand 'a tab'",
    "</data></node><script>alert(1)</script>",
    "]]> &amp; <!-- -->",
    '"quoted", {curly} $dollar `tick`',
    "مرحبا 日本語 😀 \u202e turned",
    "=HYPERLINK()",
    "x" * 10_000,
)


def hostile() -> Snapshot:
    """A small graph with every hostile text in a node and in a tie."""
    rows = [*talks(), *contact("e1", "2024-05", "meeting", "edri", "alpha", "flows")]
    rows += [
        node("Delegation", f"h{place}", name=text, note=text, priority=0.5)
        for place, text in enumerate(HOSTILE)
    ]
    rows += [
        tie(f"h{place}", "NEGOTIATES", "deal", role="negotiator", note=text, valid_from="2020")
        for place, text in enumerate(HOSTILE)
    ]
    return graph(*rows)


def bundle() -> Bundle:
    return Bundle(hostile(), {"audience": "public", "title": HOSTILE[4]}, {"alpha": (10.5, -3.0)})


@pytest.mark.parametrize("code", FORMATS)
def test_equal_graphs_are_equal_files(code: str, tmp_path: Path) -> None:
    snapshot = hostile()
    again = Snapshot.from_json(snapshot.to_json())
    one, other = (FORMATS[code].write(Bundle(its, {"b": 1, "a": 2})) for its in (snapshot, again))
    assert one == other
    file, *more = write_graph(
        Bundle(snapshot), tmp_path / f"out{FORMATS[code].suffix}", FORMATS[code]
    )
    assert more == []
    assert format_of(file).code == code


def test_networkx_and_igraph_read_graphml(tmp_path: Path) -> None:
    wanted = hostile()
    (file,) = write_graph(bundle(), tmp_path / "out", FORMATS["graphml"])
    found = nx.read_graphml(file, force_multigraph=True)
    assert set(found.nodes) == set(wanted.nodes)
    assert sorted((data["label"], a, b) for a, b, data in found.edges(data=True)) == [
        row.key for row in wanted.relationships
    ]
    for id, row in wanted.nodes.items():
        read = {
            name: value
            for name, value in found.nodes[id].items()
            if name not in ("label", "labels", "dataset", "x", "y")
        }
        assert read == row.fields
        assert found.nodes[id]["labels"] == f":{row.label}"
    assert (found.nodes["alpha"]["x"], found.nodes["alpha"]["y"]) == (10.5, -3.0)
    assert json.loads(found.graph["about"])["title"] == HOSTILE[4]
    other = igraph.Graph.Read_GraphML(str(file))
    assert (other.vcount(), other.ecount()) == (len(wanted.nodes), len(wanted.relationships))
    assert {vertex["id"]: vertex["name"] for vertex in other.vs if vertex["name"]} == {
        id: row.text("name") for id, row in wanted.nodes.items() if row.text("name")
    }


def test_networkx_reads_gexf(tmp_path: Path) -> None:
    wanted = hostile()
    (file,) = write_graph(bundle(), tmp_path / "out", FORMATS["gexf"])
    found = nx.read_gexf(file, version="1.3")
    assert set(found.nodes) == set(wanted.nodes)
    assert found.number_of_edges() == len(wanted.relationships)
    assert found.nodes["alpha"]["viz"]["position"] == {"x": 10.5, "y": 3.0, "z": 0.0}
    assert found.nodes["alpha"]["viz"]["color"] == {"r": 213, "g": 94, "b": 0, "a": 1.0}
    for place, text in enumerate(HOSTILE):
        assert found.nodes[f"h{place}"]["label"] == text
        assert found.nodes[f"h{place}"]["priority"] == 0.5


def test_gexf_keeps_the_rules_of_its_schema() -> None:
    for its in (
        bundle(),
        Bundle(seed_snapshot(), {}, dict.fromkeys(seed_snapshot().nodes, (1.0, 2.0))),
        Bundle(Snapshot()),
    ):
        assert list(broken_rules(FORMATS["gexf"].write(its))) == []


# The rules of GEXF 1.3: which elements stand in which, in which order; which attributes they may
# have; what values are.
INSIDE = {
    "gexf": ("meta", "graph"),
    "meta": ("creator", "description"),
    "graph": ("attributes", "attributes", "nodes", "edges"),
    "node": ("attvalues", "color", "position", "size", "shape"),
    "edge": ("attvalues",),
}
ALLOWED = {
    "gexf": "version",
    "graph": "defaultedgetype idtype mode timeformat timerepresentation",
    "attributes": "class",
    "attribute": "id title type",
    "nodes": "count",
    "edges": "count",
    "node": "id label start end",
    "edge": "id source target kind label start end",
    "attvalue": "for value",
    "color": "r g b",
    "position": "x y z",
    "size": "value",
    "shape": "value",
}
CHECKS = {
    "mode": r"dynamic",
    "type": r"string|long|double|boolean",
    "count": r"\d+",
    "start": r"\d{4}-\d\d-\d\d",
    "end": r"\d{4}-\d\d-\d\d",
    **dict.fromkeys("rgb", r"\d|\d\d|1\d\d|2[0-4]\d|25[0-5]"),
    **dict.fromkeys("xyz", r"-?\d+\.\d+"),
}


def broken_rules(data: bytes) -> Iterator[str]:
    """What the schema of GEXF 1.3 (gexf, data, dynamics and viz) would refuse: order of elements,
    attributes, kinds of value, references.
    """
    root = ET.fromstring(data)
    names = {element.get("id", "") for element in root.iter(f"{{{NAMESPACE}}}attribute")}
    ids = [element.get("id", "") for element in root.iter(f"{{{NAMESPACE}}}node")]
    if len(set(ids)) != len(ids):
        yield "two nodes share an id"
    for element in root.iter():
        space, _, name = element.tag[1:].partition("}")
        if space != (VIZ if name in ("color", "position", "size", "shape") else NAMESPACE):
            yield f"{name} is in the wrong namespace"
        order = [child.tag.partition("}")[2] for child in element]
        if name in INSIDE and order != [
            its for its in INSIDE[name] if its in order or name == "graph"
        ]:
            yield f"{name} holds {order}"
        for key, value in element.attrib.items():
            if key not in ALLOWED.get(name, "").split():
                yield f"{name} has {key}"
            if key in CHECKS and not re.fullmatch(CHECKS[key], value):
                yield f"{name} has {key}={value}"
        if name == "shape" and element.get("value") not in (
            "disc",
            "triangle",
            "square",
            "diamond",
            "star",
            "pentagon",
            "hexagon",
        ):
            yield f"shape {element.get('value')}"
        if name == "attvalue" and element.get("for") not in names:
            yield f"no attribute {element.get('for')}"
        if name == "edge" and not {element.get("source"), element.get("target")} <= set(ids):
            yield f"an edge ends nowhere: {element.attrib}"
        if {"start", "end"} <= set(element.attrib) and date.fromisoformat(
            element.attrib["end"]
        ) < date.fromisoformat(element.attrib["start"]):
            yield f"{element.get('id')} ends before it starts"


def test_the_timeline_says_first_and_last_day() -> None:
    rows = [
        *talks(),
        *contact("e1", "2024-05", "meeting", "edri", "alpha"),
        tie("edri", "WORKS_ON", "flows", valid_from="2019"),
    ]
    root = ET.fromstring(FORMATS["gexf"].write(Bundle(graph(*rows))))
    spans = {
        element.get("id"): (element.get("start"), element.get("end"))
        for element in root.iter()
        if element.tag.endswith(("}node", "}edge"))
    }
    assert spans["e1"] == ("2024-05-01", "2024-05-31")
    assert spans["deal_1"] == ("2020-01-01", "2025-12-31"), (
        "the last day is the one before valid_to"
    )
    assert spans["deal_2"] == ("2026-01-01", None)
    assert spans["edri>WORKS_ON>flows"] == ("2019-01-01", None)
    assert spans["alpha"] == (None, None)


def test_networkx_reads_node_link_json() -> None:
    wanted = hostile()
    found = nx.node_link_graph(json.loads(FORMATS["json"].write(bundle())), edges="edges")
    assert isinstance(found, nx.MultiDiGraph)
    assert found.graph["audience"] == "public"
    assert {id: (data["label"], data["fields"]) for id, data in found.nodes(data=True)} == {
        id: (row.label, row.fields) for id, row in wanted.nodes.items()
    }
    assert {
        (key, a, b): data["fields"] for a, b, key, data in found.edges(data=True, keys=True)
    } == {row.key: row.fields for row in wanted.relationships}


def test_tables_come_with_a_note_and_still_load(tmp_path: Path) -> None:
    files = write_graph(bundle(), tmp_path / "out", FORMATS["csv"])
    assert json.loads(files[-1].read_text())["audience"] == "public"
    with zipfile.ZipFile(io.BytesIO(FORMATS["csv"].write(bundle()))) as archive:
        assert "about.json" in archive.namelist()
    good = Bundle(graph(*talks()), {"audience": "public"})
    write_graph(good, tmp_path / "good", FORMATS["csv"])
    checked = check_sources(
        [Source(file.name, file.read_bytes()) for file in (tmp_path / "good").glob("*.csv")], "test"
    )
    assert Snapshot(checked.rows) == good.snapshot


def of_every_kind() -> Snapshot:
    """The hostile graph, with a tie of every type and an entry of every label from the seeds."""
    seeds = seed_snapshot()
    ties = [rows[0] for kind in SCHEMA.relationships if (rows := seeds.ties(kind.name))]
    ids = {
        *(id for row in ties for id in (row.source, row.target)),
        *(seeds.of(kind.label)[0].id for kind in SCHEMA.nodes if seeds.of(kind.label)),
    }
    return Snapshot(
        Rows(
            (*hostile().nodes.values(), *(seeds.nodes[id] for id in ids)),
            (*hostile().relationships, *ties),
        )
    )


@pytest.mark.neo4j
def test_the_script_makes_an_equal_graph_in_an_empty_database(store: Store) -> None:
    wanted = of_every_kind()
    with (
        neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver,
        driver.session() as session,
    ):
        for statement in as_cypher(Bundle(wanted)).decode().rstrip().removesuffix(";").split(";\n"):
            session.run(neo4j.Query(statement)).consume()
    assert store.read() == wanted
    assert store.last_load().startswith("script-")
