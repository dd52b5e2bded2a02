"""Everything into one file and back: byte for byte, all of it or nothing, on both lines of Neo4j."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import neo4j
import pytest

from graph_model.changes import compare
from graph_model.database.history import undone_ids
from graph_model.database.store import Store
from graph_model.errors import BackupUnreadable, RowsOfOthers
from loaders.backup import backup, restore, unpacked
from loaders.write.small_writes import record, undo
from tests.graphs import contact, graph, node, talks

pytestmark = pytest.mark.neo4j


def fill(store: Store) -> None:
    store.write(compare(store.read(), graph(*talks()).rows(), "test"), store.read(), ("all.xlsx",))
    record(
        store, contact("e1", "2024-05-01", "meeting", "edri", "alpha", "flows"), note="Met Alpha"
    )
    record(store, [node("Setting", "half_life", value=200.0)], "settings")
    undo(store)


def test_backup_restore_backup_is_the_same_file(store: Store, tmp_path: Path) -> None:
    fill(store)
    before, history = store.read(), store.history()
    backup(store, tmp_path / "one.zip")
    assert stat.S_IMODE((tmp_path / "one.zip").stat().st_mode) == 0o600
    record(store, [node("Member", "later", name="Later", stakeholder_group="academia")])
    undo(store, history[2].id)
    restore(store, unpacked(tmp_path / "one.zip"))
    assert (store.read(), store.history()) == (before, history)
    backup(store, tmp_path / "two.zip")
    assert (tmp_path / "two.zip").read_bytes() == (tmp_path / "one.zip").read_bytes()
    undo(store, history[2].id)  # what undoing needs came back too
    assert "e1" not in store.read().nodes
    assert len(undone_ids(store.history())) == 2


def test_a_restore_is_all_or_nothing(store: Store, tmp_path: Path) -> None:
    fill(store)
    backup(store, tmp_path / "full.zip")
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        record(store, [node("Member", "late", name="Late", stakeholder_group="academia")])
        driver.execute_query("MATCH (m:Member {id: 'late'}) CREATE (:Analyst)-[:LIKES]->(m)")
        before, history = store.read(), store.history()
        with pytest.raises(RowsOfOthers, match="member 'late' has a tie LIKES of somebody else"):
            restore(store, unpacked(tmp_path / "full.zip"))
        assert (store.read(), store.history()) == (before, history)


def test_a_damaged_or_foreign_file_is_said(tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    with pytest.raises(BackupUnreadable, match="cannot be read"):
        unpacked(file)
    file.write_bytes(b"PK\x03\x04 half")
    with pytest.raises(BackupUnreadable, match="no whole backup"):
        unpacked(file)
    row = (
        '[["Member","x",{"id":"x","dataset":"d","load_id":"l","first_seen":"t","last_seen":"t"%s}]]'
    )
    for head, nodes, ties, words in (
        ('{"format":2,"turn":1}', "[]", "[]", "newer Linkages"),
        ('{"format":1,"turn":1}', '[["Membr","x",{}]]', "[]", "no whole backup"),
        ('{"format":1,"turn":1}', row % ',"x`y":1', "[]", "unknown fields"),
        ('{"format":1,"turn":1}', row % "", '[["WORKS_ON","x","nowhere",{}]]', "no such ends"),
    ):
        with zipfile.ZipFile(file, "w") as archive:
            for name, text in (
                ("linkages", head),
                ("nodes", nodes),
                ("relationships", ties),
                ("history", "[]"),
            ):
                archive.writestr(f"{name}.json", text)
        with pytest.raises(BackupUnreadable, match=words):
            unpacked(file)
