"""Files of other programs: Kumu, Gephi, networkx, Cytoscape, Airtable, Google Forms, registers of
meetings. What their types are here is asked once; names of persons stay out.
"""

from __future__ import annotations

import json

import networkx as nx
import pytest

from graph_model.rows import RelationshipRow
from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.sheets.row_keeper import ImportOptions
from tests.loaders.sheets import xlsx
from tests.loaders.test_sheets_in import GRAPH

WAY = ImportOptions("kumu", "2026-11-27")
ANSWERS = {
    "type:Organization": "Member",
    "type:Topic": "Issue",
    "every:Member:stakeholder_group:Organization": "civil_society",
    "every:Issue:level:Topic": "issue",
    "ties:cares about:Member:Issue": "WORKS_ON>",
}


def bring(source: SourceFile, answers: dict[str, str], way: ImportOptions = WAY) -> ImportPlan:
    return plan([source], GRAPH, way, answers)


def ties(found: ImportPlan) -> set[tuple[str, str, str]]:
    return {row.key for row in found.made.rows.values() if isinstance(row, RelationshipRow)}


KUMU = xlsx(
    None,
    Elements=[
        ["Label", "Type", "Description", "Tags", "Budget"],
        ["EFF", "Organization", "Known already", "rights", ""],
        ["New Rights Group", "Organization", "A newcomer", "rights | youth", "small"],
        ["Source code", "Topic", "", "", ""],
    ],
    Connections=[
        ["From", "To", "Type", "Direction"],
        ["EFF", "Source code | Data flows", "cares about", "directed"],
        ["New Rights Group", "Source code", "cares about", "mutual"],
    ],
    **{"My notes (ignore)": [["From", "To"], ["a", "b"]]},
)
BLUEPRINT = {
    "elements": [
        {"id": "elem-1", "label": "EFF", "type": "Organization"},
        {"id": "elem-2", "label": "New Rights Group", "type": "Organization", "tags": ["a", "b"]},
        {"id": "elem-3", "label": "Source code", "type": "Topic"},
        {"id": "elem-9", "label": "Thrown away", "type": "Organization"},
    ],
    "connections": [
        {
            "id": "c1",
            "from": "elem-1",
            "to": "elem-3",
            "type": "cares about",
            "direction": "directed",
        },
        {
            "id": "c2",
            "from": "elem-2",
            "to": "elem-3",
            "type": "cares about",
            "direction": "mutual",
        },
    ],
    "trash": [{"id": "elem-9"}],
}


def test_kumu_is_asked_once_for_each_type_and_comes_in() -> None:
    first = bring(SourceFile("map.xlsx", KUMU), {})
    assert {its.id for its in first.questions} == {"type:Organization", "type:Topic"}
    found = bring(SourceFile("map.xlsx", KUMU), {**ANSWERS, "type:": "leave_out"})
    assert found.ready, [*found.questions, *found.problems]
    assert ties(found) == {
        ("WORKS_ON", "eff", "source_code"),
        ("WORKS_ON", "eff", "data_flows"),
        ("WORKS_ON", "new_rights_group", "source_code"),
    }, "a bar parts two ties; who is there already is found by name"
    (new,) = found.changes.new.nodes
    assert new.fields["note"] == "A newcomer"
    assert json.loads(new.text("own_fields")) == {"Budget": "small", "Tags": "rights | youth"}


def test_a_contact_is_not_made_of_a_tie_without_a_day() -> None:
    text = "From,To,Type\nEFF,USTR,met\n"
    (question,) = bring(SourceFile("connections.csv", text.encode()), {}).questions
    assert question.id == "ties:met:Member:Delegation"
    assert "needs its day" in question.says
    assert {choice for choice, _ in question.choices} <= {"leave_out", "<AIMS_AT"}


def test_kumus_blueprint_without_what_was_thrown_away() -> None:
    found = bring(SourceFile("map.json", json.dumps(BLUEPRINT).encode()), ANSWERS)
    assert found.ready, [*found.questions, *found.problems]
    assert ties(found) == {
        ("WORKS_ON", "eff", "source_code"),
        ("WORKS_ON", "new_rights_group", "source_code"),
    }
    assert [row.id for row in found.changes.new.nodes] == ["new_rights_group"]


def graph() -> nx.DiGraph:
    """The same as a graph of networkx."""
    made = nx.DiGraph()
    made.add_node("1", label="EFF", type="Organization")
    made.add_node("2", label="New Rights Group", type="Organization")
    made.add_node("3", label="Source code", type="Topic")
    made.add_edge("1", "3", kind="cares about")
    made.add_edge("2", "3", kind="cares about")
    return made


def gexf(version: str) -> bytes:
    return "\n".join(nx.generate_gexf(graph(), version=version)).encode()


#: As Gephi's own toolkit (0.10.1) writes it: the kind on the edge itself, the label beside it.
TOOLKIT = """<?xml version='1.0' encoding='UTF-8'?>
<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz">
  <meta lastmodifieddate="2026-11-27"><creator>Gephi</creator></meta>
  <graph defaultedgetype="directed" mode="static">
    <attributes class="node" mode="static">
      <attribute id="type" title="type" type="string"/>
    </attributes>
    <nodes>
      <node id="1" label="EFF"><attvalues>
        <attvalue for="type" value="Organization"/></attvalues></node>
      <node id="2" label="New Rights Group">
        <attvalues><attvalue for="type" value="Organization"/></attvalues>
      </node>
      <node id="3" label="Source code"><attvalues>
        <attvalue for="type" value="Topic"/></attvalues></node>
    </nodes>
    <edges>
      <edge id="0" source="1" target="3" label="cares about" kind="cares about"><attvalues/></edge>
      <edge id="1" source="2" target="3" label="cares about" kind="cares about"><attvalues/></edge>
    </edges>
  </graph>
</gexf>
"""
FORMS = {
    "toolkit.gexf": TOOLKIT.encode(),
    "gephi.gexf": gexf("1.2draft"),
    "newer.gexf": gexf("1.3") if "1.3" in nx.readwrite.gexf.GEXF.versions else gexf("1.2draft"),
    "net.graphml": "\n".join(nx.generate_graphml(graph())).encode(),
    "node_link.json": json.dumps(nx.node_link_data(graph(), edges="links")).encode(),
    "cytoscape.cyjs": json.dumps(nx.cytoscape_data(graph())).encode(),
}


@pytest.mark.parametrize("name", FORMS)
def test_graphs_of_other_programs(name: str) -> None:
    found = bring(SourceFile(name, FORMS[name]), ANSWERS)
    assert found.ready, [*found.questions, *found.problems]
    assert ties(found) == {
        ("WORKS_ON", "eff", "source_code"),
        ("WORKS_ON", "new_rights_group", "source_code"),
    }


def test_gephis_two_tables() -> None:
    nodes = b"Id,Label,type\n1,EFF,Organization\n2,Source code,Topic\n"
    edges = b"Source,Target,Type,Id,Label,Weight\n1,2,Directed,0,cares about,1.0\n"
    sources = [SourceFile("nodes.csv", nodes), SourceFile("edges.csv", edges)]
    first = plan(sources, GRAPH, WAY, ANSWERS)
    assert {its.id for its in first.questions} <= {"ties::Member:Issue"}
    found = plan(sources, GRAPH, WAY, {**ANSWERS, "ties::Member:Issue": "WORKS_ON>"})
    assert ties(found) == {("WORKS_ON", "eff", "source_code")}


YED = b"""<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key for="node" id="d0" attr.name="type" attr.type="string"/>
  <key for="node" id="d1" yfiles.type="nodegraphics"/>
  <key for="edge" id="d2" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <node id="n0">
      <data key="d0">Organization</data>
      <data key="d1">
        <y:ShapeNode><y:NodeLabel>EFF</y:NodeLabel><y:Shape type="ellipse"/></y:ShapeNode>
      </data>
    </node>
    <node id="n1">
      <data key="d0">Topic</data>
      <data key="d1"><y:ShapeNode><y:NodeLabel>Source
code</y:NodeLabel></y:ShapeNode></data>
    </node>
    <edge id="e0" source="n0" target="n1">
      <data key="d2">
        <y:PolyLineEdge><y:EdgeLabel>cares about</y:EdgeLabel></y:PolyLineEdge>
      </data>
    </edge>
  </graph>
</graphml>"""


def test_the_labels_that_yed_draws_are_the_names() -> None:
    found = bring(SourceFile("map.graphml", YED), ANSWERS)
    assert ties(found) == {("WORKS_ON", "eff", "source_code")}
    assert found.problems == ()


def test_a_broken_graph_file_is_said() -> None:
    for name, data in (("a.json", b"{"), ("a.gexf", b"<gexf>"), ("a.cyjs", b"[]")):
        assert [its.code for its in bring(SourceFile(name, data), {}).problems] == ["unknown-graph"]


# ---------------------------------------------------------------- tables of other programs

AIRTABLE = """\ufeffName,Date,Coalition member,Met with,Topics,Notes,Attachments
Call one,4/25/2017,"Electronic Frontier Foundation,Access Now",USTR,"Data flows,Source code",Good,
Call two,5/30/2017,EDRi,DG Trade,,,
"""
FORM = """Timestamp,Your organisation,Whom did you meet?,When was it?,What about?,\
Kind of contact,Email Address
2026/11/02 10:12:13 AM GMT+1,EFF,USTR,2026-10-30,Data flows,Meeting,jane@eff.example
"""


def test_an_airtable_view() -> None:
    found = bring(
        SourceFile("Contacts-Grid view.csv", AIRTABLE.encode()), {"every:Engagement:kind": "call"}
    )
    assert found.ready, [*found.questions, *found.problems]
    assert sorted(row.text("date") for row in found.changes.new.nodes) == [
        "2017-04-25",
        "2017-05-30",
    ]
    told = ties(found)
    assert {source for kind, source, _ in told if kind == "TOOK_PART_IN"} == {
        "eff",
        "access_now",
        "edri",
    }
    assert {target for kind, _, target in told if kind == "ABOUT"} == {"data_flows", "source_code"}


def test_answers_of_a_google_form() -> None:
    found = bring(SourceFile("Form responses.csv", FORM.encode()), {})
    means = {column.heading: column.meaning for column in found.proposals[0].columns}
    assert means["When was it?"] == "date"
    assert means["Your organisation"] == "TOOK_PART_IN"
    assert means["Whom did you meet?"] == "REACHED"
    assert means["Email Address"] == "leave_out"
    assert found.ready, [*found.questions, *found.problems]


COMMISSION = [
    ["File generated on 01/11/2026"],
    [
        "Name of cabinet", "Name of EC representative", "Title of EC representative",
        "Date of meeting", "Location", "Name of interest representative",
        "Transparency register ID", "Subject of the meeting",
    ],
    ["DG Trade", "Jane Roe", "Director", "25/04/2024", "Brussels", "EDRi", "12-34", "Data flows"],
    *(
        ["DG Trade", "Jane Roe", "Director", f"{day}/05/2024", "Brussels",
         f"Stranger {day}", "", "x"]
        for day in range(1, 29)
    ),
]  # fmt: skip


def test_a_register_of_the_commission_brings_ours_and_no_name_of_a_person() -> None:
    data = xlsx(None, Meetings=COMMISSION, SQL=[["SELECT 1"]])
    first = bring(SourceFile("meetings.xlsx", data), {})
    assert "strangers:Name of interest representative" in {its.id for its in first.questions}
    answers = {
        "strangers:Name of interest representative": "leave_out",
        "every:Engagement:kind": "meeting",
        "kind:SQL": "leave_out",
        "column:Location": "own",
        "column:Subject of the meeting": "summary",
    }
    found = bring(SourceFile("meetings.xlsx", data), answers)
    assert found.ready, [*found.questions, *found.problems]
    assert found.made.told["rows with nobody of ours, or with nobody they reached"] == 28
    told = json.dumps([dict(row.fields) for row in found.changes.new.nodes])
    assert "Jane" not in told
    post = next(row for row in found.changes.new.nodes if row.label == "Representative")
    assert (post.fields["role"], post.fields["visibility"]) == ("Director", "private")
    assert ("SERVES_IN", post.id, "eu_trade") in ties(found)


MINISTERS = """Minister,Date,Name of organisation or individual,Purpose of meeting
Rt Hon A Person,2024-05-01,EFF,To discuss digital trade
Rt Hon A Person,2024-05-02,Another body,Steel
"""


def test_a_register_of_ministers_says_no_ministry_and_is_asked_once() -> None:
    source = SourceFile("meetings_q2.csv", MINISTERS.encode())
    ids = {its.id for its in bring(source, {}).questions}
    assert "every:REACHED:meetings_q2" in ids
    answers = {
        "every:REACHED:meetings_q2": "usa_ustr",
        "every:Engagement:kind": "meeting",
        "name:Member:Another body": "leave_out",
        "column:Purpose of meeting": "summary",
    }
    found = bring(source, answers)
    assert found.ready, [*found.questions, *found.problems]
    assert {key[2] for key in ties(found) if key[0] == "REACHED"} == {"usa_ustr"}
    assert "Person" not in json.dumps([dict(row.fields) for row in found.changes.new.nodes])


def test_a_register_in_the_shape_of_integrity_watch_keeps_its_sentences() -> None:
    subjects = ["Rules on the export of steel and on", "How the single market of fish works for",
                "Talks about trains and tracks in", "Energy prices of small households in",
                "The future of farming and of food in"]  # fmt: skip
    lines = [f"2024-05-0{n},DG Trade,EFF,{text} Europe" for n, text in enumerate(subjects, 1)]
    text = "\n".join(["date,host,organisation,subject", *lines])
    found = bring(SourceFile("meetings.csv", text.encode()), {"every:Engagement:kind": "meeting"})
    assert found.ready, [*found.questions, *found.problems]
    said = {row.text("summary") for row in found.changes.new.nodes}
    assert f"{subjects[0]} Europe" in said, "a sentence is no issue, and not asked about one by one"
