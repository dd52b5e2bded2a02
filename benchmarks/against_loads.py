"""Rows of `benchmarks.against` about what goes into the database and out of it: 220,000 rows beside
a bare loop and neomodel, and a sheet of 100,000 rows beside its reader alone and the load.
"""

from __future__ import annotations

import subprocess
import sys

from benchmarks.grown import printed
from benchmarks.load_speed import NODES, TIES
from benchmarks.side_by_side import CORE, Bench, Figures
from benchmarks.speed_page import Aim, Group

ROWS = f"{NODES + TIES:,} rows"
#: What either build does on a server of its own, with its own `benchmarks.load_speed`: load; read,
#: the second time, for the first plans; ask five heavy questions, each over two million pairs.
LOAD = """\
import sys, neo4j, psutil
from benchmarks.load_speed import entity_read, on_fresh, our_round, rows, timed
HEAVY = (
    "MATCH (a:Member)-[:TOOK_PART_IN]->(e)<-[:TOOK_PART_IN]-(b)"
    " WHERE a.id < b.id RETURN count(*)"
)
def core(running):
    times = psutil.Process(running.pid).cpu_times()
    return times.user + times.system
def work(running):
    print(our_round(running, rows()))
    with running.store() as store:
        store.read()
        print(timed(store.read))
        with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
            with driver.session() as session:
                before = core(running)
                for _ in range(5):
                    session.run(HEAVY).consume()
                print(core(running) - before)
            if "peer" in sys.argv:
                print(timed(lambda: entity_read(driver)))
    return 0.0
on_fresh(work)
"""
BARE = """\
from benchmarks.load_speed import bare_round, on_fresh, rows
wanted = rows()
print(on_fresh(lambda running: bare_round(running, wanted)))
"""
#: A tenth of the ties: neomodel writes one statement for each.
SMALL = """\
from benchmarks import load_speed
from benchmarks.load_speed import neomodel_load, on_fresh, our_round, rows, timed
load_speed.NODES, load_speed.TIES = 2_000, 20_000
wanted = rows()
print(on_fresh(lambda running: our_round(running, wanted)))
print(on_fresh(lambda running: timed(lambda: neomodel_load(running, wanted))))
"""
#: The reader alone, all that comes before writing, and the writing.
SHEET = """\
import tempfile, time
from pathlib import Path
from benchmarks.sheets import workbook
from graph_model.engine import LocalEngine
from loaders.opening import first_data
from loaders.read.tables import SourceFile, grids
from loaders.import_plan import plan
from loaders.sheets.row_keeper import ImportOptions
from loaders.write.load import load
from benchmarks.load_speed import timed
with tempfile.TemporaryDirectory() as folder, LocalEngine(Path(folder)) as engine:
    with engine.running.store() as store:
        first_data(store)
        source = SourceFile("contacts.xlsx", workbook(100_000))
        reading = timed(lambda: sum(len(grid.rows) for grid in grids(source)))
        load_id, before = store.last_load(), store.read()
        began = time.perf_counter()
        found = plan([source], before, ImportOptions("contacts", "2026-11-27"), {})
        planned = found.preview(load_id)
        del found
        planning = time.perf_counter() - began
        loading = timed(lambda: load(store, planned))
print(reading, planning, loading)
"""


def loads(bench: Bench) -> list[Figures]:
    """Ours, the earlier build's and the bare loop's, one after the other, each on a fresh server;
    then what was loaded is read and asked.
    """
    load, read, heavy, objects = map(float, bench.now.run("-c", LOAD, "peer").split())
    theirs = printed(LOAD, bench.earlier)
    bare = printed(BARE, bench.now)
    return [
        Figures(load, theirs[0], bare[0]),
        Figures(read, theirs[1], objects),
        Figures(heavy, theirs[2]),
    ]


def beside_neomodel(bench: Bench) -> list[Figures]:
    """neomodel is fetched into a folder aside, for it pins an older driver than ours."""
    aside = bench.folder / "neomodel"
    fetch = ("-m", "uv", "pip", "install", "--quiet", "--no-deps", "--target", str(aside))
    subprocess.run([sys.executable, *fetch, "neomodel"], check=True)
    path = f"{bench.now.tree}:{aside}"
    ours, peer = map(float, bench.now.run("-c", SMALL, PYTHONPATH=path).split())
    return [Figures(ours, peer=peer)]


def sheet(bench: Bench) -> list[Figures]:
    """The whole import beside the reader alone plus the same load."""
    reading, planning, loading = printed(SHEET, bench.now)
    return [Figures(planning + loading, peer=reading + loading)]


LOADS = (
    Group(
        "load",
        (
            Aim(
                f"load of {ROWS}",
                to_peer=1 / 1.3,
                peer="bare loop",
                why="the server takes 85 % of the time, in one transaction that is committed once"
                " (decision 1), and packing beside it can gain 4 %",
            ),
            Aim(
                f"read of {ROWS}",
                to_peer=0.2,
                peer="the driver's objects",
                why="of what our process does two fifths are the driver's own reading of the"
                " answer, and the server takes about as long as our process",
            ),
            Aim(f"five heavy questions of the database{CORE}", 1 / 0.95),
        ),
        loads,
    ),
    Group(
        "sheet",
        (
            Aim(
                "import of a sheet of 100,000 rows",
                to_peer=1.5,
                peer="reader alone and load",
                why="every cell is matched with the names of the graph, checked and compared with"
                " what is there before anything is written",
            ),
        ),
        sheet,
    ),
    Group(
        "neomodel",
        (Aim("load of 22,000 rows", to_peer=0.2, peer="neomodel"),),
        beside_neomodel,
        needs="network",
    ),
)
