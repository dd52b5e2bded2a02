"""One suite over both lines of Neo4j: what is written is what is read, all of it or nothing."""

from __future__ import annotations

import socket
import time

import neo4j
import pytest
from hypothesis import HealthCheck, given, settings

from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.errors import LoadCancelled, RowsOfOthers, StoreBusy, StoreUnreachable
from graph_model.progress import WorkProgress
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from loaders.write.load import apply
from tests.conftest import HANGS
from tests.graphs import graph, graphs, node, talks, tie

pytestmark = pytest.mark.neo4j


def put(store: Store, wanted: Snapshot, dataset: str = "test") -> str:
    before = store.read()
    return store.write(compare(before, wanted.rows(), dataset), before)


def test_the_seeds_come_back_equal_and_a_second_load_changes_nothing(store: Store) -> None:
    seeds = seed_snapshot()
    put(store, seeds, "seeds")
    assert store.read() == seeds
    assert store.counts() == seeds.counts
    assert not compare(store.read(), seeds.rows(), "seeds")


def test_random_graphs_come_back_equal(current: LocalEngine) -> None:
    assert current.running is not None
    with current.running.store() as store:

        @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
        @given(graphs())
        def holds(wanted: Snapshot) -> None:
            put(store, Snapshot())
            put(store, wanted)
            assert Snapshot(store.read().rows("test")) == wanted

        holds()


def test_changes_and_a_sweep_of_the_same_dataset_only(store: Store) -> None:
    first = graph(*talks())
    put(store, first)
    other = Snapshot(
        type(first.rows())((type(first.node("edri"))("Member", "w3c", {"name": "W3C"}, "other"),))
    )
    put(store, other, "other")
    changed = [row for row in talks() if getattr(row, "id", "") != "apc"] + [
        node("Member", "w3", name="New")
    ]
    put(store, graph(*changed))
    now = store.read()
    assert "apc" not in now.nodes
    assert now.nodes["w3"].name == "New"
    assert now.nodes["w3c"].dataset == "other", "another dataset's row stays"
    assert apply(first, compare(first, graph(*changed).rows(), "test")).rows("test") == now.rows(
        "test"
    )


def test_an_emptied_cell_is_emptied_in_the_database(store: Store) -> None:
    put(store, graph(node("Member", "edri", name="EDRi", url="https://edri.org")))
    put(store, graph(node("Member", "edri", name="EDRi")))
    assert "url" not in store.read().nodes["edri"].fields


def test_a_cancelled_load_leaves_the_old_state(store: Store) -> None:
    put(store, graph(*talks()))
    watch = WorkProgress(lambda phase, done, total: watch.cancel() if done else None)
    before = store.read()
    with pytest.raises(LoadCancelled, match="as it was before"):
        store.write(compare(before, seed_snapshot().rows(), "seeds"), before, watch=watch)
    assert store.read() == before


def test_a_load_that_was_compared_with_an_older_graph_is_refused(store: Store) -> None:
    old = store.last_load()
    put(store, graph(*talks()))
    with pytest.raises(StoreBusy, match="preview"):
        store.write(
            compare(Snapshot(), graph(node("Member", "x", name="X")).rows(), "other"),
            Snapshot(),
            expected=old,
        )
    assert "x" not in store.read().nodes


def test_what_others_tied_to_a_row_does_not_vanish_with_it(store: Store) -> None:
    put(store, graph(*talks()))
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        driver.execute_query("MATCH (m:Member {id: 'apc'}) CREATE (:Analyst)-[:LIKES]->(m)")
        without = [row for row in talks() if getattr(row, "id", "") != "apc"]
        with pytest.raises(RowsOfOthers, match="to Analyst"):
            put(store, graph(*without))
        assert (
            driver.execute_query("MATCH (:Analyst)-[:LIKES]->(m) RETURN m.id AS id").records[0][
                "id"
            ]
            == "apc"
        )


def test_another_client_counts_the_same_over_bolt(store: Store) -> None:
    put(store, seed_snapshot(), "seeds")
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        for label in ("Delegation", "Agreement", "Member"):
            found = driver.execute_query(f"MATCH (n:{label}) RETURN count(n) AS number").records[0][
                "number"
            ]
            assert found == store.counts()[label] == len(seed_snapshot().of(label))


def test_both_ends_are_needed(store: Store) -> None:
    put(store, graph(*talks()))
    put(store, graph(*talks(), tie("apc", "WORKS_ON", "flows")))
    assert store.counts()["WORKS_ON"] == 1


def test_an_unreachable_server_is_one_sentence_and_no_waiting() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(0)  # takes the call and never answers
        for uri in (
            f"bolt://127.0.0.1:{silent.getsockname()[1]}",
            "bolt://127.0.0.1:9",
            "neo4j://127.0.0.1:9",
        ):
            start = time.monotonic()
            with (
                Store(uri, "neo4j", "x") as store,
                pytest.raises(StoreUnreachable, match="NEO4J_URI"),
            ):
                store.version()
            assert time.monotonic() - start < HANGS
    with pytest.raises(StoreUnreachable, match="no address"):
        Store("http://wrong", "neo4j", "x")


def test_a_wrong_password_and_a_missing_database_are_said(current: LocalEngine) -> None:
    running = current.running
    assert running is not None
    with (
        Store(running.uri, "neo4j", "wrong") as store,
        pytest.raises(StoreUnreachable, match="NEO4J_PASSWORD"),
    ):
        store.version()
    with (
        Store(running.uri, running.user, running.password, "nowhere") as store,
        pytest.raises(StoreUnreachable, match="NEO4J_DATABASE"),
    ):
        store.version()
    for name in ("system", "SYSTEM"):
        with pytest.raises(StoreUnreachable, match="'system' holds users and databases, and no d"):
            Store(running.uri, running.user, running.password, name)


def test_a_password_that_must_be_changed_first_is_said(current: LocalEngine) -> None:
    running = current.running
    assert running is not None
    with neo4j.GraphDatabase.driver(running.uri, auth=(running.user, running.password)) as admin:
        made = "CREATE USER fresh SET PASSWORD 'their-first-one' CHANGE REQUIRED"
        admin.execute_query(made, database_="system")
        try:
            with (
                Store(running.uri, "fresh", "their-first-one", "neo4j") as store,
                pytest.raises(
                    StoreUnreachable, match=r"must be changed before.*NEO4J_PASSWORD"
                ) as it,
            ):
                store.version()
            assert "their-first-one" not in str(it.value)
        finally:
            admin.execute_query("DROP USER fresh", database_="system")
