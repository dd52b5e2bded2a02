"""What a question and its answer become, without a server."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import neo4j.graph
import neo4j.spatial
import neo4j.time
import pandas as pd
import pytest

from graph_model.console import console as asking
from graph_model.console.answer_values import (
    NodeValue,
    PathValue,
    RelationshipValue,
    as_json,
    as_screen_cell,
    as_text,
)
from graph_model.console.console import PLANS, Answer, Console
from graph_model.console.cypher_tokens import mode
from graph_model.console.from_driver import own_value
from graph_model.console.guard import refuse_plan, refuse_text
from graph_model.console.missing_protection import missing_protection
from graph_model.console.notices import notices
from graph_model.database.failures import explain
from graph_model.database.limits import LENGTH, STOPPED, QueryLimits, check_size
from graph_model.database.store import Store
from graph_model.errors import QueryEnded, QueryRefused
from loaders.take_out.cypher_answers import (
    entries,
    frame,
    plan_lines,
    to_csv,
    to_json,
    to_object,
    to_parquet,
)
from tests.graphs import graph, talks

EDRI = NodeValue("4:x:1", ("Member",), {"id": "edri", "name": "EDRi"})
DEAL = NodeValue("4:x:2", ("Agreement",), {"id": "deal", "name": "The =Deal"})
TIE = RelationshipValue("LIKES", "4:x:2", "4:x:1", {"since": "2020"})
ANSWER = Answer(
    ("m", "m", "number", "mixed"),
    (
        (EDRI, "=1+1", 1.5, True),
        (None, "b", float("nan"), "x"),
        (PathValue((EDRI, DEAL), (TIE,)), "deal", None, [1, None]),
    ),
    3,
)


def step(name: str, *children: Mapping[str, Any], details: str = "") -> dict[str, Any]:
    return {
        "operatorType": f"{name}@neo4j",
        "args": {"Details": details},
        "children": list(children),
    }


def test_every_kind_of_value_of_the_driver() -> None:
    whole = neo4j.graph.Graph()
    node = neo4j.graph.Node(
        whole, "4:x:1", 1, ["Member"], {"name": "EDRi", "on": neo4j.time.Date(2020, 1, 2)}
    )
    other = neo4j.graph.Node(whole, "4:x:2", 2, [], {})
    kind = whole.relationship_type("LIKES")
    tie = kind(whole, "5:x:1", 1, {"since": 2020})
    tie._start_node, tie._end_node = node, other
    found = own_value(neo4j.graph.Path(node, tie))
    assert isinstance(found, PathValue)
    assert as_text(found) == '(:Member {name: "EDRi", on: "2020-01-02"})-[:LIKES {since: 2020}]->()'
    assert found.entries[0].properties == {"name": "EDRi", "on": "2020-01-02"}
    assert own_value(neo4j.spatial.CartesianPoint((1.0, 2.0))) == {"srid": 7203, "x": 1.0, "y": 2.0}
    assert own_value(neo4j.time.Duration(years=1, months=2)) == "P1Y2M"
    assert own_value(neo4j.time.DateTime(2020, 1, 2, 3, 4, 5)) == "2020-01-02T03:04:05"
    assert own_value([1, None, {"a": b"\x00\xff"}]) == [1, None, {"a": b"\x00\xff"}]
    assert as_json([float("inf"), float("-inf"), float("nan"), b"\x00\xff", EDRI]) == [
        "Infinity",
        "-Infinity",
        "NaN",
        "00ff",
        {"elementId": "4:x:1", "labels": ["Member"], "properties": {"id": "edri", "name": "EDRi"}},
    ]


def test_an_answer_as_table_and_files() -> None:
    table = frame(ANSWER)
    assert list(table.columns) == ["m", "m (2)", "number", "mixed"]
    assert table["mixed"].tolist()[:2] == ["true", "x"]
    csv = to_csv(ANSWER)
    assert csv.splitlines()[1] == '"(:Member {id: ""edri"", name: ""EDRi""})",\'=1+1,1.5,true', (
        "a spreadsheet runs no formula"
    )
    assert json.loads(to_json(ANSWER))[1] == {
        "m": None,
        "m (2)": "b",
        "number": "NaN",
        "mixed": "x",
    }
    assert to_object(ANSWER)["read"] == 3
    back = pd.read_parquet(io.BytesIO(to_parquet(ANSWER)))
    assert back["number"].tolist()[0] == 1.5
    assert back["mixed"].tolist() == ["true", "x", "[1, null]"]
    assert (
        as_screen_cell(ANSWER.rows[2][0]) == '(:Member "EDRi")<-[:LIKES]-(:Agreement "The =Deal")'
    )


def test_the_entries_that_a_picture_can_show() -> None:
    assert entries(ANSWER, graph(*talks())) == ["edri", "deal"], (
        "nodes, the nodes of paths, and texts that are ids"
    )


def test_a_plan_as_lines() -> None:
    lines = plan_lines(
        step(
            "ProduceResults",
            step("Apply", step("NodeByLabelScan"), step("Expand(All)", details="(a)-->(b)")),
        )
    )
    assert [line["step"] for line in lines] == [
        "ProduceResults",
        "Apply",
        "│ NodeByLabelScan",
        "Expand(All)",
    ]
    assert lines[3]["of what"] == "(a)-->(b)"


def test_a_plan_is_looked_through_to_its_leaves() -> None:
    refuse_plan(
        step(
            "ProduceResults",
            step("Apply", step("NodeUniqueIndexSeek(Locking)"), step("VarLengthExpand(All)")),
        ),
        "r",
    )
    for bad in (
        step("ProduceResults", step("Apply", step("Argument"), step("LoadCSV"))),
        step("ProduceResults", step("SetProperty", step("AllNodesScan"))),
        step("ProduceResults", step("SomethingNew")),
        step(
            "ProduceResults", step("ProcedureCall", details="dbms.listConfig() :: (name :: STRING)")
        ),
        step(
            "ProduceResults",
            step(
                "Projection",
                details="[x IN $a | COLLECT {  SHOW SETTINGS YIELD name RETURN name }] AS x",
            ),
        ),
        step(
            "ProduceResults",
            step("Filter", details='any(x IN $a WHERE EXISTS {  LOAD CSV FROM "http://x" AS l })'),
        ),
        step(
            "ProduceResults",
            step("Projection", details="COUNT {  CALL dbms.killConnection($a) YIELD x }"),
        ),
    ):
        with pytest.raises(QueryRefused):
            refuse_plan(bad, "r")
    for type in ("w", "rw", "s", None):
        with pytest.raises(QueryRefused):
            refuse_plan(step("ProduceResults"), type)
    with pytest.raises(QueryRefused):
        refuse_plan(None, "r")
    refuse_plan(
        step("ProduceResults", step("ProcedureCall", details="db.labels() :: (label :: STRING)")),
        "r",
    )


def test_escapes_and_comments_hide_nothing() -> None:
    for hidden in (
        "L\\u004FAD CSV FROM $a AS l RETURN l",
        "LOAD/**/CSV FROM $a AS l RETURN l",
        "RETURN '\\u0027 SHOW SETTINGS",
        "USE `system` RETURN 1",
    ):
        with pytest.raises(QueryRefused):
            refuse_text(hidden)


#: Names that are spelt like a command; each was refused once.
NAMES = (
    "MATCH (v:Venue) RETURN v.name AS `Venues we use`, v.city AS `Where we use them`",
    "MATCH (a:Agreement) RETURN a.kind AS use, count(*) AS n ORDER BY use",
    "MATCH (a:Agreement) RETURN a.kind AS use ORDER BY use DESC LIMIT 3",
    "WITH 1 AS use RETURN use",
    "WITH 1 AS use WHERE use IN [1] RETURN CASE WHEN use = 1 THEN use ELSE use END AS x",
    "WITH [1,2] AS transactions RETURN [t IN transactions WHERE t > 1] AS big",
    "WITH [1] AS transactions RETURN COUNT { (:Venue) } IN transactions AS x",
    "RETURN 1 AS `Members in transactions`",
    "RETURN 1 AS `load csv`, 2 AS `a``b SHOW USERS`",
    "MATCH (n) RETURN n.`SHOW USERS` AS x LIMIT 1",
    "MATCH (n) RETURN DISTINCT n.use AS use ORDER BY use ASC LIMIT 1",
)


@pytest.mark.parametrize("statement", NAMES)
def test_a_name_is_no_command(statement: str) -> None:
    refuse_text(statement)


def test_a_name_in_a_plan_is_no_command_and_a_query_within_it_is_one() -> None:
    for details in ("use ASC", "`Venues we use`, n", "cache[n.`SHOW USERS`] AS x"):
        refuse_plan(step("ProduceResults", step("Sort", details=details)), "r")
    for details in ("COLLECT { USE system RETURN 1 AS x }", "EXISTS { SHOW FUNCTIONS YIELD name }"):
        with pytest.raises(QueryRefused):
            refuse_plan(step("ProduceResults", step("Projection", details=details)), "r")


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("MATCH (n)\nUSE system RETURN n", (2, 1)),
        ("RETURN 1 AS x /* a\nb */ UNION USE system RETURN 1 AS x", (2, 12)),
        ("WITH 'a' USE system RETURN 1", (1, 10)),
        ("WITH 1 AS as\nCALL { WITH as USE system RETURN 1 AS x } RETURN x", (2, 16)),
        ("CALL { RETURN 1 AS x } IN TRANSACTIONS RETURN x", (1, 24)),
        ("RETURN 1 AS a,\n  `apoc`.`x`(1) AS b", (2, 4)),
        ("MATCH (n) CALL `dbms`.`listConfig`() YIELD x RETURN x", (1, 17)),
        ("RETURN 1 AS x SHOW FUNCTIONS EXECUTABLE BY neo4j", (1, 15)),
        ("USE `system` RETURN 1", (1, 1)),
    ],
)
def test_a_refusal_says_its_place(statement: str, place: tuple[int, int]) -> None:
    with pytest.raises(QueryRefused) as refused:
        refuse_text(statement)
    assert (refused.value.line, refused.value.column) == place


def test_a_write_is_refused_by_the_step_that_writes() -> None:
    with pytest.raises(QueryRefused, match="“Create”"):
        refuse_plan(step("ProduceResults", step("ExhaustiveLimit", step("Create"))), "rw")


@pytest.mark.parametrize(
    "statement",
    [
        "EXPLAIN MATCH (n) RETURN n",
        "// cost?\nEXPLAIN MATCH (n) RETURN n",
        "/* a */ CYPHER 25 EXPLAIN MATCH (n) RETURN n",
        "CYPHER planner=cost explain MATCH (n) RETURN n",
    ],
)
def test_the_plan_is_asked_for_behind_a_comment_and_a_version_too(statement: str) -> None:
    kind, left = mode(statement)
    assert (kind, len(left)) == ("explain", len(statement)), "every place stays"
    assert "EXPLAIN" not in left.upper()
    assert mode("MATCH (n) /* EXPLAIN */ RETURN n.profile AS profile")[0] == "run"


def test_sizes() -> None:
    with pytest.raises(QueryRefused, match="parameter"):
        check_size("RETURN 1 " + " " * LENGTH)
    with pytest.raises(QueryRefused, match="no statement"):
        check_size(" \n")


def test_what_the_server_says_in_our_words() -> None:
    assert "more than 256 MB" in str(
        explain("Neo.ClientError.General.TransactionOutOfMemoryError", "x")
    )
    assert "only reads" in str(explain("Neo.ClientError.Statement.AccessMode", "x"))
    assert isinstance(explain("Neo.DatabaseError.General.UnknownError", STOPPED), QueryEnded)


def test_notices_name_the_nearest() -> None:
    class Status:
        gql_status = "01N52"
        status_description = (
            "warn: property key does not exist. The property `nam` does not exist in database"
            " `neo4j`."
        )

    assert notices([Status(), Status()]) == ["No row has the property “nam”; did you mean name?"]


class Deaf:
    """A server that neither answers nor ends."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    @contextmanager
    def reading(self, seconds: float, mark: str) -> Iterator[None]:
        if self.let_go.wait():
            raise QueryEnded("let go")
        yield

    def end(self, mark: str) -> int:
        self.let_go.wait()
        return 0

    def setting(self, names: list[str]) -> dict[str, str]:
        return dict.fromkeys(names, "true")


def test_a_server_that_does_not_end_a_question_is_started_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking, "GIVE_UP_SECONDS", 0.1)
    monkeypatch.setattr(asking, "ALIVE_SECONDS", 0.1)
    deaf, told = Deaf(), threading.Event()
    console = Console(deaf, told.set)  # type: ignore[arg-type]
    with pytest.raises(QueryEnded, match="given up"):
        console.ask("RETURN 1", limits=QueryLimits(seconds=0.1))
    assert told.wait(5)
    deaf.let_go.set()


class Slow(Deaf):
    """A server that answers others while one question goes on."""

    ended = ""

    def end(self, mark: str) -> int:
        self.ended = mark
        self.let_go.set()
        return 1


def test_a_question_that_is_given_up_is_ended_and_a_server_that_answers_others_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking, "GIVE_UP_SECONDS", 0.1)
    slow, told = Slow(), threading.Event()
    with pytest.raises(QueryEnded, match="given up"):
        Console(slow, told.set).ask("RETURN 1", limits=QueryLimits(seconds=0.1))  # type: ignore[arg-type]
    assert slow.let_go.wait(5)
    assert slow.ended
    assert not told.is_set()


def test_a_plan_that_is_known_puts_no_other_one_out() -> None:
    with Store("bolt://127.0.0.1:1", "neo4j", "nobody listens") as store:
        console = Console(store)
    for spelt in (*range(PLANS), 0):
        console.keep(({}, ()), spelt)
    assert set(console.plans) == set(range(PLANS))
    console.keep(({}, ()), PLANS)
    assert set(console.plans) == {PLANS}


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = {"a": [value]}
    return value


@pytest.mark.parametrize(
    "value",
    [
        2**63,
        -(2**63) - 1,
        "\ud800",
        {"\udfff": 1},
        nested(40),
        nested(5_000),
        "x" * 2_000_001,
        [1] * 2_000_001,
    ],
)
def test_parameters_that_no_server_can_be_given(value: object) -> None:
    with pytest.raises(QueryRefused):
        Console(Deaf()).ask("RETURN $x", {"x": value})  # type: ignore[arg-type]


def test_an_answer_too_deep_to_be_read_is_said() -> None:
    assert own_value(nested(20)) == nested(20)
    for depth in (40, 5_000):
        with pytest.raises(QueryEnded, match="deep"):
            own_value(nested(depth))


def test_what_an_own_server_leaves_open() -> None:
    assert missing_protection(Deaf()) == ["LOAD CSV may read files of its import folder"]  # type: ignore[arg-type]
