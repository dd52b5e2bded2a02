"""No statement changes anything, reaches the network or files, tells a secret or stops the server: through the console, and without its guard."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest

from graph_model.changes import compare
from graph_model.console.ask import Console
from graph_model.console.limits import Limits
from graph_model.engine import LocalEngine
from graph_model.errors import LinkagesError, QueryBusy, QueryEnded, QueryError
from graph_model.snapshot import Snapshot
from graph_model.store import Store
from tests.console.attacks import ENDLESS, FAMILIES, HARMLESS, LARGE, statements
from tests.graphs import graph, talks

pytestmark = pytest.mark.neo4j

PARAMETERS = {"x": "CREATE (:Evil)", "key": "evil", "label": "Evil", "password": "evil-evil-evil", "path": "file:///etc/passwd"}


class Listener:
    """Takes calls on loopback and counts them."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                call, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            call.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(params=["current", "long_term"])
def engine(request: pytest.FixtureRequest) -> LocalEngine:
    """A small graph, on both lines in turn."""
    found: LocalEngine = request.getfixturevalue(request.param)
    assert found.running is not None
    with neo4j.GraphDatabase.driver(found.running.uri, auth=(found.running.user, found.running.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    with found.running.store() as store:
        store.write(compare(Snapshot(), graph(*talks()).rows(), "test"), Snapshot())
    return found


@pytest.fixture
def store(engine: LocalEngine) -> Iterator[Store]:
    assert engine.running is not None
    with engine.running.store() as opened:
        yield opened


@pytest.fixture
def listeners() -> Iterator[tuple[Listener, Listener]]:
    pair = Listener(), Listener()
    yield pair
    for one in pair:
        one.close()


def fingerprint(store: Store) -> str:
    """Everything an attack could change: all nodes and relationships, schema, users, databases, settings, procedures, tokens."""
    asked = (
        "MATCH (n) RETURN labels(n), properties(n) ORDER BY elementId(n)",
        "MATCH (a)-[r]->(b) RETURN elementId(a), type(r), properties(r), elementId(b) ORDER BY elementId(r)",
        "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name",
        "SHOW INDEXES YIELD name, type, state, labelsOrTypes RETURN * ORDER BY name",
        "SHOW USERS",
        "SHOW DATABASES YIELD name, currentStatus, access",
        "SHOW SETTINGS YIELD name, value RETURN * ORDER BY name",
        "SHOW PROCEDURES YIELD name RETURN name ORDER BY name",
        "CALL db.labels()",
        "CALL db.relationshipTypes()",
        "CALL db.propertyKeys()",
    )
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        return json.dumps([[record.data() for record in driver.execute_query(statement).records] for statement in asked], default=str)


def secrets_of(engine: LocalEngine) -> list[str]:
    assert engine.running is not None
    return [engine.running.password, Path("/etc/passwd").read_text().splitlines()[0], str(engine.home)]


def ask(console: Console, statement: str, parameters: dict[str, object]) -> str:
    """Why it was refused; empty when it was answered."""
    try:
        console.ask(statement, parameters, Limits(seconds=5))
    except QueryError as error:
        return str(error)
    return ""


def test_there_are_enough_of_them() -> None:
    every = [statement for family in FAMILIES.values() for statement in family]
    assert len(set(every)) == len(every) >= 150


def test_no_attack_through_the_console(engine: LocalEngine, store: Store, listeners: tuple[Listener, Listener]) -> None:
    """Each is refused, and nothing has changed, left or come back."""
    console, secrets, before = Console(store), secrets_of(engine), fingerprint(store)
    web, ftp = (f"{kind}://127.0.0.1:{one.port}" for kind, one in zip(("http", "ftp"), listeners, strict=True))
    for family in FAMILIES:
        for statement in statements(family, web=web, ftp=ftp, name=socket.gethostname()):
            told = ask(console, statement, {**PARAMETERS, "address": web, "map": {"address": web}})
            assert told, f"{family}: {statement!r} was answered"
            assert not any(secret in told for secret in secrets), statement
        assert fingerprint(store) == before, family
    assert [one.calls for one in listeners] == [0, 0]
    assert console.ask("MATCH (m:Member) RETURN m.id AS id ORDER BY id").rows == (("apc",), ("edri",))


@pytest.mark.parametrize("family", ["writes", "hidden writes", "schema", "files", "network", "network within expressions", "procedures that act", "plug-ins"])
def test_no_attack_without_the_guard(engine: LocalEngine, store: Store, listeners: tuple[Listener, Listener], family: str) -> None:
    """The server's own walls hold where nobody looked at the statement first."""
    secrets, before = secrets_of(engine), fingerprint(store)
    web, ftp = (f"{kind}://127.0.0.1:{one.port}" for kind, one in zip(("http", "ftp"), listeners, strict=True))
    for statement in statements(family, web=web, ftp=ftp, name=socket.gethostname()):
        try:
            with store.reading(5.0, "test") as transaction:
                told = str([record.data() for record in transaction.run(statement, {**PARAMETERS, "address": web, "map": {"address": web}})])
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
    assert Console(store).ask(statement, {"x": "CREATE (:Evil)"}).seconds < 10


def test_an_endless_statement_is_ended_within_its_limit_and_two_seconds(store: Store) -> None:
    console = Console(store)
    for statement in ENDLESS:
        start = time.monotonic()
        with pytest.raises(QueryEnded, match="time is up"):
            console.ask(statement, limits=Limits(seconds=1))
        assert time.monotonic() - start < 3, statement
        assert console.ask("RETURN 1 AS x").rows == ((1,),), "and the next question is answered at once"


@pytest.mark.parametrize("statement", LARGE)
def test_a_large_statement_is_ended_by_its_memory(store: Store, statement: str) -> None:
    with pytest.raises(QueryEnded, match="memory"):
        Console(store).ask(statement, limits=Limits(seconds=15))


def test_twenty_at_once_are_answered_or_told_to_come_back(store: Store) -> None:
    console, slow = Console(store), "UNWIND range(1, 300000) AS x RETURN sum(sin(x)) AS s"
    jobs = [console.start(slow, limits=Limits(seconds=15, wait=2)) for _ in range(20)]
    told: list[int | str] = []
    for job in jobs:
        try:
            told.append(len(job.result().rows))
        except QueryBusy as busy:
            told.append(str(busy))
    assert set(told) <= {1, "Too many questions are being answered at this moment; ask again in a few seconds."}
    assert told.count(1) >= 4


def test_cancel_ends_it_on_the_server(store: Store) -> None:
    begun = threading.Event()
    job = Console(store).start("UNWIND range(1, 100000000000) AS x RETURN x", limits=Limits(60, 10**12), sink=lambda columns, rows: begun.set())
    assert begun.wait(20)
    job.cancel()
    with pytest.raises(QueryEnded, match="cancelled"):
        job.result()
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        left = driver.execute_query("SHOW TRANSACTIONS YIELD metaData, status WHERE metaData.linkages_console IS NOT NULL AND status = 'Running'").records
    assert left == []
