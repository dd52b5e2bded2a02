"""What people do, done in a process of its own that is killed meanwhile, or whose engine is:
``python -m tests.store.killed_work HOME WORK VICTIM SECONDS``.

`before` makes the graph that each begins with, `wanted` says without a database what each should
leave behind. The process prints "acknowledged" when its work was confirmed.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from graph_model.database.store import Store
from graph_model.dataset_changes import Changes, compare
from graph_model.engine import LocalEngine
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from loaders.backup import backup, restore, unpacked
from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.sheets.row_keeper import ImportOptions
from loaders.write.decisions import Decision, decide, decided
from loaders.write.load import LoadPreview, apply, load
from loaders.write.small_writes import record, undo
from tests.graphs import contact, graph, node, talks, tie

TODAY = "2026-11-27"
#: The rows that a load brings: many more, so that it takes a while.
MANY = [
    node("Member", f"m{at}", name=f"Member {at}", stakeholder_group="academia")
    for at in range(2_000)
]
OLD = graph(
    *talks(),
    node("Member", "edri_2", name="EDRi", stakeholder_group="civil_society"),
    tie("edri_2", "WORKS_ON", "flows"),
)
FIRST = contact("first", "2024-01-01", "meeting", "edri", "alpha", "flows")
KILLED = contact("killed", "2024-05-01", "meeting", "edri_2", "beta", "source")
DOUBLE = Decision("edri", "edri_2", "same")
SHEET = b"Date,Who,With whom,How\n2017-05-02,EDRi,alpha,call\n2018-03-04,APC,beta,meeting\n"


def before(store: Store, home: Path) -> Snapshot:
    """The graph that all begin with: facts, and a contact that was recorded; a backup of the facts
    alone lies beside it.
    """
    file = home.parent / "begin.zip"
    if not file.exists():
        empty = store.read()
        store.write(compare(empty, OLD.rows(), "test"), empty)
        backup(store, home, home.parent / "facts.zip")
        record(store, FIRST)
        backup(store, home, file)
    else:
        store.replace(unpacked(file).database)
    return store.read()


def _load(store: Store, home: Path) -> None:
    now = store.read()
    load(store, LoadPreview(_loaded(now), now, store.last_load()))


def _loaded(now: Snapshot) -> Changes:
    return compare(now, Rows.of([*OLD.rows(), *MANY]), "test")


def _imported(now: Snapshot) -> ImportPlan:
    sources = [SourceFile("outreach.csv", SHEET)]
    found = plan(sources, now, ImportOptions("outreach", TODAY), {"name:Member:EDRi": "edri"})
    assert found.ready, (found.questions, found.problems)
    return found


def _import(store: Store, home: Path) -> None:
    now = store.read()
    load(store, _imported(now).preview(store.last_load()))


WORKS: dict[str, Callable[[Store, Path], object]] = {
    "load": _load,
    "record": lambda store, home: record(store, KILLED),
    "merge": lambda store, home: decide(store, DOUBLE, TODAY),
    "undo": lambda store, home: undo(store),
    "restore": lambda store, home: restore(store, unpacked(home.parent / "facts.zip"), home),
    "import": _import,
}


def wanted(work: str, now: Snapshot) -> Snapshot:
    """What a work leaves behind when it is done."""
    if work in ("undo", "restore"):
        return OLD
    if work == "record":
        rows = (replace(row, dataset="recorded") for row in KILLED)
        return apply(now, Changes("recorded", new=Rows.of(rows)))
    if work == "merge":
        return apply(now, decided(now, DOUBLE, TODAY))
    return apply(now, _loaded(now) if work == "load" else _imported(now).changes)


def main(home: Path, work: str, victim: str, seconds: float) -> None:
    """Do it, and die or kill the engine so many seconds after its beginning; 0 is after its last
    step and before it is acknowledged, less is never.
    """
    engine = LocalEngine(home)
    running = engine.open()
    store = running.store()
    store.version()

    def kill() -> None:
        os.kill(os.getpid() if victim == "app" else running.pid, signal.SIGKILL)

    if seconds > 0:
        threading.Timer(seconds, kill).start()
    begun = time.perf_counter()
    WORKS[work](store, home)
    if seconds == 0:
        kill()
    sys.stdout.write(f"acknowledged {time.perf_counter() - begun}\n")
    sys.stdout.flush()
    if seconds > 0:  # it was quicker than the kill
        kill()
    os._exit(0 if seconds < 0 else 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4]))
