"""The schema in the forms of programs for language models."""

from __future__ import annotations

import json
import re

from typer.testing import CliRunner

from explorer.commands import app
from graph_model.schema import STORE_OWNED
from graph_model.schema_forms import as_apoc, as_text, structured
from graph_model.vocabulary import SCHEMA
from loaders.seeds import seed_snapshot

RUN = CliRunner()


def test_every_row_of_the_seeds_fits_the_form() -> None:
    """No property, no tie and no value of the graph is missing in what a model is told."""
    snapshot, told = seed_snapshot(), structured()
    props = {
        name: {its["property"]: its for its in listed}
        for part in ("node_props", "rel_props")
        for name, listed in told[part].items()
    }
    ends = {(its["start"], its["type"], its["end"]) for its in told["relationships"]}
    for row in snapshot.rows():
        assert {*row.fields, *STORE_OWNED} <= props[row.kind].keys()
        for name, value in row.fields.items():
            its = props[row.kind][name]
            assert value in its.get("values", [value])
            assert (
                its["type"]
                == {str: "STRING", int: "INTEGER", float: "FLOAT", bool: "BOOLEAN"}[type(value)]
            )
    for tie in snapshot.relationships:
        start, end = snapshot.nodes[tie.source].label, snapshot.nodes[tie.target].label
        assert (start, tie.type, end) in ends


def test_the_text_has_the_three_parts_that_neo4j_graphrag_writes() -> None:
    text = as_text()
    parts = re.split(
        r"^(?:Node properties:|Relationship properties:|The relationships:|The values:)$",
        text,
        flags=re.M,
    )
    assert [len(part.strip().splitlines()) for part in parts[:3]] == [
        0,
        len(SCHEMA.nodes),
        len(SCHEMA.relationships),
    ]
    assert "(:Issue)-[:PART_OF]->(:Issue)" in parts[3]
    assert "(:Issue)-[:PART_OF]->(:Venue)" not in parts[3]
    (strength,) = (its for its in SCHEMA.by_name["COVERS"].fields if its.name == "strength")
    assert f"\nCOVERS.strength: {', '.join(strength.codes)}\n" in parts[4]


def test_the_form_of_apoc_says_both_directions() -> None:
    told = as_apoc()
    assert told["Member"]["relationships"]["BASED_IN"]["direction"] == "out"
    assert told["Economy"]["relationships"]["BASED_IN"]["direction"] == "in"
    assert told["Member"]["properties"]["id"] == {"type": "STRING", "indexed": True}
    assert told.keys() == {*SCHEMA.by_label, *SCHEMA.by_name}


def test_the_command_prints_them() -> None:
    assert json.loads(RUN.invoke(app, ["schema", "--json"]).stdout) == structured()
    assert json.loads(RUN.invoke(app, ["schema", "--format", "apoc"]).stdout) == as_apoc()
    assert RUN.invoke(app, ["schema"]).stdout == as_text() + "\n"
    assert RUN.invoke(app, ["schema", "--format", "yaml"]).exit_code == 2
