"""New rows are created without being looked for where the database is known to hold none of
them.
"""

from __future__ import annotations

import neo4j
import pytest

from graph_model.database import reading
from graph_model.database.foreign_rows import TakeoverChoices
from graph_model.database.store import Store
from graph_model.database.write_statements import MANY, plan
from graph_model.dataset_changes import compare
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from tests.graphs import graph, node, tie

ROWS: list[NodeRow | RelationshipRow] = [
    node("Issue", "flows", name="Data flows", level="issue"),
    *(
        node("Member", f"m{number}", name=f"Member {number}", stakeholder_group="academia")
        for number in range(MANY)
    ),
    *(tie(f"m{number}", "WORKS_ON", "flows") for number in range(MANY)),
]
WANTED = graph(*ROWS)


def test_what_all_rows_share_travels_once_and_new_rows_are_not_looked_for() -> None:
    changes = compare(Snapshot(), WANTED.rows(), "test")
    certain, steps = plan(changes, Snapshot(), True), plan(changes, Snapshot())
    assert all("CREATE" in step.statement for step in certain)
    assert all("MERGE" in step.statement for step in steps)
    (members,) = (step for step in steps if "Member {id: $id[i]" in step.statement)
    ((number, columns),) = members.batches()
    assert (number, columns["stakeholder_group"]) == (MANY, "academia")
    assert all("$name[i]" in step.statement for step in steps if "name" in step.statement), (
        "few rows, or different ones, are columns"
    )


@pytest.mark.neo4j
def test_entries_that_an_analyst_made_are_taken_over_and_ties_stand_beside(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        driver.execute_query("CREATE (:Member {id: 'm5'})-[:WORKS_ON]->(:Issue {id: 'flows'})")
        store.write(
            compare(Snapshot(), WANTED.rows(), "test"),
            Snapshot(),
            expected="",
            choices=TakeoverChoices(frozenset({"m5", "flows"})),
        )
        assert store.read() == WANTED
        assert (
            driver.execute_query("MATCH ()-[r:WORKS_ON]->() RETURN count(r) AS number").records[0][
                "number"
            ]
            == MANY + 1
        )
        driver.execute_query(
            "MATCH (m:Member {id: 'm5'}) SET m:Analysed, m.mark = 7"
        )  # what an analyst adds is no part of a row
        monkeypatch.setattr(reading, "LARGE", 1)
        assert store.read() == WANTED, (
            "a large graph is read in another way, and comes out the same"
        )
        monkeypatch.undo()
        assert store.read() == WANTED
        changed = [
            *ROWS,
            *(
                node("Member", f"n{number}", name="New", stakeholder_group="academia")
                for number in range(MANY)
            ),
        ]
        store.write(
            compare(WANTED, graph(*changed).rows(), "test"), WANTED, expected=store.last_load()
        )
        assert store.read() == graph(*changed)
        stamps = driver.execute_query(
            "MATCH (m:Member) RETURN count(m.first_seen) AS first, count(m.last_seen) AS last,"
            " count(m.load_id) AS load"
        ).records[0]
        assert set(stamps.data().values()) == {2 * MANY}
