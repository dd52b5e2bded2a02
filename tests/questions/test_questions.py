"""The contract of the ready questions, on both lines of Neo4j: each answers as its sentence says,
and none of the near misses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import neo4j
import pytest

from graph_model.database.store import Store
from graph_model.engine import LocalEngine
from graph_model.errors import BadParameter
from graph_model.questions import COLUMNS, QUESTION, QUESTIONS, THEMES, ReadyQuestion
from graph_model.questions.answering import ask
from graph_model.questions.lines import lines
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.schema import MARK
from graph_model.search import likely_entry
from graph_model.small_graph import example
from graph_model.vocabulary import SCHEMA
from loaders.seeds import seed_snapshot
from tests.conftest import seeded_store
from tests.graphs import graph, on_day
from tests.questions.cases import CASES
from tests.questions.shared import ON, Case

EACH = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
LISTED = ("ids", "codes")
HOLDS = {
    kind: (list,) if kind in LISTED else (int, float) if kind == "number" else (str, type(None))
    for kind in COLUMNS.values()
}
TODAY = date(2026, 11, 23)


def filled(question: ReadyQuestion) -> dict[str, str]:
    """The blanks filled with the entries of the seeds that have most ties."""
    seeds = seed_snapshot()
    return {
        parameter.name: likely_entry(seeds, parameter.label)
        for parameter in question.parameters
        if parameter.kind == "id"
    }


def scans(plan: Mapping[str, object]) -> Iterable[str]:
    """The operators of a plan with which it starts."""
    children = plan.get("children") or []
    assert isinstance(children, list)
    if not children:
        yield str(plan["operatorType"]).split("@")[0]
    for child in children:
        yield from scans(child)


# ---------------------------------------------------------------- what is declared


def test_each_question_is_declared_once_and_tried() -> None:
    assert len(QUESTION) == len(QUESTIONS) >= 30
    assert {question.theme for question in QUESTIONS} == set(THEMES)
    assert {case.question for case in CASES} == set(QUESTION)


def test_a_row_that_names_its_source_says_how_sure_it_is() -> None:
    sourced = {question.id for question in QUESTIONS if "source" in question.row}
    sure = {question.id for question in QUESTIONS if "confidence" in question.row}
    # Of what rests on memory alone, or on copies, the question says it.
    assert sourced - sure == {"from-memory"}
    assert {"refused", "contacts-at", "ways-into", "next-events"} < sure - sourced


@EACH
def test_a_statement_speaks_the_vocabulary_and_only_reads(question: ReadyQuestion) -> None:
    labels = {
        label
        for found in re.findall(r"\(\w*:([A-Za-z|]+)", question.cypher)
        for label in found.split("|")
    }
    types = {
        name
        for found in re.findall(r"\[\w*:([A-Z_|]+)", question.cypher)
        for name in found.split("|")
    }
    properties = set(re.findall(r"\b[a-zA-Z]\w*(?:\[\d\])?\.([a-z_]\w*)", question.cypher))
    properties -= set(re.findall(r"\bline\.(\w+)", question.cypher)) & set(lines(example())[0])
    assert labels <= set(SCHEMA.by_label)
    assert types <= set(SCHEMA.by_name)
    assert properties <= {field.name for kind in SCHEMA.types for field in kind.columns} | {
        "linkages_row"
    }
    assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|LOAD|FOREACH|DROP)\b", question.cypher)
    assert "ORDER BY" in question.cypher
    assert all(name in COLUMNS for name in question.row)


@EACH
def test_rows_are_put_in_order_by_the_days_of_their_dates(question: ReadyQuestion) -> None:
    dated = {name for name in question.row if COLUMNS[name] == "date"}
    for order in re.findall(r"ORDER BY ([^\n]+)", question.short):
        bare = re.sub(r"@day\([^)]*\)", "", order)
        assert not dated & set(re.findall(r"\w+", bare)), order
    assert not re.search(r"max\(\w+\.(?:date|\w+_date)\)", question.short)


@EACH
def test_its_blanks_have_choosers(question: ReadyQuestion) -> None:
    for parameter in question.parameters:
        assert parameter.label in SCHEMA.by_label or parameter.kind != "id"
        assert parameter.kind != "code" or parameter.default in parameter.codes
    values = question.values(filled(question), TODAY)
    assert set(values) == {parameter.name for parameter in question.parameters}
    assert "…" not in question.sentence({name: str(value) for name, value in values.items()})


@pytest.mark.parametrize(
    ("id", "given", "said"),
    [
        ("activities", {"since": "lately"}, "not a date"),
        ("transparency-scores", {"at_least": "0"}, "from 1 to 50"),
        ("transparency-scores", {"at_least": "many"}, "from 1 to 50"),
        ("clauses-of-a-strength", {"strength": "weak"}, "none of binding"),
        ("introductions", {"member": "edri"}, "Say which delegation"),
        ("introductions", {"members": "edri"}, "has no blank 'members'"),
    ],
)
def test_a_blank_says_what_it_cannot_take(id: str, given: dict[str, str], said: str) -> None:
    with pytest.raises(BadParameter, match=said):
        QUESTION[id].values(given, TODAY)


# ---------------------------------------------------------------- what it answers

NODES = "UNWIND $rows AS row CREATE (n:$(row.label)) SET n = row.fields"
TIES = (
    "UNWIND $rows AS row MATCH (a {id: row.source}), (b {id: row.target}) CREATE"
    " (a)-[r:$(row.type)]->(b) SET r = row.fields"
)


def put(store: Store, rows: Iterable[NodeRow | RelationshipRow]) -> None:
    """Two statements for any graph: planning one per label costs more than all else here."""
    nodes, ties = {}, []
    for row in rows:
        if isinstance(row, NodeRow):
            nodes[row.id] = {
                "label": row.label,
                "fields": {"id": row.id, **row.fields, MARK: row.label},
            }
        else:
            ties.append(
                {
                    "type": row.type,
                    "source": row.source,
                    "target": row.target,
                    "fields": {**row.fields, MARK: row.type},
                }
            )
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        driver.execute_query(NODES, rows=list(nodes.values()))
        driver.execute_query(TIES, rows=ties)


@pytest.fixture(scope="module", params=["current", "long_term"])
def seeded(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The seeds, loaded once per line."""
    engine: LocalEngine = request.getfixturevalue(request.param)
    with seeded_store(engine) as store:
        yield store


@pytest.mark.neo4j
def test_every_question_runs_on_the_seeds_and_starts_from_an_index(seeded: Store) -> None:
    for question in QUESTIONS:
        answer = ask(seeded, question, filled(question), on_day(seed_snapshot(), TODAY))
        assert answer.columns == question.row, question.id
        for name in question.row:
            assert all(
                isinstance(row[question.row.index(name)], HOLDS[COLUMNS[name]])
                for row in answer.rows
            ), (question.id, name)
        if any(parameter.kind == "id" for parameter in question.parameters):
            starts = list(scans(answer.plan))
            assert not {"AllNodesScan", "NodeByLabelScan"} & set(starts), (question.id, starts)
            assert "NodeUniqueIndexSeek" in starts, (question.id, starts)


@pytest.mark.neo4j
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.question)
def test_a_hit_and_a_near_miss(case: Case, store: Store) -> None:
    question = QUESTION[case.question]
    rows = case.rows()
    put(store, rows)
    given = dict(case.given)
    day = on_day(graph(*rows), date.fromisoformat(given.pop("on", ON)))
    answer = ask(store, question, given, day)
    assert answer.columns == question.row
    assert [row[0] for row in answer.rows] == case.hits, case.prevents
    if case.cells:
        assert (
            case.cells.items() <= dict(zip(answer.columns, answer.rows[0], strict=True)).items()
        ), case.prevents
