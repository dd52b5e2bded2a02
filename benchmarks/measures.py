"""Speed and memory of the measures on graphs of three sizes: ``python -m benchmarks.measures
[small] [large]``.

Each measure starts without anything kept from the one before, but for the indices of the snapshot,
which are timed first.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from datetime import date

from benchmarks.generator import snapshot as generated
from graph_model.measures import DEFAULTS, Day, contacts, find_cells, target_cells
from graph_model.measures.acquaintances import network
from graph_model.measures.changed.causes import since
from graph_model.measures.common_ground import closest_delegations
from graph_model.measures.day_arrays import day_arrays
from graph_model.measures.departures import departures
from graph_model.measures.gaps import band
from graph_model.measures.go_betweens import brokerage_triples, find_go_betweens
from graph_model.measures.introductions import find_routes, reach
from graph_model.measures.negotiations import _talk_rows
from graph_model.measures.next.advice import best_steps
from graph_model.measures.next.ask_members import questions
from graph_model.measures.next.efforts import plan
from graph_model.measures.next.event_plan import event_plan
from graph_model.measures.next.try_link import try_link
from graph_model.measures.ranges.change_ranks import change_ranks
from graph_model.measures.ranges.day_ranks import delegation_ranks, leaving_ranks
from graph_model.measures.single_points import connectivity
from graph_model.measures.transparency import scores
from graph_model.measures.voice_balance import balance
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot

SIZES = {"seeds": (0, 0), "small": (1_500, 8_000), "large": (100_000, 1_000_000)}
AT = date(2026, 11, 1)
READ = (
    "PHASE_OF",
    "COVERS",
    "NEGOTIATES",
    "TOOK_PART_IN",
    "REACHED",
    "ABOUT",
    "PART_OF",
    "GAVE",
    "SPEAKS_OF",
    "HELD_AT",
    "GOES_TO",
    "CARRIES",
)


def measured(what: str, work: Callable[[], object]) -> float:
    """Run, print seconds by the clock and of a core (alike on a machine at rest) and the most
    memory so far, and give the seconds.
    """
    for kept in (
        band,
        day_arrays,
        _talk_rows,
        find_cells,
        network,
        contacts,
        reach,
        brokerage_triples,
        find_go_betweens,
        delegation_ranks,
        leaving_ranks,
        change_ranks,
    ):
        kept.cache_clear()
    start, busy = time.perf_counter(), time.process_time()
    work()
    took, busy = time.perf_counter() - start, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"  {what:46} {took:7.3f} s   {busy:7.3f} s of a core   {memory:6,} MB\n")
    sys.stdout.flush()
    return took


def indices(graph: Snapshot) -> None:
    """What a snapshot builds once, when the first measure reads it."""
    for type in READ:
        graph.out("", type)


def measure(name: str) -> None:
    """The measures on one graph; those that make an object per cell only where there are not
    millions.
    """
    graph = generated(*SIZES[name]) if SIZES[name][0] else seed_snapshot()
    sys.stdout.write(
        f"{name}: {len(graph.nodes):,} nodes, {len(graph.relationships):,} relationships\n"
    )
    measured("indices, once per snapshot", lambda: indices(graph))
    delegation, member, event = (
        graph.of(label)[0].id for label in ("Delegation", "Member", "Event")
    )
    day = Day(graph, AT, DEFAULTS)
    total = measured("coverage and kinds", lambda: band(day))
    total += measured("routes to one delegation", lambda: find_routes(day, delegation))
    total += measured(
        "routes to one delegation, from one member",
        lambda: find_routes(day, delegation, start=member),
    )
    total += measured("plan of at most 300 options, greedy and exact", lambda: plan(day, 20.0))
    if name != "large":
        total += measured("every cell with its evidence", lambda: find_cells(day))
        total += measured("what hangs on one, every delegation", lambda: connectivity(day))
        total += measured(
            "who leaves, one to three members",
            lambda: [departures(find_cells(day), size) for size in (1, 2, 3)],
        )
        total += measured("balance of voices", lambda: balance(day))
        total += measured(
            "what changed in nine years, and why", lambda: since(day, date(2017, 12, 1))
        )
        total += measured("one link on trial", lambda: try_link(day, member, delegation))
        total += measured(
            "questions that would settle most, steps", lambda: (questions(day), best_steps(day))
        )
        total += measured("one event, who meets whom", lambda: event_plan(day, event))
        total += measured(
            "transparency scores, common ground",
            lambda: (scores(day), closest_delegations(day, delegation)),
        )
        chance = measured("go-betweens, 1,000 relabellings", lambda: find_go_betweens(day))
        chance += measured(
            "ranks, 500 redraws",
            lambda: [ranks(day) for ranks in (delegation_ranks, leaving_ranks)],
        )
        chance += measured(
            "ranks of what changed, 500 redraws", lambda: change_ranks(day, date(2017, 12, 1))
        )
        sys.stdout.write(f"  {'relabellings and redraws':46} {chance:7.3f} s\n")
    else:
        measured("every target cell as an object (not counted)", lambda: target_cells(day))
    sys.stdout.write(f"  {'together':46} {total:7.3f} s\n")


def main() -> None:
    """Measure what was named, or all."""
    for name in sys.argv[1:] or SIZES:
        measure(name)


if __name__ == "__main__":
    main()
