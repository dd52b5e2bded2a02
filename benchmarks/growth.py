"""How the work grows with the graph: ``python -m benchmarks.growth [--write] [ROWS…]``.

Graphs of 1,000 to 1,000,000 rows, one entry to ten ties, in a database of their own each; nothing
is kept from one measure to the next but the rows. ``--write`` keeps what was measured in
`docs/speed.json` after each size, draws `docs/growth.svg` and writes the table in `docs/speed.md`.
What is not over in so many minutes is left out, with what follows it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Timer

from streamlit.testing.v1 import AppTest

from benchmarks.against import EARLIER, GROUPS
from benchmarks.generator import snapshot as generated
from benchmarks.growth_page import ASKED, Growth, as_section, growth_of, write_picture
from benchmarks.questions import fill, measure
from benchmarks.speed_page import Kept, when_and_where
from explorer.app import database
from explorer.picture.selection import choose, picture
from graph_model.engine import LocalEngine
from graph_model.measures import DEFAULTS, Day
from graph_model.measures.gaps import band
from graph_model.measures.introductions import find_routes
from graph_model.measures.next.efforts import plan
from graph_model.questions import QUESTION
from graph_model.search import likely_entry
from graph_model.snapshot import Snapshot

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ON = date(2026, 11, 1)
#: Seconds that a size may take.
MOST = 900


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def page_one() -> None:
    """The first page, as the app runs it."""
    from explorer.pages import PAGES

    next(page for page in PAGES if not page.address).draw()


def first_page(graph: Snapshot) -> None:
    """Run the first page over a graph; raises what the page shows as an error."""
    database.snapshot = lambda: graph
    test = AppTest.from_function(page_one, default_timeout=MOST).run()
    if test.exception:
        raise RuntimeError(str(test.exception))


def measures(graph: Snapshot) -> Iterator[tuple[str, Callable[[], object]]]:
    """What needs no database, in the order of the table."""
    day = Day(graph, ON, DEFAULTS)
    delegation = likely_entry(graph, "Delegation")
    yield "band", lambda: band(day)
    yield "route", lambda: find_routes(day, delegation)
    yield "plan", lambda: plan(day, 20.0)
    yield "map", lambda: picture(day, choose(day, [delegation]))
    yield "page 1", lambda: first_page(graph)


def grown(rows: int) -> Iterator[tuple[str, float]]:
    """The seconds of each work on a graph of so many rows."""
    graph = generated(rows // 11, rows - rows // 11)
    with tempfile.TemporaryDirectory() as home, LocalEngine(Path(home)) as engine:
        assert engine.running is not None
        with engine.running.store() as store:
            yield "load", timed(lambda: fill(store, graph))
            yield "read", timed(store.read)
            yield "question", measure(store, QUESTION[ASKED], graph)[0]
    for what, work in measures(graph):
        yield what, timed(work)


def one(rows: int) -> Iterator[tuple[str, float]]:
    """The same in a process of its own, so that nothing is warm from a smaller graph; what was not
    over in time is not told.
    """
    running = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.growth", "--one", str(rows)],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert running.stdout is not None
    limit = Timer(MOST, running.kill)
    limit.start()
    for line in running.stdout:
        if line.startswith("work\t"):
            _, what, seconds = line.split("\t")
            yield what, float(seconds)
    running.wait()
    limit.cancel()


def keep(found: Growth) -> None:
    """Keep what was measured so far, and write picture and page."""
    kept = Kept.read()
    whole = growth_of(kept)
    for what, line in found.items():
        whole[what] = {**whole.get(what, {}), **line}
    seconds = {
        what: {str(rows): float(f"{line[rows]:.4g}") for rows in sorted(line)}
        for what, line in whole.items()
    }
    kept.growth = {**when_and_where(), "most": MOST, "seconds": seconds}
    write_picture(growth_of(kept))
    kept.write(GROUPS, EARLIER, as_section)


def main() -> None:
    """Measure, print, and keep where that is asked for."""
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or list(SIZES)
    if "--one" in sys.argv:
        for what, seconds in grown(sizes[0]):
            sys.stdout.write(f"work\t{what}\t{seconds}\n")
            sys.stdout.flush()
        return
    for rows in sizes:
        found: Growth = {}
        for what, seconds in one(rows):
            found.setdefault(what, {})[rows] = seconds
            sys.stdout.write(f"{rows:>9,} rows  {what:10} {seconds:9.3f} s\n")
            sys.stdout.flush()
        if "--write" in sys.argv:
            keep(found)


if __name__ == "__main__":
    main()
