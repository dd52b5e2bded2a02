"""The Data page on a database that others use too: what is in the way of a load is named, nothing
can be written before the choice, and what was chosen is done. Both lines of Neo4j.
"""

from __future__ import annotations

import neo4j
import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import database
from graph_model.database.store import Store
from graph_model.snapshot import Snapshot
from loaders.write.small_writes import record, undo
from tests.explorer.test_pages import show, words
from tests.graphs import graph, node

pytestmark = pytest.mark.neo4j
HEAD = "id,name,stakeholder_group,as_of,confidence\n"
MINE = node("Member", "mine", name="Mine", stakeholder_group="academia")
LATE = node("Member", "late", name="Late", stakeholder_group="academia")


@pytest.fixture
def theirs(store: Store) -> neo4j.Driver:
    """The page has this database; what others keep there is made with the driver."""
    behind = database.of_app()
    behind.store = store
    behind.refresh(store)
    return store._driver


def brought(csv: str, replaces: bool = False) -> AppTest:
    """The page after a file of members was chosen."""
    test = show("data")
    test.file_uploader(key="files").upload("member.csv", csv.encode(), "text/csv").run()
    test.text_input(key="dataset").set_value("test").run()
    if replaces:
        test.checkbox(key="replaces").check().run()
    return test


def written(test: AppTest) -> Snapshot:
    """Press the button and wait for the load."""
    test.button(key="write").click().run()
    task = database.of_app().task
    assert task is not None
    task.wait(60)
    assert task.problem == ""
    store = database.of_app().store
    assert store is not None
    return store.read()


def held(theirs: neo4j.Driver, id: str) -> dict[str, object]:
    found = theirs.execute_query("MATCH (m:Member {id: $id}) RETURN properties(m) AS it", id=id)
    held: dict[str, object] = found.records[0]["it"]
    return held


def test_an_entry_of_others_is_named_and_taken_over_when_told(
    store: Store, theirs: neo4j.Driver
) -> None:
    theirs.execute_query(
        "CREATE (:Member {id: 'film_fans', name: 'Electric Film Fans', secret: 7})"
    )
    test = brought(f"{HEAD}film_fans,Ours,academia,2026,verified\n")
    assert "is already a member of somebody else" in words(test)
    assert test.button(key="write").disabled, "nothing is chosen"
    assert store.read() == Snapshot()
    test.checkbox(key="write_take").check().run()
    assert not test.button(key="write").disabled
    assert written(test).node("film_fans").name == "Ours"
    undo(store)
    assert held(theirs, "film_fans") == {
        "id": "film_fans",
        "name": "Electric Film Fans",
        "secret": 7,
    }


def test_a_row_that_others_tied_to_is_named_and_left_behind_when_told(
    store: Store, theirs: neo4j.Driver
) -> None:
    record(store, [MINE, LATE], "test")
    theirs.execute_query("MATCH (m:Member {id: 'late'}) CREATE (:Note {id: 'why'})-[:ABOUT]->(m)")
    database.of_app().refresh(store)
    test = brought(f"{HEAD}mine,Mine,academia,2026-11-23,verified\n", replaces=True)
    assert "has a tie ABOUT of somebody else, to Note" in words(test)
    assert test.button(key="write").disabled, "nothing is chosen"
    assert set(store.read().nodes) == {"mine", "late"}
    test.checkbox(key="write_leave").check().run()
    assert written(test) == graph(MINE)
    assert "linkages_row" not in held(theirs, "late"), "it is theirs now"
    theirs.execute_query("MATCH (n:Note|Member) DETACH DELETE n")


def test_nothing_is_asked_where_nothing_is_in_the_way(store: Store, theirs: neo4j.Driver) -> None:
    theirs.execute_query("CREATE (:Member {id: 'elsewhere'}), (:Club {id: 'mine'})")
    test = brought(f"{HEAD}mine,Mine,academia,2026-11-23,verified\n")
    assert "What others keep there" not in words(test)
    assert written(test) == graph(MINE)
    offered = [getattr(its, "label", "") for its in show("data").get("download_button")]
    assert offered.count("Audit list (CSV)") == 1
    assert held(theirs, "elsewhere") == {"id": "elsewhere"}
