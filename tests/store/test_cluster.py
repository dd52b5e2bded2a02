"""A cluster, as far as a driver can tell: one server of either line behind the proxy of
`benchmarks.routing_proxy`. Reads see the writes that went before, and a leader that moves costs a
retry.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.routing_proxy import Cluster
from graph_model.database.causal_bookmarks import Bookmarks
from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.progress import WorkProgress
from loaders.write.small_writes import record, undo
from tests.conftest import empty
from tests.graphs import contact, graph, talks

pytestmark = pytest.mark.neo4j
LAG = 0.3
OURS = graph(*talks())


@pytest.fixture
def cluster(current: LocalEngine, long_term: LocalEngine) -> Iterator[Cluster]:
    members = []
    for engine in (current, long_term):
        empty(engine)
        assert engine.running is not None
        members.append(engine.running)
        with engine.running.store() as store:
            store.prepare()
    made = Cluster(members, LAG)
    yield made
    made.close()


def client(cluster: Cluster, file: Path | None = None) -> Store:
    """A program on this computer: with the data folder's bookmarks, or without."""
    return Store(cluster.uri, "any", "any", "neo4j", bookmarks=Bookmarks(file))


def test_reads_see_what_was_written_before_also_in_the_next_program(
    cluster: Cluster, tmp_path: Path
) -> None:
    kept = tmp_path / "bookmarks.json"
    with client(cluster, kept) as store:
        empty_graph = store.read()
        store.write(compare(empty_graph, OURS.rows(), "test"), empty_graph)
        assert store.read() == OURS
        done = record(store, contact("e1", "2024-05-01", "meeting", "edri", "alpha", "flows"))
        assert store.read() == done.after
        with client(cluster, kept) as next_program:
            assert next_program.last_load() == done.load_id
            assert next_program.read() == done.after
    assert cluster.waited, "the follower was behind, and was waited for"


def test_without_what_was_kept_a_follower_answers_with_what_it_has(cluster: Cluster) -> None:
    with client(cluster) as store:
        before = store.read()
        cluster.lag = 5.0
        load_id = store.write(compare(before, OURS.rows(), "test"), before)
        with client(cluster) as stranger:
            assert stranger.last_load() != load_id


def test_a_leader_that_moves_within_a_load_costs_a_retry(cluster: Cluster) -> None:
    moved: list[int] = []

    def tell(phase: str, done: int, total: int) -> None:
        if phase == "write" and 0 < done < total and not moved:
            moved.append(done)
            cluster.move()

    with client(cluster) as store:
        before = store.read()
        store.write(compare(before, OURS.rows(), "test"), before, watch=WorkProgress(tell))
        assert moved
        assert store.read() == OURS
        assert len(store.history()) == 1, "written once"
        cluster.move()
        record(store, contact("e1", "2024-05-01", "meeting", "edri", "alpha", "flows"))
        undo(store)
        assert store.read() == OURS
    assert cluster.refused >= 2


def test_a_member_that_goes_away_costs_a_retry(cluster: Cluster) -> None:
    with client(cluster) as store:
        before = store.read()
        store.write(compare(before, OURS.rows(), "test"), before)
        assert store.read() == OURS
        cluster.go_away(1)  # the one that reads, and to which the connections are
        assert store.read() == OURS
        record(store, contact("e1", "2024-05-01", "meeting", "edri", "alpha", "flows"))
        cluster.go_away(-1)
        undo(store)
        assert store.read() == OURS
