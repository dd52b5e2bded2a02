"""Everything into one file and back: byte for byte, all of it or nothing, on both lines of
Neo4j.
"""

from __future__ import annotations

import json
import stat
import zipfile
from datetime import date
from pathlib import Path

import neo4j
import pytest

import loaders.backup
from explorer.pages.console.saved_queries import QUERIES
from explorer.pages.map import saved_views
from explorer.pages.map.opened_pictures import keep_recipe
from explorer.pages.map.stories import Slide, change
from explorer.picture import hidden_entries
from explorer.picture.picture import Recipe
from graph_model.atomic_files import write_whole
from graph_model.database.load_history import UndoRecord, undone_ids
from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.errors import BackupUnreadable, RowsOfOthers
from loaders.backup import backup, restore, unpacked
from loaders.kept_files import FOLDERS, read_kept
from loaders.kept_objects import FILES
from loaders.sheets.mapping import place_of
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
    backup(store, tmp_path, tmp_path / "one.zip")
    assert stat.S_IMODE((tmp_path / "one.zip").stat().st_mode) == 0o600
    record(store, [node("Member", "later", name="Later", stakeholder_group="academia")])
    undo(store, history[2].id)
    kept = restore(store, unpacked(tmp_path / "one.zip"), tmp_path)
    assert kept.before is not None
    assert "later" in {id for _, id, _ in unpacked(kept.before).database.nodes}, (
        "what was there can be had again"
    )
    assert (store.read(), store.history()) == (before, history)
    backup(store, tmp_path, tmp_path / "two.zip")
    assert (tmp_path / "two.zip").read_bytes() == (tmp_path / "one.zip").read_bytes()
    undo(store, history[2].id)  # what undoing needs came back too
    assert "e1" not in store.read().nodes
    assert len(undone_ids(store.history())) == 2


def test_a_restore_is_all_or_nothing(store: Store, tmp_path: Path) -> None:
    fill(store)
    backup(store, tmp_path, tmp_path / "full.zip")
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        record(store, [node("Member", "late", name="Late", stakeholder_group="academia")])
        driver.execute_query("MATCH (m:Member {id: 'late'}) CREATE (:Analyst)-[:LIKES]->(m)")
        before, history = store.read(), store.history()
        with pytest.raises(RowsOfOthers, match="member 'late' has a tie LIKES of somebody else"):
            restore(store, unpacked(tmp_path / "full.zip"), tmp_path)
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
        packed(file, linkages=head, nodes=nodes, relationships=ties)
        with pytest.raises(BackupUnreadable, match=words):
            unpacked(file)


def keep(home: Path) -> dict[str, bytes]:
    """A data folder with everything that people keep, and what no backup takes along."""
    saved_views.save(home, "USTR", {"focus": "usa_ustr"})
    QUERIES.save(home, "All", {"q": "MATCH (n) RETURN n"})
    hidden_entries.keep_choices(home, Recipe(audience="public", choices={"edri": "keep"}))
    one = Slide(date(2026, 3, 1), Recipe(title="Who met whom"))
    change(home, "To tell", "private", lambda _: (one,))
    keep_recipe(home, Recipe(title="Opened"))
    write_whole(place_of(home, "outreach"), '{"tables": {}, "answers": {"question": "choice"}}')
    (home / "people.csv").write_text("address,person,body,role\n")
    (home / "run.json").write_text('{"password": "secret"}')
    return read_kept(home)


def test_a_backup_takes_along_what_people_keep(store: Store, tmp_path: Path) -> None:
    fill(store)
    home, file = tmp_path / "home", tmp_path / "all.zip"
    kept = keep(home)
    assert {name.partition("/")[0] for name in kept} == {*FILES, *FOLDERS}
    assert backup(store, home, file).kept == kept
    with zipfile.ZipFile(file) as archive:
        assert not [name for name in archive.namelist() if "people" in name or "run" in name]
    change(home, "To tell", "private", lambda _: ())
    saved_views.save(home, "Later", {"focus": "eff"})
    later = keep_recipe(home, Recipe(title="Later"))
    done = restore(store, unpacked(file), home)
    assert read_kept(home) == kept
    assert done.before is not None
    assert f"opened/{later}.json" in (unpacked(done.before).kept or {}), "it can be had again"
    backup(store, home, tmp_path / "two.zip")
    assert (tmp_path / "two.zip").read_bytes() == file.read_bytes()
    assert (home / "people.csv").exists()


def test_where_the_database_refuses_the_files_stay(store: Store, tmp_path: Path) -> None:
    fill(store)
    home, file = tmp_path / "home", tmp_path / "all.zip"
    kept = keep(home)
    empty = tmp_path / "empty"
    backup(store, empty, file)
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        record(store, [node("Member", "late", name="Late", stakeholder_group="academia")])
        driver.execute_query("MATCH (m:Member {id: 'late'}) CREATE (:Analyst)-[:LIKES]->(m)")
        with pytest.raises(RowsOfOthers):
            restore(store, unpacked(file), home)
        assert read_kept(home) == kept
        driver.execute_query("MATCH (a:Analyst) DETACH DELETE a")
    restore(store, unpacked(file), home)
    assert read_kept(home) == {}


def test_a_file_without_the_kept_part_leaves_it_as_it_is(store: Store, tmp_path: Path) -> None:
    fill(store)
    home, file = tmp_path / "home", tmp_path / "old.zip"
    kept = keep(home)
    packed(file, nodes=json.dumps([["Member", "edri", {"id": "edri", **EDRI}]]))
    assert unpacked(file).kept is None
    restore(store, unpacked(file), home)
    assert read_kept(home) == kept


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("stories.json", '{"To tell": {"1": "no slide"}}', ""),
        ("stories.json", '{"To tell": 3}', "not of the right shape"),
        ("views.json", "[]", "not of the right shape"),
        ("opened/0123456789ab.json", "{", "is no JSON"),
        ("people.csv", "{}", "no file that is kept"),
        ("opened/../stories.json", "{}", "no file that is kept"),
        ("opened/elsewhere.json", "{}", "no file that is kept"),
        ("/tmp/views.json", "{}", "no file that is kept"),
    ],
)
def test_the_kept_files_of_a_backup_are_checked(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    file = tmp_path / "b.zip"
    head = json.dumps({"format": 1, "turn": 1, "kept": [name]})
    packed(file, linkages=head)
    with pytest.raises(BackupUnreadable, match="no whole backup"):
        unpacked(file)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(f"kept/{name}", text)
    if not words:
        assert unpacked(file).kept == {name: text.encode()}
        return
    with pytest.raises(BackupUnreadable, match=words):
        unpacked(file)


def packed(file: Path, pasts: dict[str, bytes] | None = None, **parts: str) -> None:
    """A file of the shape of a backup."""
    told = {"linkages": '{"format":1,"turn":1}', "nodes": "[]", "relationships": "[]"}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**told, "history": "[]", **parts}.items():
            archive.writestr(f"{name}.json", text)
        for id, past in (pasts or {}).items():
            archive.writestr(f"past/{id}", past)


STAMPS = {"dataset": "d", "load_id": "l", "first_seen": "t", "last_seen": "t"}
EDRI = {
    "name": "EDRi",
    "stakeholder_group": "civil_society",
    "as_of": "2026",
    "confidence": "verified",
    **STAMPS,
}
ENTRY = {"id": "l", "dataset": "d", "finished": "2026-01-01T00:00:00+00:00", "files": ["a.csv"]}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, ""),
        ({"id": "other"}, "under another id"),
        ({"name": ["a", "b"]}, "what no field holds"),
        ({"source_url": "javascript:void 0"}, "source_url"),
        ({"stakeholder_group": "nonsense"}, "nonsense"),
        ({"visibility": "nobody"}, "nobody"),
        ({"name": "=SUM(A1)"}, "formula"),
        ({"dataset": "<b>"}, "no right 'dataset'"),
        ({"first_seen": 5}, "no right 'first_seen'"),
        ({"load_id": ""}, "no right 'load_id'"),
    ],
)
def test_the_rows_of_a_backup_are_checked_like_those_of_a_file(
    tmp_path: Path, changed: dict[str, object], words: str
) -> None:
    file = tmp_path / "b.zip"
    packed(file, nodes=json.dumps([["Member", "edri", {"id": "edri", **EDRI, **changed}]]))
    if not words:
        assert len(unpacked(file).database.nodes) == 1
        return
    with pytest.raises(BackupUnreadable, match=f"never writes: .*{words}.*Nothing was changed"):
        unpacked(file)


@pytest.mark.parametrize(
    ("entry", "pasts", "words"),
    [
        (ENTRY, {"l": UndoRecord().pack()}, ""),
        ({**ENTRY, "evil": "x"}, {}, "not of the right shape"),
        ({**ENTRY, "finished": None}, {}, "not of the right shape"),
        ({**ENTRY, "number": "NaN"}, {}, "not of the right shape"),
        ({**ENTRY, "files": [1]}, {}, "not of the right shape"),
        (ENTRY, {"x": UndoRecord().pack()}, "belongs to no entry"),
        (ENTRY, {"l": b"none"}, "cannot be read"),
    ],
)
def test_the_history_of_a_backup_is_checked(
    tmp_path: Path, entry: dict[str, object], pasts: dict[str, bytes], words: str
) -> None:
    file = tmp_path / "b.zip"
    packed(file, pasts, history=json.dumps([entry]))
    if not words:
        assert len(unpacked(file).database.loads) == 1
        return
    with pytest.raises(BackupUnreadable, match=words):
        unpacked(file)


def test_two_entries_of_one_id_and_a_leftover_are_said(tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    twice = ["Member", "edri", {"id": "edri", **EDRI}]
    packed(file, nodes=json.dumps([twice, twice]))
    with pytest.raises(BackupUnreadable, match="same id"):
        unpacked(file)
    packed(file, nodes='[["Member","edri",{"id":"edri"}]]')
    with pytest.raises(BackupUnreadable, match="no right 'dataset'"):
        unpacked(file)


def test_what_unpacks_beyond_bounds_or_is_too_deep_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loaders.backup, "UNPACKED_BYTES", 10_000)
    file = tmp_path / "b.zip"
    packed(file, {"l": b" " * 2_000_000}, history=json.dumps([ENTRY]))
    with pytest.raises(BackupUnreadable, match="unpacks to 1 MB"):
        unpacked(file)
    packed(file, nodes="[" * 5_000 + "]" * 5_000)
    with pytest.raises(BackupUnreadable, match="no whole backup"):
        unpacked(file)
