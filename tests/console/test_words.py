"""What is said of a statement that is not understood, or that would count what is not an analyst's,
by both lines of Neo4j.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from explorer.pages.console.examples import EXAMPLES
from graph_model.console.console import Console
from graph_model.console.notices import FOLDS
from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.errors import QueryError
from graph_model.questions import QUESTIONS
from graph_model.search_words import nearest_name
from graph_model.snapshot import Snapshot
from tests.conftest import empty
from tests.graphs import graph, talks

#: Words that write: none of them is a hint.
WRITES = re.compile(r"\\b(CREATE|DELETE|MERGE|SET|REMOVE|ALTER|DROP|INSERT|FOREACH|LOAD)\\b")


def refused(store: Store, statement: str, **parameters: object) -> str:
    with pytest.raises(QueryError) as found:
        Console(store).ask(statement, parameters)
    return str(found.value)


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("SELECT * FROM Member", "begins with MATCH"),
        ("MATCH (n) WHERE n.name LIKE '%x%' RETURN n", "CONTAINS"),
        ("MATCH (n) RETURN n.name, count(*) GROUP BY n.name", "grouping is by itself"),
        ("MATCH (n) RETURN n.name HAVING count(*) > 1", "WITH m, count"),
        ("MATCH (n) RETRUN n", "did you mean RETURN?"),
        (";", "expected"),
        ("RETURN toLowr('a')", "“toLowr”; did you mean toLower? SHOW FUNCTIONS"),
        ("RETURN lenght('a')", "did you mean length?"),
        ("RETURN zzzzqqq('a')", "no function “zzzzqqq”. SHOW FUNCTIONS"),
        ("MATCH ()-[r:A|:B]->() RETURN count(r)", "`:A|B` instead"),
        ("RETURN date('x')", 'Date: "x"'),
        ("CALL db.index.fulltext.queryNodes($index, '(a') YIELD node RETURN node", "balance its"),
        (
            "CALL db.index.fulltext.queryNodes('nil', 'a') YIELD node RETURN node",
            "no full-text index",
        ),
        (
            "CALL db.index.fulltext.queryRelationships($index, 'a') YIELD score RETURN score",
            "is of nodes; ask it with db.index.fulltext.queryNodes",
        ),
    ],
)
def test_an_error_is_a_sentence_with_a_remedy(store: Store, statement: str, says: str) -> None:
    found = Console(store).ask("SHOW FULLTEXT INDEXES YIELD name RETURN name LIMIT 1").rows
    told = refused(store, statement, index=found[0][0])
    assert says in told
    assert "java." not in told
    assert "lucene" not in told
    assert not WRITES.search(told)


@pytest.mark.neo4j
def test_functions_can_be_looked_up(store: Store) -> None:
    found = Console(store).ask("SHOW FUNCTIONS YIELD name, signature WHERE name = 'toLower'")
    assert found.rows[0][0] == "toLower"
    assert "SHOW of settings" in refused(store, "SHOW FUNCTIONS EXECUTABLE BY neo4j")
    assert "within an expression" in refused(
        store, "CYPHER 25 RETURN COLLECT { SHOW FUNCTIONS YIELD name RETURN name } AS x"
    ) or "Invalid" in refused(store, "CYPHER 5 RETURN COLLECT { SHOW FUNCTIONS YIELD name } AS x")


@pytest.mark.neo4j
def test_notices_are_sentences(store: Store) -> None:
    told = Console(store).ask("MATCH (a:Member), (b:Venue) RETURN a.missing, id(b)").notices
    assert told
    assert all(notice[0].isupper() or notice.startswith("id ") for notice in told), told
    assert not any("asking" in notice for notice in told)


@pytest.fixture
def kept(engine: LocalEngine) -> Iterator[Store]:
    """A graph with a history: one load, and one that took something away."""
    assert engine.running is not None
    empty(engine)
    with engine.running.store() as opened:
        opened.write(compare(Snapshot(), graph(*talks()).rows(), "test"), Snapshot())
        yield opened


@pytest.mark.neo4j
def test_what_is_the_products_own_is_neither_read_nor_counted(kept: Store) -> None:
    console, entries = Console(kept), len(talks()) - 7
    everything = console.ask("MATCH (n) RETURN n")
    assert everything.read == entries
    assert "left out" in everything.notices[-1]
    assert console.ask("MATCH (n) RETURN count(*) AS n").rows == ((entries,),)
    labels = console.ask("MATCH (n) RETURN labels(n)[0] AS label, count(*) AS n").rows
    assert sum(int(str(row[1])) for row in labels) == entries
    gathered = console.ask("MATCH (n) RETURN collect(n) AS l, collect(labels(n)) AS k").rows[0]
    assert [len(part) for part in gathered if isinstance(part, list)] == [entries, entries]
    for statement in (
        "MATCH (n) RETURN properties(n) AS p",
        "MATCH (n) RETURN n.past AS p, n.id AS id",
        "CALL db.labels() YIELD label RETURN label",
        "SHOW CONSTRAINTS YIELD name, labelsOrTypes",
        "CALL db.schema.nodeTypeProperties() YIELD nodeLabels RETURN nodeLabels",
    ):
        assert "Linkages" not in str(console.ask(statement).rows)
        assert not any(
            isinstance(value, bytes) for row in console.ask(statement).rows for value in row
        )
    counted = console.ask("MATCH (n) WHERE n.id IS NOT NULL RETURN count(n) AS n")
    assert "name the labels" in counted.notices[-1]
    assert console.ask("MATCH (m:Member) RETURN count(m) AS n").notices == ()


@pytest.mark.neo4j
@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (p:LinkagesPast) RETURN p.past",
        "MATCH (n) WHERE n:`LinkagesLoad` RETURN n.note",
        "MATCH (n) WHERE 'LinkagesTurn' IN labels(n) RETURN count(n)",
        "MATCH (p:Linkages\\u0050ast) RETURN p",
    ],
)
def test_what_names_the_products_own_is_refused(store: Store, statement: str) -> None:
    assert "keeps for itself" in refused(store, statement)
    assert "keeps for itself" in refused(
        store, "MATCH (n) WHERE $x IN labels(n) RETURN n", x="LinkagesPast"
    )


def test_no_statement_of_ours_folds_english_letters_alone() -> None:
    for statement in (*(text for _, text in EXAMPLES), *(one.cypher for one in QUESTIONS)):
        assert not FOLDS.search(statement)


def test_a_name_that_is_not_alike_is_not_offered() -> None:
    assert nearest_name("missing", ("asking", "name")) == ""
    assert nearest_name("Delegaton", ("Delegation", "Member")) == "Delegation"
