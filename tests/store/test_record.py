"""Small writes, by several people at once, and taking loads back: on both lines of Neo4j."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import neo4j
import pytest

from graph_model.database import load_history, writing
from graph_model.database import store as store_module
from graph_model.database.load_history import UndoRecord
from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.errors import LoadRefused, UndoRefused
from loaders.write.small_writes import record, undo
from tests.graphs import contact, graph, node, talks, tie

pytestmark = pytest.mark.neo4j


@pytest.fixture
def filled(store: Store) -> Store:
    """The talks, as dataset 'test'."""
    before = store.read()
    store.write(compare(before, graph(*talks()).rows(), "test"), before)
    return store


def test_a_recorded_contact_sweeps_nothing_and_is_taken_back(filled: Store) -> None:
    before = filled.read()
    first = record(
        filled, contact("e1", "2024-05-01", "meeting", "edri", "alpha", "flows"), note="Met Alpha"
    )
    second = record(filled, contact("e2", "2024-06-01", "call", "apc", "beta"))
    now = filled.read()
    assert now == second.after
    assert {"e1", "e2"} <= set(now.nodes)
    assert now.nodes["e1"].dataset == "recorded"
    assert [(entry.note, entry.new, entry.dataset) for entry in filled.history()[:2]] == [
        ("", 3, "recorded"),
        ("Met Alpha", 4, "recorded"),
    ]
    undo(filled, first.load_id)  # not the last one, but nothing later touched its rows
    assert set(filled.read().nodes) == set(before.nodes) | {"e2"}
    assert undo(filled).after == before == filled.read()


def test_a_changed_row_and_a_removed_one_come_back(filled: Store) -> None:
    record(filled, contact("e1", "2024-05-01", "meeting", "edri", "alpha"))
    before = filled.read()
    done = record(
        filled,
        [node("Engagement", "e1", kind="call", date="2024-05-02")],
        gone=[tie("e1", "REACHED", "alpha")],
    )
    assert done.changes.counts == {"new": 0, "changed": 1, "same": 0, "gone": 1}
    assert "outcome" not in filled.read().nodes["e1"].fields
    assert not filled.read().ties("REACHED")
    undo(filled)
    assert filled.read() == before
    assert record(filled, [before.nodes["e1"]]).load_id == "", "what is there already is left alone"


def test_taking_back_can_be_taken_back(filled: Store) -> None:
    record(filled, [node("Member", "w3", name="Three", stakeholder_group="academia")])
    with_it = filled.read()
    undone = undo(filled)
    assert "w3" not in filled.read().nodes
    undo(filled, undone.load_id)
    assert filled.read() == with_it
    undo(filled)
    assert "w3" not in filled.read().nodes
    with pytest.raises(UndoRefused, match="already"):
        undo(filled, filled.history()[-2].id)


def test_a_whole_load_is_taken_back(filled: Store) -> None:
    before = filled.read()
    changed = [row for row in talks() if getattr(row, "id", "") != "apc"] + [
        node("Member", "edri", name="European Digital Rights")
    ]
    filled.write(compare(before, graph(*changed).rows(), "test"), before)
    assert "apc" not in filled.read().nodes
    undo(filled)
    assert filled.read() == before


def test_what_a_later_load_touched_or_needs_is_not_taken_back(filled: Store) -> None:
    first = record(filled, [node("Member", "w3", name="Three", stakeholder_group="academia")])
    record(filled, [node("Member", "w3", name="3", stakeholder_group="academia")])
    with pytest.raises(UndoRefused, match="take that one back first"):
        undo(filled, first.load_id)
    undo(filled)
    record(filled, [tie("w3", "WORKS_ON", "flows")], "other")
    with pytest.raises(UndoRefused, match="'other' has a row w3 → flows"):
        undo(filled, first.load_id)
    undo(filled)
    undo(filled)
    undo(filled)  # the first load of all
    assert not len(filled.read().rows())
    with pytest.raises(UndoRefused, match="no load to take back"):
        undo(filled)


def test_rows_that_no_file_could_bring_are_refused(filled: Store) -> None:
    for rows, gone, code in (
        ([node("Member", "edri", name="Mine", stakeholder_group="academia")], [], "other-dataset"),
        ([node("Issue", "edri", name="Mine", level="issue")], [], "doubled-id"),
        ([node("Member", "w3", name="", stakeholder_group="academia")], [], "empty-required"),
        ([tie("edri", "WORKS_ON", "flow")], [], "unknown-id"),
        ([tie("edri", "WORKS_ON", "alpha")], [], "wrong-end"),
    ):
        with pytest.raises(LoadRefused, match=code):
            record(filled, rows, gone=gone)
    record(
        filled,
        [
            node("Member", "w3", name="Three", stakeholder_group="academia"),
            tie("w3", "WORKS_ON", "flows"),
        ],
    )
    with pytest.raises(LoadRefused, match="still-used"):
        record(filled, [], gone=[node("Member", "w3")])


def test_many_people_at_once_lose_nothing(filled: Store) -> None:
    def one(number: int) -> str:
        return record(
            filled, contact(f"e{number}", "2024-05-01", "meeting", "edri", "alpha")
        ).load_id

    with ThreadPoolExecutor(4) as people:
        ids = list(people.map(one, range(8)))
    assert len(set(ids)) == 8
    now = filled.read()
    assert {f"e{number}" for number in range(8)} <= set(now.nodes)
    assert len(now.ties("REACHED")) == 8
    assert [entry.id for entry in filled.history()[:8]] != []


def test_the_past_has_a_bound(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = record(filled, [node("Member", "w3", name="Three", stakeholder_group="academia")])
    past = filled.past(first.load_id)
    assert past is not None
    monkeypatch.setattr(writing, "ALL_BYTES", len(past.pack()) + 10)
    record(filled, [node("Member", "w4", name="Four", stakeholder_group="academia")])
    with pytest.raises(UndoRefused, match="too long ago"):
        undo(filled, first.load_id)
    monkeypatch.setattr(store_module, "LOAD_BYTES", 10)
    record(filled, [node("Member", "w5", name="Five", stakeholder_group="academia")])
    with pytest.raises(UndoRefused, match="too much"):
        undo(filled)
    with neo4j.GraphDatabase.driver(filled.uri, auth=filled.auth) as driver:
        assert (
            driver.execute_query("MATCH (p:LinkagesPast) RETURN count(p) AS number").records[0][
                "number"
            ]
            <= 1
        )
    assert load_history.LOAD_BYTES <= load_history.ALL_BYTES
    assert UndoRecord.unpack(UndoRecord().pack()) == UndoRecord()
