"""What people do, done in a process of its own that is killed meanwhile, or whose engine is.

`before` makes the graph that each begins with, `wanted` says without a database what each should
leave behind. A process tells "begun" before its work and "acknowledged" when that was confirmed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graph_model.database.store import Store
from graph_model.dataset_changes import Changes, compare
from graph_model.engine import LocalEngine, Running
from graph_model.progress import WorkProgress
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from loaders.backup import backup, restore, unpacked
from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.seeds import seed_snapshot
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


#: Each process is forked from one that has fetched all that works need, which takes longer than
#: most of them.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__])


def apart(work: Callable[..., None], *given: Any) -> tuple[int | None, list[str]]:
    """Do it in a process of its own: how that ended, and what it told."""
    heard, tell = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=work, args=(tell, *given))
    with pytest.MonkeyPatch.context() as patch:
        # what a test of the app left as the main module is no program to begin with
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        process.start()
    tell.close()
    told = []
    with heard:
        try:
            while True:
                told.append(str(heard.recv()))
        except EOFError:  # it is over
            process.join()
    code = process.exitcode
    process.close()
    return code, told


def _kill(victim: str, running: Running) -> None:
    os.kill(os.getpid() if victim == "app" else running.pid, signal.SIGKILL)


def load_seeds(tell: Connection, home: Path, victim: str, moment: str, after: float) -> None:
    """Load the seeds in place of the old graph and die, or have the engine killed: after so many
    steps, so long into the commit, or between the commit and its acknowledgement.
    """
    engine = LocalEngine(home)
    running = engine.open()
    steps = 0

    def count(phase: str, *_: int) -> None:
        nonlocal steps
        steps += 1
        if moment == "step" and steps == after:
            _kill(victim, running)
        if moment == "commit" and phase == "commit":
            threading.Timer(after, _kill, (victim, running)).start()

    store = running.store()
    before = store.read()
    tell.send("begun")
    store.write(compare(before, seed_snapshot().rows(), "test"), before, watch=WorkProgress(count))
    if moment == "written":
        _kill(victim, running)
        os._exit(1)
    tell.send("acknowledged")
    _kill(victim, running)
    os._exit(1)


def import_sheet(tell: Connection, home: Path, victim: str, after: int, sheet: bytes) -> None:
    """Bring a sheet in as `linkages import` does, and die, or have the engine killed, on the
    way.
    """
    engine = LocalEngine(home)
    running = engine.open()
    steps = 0

    def count(phase: str, *_: int) -> None:
        nonlocal steps
        steps += phase not in ("read", "match", "check")
        if steps == after:
            _kill(victim, running)

    store = running.store()
    watch = WorkProgress(count)
    now = store.read()
    options = ImportOptions("sheet", TODAY)
    tell.send("begun")
    found = plan([SourceFile("sheet.csv", sheet)], now, options, {}, watch=watch)
    assert found.ready, (found.questions, found.problems)
    load(store, found.preview(store.last_load()), watch)
    tell.send("acknowledged")


def work(tell: Connection, home: Path, name: str, victim: str, seconds: float) -> None:
    """Do one of `WORKS`, and die or kill the engine so many seconds after its beginning; 0 is after
    its last step and before it is acknowledged, less is never.
    """
    engine = LocalEngine(home)
    running = engine.open()
    store = running.store()
    store.version()
    tell.send("begun")
    if seconds > 0:
        threading.Timer(seconds, _kill, (victim, running)).start()
    begun = time.perf_counter()
    WORKS[name](store, home)
    if seconds == 0:
        _kill(victim, running)
    tell.send(f"acknowledged {time.perf_counter() - begun}")
    if seconds > 0:  # it was quicker than the kill
        _kill(victim, running)
    os._exit(0 if seconds < 0 else 1)
