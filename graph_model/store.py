"""The one file that speaks to Neo4j, over the official driver: embedded server, own server, cluster or Aura alike."""

from __future__ import annotations

import gc
import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from neo4j import Driver, GraphDatabase, ManagedTransaction, NotificationMinimumSeverity, Session, Transaction
from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable, TransientError

from graph_model import cypher
from graph_model.changes import Changes
from graph_model.errors import StoreBusy, StoreError, StoreUnreachable
from graph_model.rows import NodeRow, RelationshipRow, Rows, Value
from graph_model.schema import NodeType, RelationshipType
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from graph_model.watch import Watch

BATCH = 10_000
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
CONNECT_SECONDS = 5.0
LOAD_SECONDS = 900.0

Columns = dict[str, list[Value | None]]
Parameter = str | int | float | bool | None | Sequence[object] | Mapping[str, object]


class Store:
    """A graph database. A handful of methods by intent; every one raises `StoreError` or one of its kinds, with a remedy."""

    def __init__(self, uri: str, user: str, password: str, database: str | None = None) -> None:
        self.uri, self.auth, self.database = uri, (user, password), database
        if uri.split("://", 1)[0] not in SCHEMES:
            raise StoreUnreachable(f"{uri!r} is no address of a Neo4j server; write NEO4J_URI like neo4j://host:7687.")
        try:
            self._driver: Driver = GraphDatabase.driver(
                uri,
                auth=self.auth,
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=CONNECT_SECONDS + 2,
                max_transaction_retry_time=CONNECT_SECONDS,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                user_agent="linkages",
            )
        except (ConfigurationError, ValueError) as error:
            raise StoreUnreachable(f"{uri!r} is no address of a Neo4j server; write NEO4J_URI like neo4j://host:7687 ({error}).") from None

    def close(self) -> None:
        """Let go of all connections."""
        self._driver.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------ reading

    def version(self) -> str:
        """The server's version, such as ``2026.09.0``; also the cheapest question, to learn whether it answers at all."""
        with self._session() as session:
            record = session.run("CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version").single(strict=True)
        return str(record["version"])

    def counts(self) -> dict[str, int]:
        """How many rows each label and relationship type has, counted by the database."""
        with self._session() as session:
            found = [record for statement in (cypher.COUNT_NODES, cypher.COUNT_TIES) for record in session.run(statement)]
        return {str(record["kind"]): int(record["number"]) for record in found}

    def last_load(self) -> str:
        """The id of the last load, empty before the first: when it differs, the data has changed."""
        with self._session() as session:
            return _last_load(session)

    def loads(self) -> list[dict[str, object]]:
        """Every load, latest first: ``id``, ``dataset``, ``finished``, ``rows``, ``files``."""
        with self._session() as session:
            return [dict(record) for record in session.run(cypher.LOADS)]

    def read(self) -> Snapshot:
        """Everything that datasets brought, as one consistent snapshot."""
        with self._session() as session, _no_collection():
            return session.execute_read(_read_all)

    # ------------------------------------------------------------ writing

    def prepare(self) -> None:
        """Create the constraints that are not there yet."""
        with self._session() as session:
            for kind in SCHEMA.nodes:
                session.run(cypher.constraint(kind)).consume()

    def write(self, changes: Changes, before: Snapshot, files: Sequence[str] = (), expected: str | None = None, watch: Watch | None = None) -> str:
        """Write and sweep in one transaction: a reader sees the old state or the new one, and a killed load leaves the old.

        `before` is the snapshot that `changes` was compared with, and `expected` the load it was read at. Returns the id of the load.
        Raises `StoreBusy` when another load came between, `LoadCancelled` when the watch says so.
        """
        watch = watch or Watch()
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        load_id = f"{now[:19].replace(':', '').replace('-', '')}-{secrets.token_hex(4)}"
        stamp: dict[str, Parameter] = {"dataset": changes.dataset, "load_id": load_id, "now": now}
        self.prepare()
        with self._session() as session, session.begin_transaction(timeout=LOAD_SECONDS) as transaction:
            transaction.run(cypher.TAKE_TURN, {"load_id": load_id}).consume()
            if expected is not None and _last_load(transaction) != expected:
                raise StoreBusy("Another load was written since this one was compared; look at the preview again and repeat it.")
            _write_all(transaction, changes, before, stamp, watch)
            transaction.run(cypher.NOTE_LOAD, {**stamp, "rows": len(changes.new) + len(changes.changed), "files": list(files)}).consume()
            watch.tell("commit", 1, 1)
            transaction.commit()
        return load_id

    # ------------------------------------------------------------ inside

    @contextmanager
    def _session(self) -> Iterator[Session]:
        """A session whose errors are said in our words."""
        try:
            with self._driver.session(database=self.database) as session:
                yield session
        except AuthError:
            raise StoreUnreachable(f"{self.uri} refuses the user name or password; check NEO4J_USERNAME and NEO4J_PASSWORD.") from None
        except ServiceUnavailable as error:
            reason = str(error).split("\n", 1)[0][:160]
            raise StoreUnreachable(f"No Neo4j answers at {self.uri}; start it or correct NEO4J_URI ({reason}).") from None
        except ClientError as error:
            if error.code == "Neo.ClientError.Database.DatabaseNotFound":
                raise StoreUnreachable(f"{self.uri} has no database named {self.database!r}; check NEO4J_DATABASE.") from None
            raise StoreError(f"The database refused: {error.message}") from None
        except TransientError as error:
            if "MemoryPool" not in str(error.code):
                raise StoreError(f"The database was busy and nothing was changed; try again ({error.message}).") from None
            raise StoreError("This load is larger than the database's memory and nothing was changed; split the files and load them in parts.") from None
        except (Neo4jError, DriverError) as error:
            raise StoreError(f"The database could not do it, nothing was changed: {error}") from None


@contextmanager
def _no_collection() -> Iterator[None]:
    """Reading makes hundreds of thousands of small lasting objects; looking through them for garbage takes longer than making them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _last_load(runner: Session | Transaction) -> str:
    record = runner.run(cypher.LAST_LOAD).single()
    return str(record["id"]) if record else ""


def _read_all(transaction: ManagedTransaction) -> Snapshot:
    nodes: list[NodeRow] = []
    ties: list[RelationshipRow] = []
    for kind, rows in transaction.run(cypher.READ_NODES):
        names = _names(SCHEMA.by_label.get(kind))
        nodes.extend(NodeRow(kind, id, _kept(fields, names), dataset) for id, dataset, fields in rows if kind in SCHEMA.by_label)
    for kind, rows in transaction.run(cypher.READ_TIES):
        names = _names(SCHEMA.by_name.get(kind))
        ties.extend(RelationshipRow(kind, a, b, _kept(fields, names), dataset) for a, b, dataset, fields in rows if kind in SCHEMA.by_name)
    return Snapshot(Rows(tuple(nodes), tuple(ties)))


def _names(kind: NodeType | RelationshipType | None) -> frozenset[str]:
    return frozenset(field.name for field in kind.fields) if kind else frozenset()


def _kept(fields: dict[str, Value], names: frozenset[str]) -> dict[str, Value]:
    """The fields of ours; what the database keeps for itself, or an analyst added, is no part of a row."""
    return {name: value for name, value in fields.items() if name in names}


def _write_all(transaction: Transaction, changes: Changes, before: Snapshot, stamp: dict[str, Parameter], watch: Watch) -> None:
    """Old relationships and nodes out, then nodes and relationships in, each kind in batches."""
    labels = {id: row.label for id, row in before.nodes.items()}
    gone_ties = _by_ends(changes.gone.relationships, labels)
    labels.update((row.id, row.label) for rows in (changes.new, changes.changed) for row in rows.nodes)
    steps: list[_Step] = []
    for (kind, source, target), ties in gone_ties.items():
        steps.append(_Step("sweep", cypher.sweep_ties(SCHEMA.by_name[kind], source, target), ties))
    for label, nodes in _by_label(changes.gone.nodes).items():
        steps.append(_Step("sweep", cypher.sweep_nodes(SCHEMA.by_label[label]), nodes))
    for part in (changes.new, changes.changed):
        for label, nodes in _by_label(part.nodes).items():
            fields = _fields(SCHEMA.by_label[label], nodes, part is changes.changed)
            steps.append(_Step("write", cypher.write_nodes(SCHEMA.by_label[label], fields), nodes, fields))
    for part in (changes.new, changes.changed):
        for (kind, source, target), ties in _by_ends(part.relationships, labels).items():
            fields = _fields(SCHEMA.by_name[kind], ties, part is changes.changed)
            steps.append(_Step("write", cypher.write_ties(SCHEMA.by_name[kind], source, target, fields), ties, fields))
    total, done = sum(len(step.rows) for step in steps), 0
    for step in steps:
        for start in range(0, len(step.rows), BATCH):
            batch = step.rows[start : start + BATCH]
            watch.tell(step.phase, done, total)
            transaction.run(step.statement, {**stamp, **_columns(batch, step.fields)}).consume()
            done += len(batch)
    watch.tell("write", total, total)


@dataclass(frozen=True)
class _Step:
    """One statement with the rows it is for and the fields it writes (none for a sweep)."""

    phase: str
    statement: str
    rows: Sequence[NodeRow | RelationshipRow]
    fields: frozenset[str] = frozenset()


def _fields(kind: NodeType | RelationshipType, rows: Sequence[NodeRow | RelationshipRow], changed: bool) -> frozenset[str]:
    """The fields to write: those that some new row has; a changed row may have lost one, so all of its fields."""
    return _names(kind) if changed else frozenset(name for row in rows for name in row.fields)


def _columns(rows: Sequence[NodeRow | RelationshipRow], fields: frozenset[str]) -> Columns:
    """The rows turned to columns: their keys, and the fields that are to be written."""
    nodes = [row for row in rows if isinstance(row, NodeRow)]
    ties = [row for row in rows if isinstance(row, RelationshipRow)]
    columns: Columns = {"id": [row.id for row in nodes]} if nodes else {"from_id": [row.source for row in ties], "to_id": [row.target for row in ties]}
    for name in fields:
        columns[name] = [row.fields.get(name) for row in rows]
    return columns


def _by_label(rows: Sequence[NodeRow]) -> dict[str, list[NodeRow]]:
    found: defaultdict[str, list[NodeRow]] = defaultdict(list)
    for row in rows:
        found[row.label].append(row)
    return found


def _by_ends(rows: Sequence[RelationshipRow], labels: Mapping[str, str]) -> dict[tuple[str, str, str], list[RelationshipRow]]:
    found: defaultdict[tuple[str, str, str], list[RelationshipRow]] = defaultdict(list)
    for row in rows:
        found[row.type, labels[row.source], labels[row.target]].append(row)
    return found
