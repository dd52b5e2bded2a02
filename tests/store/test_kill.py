"""kill -9 of the loading process and of the engine in the middle of a load: the old state or the
new, never a mix.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import graph, talks

pytestmark = pytest.mark.neo4j

KILLS = int(os.environ.get("LINKAGES_KILLS", "2"))
OLD = graph(*talks())

#: Loads the seeds in place of the old graph and dies, or has its engine killed: after so many
#: steps, so long into the commit, or between
#: the commit and its acknowledgement.
LOADER = """
import os, signal, sys, threading
from pathlib import Path
from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.progress import Watch
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
store.write(compare(before, seed_snapshot().rows(), "test"), before, watch=Watch(tell))
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
    wanted = Snapshot(seed_snapshot().rows())
    with _store(servers()) as store:
        before = store.read()
        store.write(compare(before, OLD.rows(), "test"), before)
    if turn % 5 == 4:
        servers().close()  # then the loading process starts a server of its own, which dies with it
    # from the first statement to the last; between the commit and its acknowledgement; a little
    # into the commit
    moment, wait = (("step", 2 + turn * 13 % 60), ("written", 0), ("commit", turn * 0.01))[turn % 3]
    command = [sys.executable, "-c", LOADER, str(home), victim, moment, str(wait)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    with _store(servers(killed=victim == "engine")) as store:
        after = store.read()
    new = set(wanted.nodes) <= set(after.nodes)
    if "acknowledged" in done.stdout or moment == "written":
        assert new, "what was written to the end is never lost, acknowledged or not"
    assert new or after == OLD, "a mix of two states"
    if new:
        assert len(after.relationships) == len(wanted.relationships)


def _store(engine: LocalEngine) -> Store:
    assert engine.running is not None
    return engine.running.store()
