"""Graph files, each opened by a reader that others wrote."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import igraph
import neo4j
import networkx as nx
import pytest
from hypothesis import given, settings

from graph_model.database.store import Store
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.row_checks import check_sources
from loaders.read.graph_files import read_graph_file
from loaders.read.tables import SourceFile
from loaders.seeds import seed_snapshot
from loaders.take_out.graph_files.bundle import Bundle
from loaders.take_out.graph_files.cypher_script import as_cypher
from loaders.take_out.graph_files.formats import FORMATS, format_of, write_graph
from loaders.take_out.graph_files.gexf import NAMESPACE, VIZ
from tests.conftest import not_here
from tests.graphs import contact, graph, graphs, node, talks, tie

#: Formats that come back as they left, beside tables.
RETURNING = ("graphml", "gexf", "json", "cyjs")
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
    assert other.es["tie"] == [row.tie_id for row in wanted.relationships]
    assert (other.vcount(), other.ecount()) == (len(wanted.nodes), len(wanted.relationships))
    assert {vertex["id"]: vertex["name"] for vertex in other.vs if vertex["name"]} == {
        id: row.text("name") for id, row in wanted.nodes.items() if row.text("name")
    }


def test_networkx_reads_gexf(tmp_path: Path) -> None:
    wanted = hostile()
    (file,) = write_graph(bundle(), tmp_path / "out", FORMATS["gexf"])
    found = nx.read_gexf(file, version="1.3")
    assert set(found.nodes) == set(wanted.nodes)
    assert sorted((data["relationship_type"], a, b) for a, b, data in found.edges(data=True)) == [
        row.key for row in wanted.relationships
    ]
    assert found.nodes["alpha"]["viz"]["position"] == {"x": 10.5, "y": 3.0, "z": 0.0}
    assert found.nodes["alpha"]["viz"]["color"] == {"r": 213, "g": 94, "b": 0, "a": 1.0}
    for place, text in enumerate(HOSTILE):
        assert found.nodes[f"h{place}"]["label"] == text
        assert found.nodes[f"h{place}"]["priority"] == 0.5


@pytest.mark.long
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


def test_networkx_reads_cytoscape_json() -> None:
    wanted = hostile()
    found = nx.cytoscape_graph(json.loads(FORMATS["cyjs"].write(bundle())))
    assert isinstance(found, nx.MultiDiGraph)
    assert json.loads(found.graph["about"])["audience"] == "public"
    assert {id: data["kind_of_entry"] for id, data in found.nodes(data=True)} == {
        id: row.label for id, row in wanted.nodes.items()
    }
    assert sorted((data["relationship_type"], a, b) for a, b, data in found.edges(data=True)) == [
        row.key for row in wanted.relationships
    ]
    assert found.nodes["h4"]["note"] == HOSTILE[4]


def test_no_column_means_something_else_to_a_graph_format() -> None:
    """Names that networkx or a graph format keeps for itself; Cytoscape's own are escaped."""
    kept = (
        "id key source target type label weight start end viz spells parent parents pid slices tie"
    )
    names = {its.name for kind in SCHEMA.types for its in kind.fields}
    assert names.isdisjoint([*kept.split(), "labels", "kind_of_entry", "relationship_type"])
    assert not [its for kind in SCHEMA.types for its in kind.fields if its.name.endswith("_")]


def test_our_networkx_graph_survives_networkx_own_writers(tmp_path: Path) -> None:
    its = tied_twice()
    wanted = sorted(row.key for row in its.relationships)
    ids = sorted(row.tie_id for row in its.relationships)
    own = its.networkx()
    assert sorted(key for *_, key in own.edges(keys=True)) == ids
    # findings/networkx-undirected-mixes-ties.sh
    both_ways = own.to_undirected().edges(data=True)
    assert sorted((data["tie"], data["relationship_type"]) for *_, data in both_ways) == sorted(
        (row.tie_id, row.type) for row in its.relationships
    )
    nx.write_gexf(own, tmp_path / "own.gexf")
    nx.write_graphml(own, tmp_path / "own.graphml")
    text = json.dumps(nx.node_link_data(own, edges="edges"))
    linked = nx.node_link_graph(json.loads(text), edges="edges")
    for found in (
        nx.read_gexf(tmp_path / "own.gexf"),
        nx.read_graphml(tmp_path / "own.graphml"),
        linked,
    ):
        ties = list(found.edges(data=True))
        assert sorted((data["relationship_type"], a, b) for a, b, data in ties) == wanted
        assert sorted(data["tie"] for *_, data in ties) == ids
        assert {id: data["kind_of_entry"] for id, data in found.nodes(data=True)} == {
            id: row.label for id, row in its.nodes.items()
        }
    written = re.findall(r'<edge [^>]*id="([^"]+)"', (tmp_path / "own.graphml").read_text())
    assert sorted(name.replace("&gt;", ">") for name in written) == ids, "one id per tie"
    for name in ("own.gexf", "own.graphml"):
        assert read_back((tmp_path / name).read_bytes(), name).snapshot == its, name


def tied_twice() -> Snapshot:
    """Two kinds of tie between the same two, and one back."""
    return graph(
        node("Venue", "wto", name="WTO"),
        node("Agreement", "deal", name="Deal"),
        tie("deal", "NEGOTIATED_IN", "wto", note="a"),
        tie("deal", "ADMINISTERED_BY", "wto", note="b"),
    )


def read_back(data: bytes, name: str) -> Bundle:
    """What comes of a graph file: the checked rows, and its note and places."""
    source = SourceFile(name, data)
    checked = check_sources([source], "test")
    assert checked.problems == []
    found = read_graph_file(source)
    return Bundle(Snapshot(checked.rows), found.about, found.positions)


@pytest.mark.long
@pytest.mark.parametrize("code", RETURNING)
def test_a_graph_file_comes_back_as_it_left(code: str) -> None:
    about = {"audience": "public", "title": HOSTILE[4], "settings": {"κ": 0.5}}
    places = {"wto": (10.5, -3.0), "deal": (0.0, 1e-07)}
    seeds = Snapshot(Rows.of(replace(row, dataset="test") for row in seed_snapshot().rows()))
    for its in (tied_twice(), seeds):
        data = FORMATS[code].write(Bundle(its, about, {} if its is seeds else places))
        back = read_back(data, f"it.{code}")
        assert back.snapshot == its
        assert FORMATS[code].write(back) == data


@pytest.mark.long
@pytest.mark.parametrize("code", RETURNING)
@settings(max_examples=40)
@given(random=graphs())
def test_any_graph_comes_back_as_it_left(code: str, random: Snapshot) -> None:
    data = FORMATS[code].write(Bundle(random, {"ø": 1}))
    back = read_back(data, f"it.{code}")
    assert back.snapshot == random
    assert FORMATS[code].write(back) == data


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.gexf", "<gexf><graph>", "no whole XML"),
        ("a.gexf", "<graphml/>", "it holds no <gexf>"),
        ("a.graphml", "<!DOCTYPE graphml><graphml><graph/></graphml>", "document type"),
        ("a.json", "[1]", "not built as such a file"),
        ("a.json", "{", "no whole JSON"),
        ("a.cyjs", '{"elements": {"nodes": [{}], "edges": []}}', "not built as such a file"),
        ("a.json", '{"nodes": [], "edges": []}', "holds no entry and no tie"),
    ],
)
def test_a_file_that_is_no_graph_is_named(name: str, text: str, said: str) -> None:
    (problem,) = check_sources([SourceFile(name, text.encode())], "test").problems
    assert problem.file == name
    assert said in problem.sentence


def test_what_is_wrong_in_a_graph_file_is_named_by_its_place() -> None:
    told = json.loads(FORMATS["json"].write(Bundle(tied_twice())))
    told["nodes"][0]["fields"] |= {"confidence": "verifed", "colour": "red"}
    told["nodes"].insert(0, {"id": "x", "label": "Venu", "fields": {}})
    told["edges"][1]["target"] = "gone"
    checked = check_sources([SourceFile("a.json", json.dumps(told).encode())], "test")
    assert {(its.file, its.row, its.code) for its in checked.problems} == {
        ("a.json", 1, "unknown-kind"),
        ("a.json [agreement]", 2, "unknown-code"),
        ("a.json [negotiated_in]", 2, "unknown-id"),
        ("a.json [administered_by]", 1, "unknown-id"),
    }
    assert checked.notices == ["a.json: no columns of ours, left out: colour"]


def test_tables_come_with_a_note_and_still_load(tmp_path: Path) -> None:
    files = write_graph(bundle(), tmp_path / "out", FORMATS["csv"])
    assert json.loads(files[-1].read_text())["audience"] == "public"
    with zipfile.ZipFile(io.BytesIO(FORMATS["csv"].write(bundle()))) as archive:
        assert "about.json" in archive.namelist()
    good = Bundle(graph(*talks()), {"audience": "public"})
    write_graph(good, tmp_path / "good", FORMATS["csv"])
    checked = check_sources(
        [SourceFile(file.name, file.read_bytes()) for file in (tmp_path / "good").glob("*.csv")],
        "test",
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


READ_BY_GRAPHOLOGY = """
const fs = require("fs");
const {MultiDirectedGraph} = require("graphology");
const gexf = require("graphology-gexf"), graphml = require("graphology-graphml");
const told = {};
for (const file of process.argv.slice(2)) {
  const text = fs.readFileSync(file, "utf8");
  const options = {addMissingNodes: false};
  const graph = file.endsWith("gexf")
    ? gexf.parse(MultiDirectedGraph, text, options)
    : graphml.parse(MultiDirectedGraph, text, options);
  told[file] = {
    nodes: graph.nodes().sort(),
    ties: graph.mapEdges((id, data) => [data.relationship_type || data.label, data.tie || id])
      .sort(),
  };
}
console.log(JSON.stringify(told));
"""


@pytest.mark.long
def test_graphology_reads_what_we_and_networkx_write(tmp_path: Path) -> None:
    """The reader of Gephi Lite and sigma.js; where Node is not there, the summary says so."""
    npm, program = shutil.which("npm"), shutil.which("node")
    parts = ["graphology@0.26.0", "graphology-gexf@0.13.2", "graphology-graphml@0.5.2"]
    if npm is None or program is None:
        not_here("graphology (it needs Node)")
    wanted, room = tied_twice(), tmp_path / "node"
    room.mkdir()
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", *parts]
    got = subprocess.run(command, cwd=room, capture_output=True, check=False, timeout=300)
    if got.returncode:
        not_here("graphology (npm could not bring it)")

    files = [str(tmp_path / name) for name in ("our.gexf", "our.graphml", "nx.gexf", "nx.graphml")]
    for file in files[:2]:
        write_graph(Bundle(wanted), Path(file), format_of(Path(file)))
    nx.write_gexf(wanted.networkx(), files[2])
    nx.write_graphml(wanted.networkx(), files[3])
    (room / "read.js").write_text(READ_BY_GRAPHOLOGY)
    told = json.loads(
        subprocess.run(
            [program, "read.js", *files], cwd=room, capture_output=True, check=True, timeout=120
        ).stdout
    )
    for file in files:
        assert told[file]["nodes"] == sorted(wanted.nodes), file
        assert told[file]["ties"] == sorted(
            [row.type, row.tie_id] for row in wanted.relationships
        ), file


def test_igraph_reads_what_networkx_writes_of_ours(tmp_path: Path) -> None:
    wanted = tied_twice()
    nx.write_graphml(wanted.networkx(), tmp_path / "own.graphml")
    found = igraph.Graph.Read_GraphML(str(tmp_path / "own.graphml"))
    assert sorted(found.es["relationship_type"]) == ["ADMINISTERED_BY", "NEGOTIATED_IN"]
    again = igraph.Graph.from_networkx(wanted.networkx())
    assert set(again.es["tie"]) == {row.tie_id for row in wanted.relationships}


@pytest.mark.long
def test_what_igraph_saves_again_comes_back(tmp_path: Path) -> None:
    """It calls entries n0, n1, … and keeps their own ids as a column."""
    its = Snapshot(Rows.of(replace(row, dataset="test") for row in seed_snapshot().rows()))
    (file,) = write_graph(Bundle(its), tmp_path / "out", FORMATS["graphml"])
    igraph.Graph.Read_GraphML(str(file)).write_graphml(str(tmp_path / "again.graphml"))
    assert read_back((tmp_path / "again.graphml").read_bytes(), "again.graphml").snapshot == its


def test_what_networkx_saves_again_for_cytoscape_comes_back() -> None:
    """It writes what is said of the graph as pairs, and gives an entry without a name its id."""
    unnamed = contact("e1", "2024-05", "meeting", "edri", "alpha", "flows")
    rows = (replace(row, dataset="test") for row in (*talks(), *unnamed))
    its = Bundle(graph(*rows), {"audience": "public"})
    saved = nx.cytoscape_data(nx.cytoscape_graph(json.loads(FORMATS["cyjs"].write(its))))
    assert isinstance(saved["data"], list)
    back = read_back(json.dumps(saved).encode(), "again.cyjs")
    assert (back.snapshot, back.about) == (its.snapshot, its.about)


def test_short_keys_of_entries_and_ties_may_be_the_same() -> None:
    """As rustworkx writes them, from d1 for entries and again for ties."""
    rows = [replace(row, dataset="test") for row in tied_twice().rows()]
    its = graph(*rows)
    text = FORMATS["graphml"].write(Bundle(its)).decode()
    for place in ("node", "edge"):
        for count, name in enumerate(re.findall(f'<key id="({place}-[^"]+)"', text), start=1):
            text = text.replace(f'"{name}"', f'"d{count}"')
    assert text.count('id="d1"') == 2
    assert read_back(text.encode(), "again.graphml").snapshot == its


def test_graphml_names_no_column_that_nothing_fills() -> None:
    for its in (Bundle(seed_snapshot()), bundle()):
        text = FORMATS["graphml"].write(its).decode()
        named = set(re.findall(r'<key id="([^"]+)"', text))
        assert named == set(re.findall(r'<data key="([^"]+)"', text))
