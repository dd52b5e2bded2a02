"""Snapshots: equality, indices, keeping."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from graph_model.atomic_files import write_whole
from graph_model.dataset_changes import compare, differences
from graph_model.errors import UnknownId
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot
from loaders.opening import KeptCopy, copy_of, keep_copy, kept_copy
from loaders.write.load import apply
from tests.graphs import graph, graphs, node, talks, tie


@pytest.mark.long
@settings(max_examples=30, deadline=None)
@given(graphs())
def test_json_brings_back_the_same_graph(snapshot: Snapshot) -> None:
    back = Snapshot.from_json(snapshot.to_json())
    assert back == snapshot
    assert back.version == snapshot.version


@pytest.mark.long
@settings(max_examples=30, deadline=None)
@given(graphs(), graphs())
def test_applied_changes_make_the_new_graph(before: Snapshot, after: Snapshot) -> None:
    changes = compare(before, after.rows(), "test")
    assert apply(before, changes) == after
    assert not compare(after, after.rows(), "test")


def test_order_of_rows_does_not_matter_but_a_value_does() -> None:
    rows = talks()
    assert graph(*rows) == graph(*reversed(rows))
    assert graph(*rows) != graph(*rows, node("Member", "w3c", name="W3C"))


def test_rows_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(name: str) -> Snapshot:
        return graph(node("Member", "edri", name=name), node("Issue", "flows"))

    def looked_at(row: NodeRow, other: object) -> bool:
        raise AssertionError(f"{row.id} was compared again")

    first, again, other = made("EDRi"), made("EDRi"), made("European Digital Rights")
    assert (first == again, first == other, hash(first) == hash(other)) == (True, False, True)
    monkeypatch.setattr(NodeRow, "__eq__", looked_at)
    assert (again == first, first == again, first == other) == (True, True, False)
    with pytest.raises(AssertionError, match="was compared again"):
        assert first == made("EDRi")


def test_it_finds_ties_in_both_directions() -> None:
    snapshot = graph(*talks())
    assert [its.target for its in snapshot.out("alpha", "NEGOTIATES")] == ["deal"]
    assert {its.source for its in snapshot.back("deal", "NEGOTIATES")} == {"alpha", "beta"}
    assert snapshot.graph.number_of_edges() == len(snapshot.relationships)
    with pytest.raises(UnknownId, match="no entry with the id 'gamma'"):
        snapshot.node("gamma")


def test_only_the_dataset_itself_loses_rows() -> None:
    mine = graph(*talks())
    changes = compare(mine, mine.rows(), "other")
    assert changes.counts["gone"] == 0
    assert differences(node("Member", "a", name="A"), node("Member", "a", name="B")) == {
        "name": ("A", "B")
    }
    assert tie("a", "X", "b").key == ("X", "a", "b")


def test_a_kept_snapshot_comes_back_for_its_own_database_only(tmp_path: Path) -> None:
    mine = graph(*talks())
    keep_copy(tmp_path, KeptCopy(mine, "load-1", "built-in"))
    assert kept_copy(tmp_path, "built-in") == KeptCopy(mine, "load-1", "built-in")
    assert kept_copy(tmp_path, "neo4j://elsewhere") is None
    copy_of(tmp_path, "built-in").write_text("{half", encoding="utf-8")
    assert kept_copy(tmp_path, "built-in") is None


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    write_whole(file, "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(file, "\ud800")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
