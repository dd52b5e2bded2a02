"""Lines of `benchmarks.against` about a graph that grew: each build measures graphs that its own
generator makes, in a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.side_by_side import Build

#: Adapts to the names of either build, which moved since.
NAMES = """\
import resource, sys, time
from datetime import date
from benchmarks.generator import snapshot
from benchmarks.measures import indices
ON = date(2026, 11, 1)
try:
    from graph_model.measures import DEFAULTS, Day
    from graph_model.measures.changed.causes import since as changed
    from graph_model.measures.gaps import band as covered
    band = lambda graph: covered(Day(graph, ON, DEFAULTS))
    since = lambda graph, first: changed(Day(graph, ON, DEFAULTS), first)
except ImportError:
    from graph_model.outreach.gaps import band as covered
    from graph_model.outreach.why_changed import since as changed
    band = lambda graph: covered(graph, ON)
    since = lambda graph, first: changed(graph, first, ON)
"""
#: Seconds of a core for what changed in nine years, indices aside.
CHANGED = f"""{NAMES}
graph = snapshot(20_000, 200_000)
indices(graph)
began = time.process_time()
since(graph, date(2017, 12, 1))
print(time.process_time() - began)
"""
#: The most memory of a process that makes the graph and measures band and kinds, in MB.
MEMORY = f"""{NAMES}
graph = snapshot(100_000, 1_000_000)
indices(graph)
band(graph)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
Measured = tuple[str, float, Callable[[], float], Callable[[], float], int]


def _printed(build: Build, program: str) -> float:
    return float(build.run("-c", program))


def grown_graph(now: Build, earlier: Build) -> Iterator[Measured]:
    """What, the ratio aimed at, how either build is measured, and how often."""
    for what, aim, program in (
        ("what changed, 20,000 entries and 200,000 ties, seconds of a core", 0.1, CHANGED),
        ("band and kinds, 100,000 entries and 1,000,000 ties, most memory in MB", 0.5, MEMORY),
    ):
        yield what, aim, partial(_printed, now, program), partial(_printed, earlier, program), 2
