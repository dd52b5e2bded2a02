"""Never somebody else's figures: the opening facts stand in at a true first time alone, and it is
said.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from explorer.commands import app
from graph_model.connection import BUILT_IN, Environment, origin
from graph_model.engine import LocalEngine
from graph_model.errors import FolderUnusable
from graph_model.snapshot import Snapshot
from loaders.opening import (
    OPENING,
    UNREAD,
    KeptCopy,
    copy_of,
    first_time,
    graph_now,
    keep_copy,
    kept_copy,
    open_database,
    shown_first,
)
from loaders.seeds import seed_snapshot
from tests.graphs import graph, talks

OURS = graph(*talks())


def test_a_true_first_time_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    home = tmp_path / "misspelt"
    assert graph_now(home, said.append) == seed_snapshot()
    assert said == [
        f"There is no data at {home} yet: these are the opening facts that come with Linkages."
    ]
    found = CliRunner().invoke(app, ["coverage", "--home", str(home), "--json"])
    assert found.exit_code == 0
    assert "opening facts" in found.stderr
    assert "opening facts" not in found.stdout
    assert shown_first(home, Environment()).origin == OPENING


def test_the_kept_copy_is_what_it_was(tmp_path: Path) -> None:
    said: list[str] = []
    keep_copy(tmp_path, KeptCopy(OURS, "l1", BUILT_IN))
    assert graph_now(tmp_path, said.append) == OURS
    assert said == []
    assert shown_first(tmp_path, Environment()).snapshot == OURS


def test_a_torn_copy_is_never_answered_from_the_opening_facts(tmp_path: Path) -> None:
    keep_copy(tmp_path, KeptCopy(OURS, "l1", BUILT_IN))
    copy = copy_of(tmp_path, BUILT_IN)
    copy.write_bytes(torn := copy.read_bytes()[:-20])
    assert kept_copy(tmp_path, BUILT_IN) is None
    assert not first_time(tmp_path)
    assert shown_first(tmp_path, Environment()) == KeptCopy(Snapshot(), "", UNREAD)
    found = CliRunner().invoke(app, ["coverage", "--home", str(tmp_path), "--json"])
    assert found.exit_code == 3
    assert "the database is asked instead" in found.stderr
    assert "is gone, and only a copy of its graph is kept" in found.stderr.replace("\n", " ")
    assert found.stdout == ""
    assert copy.read_bytes() == torn, "never replaced in silence"


def test_a_copy_whose_database_is_gone_is_not_taken_for_a_first_time(tmp_path: Path) -> None:
    keep_copy(tmp_path, KeptCopy(OURS, "l1", BUILT_IN))
    with pytest.raises(FolderUnusable, match="linkages restore"), open_database(tmp_path):
        pass


@pytest.mark.neo4j
def test_a_torn_copy_is_read_again_from_its_database(current: LocalEngine) -> None:
    assert current.running is not None
    with current.running.store() as store, open_database(current.home):
        keep_copy(current.home, KeptCopy(store.read(), store.last_load(), BUILT_IN))
    whole = copy_of(current.home, BUILT_IN).read_bytes()
    copy_of(current.home, BUILT_IN).write_bytes(whole[:-20])
    with current.running.store() as store:
        assert graph_now(current.home) == store.read()


def test_every_database_has_a_copy_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_copy(tmp_path, KeptCopy(OURS, "l1", BUILT_IN))
    monkeypatch.setenv("NEO4J_URI", " BOLT://Localhost ")
    monkeypatch.setenv("NEO4J_DATABASE", "a")
    one = Environment()
    assert one.uri == "bolt://localhost:7687"
    assert shown_first(tmp_path, one).origin == UNREAD, "not the built-in server's, nor the seeds"
    keep_copy(tmp_path, KeptCopy(Snapshot(), "l2", origin(one)))
    monkeypatch.setenv("NEO4J_DATABASE", "b")
    assert kept_copy(tmp_path, origin(Environment())) is None
    monkeypatch.setenv("NEO4J_DATABASE", "a")
    monkeypatch.setenv("NEO4J_USERNAME", "other")
    assert kept_copy(tmp_path, origin(Environment())) is None
    assert kept_copy(tmp_path, origin(one)) == KeptCopy(Snapshot(), "l2", origin(one))
    assert kept_copy(tmp_path, BUILT_IN) == KeptCopy(OURS, "l1", BUILT_IN)


def test_a_file_that_is_missing_is_said_before_a_server_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("load", "check"):
        found = CliRunner().invoke(app, [command, "nowhere.csv"])
        assert found.exit_code == 1
        assert "[file-missing]" in found.stderr.replace("\n", " ")
        assert "starting Neo4j" not in found.stderr
        assert not (tmp_path / "home" / "neo4j").exists()
    found = CliRunner().invoke(app, ["check", "seeds", "--dataset", "seeds"])
    assert found.exit_code == 0, "the word means the facts that ship"
    assert f"{len(seed_snapshot().rows()):,} rows without a problem" in found.stdout


@pytest.mark.parametrize(
    ("version", "said"),
    [("5.26", "write it whole"), ("bogus", "is no release"), ("4.4.0", "is too old")],
)
def test_a_version_that_is_none_is_said(
    version: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKAGES_ENGINE", version)
    found = CliRunner().invoke(app, ["status"])
    assert found.exit_code == 3
    assert said in found.stderr.replace("\n", " ")
