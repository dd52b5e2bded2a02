"""The one file that speaks to Neo4j, over the official driver: embedded server, own server, cluster
or Aura alike.
"""

from __future__ import annotations

import gc
import logging
import secrets
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    Driver,
    GraphDatabase,
    NotificationMinimumSeverity,
    Record,
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

from graph_model.database import constraints_and_indexes, cypher_text, foreign_rows, migration
from graph_model.database.causal_bookmarks import Bookmarks
from graph_model.database.contents import DatabaseContents
from graph_model.database.failures import explain, server_error, unanswered
from graph_model.database.foreign_rows import ForeignEntry, ForeignTie, TakeoverChoices
from graph_model.database.limits import MARK
from graph_model.database.load_history import AUTHOR, LOAD_BYTES, LoadRecord, UndoRecord
from graph_model.database.reading import (
    Commits,
    Reader,
    commits,
    last_load,
    older,
    read_entries,
    read_rows,
    read_whole,
)
from graph_model.database.row_bound import HOLDERS, ROW_MEGABYTES, BoundedSocket, bound_rows
from graph_model.database.write_statements import BATCH, plan, restore_statements
from graph_model.database.writing import keep_past, write_all
from graph_model.dataset_changes import Changes
from graph_model.errors import (
    QueryEnded,
    QueryRefused,
    StoreBusy,
    StoreError,
    StoreSilent,
    StoreUnreachable,
)
from graph_model.progress import WorkProgress
from graph_model.rows import NodeRow
from graph_model.search import PROPOSED, phrase, searched
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
CONNECT_SECONDS = 5.0
LOAD_SECONDS = 900.0
#: So long a cluster may take to choose another leader; a connection that was idle for so long is
#: tried before it is used.
RETRY_SECONDS, IDLE_SECONDS = 20.0, 30.0
#: What the server says when it does not know, or does not reach, what was seen before.
BEHIND = ("BookmarkTimeout", "InvalidBookmark", "InvalidBookmarkMixture")
READS = 3  # so often a reader looks again beside what others write, before it asks them to wait
EVERYTHING = -1  # the records of an answer come as they are found, without being asked for in parts

logging.getLogger("neo4j").addHandler(
    logging.NullHandler()
)  # what the driver would print is raised or shown by us

Found = TypeVar("Found")
Given = ParamSpec("Given")
Answered = TypeVar("Answered")
Parameter = str | int | float | bool | None | Sequence[object] | Mapping[str, object]


@dataclass(frozen=True)
class LeaveResult:
    """What leaving a database did: how many rows went, which entries were given back, which rows
    stay for the ties of others, and which constraints and indexes went.
    """

    rows: int
    given_back: tuple[str, ...]
    let_go: tuple[ForeignTie, ...]
    foundations: tuple[str, ...] = ()


def _once_more(
    read: Callable[Concatenate[Store, Given], Answered],
) -> Callable[Concatenate[Store, Given], Answered]:
    """A small question that is asked once more when its connection broke: a greedy question of
    somebody else, or a server that was just started again, makes no other one fail.
    """

    @wraps(read)
    def asked(store: Store, /, *args: Given.args, **named: Given.kwargs) -> Answered:
        begun = time.monotonic()
        try:
            return read(store, *args, **named)
        except StoreUnreachable:
            if time.monotonic() - begun > CONNECT_SECONDS / 2:
                raise  # nobody answers: that is said within ten seconds
            return read(store, *args, **named)

    return asked


class Store:
    """A graph database. A handful of methods by intent; every one raises `StoreError` or one of its
    kinds, with a remedy. `connected` gives the store of the explorer.

    Parameters
    ----------
    uri, user, password : str
        Where the server is and who asks.
    database : str, optional
        Its name; without, that which the server opens by itself.
    built_in : bool
        Whether the server is ours.
    bookmarks : Bookmarks, optional
        What was seen last, on a cluster.

    Raises
    ------
    StoreError
        By every method, with a remedy.

    Examples
    --------
    >>> from graph_model import connected
    >>> with connected() as linkages:  # doctest: +SKIP
    ...     linkages.store.read().counts["Delegation"] > 0
    True
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

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------ reading

    @_once_more
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

    @_once_more
    def counts(self) -> dict[str, int]:
        """How many rows each label and relationship type has, counted by the database."""
        return self._ask(_counts)

    @_once_more
    def last_load(self) -> str:
        """The id of the last load, empty before the first: when it differs, the data has
        changed.
        """
        return self._ask(last_load)

    @_once_more
    def history(self) -> list[LoadRecord]:
        """Every load, latest first."""
        return self._ask(
            lambda reader: [_entry(record) for record in reader.run(cypher_text.LOADS)]
        )

    @_once_more
    def past(self, load_id: str) -> UndoRecord | None:
        """What taking that load back needs; None when it is no longer kept."""

        def find(reader: Reader) -> UndoRecord | None:
            record = reader.run(cypher_text.PAST, {"load_id": load_id}).single()
            return UndoRecord.unpack(record["past"]) if record else None

        return self._ask(find)

    def read(self) -> Snapshot:
        """Everything that datasets brought, as one consistent snapshot."""
        with _no_collection():
            return Snapshot(self._settled(read_rows))

    def entries(self, labels: Collection[str]) -> Snapshot:
        """The entries of these labels that datasets brought, without ties: for who needs no more
        than, say, the settings of a large graph.
        """
        return Snapshot(self._settled(lambda reader: read_entries(reader, labels)))

    def whole(self) -> DatabaseContents:
        """All that is ours, as it stands, for a backup."""
        with _no_collection():
            return self._settled(read_whole)

    @_once_more
    def propose(self, wanted: str, limit: int = PROPOSED) -> list[str]:
        """Ids of the entries whose words are nearest to what was typed, by the full-text index; the
        caller weighs them (`search`).
        """
        said = phrase(wanted)
        if not said:
            return []
        given = {"index": cypher_text.text_index(*searched())[0], "phrase": said, "limit": limit}
        return self._ask(
            lambda reader: [str(record["id"]) for record in reader.run(cypher_text.PROPOSE, given)]
        )

    # ------------------------------------------------------------ the console's questions
    # (graph_model/console asks them)

    @contextmanager
    def reading(self, seconds: float, mark: str) -> Iterator[Transaction]:
        """A transaction that cannot write, ended by the server after so many seconds; `mark` is how
        to find it. Raises `QueryError`.
        """
        with self._session(reads=True) as session:
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

    def setting(self, names: Sequence[str]) -> dict[str, str]:
        """What the server says of its settings; empty where it does not say."""
        return self._ask(
            lambda reader: {
                str(record["name"]): str(record["value"])
                for record in reader.run(cypher_text.SETTINGS, {"names": list(names)})
            }
        )

    # ------------------------------------------------------------ writing

    def prepare(self) -> None:
        """Create the constraints and the full-text index that are not there yet, all or none; a
        text index of an older vocabulary goes. Raises `StoreError` that names what is in the way.
        """
        there = self._ask(constraints_and_indexes.indexes)
        wanted = constraints_and_indexes.missing_statements(there)

        def make(transaction: Reader) -> None:
            for statement in wanted.values():
                transaction.run(statement).consume()

        with self._session() as session:
            try:
                if wanted:
                    session.execute_write(make)
            except DatabaseError as error:
                if "ConstraintCreationFailed" in str(error.code) and (
                    says := constraints_and_indexes.doubled_ids(session)
                ):
                    raise StoreError(says) from None
                raise
            for name in constraints_and_indexes.outdated_indexes(there):
                session.execute_write(_run, f"DROP INDEX `{name}` IF EXISTS", {})

    def older(self) -> bool:
        """Whether the rows have the form of an earlier Linkages, and `migrate` is needed first."""
        return self._ask(older)

    def migrate(self, back: bool = False) -> int:
        """Bring rows of an earlier Linkages to the form of today, or back; how many rows. It can be
        broken off and begun again.
        """
        with self._session() as session:
            number = migration.backwards(session) if back else migration.forwards(session)
        if not back:
            self.prepare()
        return number

    def strangers(self, changes: Changes, before: Snapshot) -> list[ForeignEntry]:
        """Entries of others that are in the way of the new rows."""
        return self._ask(
            lambda reader: foreign_rows.foreign_entries(reader, changes.new.nodes, before.counts)
        )

    def foreign_ties(self, changes: Changes) -> list[ForeignTie]:
        """Ties of others on the rows that are to go."""
        return self._ask(lambda reader: foreign_rows.foreign_ties(reader, changes.gone.nodes))

    def write(
        self,
        changes: Changes,
        before: Snapshot,
        files: Sequence[str] = (),
        expected: str | None = None,
        watch: WorkProgress | None = None,
        note: str = "",
        undoes: str = "",
        choices: TakeoverChoices | None = None,
    ) -> str:
        """Write and sweep in one transaction: a reader sees the old state or the new one, and a
        killed load leaves the old.

        `before` is the snapshot that `changes` was compared with, and `expected` the load it was
        read at; `choices` say what may be done with what others have. Returns the id of the load.
        Raises `StoreBusy` when another load came between, `RowsOfOthers` when something of others
        is in the way, `LoadCancelled` when the watch says so.
        """
        watch, choices = watch or WorkProgress(), choices or TakeoverChoices()
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        load_id = f"{now[:19].replace(':', '').replace('-', '')}-{secrets.token_hex(4)}"
        stamp: dict[str, Parameter] = {"dataset": changes.dataset, "load_id": load_id, "now": now}
        entry = {
            **stamp,
            "files": list(files),
            "note": note,
            "undoes": undoes,
            **{name: changes.counts[name] for name in ("new", "changed", "gone")},
        }
        self.prepare()

        def work(transaction: Reader) -> None:
            turn = transaction.run(cypher_text.TAKE_TURN, {"load_id": load_id}).single(strict=True)
            if expected is not None and last_load(transaction) != expected:
                raise StoreBusy(
                    "Another load was written since this one was compared; look at the preview"
                    " again and repeat it."
                )
            self._rows(transaction, changes, before, expected is not None, choices, stamp, watch)
            past = packing.result()
            if len(past) > LOAD_BYTES:
                past = b""  # too large to be kept: this load cannot be taken back, and says so
            noted = {**entry, "number": turn["number"], "past_bytes": len(past)}
            transaction.run(cypher_text.NOTE_LOAD, {**noted, "by": AUTHOR.get()}).consume()
            keep_past(transaction, load_id, past)
            watch.tell("commit", 1, 1)

        with ThreadPoolExecutor(1) as aside:
            # while the server is busy with the rows
            packing = aside.submit(lambda: UndoRecord.of(changes, before).pack())
            self._written(work, load_id)
        return load_id

    def replace(
        self, whole: DatabaseContents, choices: TakeoverChoices | None = None
    ) -> list[ForeignTie]:
        """Put a backup in place of all that is ours, in one transaction; what others made stays.
        Returns the ties of others for which rows were let go. Raises `RowsOfOthers`.
        """
        chosen = choices or TakeoverChoices()
        self.prepare()

        def work(transaction: Reader) -> list[ForeignTie]:
            transaction.run(cypher_text.TAKE_TURN, {"load_id": "restore"}).consume()
            coming = {(label, id) for label, id, _ in whole.nodes}
            taken, left = self._clear(transaction, chosen, coming)
            again = TakeoverChoices(chosen.take_over | taken)
            rows = [NodeRow(label, id) for label, id in coming]
            foreign_rows.take_entries(
                transaction, foreign_rows.foreign_entries(transaction, rows, {}), again
            )
            for statement, parts in restore_statements(whole):
                for start in range(0, len(parts), BATCH):
                    transaction.run(statement, {"rows": parts[start : start + BATCH]}).consume()
            for id, past in whole.pasts.items():
                transaction.run(cypher_text.KEEP_PAST, {"load_id": id, "past": past}).consume()
            transaction.run(cypher_text.PUT_TURN, {"number": whole.turn}).consume()
            return left

        return self._written(work, secrets.token_hex(8))

    def leave(self, choices: TakeoverChoices | None = None) -> LeaveResult:
        """Take every row of ours, the history, our constraints and our indexes out of the database.
        Raises `RowsOfOthers`.
        """

        def work(transaction: Reader) -> LeaveResult:
            last_load(transaction)
            transaction.run(cypher_text.TAKE_TURN, {"load_id": "leave"}).consume()
            rows = sum(_counts(transaction).values())
            taken, left = self._clear(transaction, choices or TakeoverChoices())
            transaction.run(cypher_text.CLEAR_TURN).consume()
            return LeaveResult(rows, tuple(sorted(taken)), tuple(left))

        with self._session() as session:
            done = session.execute_write(unit_of_work(timeout=LOAD_SECONDS)(work))
            constraints, indexes = session.execute_write(constraints_and_indexes.ours)
            for kind, names in (("CONSTRAINT", constraints), ("INDEX", indexes)):
                for name in names:
                    session.execute_write(_run, f"DROP {kind} `{name}` IF EXISTS", {})
        self._forget()
        return replace(done, foundations=(*constraints, *indexes))

    # ------------------------------------------------------------ inside

    def _clear(
        self,
        transaction: Reader,
        choices: TakeoverChoices,
        coming: Collection[tuple[str, str]] = (),
    ) -> tuple[set[str], list[ForeignTie]]:
        """Take all that is ours out, but for rows that others tied to and that are `coming` again;
        the ids that were given back, and the ties for which rows were let go.
        """
        held = foreign_rows.all_foreign_ties(transaction)
        foreign_rows.refuse_ties((tie for tie in held if tie.row not in coming), choices)
        transaction.run(cypher_text.CLEAR_TIES).consume()
        left = foreign_rows.keep_in_place(transaction, held, coming)
        foreign_rows.release_ties(transaction, left, choices)
        taken = foreign_rows.return_taken(transaction)
        kept = sorted({tie.id for tie in held} - {tie.id for tie in left})
        labels = list(SCHEMA.by_label)
        transaction.run(cypher_text.CLEAR_NODES, {"labels": labels, "kept": kept}).consume()
        transaction.run(cypher_text.CLEAR_HISTORY).consume()
        return taken, left

    def _rows(
        self,
        transaction: Reader,
        changes: Changes,
        before: Snapshot,
        certain: bool,
        choices: TakeoverChoices,
        stamp: Mapping[str, Parameter],
        watch: WorkProgress,
    ) -> None:
        """The rows of a load, and what is to be done with what others have in their way."""
        going = changes.gone.nodes
        held = foreign_rows.foreign_ties(transaction, going)
        foreign_rows.refuse_ties(held, choices)
        found = foreign_rows.foreign_entries(transaction, changes.new.nodes, before.counts)
        taken = foreign_rows.take_entries(transaction, found, choices)

        def hand_over() -> None:
            foreign_rows.release_ties(transaction, held, choices)
            if going:
                foreign_rows.return_taken(transaction, going)

        on_rows = {**stamp, "now": str(stamp["now"])[:19] + "Z"}
        write_all(transaction, plan(changes, before, certain, taken), on_rows, watch, hand_over)

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
                    found = session.execute_read(unit_of_work(timeout=LOAD_SECONDS)(look))
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
            return session.execute_write(unit_of_work(timeout=LOAD_SECONDS)(in_turn))

    def _written(self, work: Callable[[Reader], Found], load_id: str) -> Found:
        """Do it in one transaction, again where another member of a cluster became its leader. The
        commit is announced to those who read and its end noted; who finds the note missing notes it
        (`_settled`).
        """

        def announced(transaction: Reader) -> Found:
            found = work(transaction)
            with self._session() as other:
                other.execute_write(_run, cypher_text.BEGUN, {"load_id": load_id})
            return found

        with self._session() as session:
            done = session.execute_write(unit_of_work(timeout=LOAD_SECONDS)(announced))
        with suppress(StoreError), self._session() as other:
            other.execute_write(_run, cypher_text.ENDED, {"load_id": load_id})
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
    def _session(self, reads: bool = False, fetch_size: int = 1_000) -> Iterator[Session]:
        """A session whose errors are said in our words; one that `reads` cannot write, and is told
        what the server notes.
        """
        mode, told = (
            (READ_ACCESS, NotificationMinimumSeverity.INFORMATION)
            if reads
            else (WRITE_ACCESS, NotificationMinimumSeverity.OFF)
        )
        try:
            with self._driver.session(
                database=self.database,
                default_access_mode=mode,
                notifications_min_severity=told,
                fetch_size=fetch_size,
                bookmark_manager=self._seen,
            ) as session:
                yield session
        except AuthError:
            raise StoreUnreachable(
                f"{self.uri} refuses the user name or password; check NEO4J_USERNAME and"
                " NEO4J_PASSWORD."
            ) from None
        except (ServiceUnavailable, SessionExpired):
            raise StoreSilent(unanswered(self.uri, self.built_in)) from None
        except ConstraintError as error:
            if "Cannot delete" in str(error.message):
                raise StoreError(
                    "Somebody tied something to a row that is to go, in this moment; nothing was"
                    " changed, try again."
                ) from None
            raise StoreError(
                "Somebody made an entry with an id of these rows, in this moment; nothing was"
                " changed, try again."
            ) from None
        except ClientError as error:
            if error.code == "Neo.ClientError.Database.DatabaseNotFound":
                raise StoreUnreachable(
                    f"{self.uri} has no database named {self.database!r}; check NEO4J_DATABASE."
                ) from None
            if error.code == "Neo.ClientError.Security.CredentialsExpired":
                raise StoreUnreachable(
                    f"The password of {self.auth[0]} at {self.uri} must be changed before anything"
                    " else: ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new' in cypher-shell (-d"
                    " system), then set NEO4J_PASSWORD."
                ) from None
            raise StoreError(f"The database refused: {error.message}") from None
        except TransientError as error:
            if "MemoryPool" not in str(error.code):
                raise server_error(str(error.code), str(error.message)) from None
            raise StoreError(
                "This load is larger than the database's memory and nothing was changed; split the"
                " files and load them in parts."
            ) from None
        except (Neo4jError, DriverError) as error:
            raise server_error(
                str(getattr(error, "code", "") or ""), str(getattr(error, "message", "") or error)
            ) from None


def _at_once(session: Session) -> AbstractContextManager[Any]:
    """Send the beginning of a transaction together with its first statement, as the driver does for
    its own; where it keeps this elsewhere, an answer comes one way later.
    """
    found: AbstractContextManager[Any] = getattr(session, "_pipelined_begin", nullcontext())
    return found


@contextmanager
def _no_collection() -> Iterator[None]:
    """Reading makes hundreds of thousands of small lasting objects; looking through them for
    garbage takes longer than making them.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _counts(reader: Reader) -> dict[str, int]:
    last_load(reader)
    given = {"labels": list(SCHEMA.by_label)}
    return {
        str(record["kind"]): int(record["number"])
        for statement in (cypher_text.COUNT_NODES, cypher_text.COUNT_TIES)
        for record in reader.run(statement, given)
    }


def _run(transaction: Reader, statement: str, given: Mapping[str, Parameter]) -> None:
    transaction.run(statement, given).consume()


def _entry(record: Record) -> LoadRecord:
    told = dict(record)
    return LoadRecord(**{**told, "files": tuple(told["files"])})
