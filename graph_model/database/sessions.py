"""The one file that speaks to Neo4j, over the official driver: embedded server, own server, cluster
or Aura alike.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    Driver,
    GraphDatabase,
    NotificationMinimumSeverity,
    Session,
    Transaction,
    unit_of_work,
)
from neo4j import Bookmarks as Seen
from neo4j.exceptions import (
    AuthError,
    BrokenRecordError,
    ClientError,
    ConfigurationError,
    ConstraintError,
    DatabaseError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph_model.database import constraints_and_indexes, cypher_text
from graph_model.database.causal_bookmarks import Bookmarks
from graph_model.database.failures import explain, server_error, unanswered
from graph_model.database.limits import MARK
from graph_model.database.reading import Commits, Reader, commits
from graph_model.database.row_bound import HOLDERS, ROW_MEGABYTES, BoundedSocket, bound_rows
from graph_model.errors import (
    LoadTooLarge,
    QueryEnded,
    QueryRefused,
    StoreError,
    StoreSilent,
    StoreUnreachable,
)

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
CONNECT_SECONDS = 5.0
LOAD_SECONDS = 900.0
#: So long a cluster may take to choose another leader; a connection that was idle for so long is
#: tried before it is used.
RETRY_SECONDS, IDLE_SECONDS = 20.0, 30.0
#: What the server says when it does not know, or does not reach, what was seen before.
BEHIND = ("BookmarkTimeout", "InvalidBookmark", "InvalidBookmarkMixture")
#: What of a statement is noted for whoever wrote it.
SAID = NotificationMinimumSeverity.INFORMATION
READS = 3  # so often a reader looks again beside what others write, before it asks them to wait
EVERYTHING = -1  # the records of an answer come as they are found, without being asked for in parts

logging.getLogger("neo4j").addHandler(
    logging.NullHandler()
)  # what the driver would print is raised or shown by us

Found = TypeVar("Found")
Given = ParamSpec("Given")
Answered = TypeVar("Answered")
SomeStore = TypeVar("SomeStore", bound="Sessions")


def once_more(
    read: Callable[Concatenate[SomeStore, Given], Answered],
) -> Callable[Concatenate[SomeStore, Given], Answered]:
    """A small question that is asked once more when its connection broke: a greedy question of
    somebody else, or a server that was just started again, makes no other one fail.
    """

    @wraps(read)
    def asked(store: SomeStore, /, *args: Given.args, **named: Given.kwargs) -> Answered:
        begun = time.monotonic()
        try:
            return read(store, *args, **named)
        except StoreUnreachable:
            if time.monotonic() - begun > CONNECT_SECONDS / 2:
                raise  # nobody answers: that is said within ten seconds
            return read(store, *args, **named)

    return asked


class Sessions:
    """How the server is spoken to: connections, sessions, what is asked again, and every refusal in
    our words. `Store` says what is asked.
    """

    def __init__(
        self,
        uri: str,
        user: str,
        password: str,
        database: str | None = None,
        built_in: bool = False,
        bookmarks: Bookmarks | None = None,
    ) -> None:
        self.uri, self.auth, self.database = uri, (user, password), database
        self.built_in = built_in
        self.bookmarks = bookmarks or Bookmarks()
        self._seen = GraphDatabase.bookmark_manager(
            initial_bookmarks=Seen.from_raw_values(self.bookmarks.read())
        )
        if (database or "").lower() == "system":
            raise StoreUnreachable(
                "The database 'system' holds users and databases, and no data; set NEO4J_DATABASE"
                " to the one with the data, such as neo4j."
            )
        if uri.split("://", 1)[0] not in SCHEMES:
            raise StoreUnreachable(
                f"{uri!r} is no address of a Neo4j server; write NEO4J_URI like neo4j://host:7687."
            )
        routed = uri.startswith("neo4j")
        try:
            self._driver: Driver = GraphDatabase.driver(
                uri,
                auth=self.auth,
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=CONNECT_SECONDS + 2,
                max_transaction_retry_time=RETRY_SECONDS if routed else CONNECT_SECONDS,
                liveness_check_timeout=IDLE_SECONDS,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                user_agent="linkages",
            )
        except (ConfigurationError, ValueError) as error:
            raise StoreUnreachable(
                f"{uri!r} is no address of a Neo4j server; write NEO4J_URI like neo4j://host:7687"
                f" ({error})."
            ) from None

    def close(self) -> None:
        """Let go of all connections."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @once_more
    def version(self) -> str:
        """The server's version, such as ``2026.09.0``; also the cheapest question, to learn whether
        it answers at all.
        """
        asked = (
            "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN"
            " versions[0] AS version"
        )
        for known in (True, False):
            with self._session(reads=True) as session:
                try:
                    return str(session.run(asked).single(strict=True)["version"])
                except Neo4jError as error:
                    if not known or str(error.code).rsplit(".", 1)[-1] not in BEHIND:
                        raise
                    self._forget()  # the database was set back, or is another one
        raise AssertionError("the second question answers or raises")

    @contextmanager
    def reading(self, seconds: float, mark: str) -> Iterator[Transaction]:
        """A transaction that cannot write, ended by the server after so many seconds; `mark` is how
        to find it. Raises `QueryError`.
        """
        with self._session(reads=True, told=True) as session:
            gate: BoundedSocket | None = None
            try:
                with (
                    _at_once(session),
                    session.begin_transaction(
                        timeout=seconds, metadata={MARK: mark}
                    ) as transaction,
                    bound_rows(transaction) as gate,
                ):
                    yield transaction
            except Neo4jError as error:
                if str(error.code).startswith(
                    ("Neo.ClientError.Security", "Neo.ClientError.Database")
                ):
                    raise
                raise explain(error.code or "", error.message or "") from None
            except BrokenRecordError:
                raise QueryRefused(
                    "The answer holds a value that is not read here, such as a day before year 1 or"
                    " after 9999; use toString()."
                ) from None
            except (DriverError, OSError):
                if gate is None or not gate.met:
                    raise
                raise QueryEnded(
                    f"One row of the answer is too large ({ROW_MEGABYTES} MB or some {HOLDERS:,}"
                    " values); return rows, not one long list."
                ) from None

    def end(self, mark: str) -> int:
        """End the transactions of that mark on the server; how many there were."""
        with self._session() as session:
            ids = [
                str(record["id"])
                for record in session.run(cypher_text.MARKED, {"key": MARK, "mark": mark})
            ]
            if ids:
                session.run(cypher_text.END, {"ids": ids}).consume()
        return len(ids)

    def _lay_foundations(self, session: Session, statements: Iterable[str]) -> None:
        """Constraints and indexes, all or none; where doubled ids are in the way, which."""

        def make(transaction: Reader) -> None:
            for statement in statements:
                transaction.run(statement).consume()

        try:
            session.execute_write(make)
        except DatabaseError as error:
            if "ConstraintCreationFailed" in str(error.code) and (
                says := constraints_and_indexes.doubled_ids(session)
            ):
                raise StoreError(says) from None
            raise

    def _settled(self, read: Callable[[Reader], Found]) -> Found:
        """What `read` finds while no load is being put in place: Neo4j shows a commit's rows one
        after another, so that one among them is read again. All of it from one member of a cluster.
        """
        looked: list[Commits] = []

        def look(reader: Reader) -> Found | None:
            looked.append(commits(reader))
            if not looked[-1].settled:
                return None
            found = read(reader)
            return found if commits(reader) == looked[-1] else None

        with self._session(reads=True, fetch_size=EVERYTHING) as session:
            for _ in range(READS):
                try:
                    found = session.execute_read(long_work(look))
                except Neo4jError:  # such as a row that went while it was read
                    if session.execute_read(commits) == looked[-1]:
                        raise
                    continue
                if found is not None:
                    return found
                if not looked[-1].settled:
                    break

        def in_turn(transaction: Reader) -> Found:
            # waits until the commit is done, or undone where its program died
            transaction.run(cypher_text.HOLD_TURN).consume()
            found = read(transaction)
            transaction.run(cypher_text.ENDED, {"load_id": commits(transaction).begun}).consume()
            return found

        with self._session(fetch_size=EVERYTHING) as session:
            return session.execute_write(long_work(in_turn))

    def _written(self, work: Callable[[Reader], Found], load_id: str) -> Found:
        """Do it in one transaction, again where another member of a cluster became its leader. The
        commit is announced to those who read and its end noted; who finds the note missing notes it
        (`_settled`).
        """

        def announced(transaction: Reader) -> Found:
            found = work(transaction)
            with self._session() as other:
                other.execute_write(run_statement, cypher_text.BEGUN, {"load_id": load_id})
            return found

        with self._session() as session:
            done = session.execute_write(long_work(announced))
        with suppress(StoreError), self._session() as other:
            other.execute_write(run_statement, cypher_text.ENDED, {"load_id": load_id})
        self.bookmarks.write(self._seen.get_bookmarks())
        return done

    def _ask(self, read: Callable[[Reader], Found]) -> Found:
        """A small question, asked again where a member of a cluster does not answer."""
        with self._session(reads=True) as session:
            return session.execute_read(read)

    def _forget(self) -> None:
        """Let go of what was seen before: it is of a database that is not there any more."""
        self.bookmarks.write(())
        self._seen = GraphDatabase.bookmark_manager()

    @contextmanager
    def _session(
        self, reads: bool = False, told: bool = False, fetch_size: int = 1_000
    ) -> Iterator[Session]:
        """A session whose errors are said in our words; one that `reads` cannot write, and one that
        is `told` hears what the server notes of a statement: for those of people. Of ours it notes
        each label and type that no row has yet.
        """
        try:
            with self._driver.session(
                database=self.database,
                default_access_mode=READ_ACCESS if reads else WRITE_ACCESS,
                notifications_min_severity=SAID if told else NotificationMinimumSeverity.OFF,
                fetch_size=fetch_size,
                bookmark_manager=self._seen,
            ) as session:
                yield session
        except (Neo4jError, DriverError) as error:
            raise self._in_our_words(error) from None

    def _in_our_words(self, error: Neo4jError | DriverError) -> StoreError:
        """What the server or the driver refused, with a remedy."""
        if isinstance(error, AuthError):
            return StoreUnreachable(
                f"{self.uri} refuses the user name or password; check NEO4J_USERNAME and"
                " NEO4J_PASSWORD."
            )
        if isinstance(error, ServiceUnavailable | SessionExpired):
            return StoreSilent(unanswered(self.uri, self.built_in))
        if isinstance(error, ConstraintError):
            what = (
                "Somebody tied something to a row that is to go"
                if "Cannot delete" in str(error.message)
                else "Somebody made an entry with an id of these rows"
            )
            return StoreError(f"{what}, in this moment; nothing was changed, try again.")
        if isinstance(error, ClientError):
            return self._refused(error)
        if isinstance(error, TransientError) and "MemoryPool" in str(error.code):
            return LoadTooLarge(
                "This load is larger than the database's memory and nothing was changed; split the"
                " files and load them in parts, or use a Neo4j with more memory (NEO4J_URI)."
            )
        return server_error(
            str(getattr(error, "code", "") or ""), str(getattr(error, "message", "") or error)
        )

    def _refused(self, error: ClientError) -> StoreError:
        """What the server holds against what was asked, or against who asks."""
        if error.code == "Neo.ClientError.Database.DatabaseNotFound":
            return StoreUnreachable(
                f"{self.uri} has no database named {self.database!r}; check NEO4J_DATABASE."
            )
        if error.code == "Neo.ClientError.Security.CredentialsExpired":
            return StoreUnreachable(
                f"The password of {self.auth[0]} at {self.uri} must be changed before anything"
                " else: ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new' in cypher-shell (-d"
                " system), then set NEO4J_PASSWORD."
            )
        return StoreError(f"The database refused: {error.message}")


def long_work(work: Callable[[Reader], Found]) -> Callable[[Reader], Found]:
    """Work that may take as long as a large load does."""
    return unit_of_work(timeout=LOAD_SECONDS)(work)


def run_statement(transaction: Reader, statement: str, given: Mapping[str, object]) -> None:
    transaction.run(statement, given).consume()


def _at_once(session: Session) -> AbstractContextManager[Any]:
    """Send the beginning of a transaction together with its first statement, as the driver does for
    its own; where it keeps this elsewhere, an answer comes one way later.
    """
    found: AbstractContextManager[Any] = getattr(session, "_pipelined_begin", nullcontext())
    return found
