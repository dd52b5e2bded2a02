"""No statement changes anything, reaches the network or files, tells a secret or stops the server:
through the console, and without its guard.
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

import neo4j
import pytest

from graph_model.console.console import Console
from graph_model.database.limits import QueryLimits
from graph_model.database.store import Store
from graph_model.engine import LocalEngine
from graph_model.errors import LinkagesError, QueryBusy, QueryEnded, QueryError
from tests.conftest import HANGS
from tests.console.attacks import FAMILIES, HARMLESS, LARGE, LONG, statements
from tests.console.attacks_more import BOMBS
from tests.console.shared import PARAMETERS, Listener, fingerprint, given, secrets_of

#: So many statements that take much are asked at a time.
SEVERAL = 4

#: The families that READ mode and the settings of the server hold by themselves.
HELD_BY_THE_SERVER = (
    "writes", "hidden writes", "schema", "files", "network", "network within expressions",
    "procedures that act", "plug-ins",
    "new words", "in transactions", "more plug-ins", "more files and network",
)  # fmt: skip

pytestmark = pytest.mark.neo4j


def ask(console: Console, statement: str, parameters: dict[str, object], seconds: float = 5) -> str:
    """Why it was refused; empty when it was answered."""
    try:
        console.ask(statement, parameters, QueryLimits(seconds))
    except QueryError as error:
        return str(error)
    return ""


def test_there_are_enough_of_them() -> None:
    every = [statement for family in FAMILIES.values() for statement in family]
    assert len(set(every)) == len(every) >= 150


def test_no_attack_through_the_console(
    engine: LocalEngine, store: Store, before: str, listeners: tuple[Listener, Listener]
) -> None:
    """Each is refused, and nothing has changed, left or come back."""
    console, secrets = Console(store), secrets_of(engine)
    web, ftp = (
        f"{kind}://127.0.0.1:{one.port}"
        for kind, one in zip(("http", "ftp"), listeners, strict=True)
    )
    for family in FAMILIES:
        for statement in statements(family, web=web, ftp=ftp, name=socket.gethostname()):
            told = ask(console, statement, given(web))
            assert told, f"{family}: {statement!r} was answered"
            assert not any(secret in told for secret in secrets), statement
        assert fingerprint(store) == before, family
    assert [one.calls for one in listeners] == [0, 0]
    assert console.ask("MATCH (m:Member) RETURN m.id AS id ORDER BY id").rows == (
        ("apc",),
        ("edri",),
    )


@pytest.mark.parametrize("family", HELD_BY_THE_SERVER)
def test_no_attack_without_the_guard(
    engine: LocalEngine,
    store: Store,
    before: str,
    listeners: tuple[Listener, Listener],
    family: str,
) -> None:
    """The server's own walls hold where nobody looked at the statement first."""
    secrets = secrets_of(engine)
    web, ftp = (
        f"{kind}://127.0.0.1:{one.port}"
        for kind, one in zip(("http", "ftp"), listeners, strict=True)
    )
    for statement in statements(family, web=web, ftp=ftp, name=socket.gethostname()):
        try:
            with store.reading(5.0, "test") as transaction:
                told = str([record.data() for record in transaction.run(statement, given(web))])
        except LinkagesError as error:
            told = str(error)
        assert not any(secret in told for secret in secrets), statement
    assert fingerprint(store) == before
    assert [one.calls for one in listeners] == [0, 0]


def test_no_name_leaves_as_a_question_to_a_name_server(store: Store) -> None:
    """A name that the machine's resolver knows is not known to the server: it asks nobody."""
    with pytest.raises(QueryError, match="localhost"), store.reading(5.0, "test") as transaction:
        transaction.run("LOAD CSV FROM 'http://localhost:9/' AS l RETURN l").consume()
    with pytest.raises(QueryError) as unknown, store.reading(5.0, "test") as transaction:
        transaction.run(f"LOAD CSV FROM 'http://{socket.gethostname()}:9/' AS l RETURN l").consume()
    assert socket.gethostbyname(socket.gethostname()) not in str(unknown.value)


@pytest.mark.parametrize("statement", HARMLESS)
def test_what_only_reads_is_answered(store: Store, statement: str) -> None:
    assert Console(store).ask(statement, PARAMETERS).seconds < HANGS


def test_a_long_statement_is_ended_at_its_limit(store: Store) -> None:
    console = Console(store)
    for statement in LONG:
        start = time.monotonic()
        with pytest.raises(QueryEnded, match="time is up"):
            console.ask(statement, limits=QueryLimits(seconds=0.2))
        assert time.monotonic() - start < HANGS, statement
        assert console.ask("RETURN 1 AS x").rows == ((1,),), (
            "and the next question is answered at once"
        )


@pytest.mark.parametrize("statement", LARGE)
def test_a_large_statement_is_ended_by_its_memory(store: Store, statement: str) -> None:
    with pytest.raises(QueryEnded, match="memory"):
        Console(store).ask(statement, limits=QueryLimits(seconds=15))


@pytest.mark.parametrize(
    "statement",
    [
        "RETURN reduce(s = 'aaaaaaaa', x IN range(1, 23) | s + s) AS x",
        "RETURN [x IN range(1, 700000) | []] AS x",
    ],
)
def test_a_row_that_would_fill_the_memory_or_the_stack_is_not_read(
    store: Store, statement: str
) -> None:
    with pytest.raises(QueryEnded, match="too large"):
        Console(store).ask(statement)


def test_a_row_that_is_only_large_or_deep_is_read_or_said(store: Store) -> None:
    """Very many lists within each other once ended the whole program: the driver's reader walks
    down without looking. What is deeper than a bound is not handed to it.
    """
    console = Console(store)
    assert len(console.ask("RETURN range(1, 500000) AS x").rows[0][0]) == 500_000  # type: ignore[arg-type]
    with pytest.raises(QueryEnded, match="deep"):
        console.ask("RETURN reduce(l = [], x IN range(1, 2000) | [l]) AS x")


def test_what_takes_much_is_over_in_time_and_the_next_is_answered(store: Store) -> None:
    """Answered, refused or ended, several at once, and the server goes on."""
    stuck: list[str] = []
    console = Console(
        store, lambda: stuck.append("the server would have been started again"), at_once=SEVERAL
    )
    for at in range(0, len(BOMBS), SEVERAL):
        begun = time.monotonic()
        jobs = [
            console.start(statement, {"x": {"a": 1}}, QueryLimits(seconds=0.5))
            for statement in BOMBS[at : at + SEVERAL]
        ]
        for task in jobs:
            with suppress(QueryError):
                task.result()
            assert time.monotonic() - begun < HANGS, task.statement[:100]
        assert console.ask("RETURN 1 AS x").rows == ((1,),), "and the next question is answered"
    assert stuck == []


def test_twenty_at_once_are_answered_or_told_to_come_back(store: Store) -> None:
    console, slow = Console(store), "UNWIND range(1, 300000) AS x RETURN sum(sin(x)) AS s"
    jobs = [console.start(slow, limits=QueryLimits(seconds=15, wait=2)) for _ in range(20)]
    told: list[int | str] = []
    for task in jobs:
        try:
            told.append(len(task.result().rows))
        except QueryBusy as busy:
            told.append(str(busy))
    assert set(told) <= {
        1,
        "Too many questions are being answered at this moment; ask again in a few seconds.",
    }
    assert told.count(1) >= 4


def test_cancel_ends_it_on_the_server(store: Store) -> None:
    begun = threading.Event()
    task = Console(store).start(
        "UNWIND range(1, 30000000) AS x RETURN x",
        limits=QueryLimits(60, 10**12),
        sink=lambda columns, rows: begun.set(),
    )
    assert begun.wait(20)
    task.cancel()
    with pytest.raises(QueryEnded, match="cancelled"):
        task.result()
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        left = driver.execute_query(
            "SHOW TRANSACTIONS YIELD metaData, status WHERE metaData.linkages_console IS NOT NULL"
            " AND status = 'Running'"
        ).records
    assert left == []
