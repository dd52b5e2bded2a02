"""What is asked of the database, by intent; `Sessions` (`sessions.py`) speaks to it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from graph_model.database import constraints_and_indexes, cypher_text, foreign_rows, migration
from graph_model.database.contents import DatabaseContents
from graph_model.database.foreign_rows import ForeignEntry, ForeignTie, TakeoverChoices
from graph_model.database.load_history import AUTHOR, LOAD_BYTES, LoadRecord, UndoRecord
from graph_model.database.load_room import require_room
from graph_model.database.reading import (
    Reader,
    last_load,
    older,
    read_entries,
    read_rows,
    read_whole,
)
from graph_model.database.sessions import Sessions, long_work, once_more, run_statement
from graph_model.database.whole_database import clear_ours, put_back
from graph_model.database.writing import keep_past, write_load
from graph_model.dataset_changes import Changes
from graph_model.errors import StoreBusy
from graph_model.garbage import no_collection
from graph_model.progress import WorkProgress
from graph_model.search import PROPOSED, searched
from graph_model.search_words import phrase
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

ParameterValue = str | int | float | bool | None | Sequence[object] | Mapping[str, object]


@dataclass(frozen=True)
class LeaveResult:
    """What leaving a database did: how many rows went, which entries were given back, which rows
    stay for the ties of others, and which constraints and indexes went.
    """

    rows: int
    given_back: tuple[str, ...]
    let_go: tuple[ForeignTie, ...]
    foundations: tuple[str, ...] = ()


class Store(Sessions):
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

    # ------------------------------------------------------------ reading

    @once_more
    def counts(self) -> dict[str, int]:
        """How many rows each label and relationship type has, counted by the database."""
        return self._ask(_counts)

    @once_more
    def last_load(self) -> str:
        """The id of the last load, empty before the first: when it differs, the data has
        changed.
        """
        return self._ask(last_load)

    @once_more
    def history(self) -> list[LoadRecord]:
        """Every load, latest first."""
        return self._ask(
            lambda reader: [_entry(record) for record in reader.run(cypher_text.LOADS)]
        )

    @once_more
    def past(self, load_id: str) -> UndoRecord | None:
        """What taking that load back needs; None when it is no longer kept."""

        def find(reader: Reader) -> UndoRecord | None:
            record = reader.run(cypher_text.PAST, {"load_id": load_id}).single()
            return UndoRecord.unpack(record["past"]) if record else None

        return self._ask(find)

    def read(self) -> Snapshot:
        """Everything that datasets brought, as one consistent snapshot."""
        with no_collection():
            return Snapshot(self._settled(read_rows))

    def entries(self, labels: Collection[str]) -> Snapshot:
        """The entries of these labels that datasets brought, without ties: for who needs no more
        than, say, the settings of a large graph.
        """
        return Snapshot(self._settled(lambda reader: read_entries(reader, labels)))

    def contents(self) -> DatabaseContents:
        """All that is ours, as it stands, for a backup."""
        with no_collection():
            return self._settled(read_whole)

    @once_more
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

        with self._session() as session:
            if wanted:
                self._lay_foundations(session, wanted.values())
            for name in constraints_and_indexes.outdated_indexes(there):
                session.execute_write(run_statement, f"DROP INDEX `{name}` IF EXISTS", {})

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
        is in the way, `LoadTooLarge` when the server's memory cannot hold it, `LoadCancelled` when
        the watch says so.
        """
        watch, choices = watch or WorkProgress(), choices or TakeoverChoices()
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        load_id = f"{now[:19].replace(':', '').replace('-', '')}-{secrets.token_hex(4)}"
        stamp: dict[str, ParameterValue] = {
            "dataset": changes.dataset,
            "load_id": load_id,
            "now": now,
        }
        entry = {
            **stamp,
            "files": list(files),
            "note": note,
            "undoes": undoes,
            **{name: changes.counts[name] for name in ("new", "changed", "gone")},
        }
        require_room(self.setting, changes)
        self.prepare()

        def work(transaction: Reader) -> None:
            turn = transaction.run(cypher_text.TAKE_TURN, {"load_id": load_id}).single(strict=True)
            if expected is not None and last_load(transaction) != expected:
                raise StoreBusy(
                    "Another load was written since this one was compared; look at the preview"
                    " again and repeat it."
                )
            write_load(transaction, changes, before, expected is not None, choices, stamp, watch)
            past = packing.result()  # none: too large to be kept, and the history says so
            noted = {**entry, "number": turn["number"], "past_bytes": len(past)}
            transaction.run(cypher_text.NOTE_LOAD, {**noted, "by": AUTHOR.get()}).consume()
            keep_past(transaction, load_id, past)
            watch.tell("commit", 1, 1)

        with ThreadPoolExecutor(1) as aside:
            # while the server is busy with the rows
            packing = aside.submit(lambda: UndoRecord.of(changes, before).pack(LOAD_BYTES))
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
            taken, left = clear_ours(transaction, chosen, coming)
            put_back(transaction, whole, TakeoverChoices(chosen.take_over | taken), coming)
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
            taken, left = clear_ours(transaction, choices or TakeoverChoices())
            transaction.run(cypher_text.CLEAR_TURN).consume()
            return LeaveResult(rows, tuple(sorted(taken)), tuple(left))

        with self._session() as session:
            done = session.execute_write(long_work(work))
            constraints, indexes = session.execute_write(constraints_and_indexes.ours)
            for kind, names in (("CONSTRAINT", constraints), ("INDEX", indexes)):
                for name in names:
                    session.execute_write(run_statement, f"DROP {kind} `{name}` IF EXISTS", {})
        self._forget()
        return replace(done, foundations=(*constraints, *indexes))


def _counts(reader: Reader) -> dict[str, int]:
    last_load(reader)
    given = {"labels": list(SCHEMA.by_label)}
    return {
        str(record["kind"]): int(record["number"])
        for statement in (cypher_text.COUNT_NODES, cypher_text.COUNT_TIES)
        for record in reader.run(statement, given)
    }


def _entry(record: Mapping[str, Any]) -> LoadRecord:
    told = dict(record)
    return LoadRecord(**{**told, "files": tuple(told["files"])})
