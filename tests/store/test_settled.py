"""Neo4j shows the rows of a commit while it puts them in place, one after another: whoever reads
waits for all of them. On both lines.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import neo4j
import pytest

from graph_model.console.console import MIXED, Console
from graph_model.database.cypher_text import BEGUN, ENDED, TAKE_TURN
from graph_model.database.reading import Reader, last_load
from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.errors import QueryRefused
from graph_model.snapshot import Snapshot
from tests.graphs import contact, graph, node, talks

pytestmark = pytest.mark.neo4j

BLOCKED = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked'"
SMALL = graph(*talks())
MANY = [
    row
    for n in range(1_000)
    for row in (
        node("Member", f"m{n}", name="M", stakeholder_group="academia"),
        *contact(f"c{n}", "2024-12", "meeting", f"m{n}", "alpha"),
    )
]
LARGE = graph(*talks(), *MANY)


def test_a_reader_during_commits_sees_the_old_or_the_new_state(store: Store) -> None:
    store.write(compare(Snapshot(), SMALL.rows(), "test"), Snapshot())
    over = threading.Event()

    def look() -> list[Snapshot]:
        seen = []
        with Store(store.uri, *store.auth) as own:
            while not over.is_set():
                seen.append(own.read())
        return seen

    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(look)
        for wanted in (LARGE, SMALL):
            before = store.read()
            store.write(compare(before, wanted.rows(), "test"), before)
        over.set()
        seen = looking.result()
    assert seen[-1] in (SMALL, LARGE)
    assert all(found in (SMALL, LARGE) for found in seen)


def test_what_a_dead_program_announced_is_settled_by_who_reads(store: Store) -> None:
    store.write(compare(Snapshot(), SMALL.rows(), "test"), Snapshot())
    with (
        neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver,
        driver.session() as session,
    ):
        session.run(BEGUN, {"load_id": "never"}).consume()
    assert MIXED in Console(store).ask("MATCH (m:Member) RETURN count(m)").notices
    assert store.read() == SMALL
    assert MIXED not in Console(store).ask("MATCH (m:Member) RETURN count(m)").notices


def test_a_question_that_is_asked_again_is_looked_at_anew_after_a_load(store: Store) -> None:
    empty = store.read()
    store.write(compare(empty, SMALL.rows(), "test"), empty)
    console, asked = Console(store), "MATCH (p:Position) RETURN p.id AS id, $least AS least"
    for least in (1, 1, 2, "x"):
        assert console.ask(asked, {"least": least}).rows == ()
    assert len(console.plans) == 2, "one for a number, one for a text"

    more = graph(*talks(), node("Position", "free_flow", name="Free flow", stance="support"))
    store.write(compare(SMALL, more.rows(), "test"), SMALL)
    for least in (1, 2):
        assert console.ask(asked, {"least": least}).rows == (("free_flow", least),)
    assert len(console.plans) == 3
    with pytest.raises(QueryRefused):
        console.ask("MATCH (p:Position) SET p.name = 'Other'")
    assert len(console.plans) == 3, "what is refused is looked at each time"


def test_a_reader_waits_for_an_announced_commit_and_sees_it_whole(store: Store) -> None:
    empty = store.read()
    with (
        neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver,
        driver.session() as session,
    ):
        store.write(compare(empty, SMALL.rows(), "test"), empty)
        with session.begin_transaction() as transaction:
            transaction.run(TAKE_TURN, {"load_id": "next"}).consume()
            transaction.run("MATCH (m:Member {id: 'apc'}) SET m.name = 'Later'").consume()
            assert store.read() == SMALL  # nothing is announced: the old state, at once
            with ThreadPoolExecutor(1) as pool, driver.session() as other:
                other.run(BEGUN, {"load_id": "next"}).consume()
                waiting = pool.submit(store.read)
                while not other.run(BLOCKED).data():
                    assert not waiting.done(), "it did not wait"
                transaction.commit()
                assert waiting.result().nodes["apc"].fields["name"] == "Later"


def test_who_reads_beside_a_commit_that_is_over_does_not_wait_for_the_next_load(
    store: Store,
) -> None:
    empty = store.read()
    store.write(compare(empty, SMALL.rows(), "test"), empty)
    with (
        neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver,
        driver.session() as session,
        driver.session() as other,
    ):
        with session.begin_transaction() as transaction:
            transaction.run(
                TAKE_TURN, {"load_id": "next"}
            ).consume()  # a load that goes on for long
            passes = []

            def read(reader: Reader) -> str:
                passes.append(1)
                if len(passes) == 1:
                    for statement in (BEGUN, ENDED):
                        other.run(statement, {"load_id": "between"}).consume()
                return last_load(reader)

            with ThreadPoolExecutor(1) as pool:
                reading = pool.submit(store._settled, read)
                while not reading.done():
                    assert not driver.execute_query(BLOCKED).records, (
                        "it waits for a load that has announced nothing"
                    )
                transaction.rollback()
        assert (reading.result(), len(passes)) == (store.last_load(), 2)
