"""On a database that others use too: only rows of ours, ever. Everything that writes, counts,
sweeps, restores or leaves runs beside look-alikes, and their part stays byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph_model.database import reading
from graph_model.database.foreign_rows import ALL, TakeoverChoices
from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.errors import RowsOfOthers, StoreError, StoreOlder
from graph_model.questions import QUESTION
from graph_model.questions.answering import ask
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.backup import backup, restore, unpacked
from loaders.write.load import LoadPreview, load
from loaders.write.small_writes import record, undo
from tests.graphs import contact, graph, node, on_day, talks, tie
from tests.store.lookalikes import BEFORE, ON_OURS, Others

pytestmark = pytest.mark.neo4j
TODAY = date(2026, 11, 27)
WORKS = tie("edri", "WORKS_ON", "flows")
ROWS = [*talks(), WORKS]
OURS = graph(*ROWS)


@pytest.fixture
def others(store: Store) -> Iterator[Others]:
    """Their data, before anything of ours is there."""
    with Others(store) as found:
        forget_schema(found)
        found.make(BEFORE)
        yield found
        forget_schema(found)


def forget_schema(others: Others) -> None:
    for kind, several in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES")):
        for found in others.driver.execute_query(f"SHOW {several} YIELD name, type").records:
            if found["type"] != "LOOKUP":
                others.driver.execute_query(f"DROP {kind} `{found['name']}` IF EXISTS")


def bring(store: Store, wanted: Snapshot, choices: TakeoverChoices | None = None) -> str:
    before, load_id = store.read(), store.last_load()
    planned = LoadPreview(compare(before, wanted.rows(), "test"), before, load_id)
    return load(store, planned, choices=choices).load_id


def without(*ids: str) -> Snapshot:
    """The rows but for these entries and their ties."""
    return graph(
        *(
            row
            for row in ROWS
            if not (
                row.id in ids if isinstance(row, NodeRow) else {row.source, row.target} & set(ids)
            )
        )
    )


def test_everything_runs_beside_look_alikes_and_leaves_them_as_they_are(
    store: Store, others: Others, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = others.part()
    assert (store.counts(), store.last_load(), store.history()) == ({}, "", [])
    assert store.read() == Snapshot()
    assert not any("None" in row.split("fields")[0] for row in theirs)
    bring(store, OURS)
    assert others.part() == theirs
    others.make(ON_OURS)
    theirs = others.part()

    def same(wanted: Snapshot = OURS) -> None:
        assert others.part() == theirs
        assert store.read() == wanted
        assert store.counts() == wanted.counts
        monkeypatch.setattr(reading, "LARGE", 1)
        assert store.read() == wanted, "read in the way of large graphs"
        monkeypatch.undo()

    same()
    # load: new, changed, gone; and taken back
    renamed = [row for row in ROWS if getattr(row, "id", "") != "beta"]
    renamed = [row for row in renamed if getattr(row, "source", "") != "beta"]
    changed = graph(
        *(row for row in renamed if row != WORKS and getattr(row, "id", "") != "edri"),
        node("Member", "edri", name="Renamed", stakeholder_group="civil_society"),
        node("Member", "new", name="New", stakeholder_group="academia"),
        tie("new", "WORKS_ON", "flows"),
        tie("edri", "WORKS_ON", "source"),
    )
    bring(store, changed)
    same(changed)
    undo(store)
    same()
    # what is typed, and taken back
    done = record(store, contact("e1", "2024-05-01", "meeting", "edri", "alpha", "flows"))
    same(done.after)
    undo(store)
    same()
    # search and questions
    found = store.propose("Electric Film Fans Colour First night EDRi")
    assert "edri" in found
    assert not {"film_fans", "premiere", "colour", "odd", "again"} & set(found)
    entries = ask(store, QUESTION["rows-without-source"], {}, on_day(store.read(), TODAY)).rows
    # a question knows a row of ours by its mark alone, which 'odd' has under a label of theirs
    assert {row[0] for row in entries} - {"odd"} == set(OURS.nodes)
    untold = ask(store, QUESTION["ties-without-source"], {}, on_day(store.read(), TODAY))
    tied = {row[0]: row[1] for row in untold.rows}
    assert tied["works_on"] == 1
    assert tied["part_of"] == 1
    # backup and restore: a row that others tied to stays where it is, and is put back
    backup(store, tmp_path, tmp_path / "b.zip")
    record(
        store,
        [replace(OURS.node("apc"), fields={**OURS.node("apc").fields, "url": "https://apc.org"})],
        "test",
    )
    assert restore(store, unpacked(tmp_path / "b.zip"), tmp_path).left == []
    same()
    # but where the backup does not have it, it is named
    bring(
        store,
        graph(*ROWS, late := node("Member", "late", name="Late", stakeholder_group="academia")),
    )
    others.make("MATCH (m:Member {id: 'late'}) CREATE (:Note {id: 'why'})-[:ABOUT_US]->(m)")
    theirs = others.part()
    with pytest.raises(
        RowsOfOthers, match="'late' has a tie ABOUT_US of somebody else, to Note 'why'"
    ):
        restore(store, unpacked(tmp_path / "b.zip"), tmp_path)
    same(graph(*ROWS, late))
    only = TakeoverChoices(let_go=frozenset({"late"}))
    left = restore(store, unpacked(tmp_path / "b.zip"), tmp_path, only).left
    assert [tie.id for tie in left] == ["late"]
    same()
    # leaving refuses for the same reason, before anything is written
    with pytest.raises(RowsOfOthers, match="leave-unowned apc"):
        store.leave()
    same()
    # the form of an earlier Linkages, and back
    assert store.migrate(back=True) == len(OURS.rows())
    with pytest.raises(StoreOlder, match="linkages migrate"):
        store.read()
    assert others.part() == theirs
    assert store.migrate() == len(OURS.rows())
    same()


def test_an_entry_in_the_way_is_named_taken_over_when_told_and_given_back(
    store: Store, others: Others, tmp_path: Path
) -> None:
    theirs, wanted = others.part(), graph(*ROWS, *their_ids())
    with pytest.raises(RowsOfOthers, match="'film_fans' is already a member of somebody else"):
        bring(store, wanted)
    assert others.part() == theirs
    assert store.read() == Snapshot()
    with pytest.raises(RowsOfOthers, match="'half_life'"):
        bring(store, wanted, TakeoverChoices(frozenset({"film_fans"})))
    load_id = bring(store, wanted, TakeoverChoices(frozenset({"film_fans", "half_life"})))
    assert store.read() == wanted
    assert (
        others.one("MATCH (m:Member {id: 'film_fans'}) RETURN m.joined").iso_format()
        == "2020-01-02"
    )
    backup(store, tmp_path, tmp_path / "b.zip")
    assert restore(store, unpacked(tmp_path / "b.zip"), tmp_path).left == []
    assert store.read() == wanted, "what was taken over stays so over a restore"
    undo(store, load_id)
    assert others.part() == theirs, "given back as it was"
    assert store.read() == Snapshot()
    with pytest.raises(RowsOfOthers):
        undo(store, store.history()[0].id)  # taking back the taking back asks again
    undo(store, store.history()[0].id, choices=TakeoverChoices(frozenset({ALL})))
    assert store.read() == wanted
    bring(store, OURS)  # a later load no longer brings it
    assert others.part() == theirs
    left = store.leave()
    assert (left.rows, left.let_go) == (len(OURS.rows()), ())
    assert others.part() == theirs


def their_ids() -> list[NodeRow | RelationshipRow]:
    """Rows of ours under ids of theirs."""
    return [
        node("Member", "film_fans", name="Ours", stakeholder_group="academia"),
        node("Setting", "half_life", value=200.0),
        tie("film_fans", "WORKS_ON", "flows"),
    ]


def test_a_row_that_others_tied_to_goes_only_as_they_may_keep_it(
    store: Store, others: Others, tmp_path: Path
) -> None:
    bring(store, OURS)
    others.make(ON_OURS)
    theirs = others.part()
    with pytest.raises(RowsOfOthers, match="ABOUT_US of somebody else, to Note") as refused:
        bring(store, without("apc"))
    assert "node<" not in str(refused.value)
    assert store.read() == OURS
    bring(store, without("apc"), TakeoverChoices(let_go=frozenset({"apc"})))
    assert store.read() == without("apc")
    assert others.part() == theirs
    kept = others.one("MATCH (m:Member {id: 'apc'}) RETURN properties(m)")
    assert kept["name"] == "APC"
    assert not {"linkages_row", "dataset", "load_id", "first_seen", "last_seen"} & set(kept)
    with pytest.raises(RowsOfOthers, match="'apc' is already a member of somebody else"):
        undo(store)
    undo(store, choices=TakeoverChoices(frozenset({"apc"})))
    assert store.read() == OURS
    backup(store, tmp_path, tmp_path / "b.zip")
    restore(store, unpacked(tmp_path / "b.zip"), tmp_path)
    assert store.read() == OURS
    left = store.leave(TakeoverChoices(let_go=frozenset({ALL})))
    assert left.given_back == ("apc",)
    assert {tie.id for tie in left.let_go} == {"edri", "alpha", "flows"}
    assert others.part() == theirs
    assert others.one("MATCH (n) WHERE n.load_id IS NULL AND n:Delegation RETURN count(n)") == 1
    assert (
        others.one("MATCH (n:LinkagesLoad|LinkagesPast|LinkagesTurn|LinkagesTaken) RETURN count(n)")
        == 0
    )
    assert (
        others.one("SHOW INDEXES YIELD name WHERE name STARTS WITH 'linkages' RETURN count(*)") == 0
    )


def test_constraints_are_compared_by_what_they_hold(store: Store, others: Others) -> None:
    others.driver.execute_query("CREATE INDEX member_id FOR (n:Film) ON (n.title)")
    others.driver.execute_query("CREATE INDEX theirs FOR (n:Issue) ON (n.id)")
    bring(store, OURS)
    names = {
        record["name"]: (record["labelsOrTypes"], record["properties"])
        for record in others.driver.execute_query(
            "SHOW INDEXES YIELD name, labelsOrTypes, properties WHERE labelsOrTypes IS NOT NULL"
        ).records
    }
    assert names["linkages_member_id"] == (["Member"], ["id"])
    assert names["member_id"] == (["Film"], ["title"])
    assert names["theirs"] == (["Issue"], ["id"])
    assert "linkages_issue_id" not in names, "theirs serves"
    store.prepare()
    store.leave(TakeoverChoices(let_go=frozenset({ALL})))
    left = others.driver.execute_query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'")
    assert {record["name"] for record in left.records} == {"member_id", "theirs"}


def test_constraints_are_made_all_or_none_and_what_is_in_the_way_is_named(
    store: Store, others: Others
) -> None:
    others.driver.execute_query("CREATE (:Venue {id: 7}), (:Venue {id: 7}), (:Venue {id: 8})")
    with pytest.raises(StoreError, match="Venue '7' 2 times"):
        bring(store, OURS)
    assert others.one("SHOW CONSTRAINTS YIELD name RETURN count(*)") == 0
    assert others.one("MATCH (n:LinkagesLoad|LinkagesTurn) RETURN count(n)") == 0
    others.driver.execute_query("MATCH (n:Venue {id: 7}) DELETE n")
    others.driver.execute_query("CREATE INDEX linkages_member_id FOR (n:Film) ON (n.title)")
    with pytest.raises(StoreError, match="named 'linkages_member_id' on something else"):
        bring(store, OURS)
    assert others.one("SHOW CONSTRAINTS YIELD name RETURN count(*)") == 0


def test_an_older_graph_is_brought_to_the_form_of_today(store: Store, others: Others) -> None:
    bring(store, OURS)
    others.make(ON_OURS)
    theirs, history = others.part(), store.history()
    store.migrate(back=True)
    others.driver.execute_query("DROP CONSTRAINT linkages_member_id")
    others.driver.execute_query("CREATE CONSTRAINT member_id FOR (n:Member) REQUIRE n.id IS UNIQUE")
    for refused in (store.read, store.counts, store.contents, lambda: bring(store, OURS)):
        with pytest.raises(StoreOlder):
            refused()
    assert store.older()
    store.migrate()
    assert not store.older()
    assert (store.read(), store.history()) == (OURS, history)
    assert others.part() == theirs
    names = others.driver.execute_query("SHOW CONSTRAINTS YIELD name").records
    assert all(record["name"].startswith("linkages_") for record in names)
