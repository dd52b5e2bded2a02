"""kill -9 of the working process and of the engine while it loads, records, merges, takes back,
restores and imports: the old state or the new, never a mix.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import graph, talks
from tests.store.killed_work import WORKS, before, wanted

pytestmark = pytest.mark.neo4j

KILLS = int(os.environ.get("LINKAGES_KILLS", "2"))
#: Kills of each work and victim; the suite kills the working process once in each work.
WORK_KILLS = int(os.environ.get("LINKAGES_WORK_KILLS", "0"))
OLD = graph(*talks())
#: How long each work takes here, in seconds.
TAKES: dict[str, float] = {}

#: Loads the seeds in place of the old graph and dies, or has its engine killed: after so many
#: steps, so long into the commit, or between
#: the commit and its acknowledgement.
LOADER = """
import os, signal, sys, threading
from pathlib import Path
from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.progress import WorkProgress
from loaders.seeds import seed_snapshot
home, victim, moment, after = Path(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4])
engine = LocalEngine(home)
running = engine.open()
steps = 0
def kill():
    os.kill(os.getpid() if victim == "app" else running.pid, signal.SIGKILL)
def tell(phase, *_):
    global steps
    steps += 1
    if moment == "step" and steps == after:
        kill()
    if moment == "commit" and phase == "commit":
        threading.Timer(after, kill).start()
store = running.store()
before = store.read()
store.write(compare(before, seed_snapshot().rows(), "test"), before, watch=WorkProgress(tell))
if moment == "written":
    kill()
    os._exit(1)
print("acknowledged", flush=True)
kill()
os._exit(1)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("killed")


@pytest.fixture(scope="module")
def servers(home: Path) -> Iterator[Callable[..., LocalEngine]]:
    """The server over the folder, started again when the last one was killed: a start costs more
    than a test.
    """
    made: list[LocalEngine] = []

    def server(killed: bool = False) -> LocalEngine:
        if killed and made[-1].child is not None:
            made[-1].child.wait(timeout=60)
        if not made or not made[-1].alive():
            made.append(LocalEngine(home))
            made[-1].open()
        return made[-1]

    yield server
    for engine in made:
        engine.close()


@pytest.mark.parametrize("victim", ["app", "engine"])
@pytest.mark.parametrize("turn", range(KILLS))
def test_a_kill_leaves_the_old_or_the_new_state(
    home: Path, servers: Callable[..., LocalEngine], victim: str, turn: int
) -> None:
    seeds = Snapshot(seed_snapshot().rows())
    with _store(servers()) as store:
        there = store.read()
        store.write(compare(there, OLD.rows(), "test"), there)
    if turn % 5 == 4:
        servers().close()  # then the loading process starts a server of its own, which dies with it
    # from the first statement to the last; between the commit and its acknowledgement; a little
    # into the commit
    moment, wait = (("step", 2 + turn * 13 % 60), ("written", 0), ("commit", turn * 0.01))[turn % 3]
    command = [sys.executable, "-c", LOADER, str(home), victim, moment, str(wait)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "ImportError" not in done.stderr
    with _store(servers(killed=victim == "engine")) as store:
        after = store.read()
    new = set(seeds.nodes) <= set(after.nodes)
    if "acknowledged" in done.stdout or moment == "written":
        assert new, "what was written to the end is never lost, acknowledged or not"
    assert new or after == OLD, "a mix of two states"
    if new:
        assert len(after.relationships) == len(seeds.relationships)


@pytest.mark.parametrize("turn", range(max(1, WORK_KILLS)))
@pytest.mark.parametrize("work", WORKS)
@pytest.mark.parametrize("victim", ["app", "engine"])
def test_a_kill_in_any_work_loses_nothing_that_was_acknowledged(
    home: Path, servers: Callable[..., LocalEngine], victim: str, work: str, turn: int
) -> None:
    """Moments are spread over the time that the work takes unkilled, and a little beyond."""
    if not WORK_KILLS and victim == "engine":
        pytest.skip("part of make soak (LINKAGES_WORK_KILLS), for each starts an engine")
    with _store(servers()) as store:
        then = before(store, home)
        entries = len(store.history())
    takes = TAKES.get(work)
    if takes is None:
        takes = TAKES[work] = _seconds(home, work)
        with _store(servers()) as store:
            assert store.read() == wanted(work, then), "not killed, it does what is wanted"
            before(store, home)
    share = turn * 0.618 % 1
    wait = 0 if turn % 5 == 4 else max(0.001, share * 1.1 * takes)
    killed = _work(home, work, victim, wait)
    assert killed.returncode != 0
    with _store(servers(killed=victim == "engine")) as store:
        after = store.read()
        told = len(store.history())
    new = wanted(work, then)
    if "acknowledged" in killed.stdout or wait == 0:
        assert after == new, "what was acknowledged is never lost"
    assert after in (then, new), "a mix of two states"
    if work != "restore":
        assert told == entries + (after == new), "the history tells which"


def _work(home: Path, *given: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.store.killed_work", str(home), *map(str, given)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _seconds(home: Path, work: str) -> float:
    """How long a work takes here, done and not killed."""
    done = _work(home, work, "nobody", -1)
    assert done.returncode == 0, done.stderr
    return float(done.stdout.split()[-1])


def _store(engine: LocalEngine) -> Store:
    assert engine.running is not None
    return engine.running.store()


#: Brings a sheet in as `linkages import` does, and dies, or has its engine killed, on the way.
IMPORTER = """
import os, signal, sys
from pathlib import Path
from graph_model.engine import LocalEngine
from graph_model.progress import WorkProgress
from loaders.read.tables import SourceFile
from loaders.import_plan import plan
from loaders.sheets.row_keeper import ImportOptions
from loaders.write.load import load
home, victim, after = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
engine = LocalEngine(home)
running = engine.open()
steps = 0
def tell(phase, *_):
    global steps
    steps += phase not in ("read", "match", "check")
    if steps == after:
        os.kill(os.getpid() if victim == "app" else running.pid, signal.SIGKILL)
store = running.store()
data = sys.stdin.buffer.read()
watch = WorkProgress(tell)
before = store.read()
options = ImportOptions("sheet", "2026-11-27")
found = plan([SourceFile("sheet.csv", data)], before, options, {}, watch=watch)
assert found.ready, (found.questions, found.problems)
load(store, found.preview(store.last_load()), watch)
print("written", flush=True)
"""


@pytest.mark.parametrize("victim", ["app", "engine"])
@pytest.mark.parametrize("turn", range(KILLS))
def test_a_kill_in_an_import_leaves_all_of_the_sheet_or_nothing(
    home: Path, servers: Callable[..., LocalEngine], victim: str, turn: int
) -> None:
    with _store(servers()) as store:
        wanted = dict.fromkeys(store.read().datasets, Rows()) | {"test": OLD.rows()}
        for dataset, rows in wanted.items():
            before = store.read()
            store.write(compare(before, rows, dataset), before)
    lines = [
        f"2025-01-{1 + n % 28:02d},EDRi,Ministry of Alpha,Data flows,meeting,Talk {n}"
        for n in range(400)
    ]
    sheet = "\n".join(["Date,Who,With whom,About,How,What happened", *lines])
    command = [sys.executable, "-c", IMPORTER, str(home), victim, str(1 + turn % 5)]
    done = subprocess.run(command, input=sheet.encode(), capture_output=True, check=False)
    assert done.returncode != 0, "it was killed on the way"
    if victim == "app":
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    with _store(servers(killed=victim == "engine")) as store:
        after = store.read()
    contacts = [row for row in after.of("Engagement") if row.dataset == "sheet"]
    ties = [tie for tie in after.relationships if tie.dataset == "sheet"]
    assert (len(contacts), len(ties)) in {(0, 0), (400, 1200)}, "half a sheet"
    if not contacts:
        assert after == OLD
