"""A first start that was broken off leaves nothing half done: the next one fetches what is missing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from graph_model.engine import CURRENT
from graph_model.engine.fetch import fetch
from tests.conftest import leave_out

pytestmark = pytest.mark.neo4j
#: A part of Neo4j with few jars.
FEW = f"org.neo4j:neo4j-logging:{CURRENT}"


def test_a_fetch_that_was_broken_off_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    try:
        all_of_them = fetch(FEW)
    except OSError:
        leave_out("Maven Central")
    assert len(all_of_them) > 2
    assert all(tmp_path in jar.parents for jar in all_of_them)
    assert fetch(FEW) == all_of_them

    all_of_them[0].unlink()  # as Ctrl-C leaves it between two jars
    all_of_them[0].parents[1].joinpath("jgo.lock.toml").unlink()
    assert fetch(FEW) == all_of_them

    whole = all_of_them[1].stat().st_size
    for jar in (tmp_path / ".m2").rglob(
        all_of_them[1].name
    ):  # as it leaves it within one; the cache links to it
        jar.write_bytes(jar.read_bytes()[: whole // 2])
    assert not zipfile.is_zipfile(all_of_them[1])
    assert fetch(FEW) == all_of_them
    assert all_of_them[1].stat().st_size == whole
