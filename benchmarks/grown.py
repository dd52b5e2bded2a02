"""Rows of `benchmarks.against` about a graph that grew: each build measures graphs that its own
generator makes, in a process of its own.
"""

from __future__ import annotations

from functools import partial

from benchmarks.side_by_side import CORE, Bench, Build, Figures, both_in_turn
from benchmarks.speed_page import Aim, Group

#: Each fetches only what it measures, by the names of either build, which moved since.
NAMES = """\
import resource, time
from datetime import date
from benchmarks.generator import snapshot
from benchmarks.measures import indices
ON = date(2026, 11, 1)
"""
#: Seconds of a core for what changed in nine years, indices aside.
CHANGED = f"""{NAMES}
try:
    from graph_model.measures import DEFAULTS, Day
    from graph_model.measures.changed.causes import since as changed
    since = lambda graph, first: changed(Day(graph, ON, DEFAULTS), first)
except ImportError:
    from graph_model.outreach.why_changed import since as changed
    since = lambda graph, first: changed(graph, first, ON)
graph = snapshot(20_000, 200_000)
indices(graph)
began = time.process_time()
since(graph, date(2017, 12, 1))
print(time.process_time() - began)
"""
#: The most memory of a process that makes the graph and measures band and kinds, in MB.
MEMORY = f"""{NAMES}
try:
    from graph_model.measures import DEFAULTS, Day
    from graph_model.measures.gaps import band as covered
    band = lambda graph: covered(Day(graph, ON, DEFAULTS))
except ImportError:
    from graph_model.outreach.gaps import band as covered
    band = lambda graph: covered(graph, ON)
graph = snapshot(100_000, 1_000_000)
indices(graph)
band(graph)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def printed(program: str, build: Build) -> tuple[float, ...]:
    """The numbers that a program prints."""
    return tuple(map(float, build.run("-c", program).split()))


def once(program: str, bench: Bench) -> list[Figures]:
    """What a program prints in either build: seconds of a core and memory differ little from one
    run to the next.
    """
    return both_in_turn(partial(printed, program), *bench.builds, turns=1)


GROWN = (
    Group(
        "changed",
        (
            Aim(
                f"what changed, 20,000 entries and 200,000 ties{CORE}",
                0.1,
                why="what is left is the contacts of both days, which are laid out once each",
            ),
        ),
        partial(once, CHANGED),
    ),
    Group(
        "memory",
        (
            Aim(
                "band and kinds, 100,000 entries and 1,000,000 ties, most memory in MB",
                0.5,
                why="41 MB are Python and the libraries, 204 the 1.1 million rows as Python"
                " objects, some 190 bytes each with what is shared, which every measure reads, and"
                " some 50 what is laid out of a day",
            ),
        ),
        partial(once, MEMORY),
    ),
)
