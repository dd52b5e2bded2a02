"""GML, Pajek and UCINET: as other programs write them, as they are kept, and broken."""

from __future__ import annotations

import io
from pathlib import Path

import igraph
import networkx as nx
import pytest

from loaders.import_plan import ImportPlan, plan
from loaders.problems import Problem
from loaders.read.tables import SourceFile
from loaders.sheets.graph_tables import graph_tables
from loaders.sheets.row_keeper import ImportOptions
from tests.loaders.test_other_programs import ANSWERS, ties
from tests.loaders.test_sheets_in import GRAPH

BOTH = {("WORKS_ON", "eff", "source_code"), ("WORKS_ON", "new_rights_group", "source_code")}


def bring(name: str, text: str | bytes, answers: dict[str, str] = ANSWERS) -> ImportPlan:
    data = text if isinstance(text, bytes) else text.encode()
    return plan([SourceFile(name, data)], GRAPH, ImportOptions("map", "2026-11-27"), answers)


def told(name: str, text: str | bytes) -> list[list[dict[str, str]]]:
    """The entries and the ties of a file, by heading."""
    data = text if isinstance(text, bytes) else text.encode()
    found = graph_tables(SourceFile(name, data))
    assert not isinstance(found, Problem), found
    return [[dict(zip(its.headings, cells, strict=True)) for _, cells in its.rows] for its in found]


def assert_refused(name: str, text: str, row: int, says: str) -> None:
    """A broken file is one problem, at its line, in words."""
    (problem,) = bring(name, text).problems
    assert (problem.code, problem.row) == ("unknown-graph", row)
    assert says in problem.sentence


# ---------------------------------------------------------------- as programs write them


def named() -> nx.MultiDiGraph:
    """A graph of networkx: its nodes are names, as its users have them."""
    made = nx.MultiDiGraph()
    made.add_node("EFF", type="Organization")
    made.add_node("New Rights Group", type="Organization", budget="2.5")
    made.add_node("Source code", type="Topic")
    made.add_edge("EFF", "Source code", type="cares about", weight=2.5)
    made.add_edge("New Rights Group", "Source code", type="cares about", since="Zoë’s day")
    return made


def by_networkx(form: str) -> bytes:
    out = io.BytesIO()
    {"gml": nx.write_gml, "net": nx.write_pajek}[form](named(), out)
    return out.getvalue()


def by_igraph(form: str, folder: Path) -> bytes:
    made = igraph.Graph(directed=True)
    made.add_vertices(3)
    made.vs["name"] = ["EFF", "New Rights Group", "Source code"]
    made.vs["type"] = ["Organization", "Organization", "Topic"]
    made.add_edges([(0, 2), (1, 2)])
    made.es["label"] = ["cares about", "cares about"]
    place = str(folder / f"map.{form}")
    if form == "gml":
        made.write_gml(place)
    else:
        made.write_pajek(place)
    return Path(place).read_bytes()


@pytest.mark.parametrize("form", ["gml", "net"])
def test_what_networkx_writes_comes_in(form: str) -> None:
    found = bring(f"map.{form}", by_networkx(form))
    assert found.ready, [*found.questions, *found.problems]
    assert ties(found) == BOTH
    assert any("Zoë’s day" in row.text("own_fields") for row in found.changes.new.relationships)


def test_what_igraph_writes_as_gml_comes_in(tmp_path: Path) -> None:
    found = bring("map.gml", by_igraph("gml", tmp_path))
    assert found.ready, [*found.questions, *found.problems]
    assert ties(found) == BOTH


@pytest.mark.parametrize("heading", ["Label", "NAME", "vertexnames"])
def test_names_from_r_are_names_however_their_column_is_called(heading: str) -> None:
    """R keeps the headings of a data frame, and its network objects call the name `vertex.names`,
    of which GML holds the letters.
    """
    (nodes,) = told("map.gml", f'graph [ node [ id 1 {heading} "EFF" ] node [ id 2 ] ]')
    assert [its["Label"] for its in nodes] == ["EFF", "2"]


def test_what_igraph_writes_as_pajek_has_names_and_ties_and_no_types(tmp_path: Path) -> None:
    """igraph's own writer puts the name of a vertex into the file, and no attribute that is not of
    the drawing.
    """
    nodes, edges = told("map.net", by_igraph("net", tmp_path))
    assert [its["Label"] for its in nodes] == ["EFF", "New Rights Group", "Source code"]
    assert [(its["From"], its["Type"], its["To"]) for its in edges] == [
        ("1", "cares about", "3"),
        ("2", "cares about", "3"),
    ]


GEPHI_GML = """graph
[
  Creator "Gephi"
  directed 1
  node
  [
    id 1
    label "EFF"
    graphics
    [
      x -25.90332
      y -186.03667
      z 0.0
      w 10.0
      fill "#000000"
    ]
    type "Organization"
  ]
  node
  [
    id 3
    label "Source code"
    type "Topic"
  ]
  edge
  [
    id 0
    source 1
    target 3
    label "cares about"
    value 2.0
  ]
]
"""


def test_what_gephi_writes_as_gml_comes_in() -> None:
    found = bring("map.gml", GEPHI_GML)
    assert found.ready, [*found.questions, *found.problems]
    assert ties(found) == {("WORKS_ON", "eff", "source_code")}
    assert "graphics" not in str(found.made.rows), "how it was drawn is no fact"


def test_what_gephi_writes_as_pajek_has_names_ties_and_weights() -> None:
    text = """*Vertices 2
1 "EFF" -25.90332 -186.03667 0.0
2 "New Rights Group é" 13.899597 -181.44926 0.0
*Arcs
1 2 2.0
2 1 1.0
"""
    nodes, edges = told("map.net", text)
    assert [its["Label"] for its in nodes] == ["EFF", "New Rights Group é"]
    assert [(its["From"], its["To"], its["weight"]) for its in edges] == [
        ("1", "2", "2"),
        ("2", "1", "1"),
    ]


# ---------------------------------------------------------------- GML


def test_two_ties_of_one_pair_and_their_order_in_the_file() -> None:
    text = """Creator "a program"
# a remark: edge [ graph [
graph [
  node [ id 1 label "edge [ EFF" ]
  node [ id 2 label "B" ]
  edge [ source 2 target 1 kind "funds" ]
  edge [ source 1 target 2 kind "asks" ]
  edge [ source 2 target 1 kind "asks" ]
]
"""
    nodes, edges = told("map.gml", text)
    assert nodes[0]["Label"] == "edge [ EFF"
    assert [(its["From"], its["Type"]) for its in edges] == [
        ("2", "funds"),
        ("1", "asks"),
        ("2", "asks"),
    ]


def test_accents_in_each_way_that_gml_has_them() -> None:
    for text in ("Minist&#232;re", "Ministère"):
        for coding in ("utf-8", "latin-1"):
            data = f'graph [ node [ id 1 label "{text} Nord" ] ]'.encode(coding)
            assert told("map.gml", data)[0][0]["Label"] == "Ministère Nord"


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        ("graph [\n node [ id 1 color ]\n]", 2, "not built as GML is"),
        ("graph [\n node [ label 'x' ]\n]", 2, "save it again as GraphML or GEXF"),
        ("graph [ node [ id 1 ] edge [ source 1 target 7 ] ]", 0, "undefined target 7"),
        ("node [ id 1 ]", 0, "input contains no graph"),
        ("just words\n", 1, "not built as GML is"),
    ],
)
def test_a_broken_gml_is_said_with_its_line(text: str, row: int, says: str) -> None:
    assert_refused("map.gml", text, row, says)


# ---------------------------------------------------------------- Pajek

RELATIONS = """% two relations, and ties of a third beside them
*Network outreach
*Vertices 4
1 "EFF" 0.1 0.2 0.5 box ic Green
2 "New Rights Group"
3 "O'Neil & Sons" x_fact 2
4 Source_code
*Arcs :1 "cares about"
1 4 1
2 4 3 c Blue
*Arcs :2 "funds"
3 2
*Edges
1: 1 2 1
1 3 1 l "met"
"""


def test_relations_of_pajek_are_kinds_of_ties() -> None:
    nodes, edges = told("map.net", RELATIONS)
    assert [its["Label"] for its in nodes] == [
        "EFF",
        "New Rights Group",
        "O'Neil & Sons",
        "Source_code",
    ]
    assert [(its["From"], its["Type"], its["To"], its["Direction"]) for its in edges] == [
        ("1", "cares about", "4", "Directed"),
        ("2", "cares about", "4", "Directed"),
        ("3", "funds", "2", "Directed"),
        ("1", "cares about", "2", "Undirected"),
        ("1", "met", "3", "Undirected"),
    ]
    assert [its["weight"] for its in edges] == ["1", "3", "", "1", "1"]
    assert "Green" not in str(nodes)


def test_lists_of_arcs_and_an_arc_that_goes_back() -> None:
    text = "\ufeff*vertices 3\n1 a\n2 b\n3 c\n*ArcsList\n3 1 2\n*Edgeslist\n1 2\n"
    _, edges = told("map.net", text)
    assert [(its["From"], its["To"]) for its in edges] == [("3", "1"), ("3", "2"), ("1", "2")]


def test_two_modes_are_two_types() -> None:
    text = "*Vertices 4 2\n1 EFF\n2 EDRi\n3 meeting\n4 forum\n*Matrix\n1 0\n1 2.5\n"
    nodes, edges = told("map.net", text)
    assert [its["Type"] for its in nodes] == ["first mode"] * 2 + ["second mode"] * 2
    assert [(its["From"], its["To"], its["weight"]) for its in edges] == [
        ("1", "3", "1"),
        ("2", "3", "1"),
        ("2", "4", "2.5"),
    ]
    asked = {its.id for its in bring("map.net", text, {}).questions}
    assert asked == {"type:first mode", "type:second mode"}


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        ("1 2\n2 3\n", 0, "no line that begins with *Vertices"),
        ("*Vertices\n1 a\n", 1, "how many there are"),
        ("*Vertices 2\n1 a\n2 b\n*Arcs\n1 3 1\n", 5, "'3' is no vertex; they are numbered from 1"),
        ("*Vertices 2\n1 a\n2 b\n*Arcs\nA B\n", 5, "'A' is no vertex"),
        ("*Vertices 2\n*Matrix\n0 x\n0 0\n", 3, "'x' is no number of the matrix"),
        ("*Vertices 1\n1 a\n*Vertices 1\n1 b\n", 3, "a second network begins here"),
    ],
)
def test_a_broken_pajek_is_said_with_its_line(text: str, row: int, says: str) -> None:
    assert_refused("map.net", text, row, says)


def test_other_networks_are_refused_with_a_remedy() -> None:
    for name in ("map.gdf", "map.paj", "map.vna"):
        (problem,) = bring(name, "dl n=2\ndata:\n0 1\n1 0\n").problems
        assert "save it as GraphML or GEXF" in problem.sentence
    (problem,) = bring("map.##h", "x").problems
    assert "save it as a text in its data language (.dl)" in problem.sentence


# ---------------------------------------------------------------- UCINET

#: What igraph reads too, in each way that the language has for it.
READ_BY_BOTH = {
    "labels in a line": "DL n=3\nformat = edgelist1\nlabels:\nEFF, BEUC, ADC\ndata:\n1 2\n3 2\n",
    "labels within": "dl n=3\nformat=edgelist1\nlabels embedded:\ndata:\nEFF USTR 0.5\nEFF c 2\n",
    "both": "DL n=3\nformat = edgelist1\nlabels:\na, b, c\nlabels embedded:\ndata:\nc a\na b\n",
    "numbers alone": "DL n=4\nformat = edgelist1\ndata:\n1 2\n2 3\n",
    "a matrix": "DL N = 3\nData:\n0 1 1\n0 0 1\n1 0 0\n",
    "labels in lines": "dl n=3\nformat = fullmatrix\nlabels:\na,b\nc\ndata:\n0 1 1\n1 0 0\n1 0 0\n",
    "a matrix within": "dl n=2\nformat = fullmatrix\nlabels embedded\ndata:\na b\nA 0 1\nB 0 0\n",
    "neighbours": "DL n=3\nformat = nodelist1\nlabels embedded:\ndata:\na b c\nc b\n",
}


@pytest.mark.parametrize("text", READ_BY_BOTH.values(), ids=READ_BY_BOTH)
def test_what_igraph_reads_of_ucinet_reads_the_same(text: str, tmp_path: Path) -> None:
    (tmp_path / "map.dl").write_text(text)
    theirs = igraph.Graph.Read_DL(str(tmp_path / "map.dl"))
    nodes, edges = told("map.dl", text)
    names = theirs.vs["name"] if "name" in theirs.vs.attributes() else None
    assert [its["Label"] for its in nodes] == (names or [str(n + 1) for n in range(len(nodes))])
    ends = [(int(its["From"]) - 1, int(its["To"]) - 1, its["Direction"]) for its in edges]
    back = [(two, one) for one, two, direction in ends if direction == "Undirected"]
    assert sorted([*(its[:2] for its in ends), *back]) == sorted(theirs.get_edgelist())


def test_several_relations_of_ucinet_and_values_in_a_matrix() -> None:
    text = """DL
N=3 NM=2
FORMAT = FULLMATRIX DIAGONAL PRESENT
ROW LABELS:
"EFF"
"New Rights Group"
USTR
COLUMN LABELS:
"EFF" "New Rights Group" USTR
LEVEL LABELS:
TALKS
FUNDS
DATA:
  9 2.5 0
  2.5 0 . 0 0 0
  0 0 3
  0 0 0  0 0 0
"""
    nodes, edges = told("map.dl", text)
    assert [its["Label"] for its in nodes] == ["EFF", "New Rights Group", "USTR"]
    assert [(its["From"], its["To"], its["Type"], its["weight"]) for its in edges] == [
        ("1", "2", "TALKS", "2.5"),
        ("1", "3", "FUNDS", "3"),
    ]
    assert [its["Direction"] for its in edges] == ["Undirected", "Directed"]
    lists = "dl n=2 nm=2 format=el1 matrix labels: a, b\ndata:\n1 2\n!\n2 1\n"
    assert [(its["From"], its["Type"]) for its in told("map.dl", lists)[1]] == [
        ("1", "a"),
        ("2", "b"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "dl nr=2, nc=3\nrow labels embedded\ncol labels embedded\ndata:\nm1 m2 m3\nEFF 1 0 2\n"
        "EDRi 0 1 0\n",
        "dl nr=2 nc=3 format=edgelist2\nlabels embedded\ndata:\nEFF m1\nEFF m3 2\nEDRi m2\n",
        "dl nr=2 nc=3 format=el2\nrow labels: EFF EDRi\ncolumn labels: m1 m2 m3\ndata:\n1 1\n"
        "1 3 2\n2 2",
    ],
    ids=["matrix", "labels within", "labels before"],
)
def test_two_modes_of_ucinet_are_two_types(text: str) -> None:
    nodes, edges = told("map.dl", text)
    types = {its["Label"]: its["Type"] for its in nodes}
    assert types["EDRi"] == "first mode"
    assert {types[name] for name in ("m1", "m2", "m3")} == {"second mode"}
    names = {its["ID"]: its["Label"] for its in nodes}
    ends = {(names[its["From"]], names[its["To"]], its["weight"]) for its in edges}
    assert ends == {("EFF", "m1", "1"), ("EFF", "m3", "2"), ("EDRi", "m2", "1")}


@pytest.mark.parametrize(
    ("form", "cells"),
    [
        ("lowerhalf diagonal=absent", "1\n0 1"),
        ("uh", "0 1 0\n0 1\n0"),
        ("fm", "0 1 0\n1 0 1\n0 1 0"),
        ("fullmatrix diagonal absent", "1 0\n1 1\n0 1"),
    ],
)
def test_halves_of_a_matrix(form: str, cells: str) -> None:
    _, edges = told("map.dl", f"dl n=3 format={form}\ndata:\n{cells}\n")
    assert {(its["Direction"], *sorted((its["From"], its["To"]))) for its in edges} == {
        ("Undirected", "1", "2"),
        ("Undirected", "2", "3"),
    }
    assert len(edges) == 2


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        ("n=2\ndata:\n0 1\n1 0\n", 1, "it does not begin with DL"),
        ("dl n=2\n0 1\n1 0\n", 0, "no line that begins with data:"),
        ("dl\ndata:\n0 1\n", 0, "does not say how many entries there are"),
        ("dl n=2 format=blockmatrix\ndata:\n1", 0, "its form 'blockmatrix' is none"),
        ("dl n=2\ndata:\n0 1\n1 x\n", 4, "'x' is no number of the matrix"),
        ("dl n=2\ndata:\n0 1\n1\n", 0, "it ends where a cell of the matrix should stand"),
        ("dl n=2\ndata:\n0 1\n1 0\n1", 5, "more cells than its head says"),
        ("dl n=2 format=el1\ndata:\n1 3\n", 3, "'3' is no entry; they are numbered from 1 to 2"),
        ("dl n=3 format=el1\nlabels embedded\ndata:\nNew Rights Group\n", 4, "in quotes"),
    ],
)
def test_a_broken_ucinet_is_said_with_its_line(text: str, row: int, says: str) -> None:
    assert_refused("map.dl", text, row, says)
