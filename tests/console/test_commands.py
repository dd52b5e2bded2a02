"""`linkages query` and `linkages ask`: plans, and the same flags for the same ways out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from explorer.commands import app
from graph_model.engine import LocalEngine

RUN = CliRunner()
COUNT = "MATCH (m:Member) RETURN m.id AS id ORDER BY id"


@pytest.fixture
def home(engine: LocalEngine) -> list[str]:
    return ["--home", str(engine.home)]


@pytest.mark.neo4j
def test_a_plan_is_printed_in_every_way(home: list[str]) -> None:
    shown = RUN.invoke(app, ["query", f"EXPLAIN {COUNT}", *home], terminal_width=200)
    assert "ProduceResults" in shown.stdout
    assert "The plan alone" in shown.stderr
    told = json.loads(RUN.invoke(app, ["query", f"// a\nEXPLAIN {COUNT}", "--json", *home]).stdout)
    assert told["plan"][0]["step"] == "ProduceResults"
    assert told["rows"] == []
    listed = RUN.invoke(app, ["query", f"CYPHER 5 EXPLAIN {COUNT}", "--csv", *home]).stdout
    assert next(csv.reader(io.StringIO(listed)))[:2] == ["step", "of what"]

    counted = RUN.invoke(app, ["query", f"/* a */ PROFILE {COUNT}", *home], terminal_width=200)
    assert "edri" in counted.stdout
    assert "database hits" in counted.stdout
    told = json.loads(RUN.invoke(app, ["query", f"PROFILE {COUNT}", "--json", *home]).stdout)
    assert (told["rows"], told["plan"][0]["rows"]) == ([["apc"], ["edri"]], 2)
    assert "plan" not in json.loads(RUN.invoke(app, ["query", COUNT, "--json", *home]).stdout)


@pytest.mark.neo4j
def test_the_mark_stands_under_the_fault(home: list[str]) -> None:
    for statement in ("EXPLAIN MATCH (n) RETURN m", "MATCH (n) /* é */ USE system RETURN n"):
        said = RUN.invoke(app, ["query", statement, *home]).stderr.splitlines()
        place = said.index(statement)
        at = statement.index(
            "USE" if "USE" in statement else "m", 20 if "USE" not in statement else 0
        )
        assert said[place + 1] == " " * at + "^"


@pytest.mark.neo4j
def test_one_language_for_flags(home: list[str], tmp_path: Path) -> None:
    given, rows = tmp_path / "params.json", tmp_path / "rows.parquet"
    given.write_text('{"id": "edri", "n": 1}')
    asked = [
        "query",
        "MATCH (m:Member {id: $id}) RETURN m.id AS id, $n AS n",
        "--params",
        str(given),
    ]
    assert json.loads(RUN.invoke(app, [*asked, "--json", *home]).stdout)["rows"] == [["edri", 1]]
    assert RUN.invoke(app, [*asked, "--csv", *home]).stdout == "id,n\nedri,1\n"
    over = RUN.invoke(app, [*asked, "--param", "n=2", "--format", "csv", *home]).stdout
    assert over == "id,n\nedri,2\n"
    done = RUN.invoke(app, [*asked, "--parquet", str(rows), *home])
    assert (done.exit_code, done.stdout) == (0, "")
    assert pq.read_table(rows).to_pylist() == [{"id": "edri", "n": 1}]

    given.write_text('{"agreement": "deal"}')
    asked = ["ask", "who-negotiates", "--params", str(given)]
    told = json.loads(RUN.invoke(app, [*asked, "--json", *home]).stdout)
    assert (told["parameters"]["agreement"], len(told["rows"])) == ("deal", 2)
    assert RUN.invoke(app, [*asked, "--csv", *home]).stdout.count("\n") == 3
    assert RUN.invoke(app, [*asked, "--parquet", str(rows), *home]).exit_code == 0
    assert pq.read_table(rows).num_rows == 2


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["--json", "--csv"], "one way"),
        (["--format", "csv", "--json"], "one way"),
        (["--format", "xml"], "none of table, csv, json"),
        (["--params", "missing.json"], "cannot be read"),
    ],
)
@pytest.mark.parametrize("command", [["query", "RETURN 1"], ["ask", "who-negotiates"]])
def test_flags_that_do_not_fit_are_said(command: list[str], flags: list[str], says: str) -> None:
    refused = RUN.invoke(app, [*command, *flags])
    assert refused.exit_code == 2
    assert says in refused.stderr


def test_parameters_that_are_no_object_are_said(tmp_path: Path) -> None:
    file = tmp_path / "params.json"
    for written in ("[1]", "{", "[" * 100_000):
        file.write_text(written)
        refused = RUN.invoke(app, ["query", "RETURN 1", "--params", str(file)])
        assert refused.exit_code == 2
        assert "params.json is no" in refused.stderr
