"""Opening the graph: the database with its first data, and the kept snapshot that stands in while
the database starts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph_model.atomic_files import write_whole
from graph_model.changes import compare
from graph_model.database.connection import Connection, Environment, connected
from graph_model.database.store import Store
from graph_model.engine import LocalEngine
from graph_model.judgements import merged, replayed
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from loaders.check.rows import Checked, check_paths
from loaders.seeds import DATASET, FOLDER, seed_snapshot
from loaders.write.load import load, preview


@dataclass(frozen=True)
class Kept:
    """A snapshot, the load it shows, and whose database it is of."""

    snapshot: Snapshot
    load_id: str = ""
    origin: str = "seeds"


def keep(home: Path, kept: Kept) -> None:
    """Keep a snapshot in the data folder for the next start."""
    head = json.dumps({"load_id": kept.load_id, "origin": kept.origin})
    write_whole(home / "snapshot.json", f"{head}\n{kept.snapshot.to_json()}")


def kept(home: Path, origin: str) -> Kept:
    """The kept snapshot of that database; the seeds when there is none. It is a convenience: an
    unreadable one is as good as none.
    """
    try:
        head, _, body = (home / "snapshot.json").read_text(encoding="utf-8").partition("\n")
        told = json.loads(head)
        if told["origin"] == origin:
            return Kept(Snapshot.from_json(body), str(told["load_id"]), origin)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    return Kept(seed_snapshot())


def origin(environment: Environment) -> str:
    """Whose data a kept snapshot shows: the built-in server's, or those at an address."""
    return environment.uri or "built-in"


def first_data(store: Store) -> None:
    """Fill the built-in server with the seeds when nothing was ever loaded. The user's own server
    is never filled unasked. Rows of an earlier Linkages are brought to the form of today.
    """
    if store.older():
        store.migrate()
    store.prepare()
    if not store.last_load():
        checked = Checked(rows=seed_snapshot().rows(), files=("seeds",))
        load(store, preview(checked, store.read(), "", DATASET))


def newer_facts(now: Snapshot) -> Checked | None:
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
def opened(
    home: Path | None = None, say: Callable[[str], None] = lambda _: None
) -> Iterator[Connection]:
    """The database, with its first data if it is the built-in one. Raises `StoreError`."""
    with connected(home, say) as connection:
        if connection.engine is not None:
            first_data(connection.store)
        yield connection


def graph_now(home: Path | None = None) -> Snapshot:
    """The graph for a measure: from the server when one is running, else as it was kept when the
    last one ended. Raises `StoreError`.
    """
    environment = Environment()
    folder = home or environment.home
    if environment.uri:
        with connected(folder) as connection:
            return connection.store.read()
    running = LocalEngine(folder, environment.engine).attach()
    if running is None:
        return kept(folder, origin(environment)).snapshot
    with running.store() as store:
        return store.read() if store.last_load() else kept(folder, origin(environment)).snapshot
