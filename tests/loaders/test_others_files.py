"""What others keep in the same database, as problems by row of the files that are brought."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest
from typer.testing import CliRunner

from explorer.commands import app
from graph_model.database.store import Store
from graph_model.vocabulary import SCHEMA

pytestmark = pytest.mark.neo4j
HEADER = "id,name,stakeholder_group,as_of,confidence"
ROW = "{0},{1},academia,2026-11-23,verified"


def run(store: Store, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    """A command on this server, as its own; exit code, and both outputs on one line."""
    for name, value in (
        ("URI", store.uri),
        ("USERNAME", store.auth[0]),
        ("PASSWORD", store.auth[1]),
    ):
        monkeypatch.setenv(f"NEO4J_{name}", value)
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, " ".join(done.output.split())


def test_an_id_of_others_is_a_problem_by_row_and_can_be_taken_over(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "member.csv"
    file.write_text("\n".join([HEADER, ROW.format("zz1", "One"), ROW.format("edri", "Ours")]))
    load = ("load", str(file), "--dataset", "mine", "--yes")
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        driver.execute_query("CREATE (:Member {id: 'edri', name: 'Theirs', secret: 'keep me'})")
        code, said = run(store, monkeypatch, *load)
        assert code == 1
        assert "member.csv row 3, column id: 'edri' is already a member of somebody else" in said
        assert "[not-ours]" in said
        assert store.counts() == {}
        code, said = run(store, monkeypatch, *load, "--take-over", "edri")
        assert (code, store.counts()) == (0, {"Member": 2})
        code, said = run(store, monkeypatch, "undo", "--yes")
        assert (code, store.counts()) == (0, {})
        (found,) = driver.execute_query("MATCH (m:Member) RETURN properties(m) AS it").records
        assert found["it"] == {"id": "edri", "name": "Theirs", "secret": "keep me"}


def test_a_tie_of_others_is_a_problem_of_the_row_that_is_gone_and_leaving_says_what_stays(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "member.csv"
    file.write_text("\n".join([HEADER, ROW.format("zz1", "One"), ROW.format("edri", "Ours")]))
    load = ("load", str(file), "--dataset", "mine", "--yes")
    assert run(store, monkeypatch, *load)[0] == 0
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        driver.execute_query("MATCH (m {id: 'edri'}) CREATE (:Note {id: 'n1'})-[:ABOUT]->(m)")
        file.write_text("\n".join([HEADER, ROW.format("zz1", "One")]))
        code, said = run(store, monkeypatch, *load, "--replace")
        assert code == 1
        assert (
            "member.csv, column id: member 'edri' has a tie ABOUT of somebody else, to Note" in said
        )
        code, said = run(store, monkeypatch, "leave", "--yes")
        assert code == 3
        assert "--leave-unowned edri" in said
        code, said = run(store, monkeypatch, "leave", "--yes", "--leave-unowned", "*")
        assert code == 0
        number = len(SCHEMA.nodes) + 2  # one for each label, the turn, the text index
        assert said.startswith(
            f"2 rows, the history, and {number} constraints and indexes are gone"
        )
        assert "Left behind, without our mark: member 'edri' has a tie ABOUT" in said
        left = driver.execute_query("MATCH (n) RETURN labels(n)[0] AS label ORDER BY label").records
        assert [record["label"] for record in left] == ["Member", "Note"]
