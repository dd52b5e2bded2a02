"""kill -9 of the working process and of the engine while it loads, records, merges, takes back,
restores and imports: the old state or the new, never a mix.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.conftest import KEPT_PLANS
from tests.graphs import graph, talks
from tests.store.killed_work import WORKS, apart, before, import_sheet, load_seeds, wanted, work

pytestmark = pytest.mark.neo4j

KILLS = int(os.environ.get("LINKAGES_KILLS", "2"))
#: Kills of each work and victim; the suite kills the working process once in each work.
WORK_KILLS = int(os.environ.get("LINKAGES_WORK_KILLS", "0"))
OLD = graph(*talks())
#: How long each work takes here, in seconds.
TAKES: dict[str, float] = {}


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
            made.append(LocalEngine(home, server_options=KEPT_PLANS))
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
    ended, told = apart(load_seeds, home, victim, moment, wait)
    assert ended == (-signal.SIGKILL if victim == "app" else 1)
    assert "begun" in told
    with _store(servers(killed=victim == "engine")) as store:
        after = store.read()
    new = set(seeds.nodes) <= set(after.nodes)
    if "acknowledged" in told or moment == "written":
        assert new, "what was written to the end is never lost, acknowledged or not"
    assert new or after == OLD, "a mix of two states"
    if new:
        assert len(after.relationships) == len(seeds.relationships)


@pytest.mark.parametrize("turn", range(max(1, WORK_KILLS)))
@pytest.mark.parametrize("name", WORKS)
@pytest.mark.parametrize("victim", ["app", "engine"])
def test_a_kill_in_any_work_loses_nothing_that_was_acknowledged(
    home: Path, servers: Callable[..., LocalEngine], victim: str, name: str, turn: int
) -> None:
    """Moments are spread over the time that the work takes unkilled, and a little beyond."""
    if not WORK_KILLS and victim == "engine":
        pytest.skip("part of make soak (LINKAGES_WORK_KILLS), for each starts an engine")
    with _store(servers()) as store:
        then = before(store, home)
        entries = len(store.history())
    takes = TAKES.get(name)
    if takes is None:
        takes = TAKES[name] = _seconds(home, name)
        with _store(servers()) as store:
            assert store.read() == wanted(name, then), "not killed, it does what is wanted"
            before(store, home)
    share = turn * 0.618 % 1
    wait = 0 if turn % 5 == 4 else max(0.001, share * 1.1 * takes)
    ended, said = apart(work, home, name, victim, wait)
    assert ended != 0
    assert "begun" in said
    with _store(servers(killed=victim == "engine")) as store:
        after = store.read()
        told = len(store.history())
    new = wanted(name, then)
    if len(said) > 1 or wait == 0:
        assert after == new, "what was acknowledged is never lost"
    assert after in (then, new), "a mix of two states"
    if name != "restore":
        assert told == entries + (after == new), "the history tells which"


def _seconds(home: Path, name: str) -> float:
    """How long a work takes here, done and not killed."""
    ended, told = apart(work, home, name, "nobody", -1)
    assert ended == 0, "what it raised stands above"
    return float(told[-1].split()[-1])


def _store(engine: LocalEngine) -> Store:
    assert engine.running is not None
    return engine.running.store()


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
    ended, told = apart(import_sheet, home, victim, 1 + turn % 5, sheet.encode())
    assert ended == (-signal.SIGKILL if victim == "app" else 1), "it was killed on the way"
    assert told == ["begun"]
    with _store(servers(killed=victim == "engine")) as store:
        after = store.read()
    contacts = [row for row in after.of("Engagement") if row.dataset == "sheet"]
    ties = [tie for tie in after.relationships if tie.dataset == "sheet"]
    assert (len(contacts), len(ties)) in {(0, 0), (400, 1200)}, "half a sheet"
    if not contacts:
        assert after == OLD
