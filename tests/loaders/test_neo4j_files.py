"""Files of Neo4j's own tools (APOC's exports, headings of neo4j-admin, what Neo4j Browser saves)
and workbooks of NodeXL. Those of APOC have the layout that 5.26.19 wrote on Neo4j 5.26.30; the
others are made by hand, after what their programs say of them.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph_model.rows import NodeRow, RelationshipRow
from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.sheets.network_maker import LISTED_TWICE
from loaders.sheets.row_keeper import ImportOptions
from tests.loaders.sheets import xlsx
from tests.loaders.test_sheets_in import GRAPH

WAY = ImportOptions("neo4j", "2026-11-27")
ANSWERS = {
    "type:Organization": "Member",
    "type:Topic": "Issue",
    "every:Member:stakeholder_group:Organization": "civil_society",
    "every:Issue:level:Topic": "issue",
    "ties:CARES_ABOUT:Member:Issue": "WORKS_ON>",
}
CARES = {("WORKS_ON", "eff", "source_code"), ("WORKS_ON", "new_rights_group", "source_code")}


def bring(*files: tuple[str, str], **more: str) -> ImportPlan:
    sources = [SourceFile(name, text.encode()) for name, text in files]
    return plan(sources, GRAPH, WAY, {**ANSWERS, **more})


def ties(found: ImportPlan) -> set[tuple[str, str, str]]:
    return {row.key for row in found.made.rows.values() if isinstance(row, RelationshipRow)}


def new_member(found: ImportPlan) -> NodeRow:
    assert found.ready, [*found.questions, *found.problems]
    (new,) = found.changes.new.nodes
    return new


APOC_CSV = (
    '"_id","_labels","label","name","parties","type","_start","_end","_type","since"\n'
    '"1842",":Organization","","EFF","[""EU"",""Chile""]","NGO",,,,\n'
    '"1843",":Organization","rights","New Rights Group","[""EU"",""Chile""]","NGO",,,,\n'
    '"1844",":Topic","","Source code","","",,,,\n'
    ',,,,,,"1842","1844","CARES_ABOUT","2019"\n'
    ',,,,,,"1843","1844","CARES_ABOUT","2020"\n'
)


def test_apocs_csv_is_entries_and_ties_in_one_table() -> None:
    found = bring(("all.csv", APOC_CSV))
    new = new_member(found)
    assert ties(found) == CARES
    assert (new.id, new.name) == ("new_rights_group", "New Rights Group")
    own = {"label (property)": "rights", "parties": "EU | Chile", "type (property)": "NGO"}
    assert json.loads(new.text("own_fields")) == own
    said = {
        row.source: json.loads(row.text("own_fields")) for row in found.changes.new.relationships
    }
    assert said == {"eff": {"since": "2019"}, "new_rights_group": {"since": "2020"}}


@pytest.mark.parametrize("label", [":LABEL", "kind of body"])
def test_headings_of_neo4j_admin(label: str) -> None:
    labelled = label == ":LABEL"
    bodies = (
        f"bodyId:ID(Organization),name,parties:string[],active:boolean,notes:IGNORE,{label}\n"
        "1,EFF,EU;Chile,true,x,Organization\n2,New Rights Group,EU;Chile,true,x,Organization\n"
    )
    topics = "topicId:ID(Topic),name,:LABEL\n1,Source code,Topic\n"
    cares = (
        ":START_ID(Organization),since:int,:END_ID(Topic),:TYPE\n"
        "1,2019,1,CARES_ABOUT\n2,2020,1,CARES_ABOUT\n"
    )
    found = bring(("bodies.csv", bodies), ("topics.csv", topics), ("cares.csv", cares))
    new = new_member(found)
    assert ties(found) == CARES, "ids count anew in each space"
    own = {"active": "true", "parties": "EU | Chile"}
    own |= {} if labelled else {"kind of body": "Organization"}
    assert json.loads(new.text("own_fields")) == own


def test_an_id_column_of_another_program_is_none_of_neo4js() -> None:
    text = "_id,name,stakeholder_group\nx1,A New Body,academia\n"
    found = bring(("bodies.csv", text))
    assert not [its for its in found.questions if its.id.startswith("type:")]


NODE: dict[str, dict[str, Any]] = {
    "eff": {"type": "node", "id": "0", "labels": ["Organization"], "properties": {"name": "EFF"}},
    "new": {
        "type": "node",
        "id": "1",
        "labels": ["Organization"],
        "properties": {"name": "New Rights Group", "parties": ["EU", "Chile"], "type": "NGO"},
    },
    "code": {"type": "node", "id": "2", "labels": ["Topic"], "properties": {"name": "Source code"}},
}


def cares(number: int, one: str, other: str) -> dict[str, Any]:
    """A relationship as APOC writes it."""
    return {
        "id": str(number),
        "type": "relationship",
        "label": "CARES_ABOUT",
        "properties": {"since": 2019 + number},
        "start": NODE[one],
        "end": NODE[other],
    }


APOC_ITEMS = [*NODE.values(), cares(0, "eff", "code"), cares(1, "new", "code")]
BROWSER = [
    {
        "a": {
            "identity": int(its["start"]["id"]),
            "labels": its["start"]["labels"],
            "properties": its["start"]["properties"],
            "elementId": f"4:x:{its['start']['id']}",
        },
        "r": {
            "identity": int(its["id"]),
            "start": int(its["start"]["id"]),
            "end": int(its["end"]["id"]),
            "type": "CARES_ABOUT",
            "properties": its["properties"],
            "elementId": f"5:x:{its['id']}",
        },
        "b": {
            "identity": int(its["end"]["id"]),
            "labels": its["end"]["labels"],
            "properties": its["end"]["properties"],
            "elementId": f"4:x:{its['end']['id']}",
        },
    }
    for its in APOC_ITEMS[3:]
]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(json.dumps(its) for its in APOC_ITEMS),
        json.dumps(APOC_ITEMS),
        json.dumps({"nodes": APOC_ITEMS[:3], "rels": APOC_ITEMS[3:]}),
        json.dumps(BROWSER),
    ],
    ids=["apoc-lines", "apoc-array", "apoc-nodes-and-rels", "browser"],
)
def test_json_of_neo4j(text: str) -> None:
    found = bring(("records.json", text))
    new = new_member(found)
    assert ties(found) == CARES
    own = {"parties": "EU | Chile", "type (property)": "NGO"}
    assert json.loads(new.text("own_fields")) == own
    said = [json.loads(its.text("own_fields")) for its in found.changes.new.relationships]
    assert sorted(its["since"] for its in said) == ["2019", "2020"]


APOC_GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="name" for="node" attr.name="name"/>
<key id="type" for="node" attr.name="type"/>
<key id="labels" for="node" attr.name="labels"/>
<key id="since" for="edge" attr.name="since"/>
<key id="label" for="edge" attr.name="label"/>
<graph id="G" edgedefault="directed">
<node id="n0" labels=":Organization"><data key="labels">:Organization</data>\
<data key="name">EFF</data><data key="type">NGO</data></node>
<node id="n1" labels=":Organization"><data key="labels">:Organization</data>\
<data key="name">New Rights Group</data><data key="type">NGO</data></node>
<node id="n2" labels=":Topic"><data key="labels">:Topic</data>\
<data key="name">Source code</data></node>
<edge id="e0" source="n0" target="n2" label="CARES_ABOUT"><data key="label">CARES_ABOUT</data>\
<data key="label">strongly</data><data key="since">2019</data></edge>
<edge id="e1" source="n1" target="n2" label="CARES_ABOUT"><data key="label">CARES_ABOUT</data>\
<data key="since">2020</data></edge>
</graph>
</graphml>
"""


def test_apocs_graphml_has_labels_and_types_as_attributes() -> None:
    found = bring(("all.graphml", APOC_GRAPHML))
    new = new_member(found)
    assert ties(found) == CARES
    assert json.loads(new.text("own_fields")) == {"type (property)": "NGO"}
    said = {
        row.source: json.loads(row.text("own_fields")) for row in found.changes.new.relationships
    }
    assert said["eff"] == {"label (property)": "strongly", "since": "2019"}


NODEXL = xlsx(
    None,
    Edges=[
        ["", "", "Visual Properties", "", "Labels", "Other Columns"],
        ["Vertex 1", "Vertex 2", "Color", "Width", "Label", "Relationship"],
        ["EFF", "Source code", "", "2", "", "CARES_ABOUT"],
        ["New Rights Group", "Source code", "", "", "", "CARES_ABOUT"],
    ],
    Vertices=[
        ["", "Visual Properties", "", "Labels", "Other Columns"],
        ["Vertex", "Color", "Size", "Label", "ID", "X", "Y", "Layout Order", "Type"],
        ["EFF", "", "", "", "3", "6208.7", "6349.1", "", "Organization"],
        ["New Rights Group", "", "", "", "4", "5645.1", "4734.4", "2", "Organization"],
        ["Source code", "", "", "", "5", "6917.6", "5255.5", "", "Topic"],
    ],
    Groups=[["Group", "Vertex Color", "Label", "ID"], ["G1", "0, 12, 96", "", "1"]],
    **{"Overall Metrics": [["Graph Metric", "Value"], ["Graph Type", "Directed"]]},
)


def test_a_workbook_of_nodexl() -> None:
    answers = {**ANSWERS, "ties::Member:Issue": "WORKS_ON>"}
    found = plan([SourceFile("map.xlsx", NODEXL)], GRAPH, WAY, answers)
    assert new_member(found).id == "new_rights_group"
    assert ties(found) == CARES
    assert json.loads(new_member(found).text("own_fields")) == {"ID": "4"}, "no place in a drawing"
    assert [its for its in found.notices if "no part of the network" in its] == [
        f"map.xlsx [{sheet}]: this table is no part of the network and was passed over"
        for sheet in ("Groups", "Overall Metrics")
    ]
    became = {word: number for word, number in found.rows.items() if number}
    assert became == {"read": 5, "new": 3, "same": 2}


def test_an_entry_that_is_listed_twice_is_said() -> None:
    text = "Label,Type\nEFF,Organization\nEFF,Topic\n,Topic\nNew Rights Group,Organization\n"
    found = bring(
        ("elements.csv", text), ("connections.csv", "From,To,Type\nEFF,New Rights Group,x\n")
    )
    assert found.made.counts["rows without a name"] == 1
    assert found.made.counts[LISTED_TWICE] == 1
    assert sum(number for word, number in found.rows.items() if word != "read") == 5


def test_what_two_rows_say_of_one_tie_is_kept_together() -> None:
    text = (
        "From,To,Type,Since,Description\n"
        "EFF,Source code,CARES_ABOUT,2019,First\nEFF,Source code,CARES_ABOUT,2021,Again\n"
    )
    found = bring(("connections.csv", text))
    (tie,) = found.changes.new.relationships
    assert json.loads(tie.text("own_fields")) == {"Since": "2019 | 2021"}
    assert tie.text("note") == "First | Again"
    assert found.made.counts["ties that are said more than once, kept as one"] == 1


def test_a_relationship_without_ends_is_said() -> None:
    text = json.dumps([{"type": "relationship", "id": "1", "label": "MET", "start": {}, "end": {}}])
    (problem,) = bring(("records.json", text)).problems
    assert problem.code == "unknown-graph"
