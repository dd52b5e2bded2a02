"""The command line: exit codes, JSON, and the same numbers as the pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from explorer.commands import app
from graph_model.dates import day
from graph_model.engine import LocalEngine
from graph_model.outreach import coverage, find_cells
from loaders.seeds import FOLDER, seed_snapshot

RUN = CliRunner()


def test_coverage_and_gaps_are_those_of_the_measures() -> None:
    cells = find_cells(seed_snapshot(), day("2017-12-01"))
    found = json.loads(RUN.invoke(app, ["coverage", "--as-of", "2017-12-01", "--json"]).stdout)
    assert found["cells"] == len(cells)
    assert found["low"] == coverage(cells).low
    assert found["settings"] == {}
    listed = json.loads(RUN.invoke(app, ["gaps", "--as-of", "2017-12-01", "--json"]).stdout)
    assert [(gap["delegation"], gap["issue"], gap["kind"]) for gap in listed] == [(cell.delegation, cell.issue, cell.kind) for cell in cells]
    assert set(listed[0]) == {"delegation", "issue", "kind", "importance", "warmth", "evidence", "remedy"}


def test_exit_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert RUN.invoke(app, ["check", str(FOLDER), "--dataset", "seeds"]).exit_code == 0
    broken = tmp_path / "member.csv"
    broken.write_text("id,name\nx,\n")
    result = RUN.invoke(app, ["check", str(broken), "--json"])
    assert result.exit_code == 1
    assert {problem["code"] for problem in json.loads(result.stdout)["problems"]} == {"missing-column"}
    assert RUN.invoke(app, ["coverage", "--as-of", "yesterday"]).exit_code == 2
    assert RUN.invoke(app, ["nonsense"]).exit_code == 2
    assert RUN.invoke(app, ["connect"]).exit_code == 3
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    unreachable = RUN.invoke(app, ["status"])
    assert unreachable.exit_code == 3
    assert "No Neo4j answers" in unreachable.stderr


def test_templates_and_export(tmp_path: Path) -> None:
    assert RUN.invoke(app, ["template", str(tmp_path / "t")]).exit_code == 0
    assert (tmp_path / "t" / "linkages-template.xlsx").is_file()
    assert RUN.invoke(app, ["export", str(tmp_path / "out")]).exit_code == 0
    assert (tmp_path / "out" / "delegation.csv").read_bytes() == (FOLDER / "delegation.csv").read_bytes()
    assert RUN.invoke(app, ["export", str(tmp_path / "out"), "--audience", "spies"]).exit_code == 2


@pytest.mark.neo4j
def test_status_and_load_on_a_running_server(current: LocalEngine, tmp_path: Path) -> None:
    home = ["--home", str(current.home)]
    assert current.running is not None
    with current.running.store() as store:
        before = store.counts()
    extra = tmp_path / "member.csv"
    extra.write_text("id,name,stakeholder_group,as_of,confidence\ncl_test,Test body,academia,2026,verified\n")
    unasked = RUN.invoke(app, ["load", str(extra), "--dataset", "cl", *home])
    assert unasked.exit_code == 2
    assert "--yes" in unasked.stderr
    done = json.loads(RUN.invoke(app, ["load", str(extra), "--dataset", "cl", "--yes", "--json", *home]).stdout)
    assert (done["new"], done["gone"], bool(done["load_id"])) == (1, 0, True)
    again = json.loads(RUN.invoke(app, ["load", str(extra), "--dataset", "cl", "--yes", "--json", *home]).stdout)
    assert (again["same"], again["load_id"]) == (1, "")
    status = json.loads(RUN.invoke(app, ["status", "--json", *home]).stdout)
    assert status["nodes"]["Member"] >= before.get("Member", 0)
    assert status["datasets"]["cl"] == 1
    assert "uri" in RUN.invoke(app, ["connect", *home]).stdout
    extra.write_text("id,name,stakeholder_group,as_of,confidence\ncl_test,,academia,2026,verified\n")
    refused = RUN.invoke(app, ["load", str(extra), "--dataset", "cl", "--yes", *home])
    assert refused.exit_code == 1
    assert "member.csv row 2, column name" in refused.stderr
    assert (current.home / "problems.csv").is_file()
