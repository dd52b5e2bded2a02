"""Opening the graph: the database with its first data, and the kept snapshot that stands in while
the database starts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from graph_model.atomic_files import write_whole
from graph_model.connection import BUILT_IN, Connection, Environment, connected, name_of
from graph_model.connection import origin as origin
from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.errors import FolderUnusable
from graph_model.judgements import merged, replayed
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from loaders.check.row_checks import CheckedRows, check_paths
from loaders.seeds import DATASET, FOLDER, seed_snapshot
from loaders.take_out.audience import AUDIENCES, for_audience
from loaders.write.load import LoadResult, load, preview

#: Whose rows are shown; all of them to who asks for nobody else.
SEEN_AS: ContextVar[str] = ContextVar("seen_as", default="private")
#: Whose a snapshot is when it is not of a database: the opening facts, or nobody's yet.
OPENING, UNREAD = "seeds", "unread"
FIRST_TIME = "There is no data at {0} yet: these are the opening facts that come with Linkages."
TORN = "The copy of the graph kept at {0} cannot be read; the database is asked instead."
NO_COPY = "No copy of the graph is kept at {0}; the database is asked."


@dataclass(frozen=True)
class KeptCopy:
    """A snapshot, the load it shows, and whose database it is of."""

    snapshot: Snapshot
    load_id: str = ""
    origin: str = OPENING


def keep_copy(home: Path, kept_copy: KeptCopy) -> None:
    """Keep a snapshot in the data folder for the next start."""
    head = json.dumps({"load_id": kept_copy.load_id, "origin": kept_copy.origin})
    parts = chain((f"{head}\n",), kept_copy.snapshot.json_parts())
    write_whole(copy_of(home, kept_copy.origin), parts)


def keep_written(home: Path | None, done: LoadResult, stood: str = "") -> None:
    """Keep the graph after a write for the next start; where nothing had to change, only if it is
    known which load it showed before (`stood`).
    """
    if load_id := done.load_id or stood:
        environment = Environment()
        keep_copy(home or environment.home, KeptCopy(done.after, load_id, origin(environment)))


def copy_of(home: Path, origin: str) -> Path:
    """The file that keeps the graph of a database; each has one of its own."""
    if origin == BUILT_IN:
        return home / "snapshot.json"
    return home / f"snapshot-{name_of(origin)}.json"


def kept_copy(home: Path, origin: str) -> KeptCopy | None:
    """The kept snapshot of that database; None when there is none, or it cannot be read."""
    try:
        head, _, body = copy_of(home, origin).read_text(encoding="utf-8").partition("\n")
        told = json.loads(head)
        if told["origin"] == origin:
            return KeptCopy(Snapshot.from_json(body), str(told["load_id"]), origin)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    return None


def first_time(home: Path) -> bool:
    """Whether the built-in server never held anything in this folder, and nothing of it was
    kept.
    """
    try:
        return not any(
            path.exists() for path in (home / "neo4j" / "version.txt", copy_of(home, BUILT_IN))
        )
    except OSError as error:
        raise FolderUnusable(f"{home} cannot be read ({error.strerror}).") from None


def refuse_lost(home: Path) -> None:
    """Where a copy is kept of a database that is no longer there, a new one would be filled with
    the opening facts, and its figures taken for those of before. Raises `FolderUnusable`.
    """
    copy = copy_of(home, BUILT_IN)
    if copy.exists() and not (home / "neo4j" / "version.txt").exists():
        raise FolderUnusable(
            f"The database of {home} is gone, and only a copy of its graph is kept; bring the"
            f" folder neo4j back, `linkages restore` a backup, or delete {copy.name} to begin anew."
        )


def shown_first(home: Path, environment: Environment) -> KeptCopy:
    """What pages show before the database answers: the kept snapshot, at a true first time the
    opening facts, and else nothing: never somebody else's figures.
    """
    found = kept_copy(home, origin(environment))
    if found is not None:
        return found
    if not environment.uri and first_time(home):
        return KeptCopy(seed_snapshot())
    return KeptCopy(Snapshot(), "", UNREAD)


def first_data(store: Store) -> None:
    """Fill the built-in server with the seeds when nothing was ever loaded. The user's own server
    is never filled unasked. Rows of an earlier Linkages are brought to the form of today.
    """
    if store.older():
        store.migrate()
    store.prepare()
    if not store.last_load():
        checked = CheckedRows(rows=seed_snapshot().rows(), files=("seeds",))
        load(store, preview(checked, store.read(), "", DATASET))


def print_error(words: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"{words}\n")


def newer_facts(now: Snapshot) -> CheckedRows | None:
    """The opening facts that ship with this version, checked; None when the graph holds them
    already, or was never opened with any.

    >>> newer_facts(Snapshot()) is None, newer_facts(seed_snapshot()) is None
    (True, True)
    """
    facts = Rows.of(replayed(seed_snapshot().rows(), merged(now)))
    if DATASET not in now.datasets or not compare(now, facts, DATASET):
        return None
    return check_paths([FOLDER], DATASET, now)


@contextmanager
def open_database(
    home: Path | None = None, say: Callable[[str], None] = lambda _: None
) -> Iterator[Connection]:
    """The database, with its first data if it is the built-in one. Raises `StoreError`."""
    environment = Environment()
    if not environment.uri:
        refuse_lost(home or environment.home)
    with connected(home, say) as connection:
        if connection.engine is not None:
            first_data(connection.store)
        yield connection


@contextmanager
def seen_as(audience: str) -> Iterator[None]:
    """Only what that audience may see is shown within."""
    token = SEEN_AS.set(audience)
    try:
        yield
    finally:
        SEEN_AS.reset(token)


def allowed_rows(snapshot: Snapshot) -> Snapshot:
    """The rows that may be shown now."""
    audience = SEEN_AS.get()
    return snapshot if audience == AUDIENCES[-1] else for_audience(snapshot, audience)


def graph_now(home: Path | None = None, say: Callable[[str], None] = print_error) -> Snapshot:
    """The graph for a measure, as far as it may be shown. Raises `StoreError`."""
    return allowed_rows(_graph_now(home, say))


def _graph_now(home: Path | None, say: Callable[[str], None]) -> Snapshot:
    """All of it: from the server when one is running, else as it was kept when the
    last one ended. Where no copy can be read the database is started and asked; the opening facts
    stand in at a true first time alone, and `say` is told. Raises `StoreError`.
    """
    environment = Environment()
    folder = home or environment.home
    if environment.uri:
        with connected(folder) as connection:
            return connection.store.read()
    running = LocalEngine(folder, environment.engine).attach()
    if running is not None:
        with running.store() as store:
            if store.last_load():
                return store.read()
    if first_time(folder):
        say(FIRST_TIME.format(folder))
        return seed_snapshot()
    if found := kept_copy(folder, BUILT_IN):
        return found.snapshot
    say((TORN if copy_of(folder, BUILT_IN).exists() else NO_COPY).format(folder))
    with open_database(folder, say) as connection:
        load_id, snapshot = connection.store.last_load(), connection.store.read()
    keep_copy(folder, KeptCopy(snapshot, load_id, BUILT_IN))
    return snapshot
