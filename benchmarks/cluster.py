"""How a client fares on a cluster: two real servers of one line behind the routing proxy, the
follower some time behind, the leader moving, a member going away: ``python -m benchmarks.cluster``.

Small writes, each followed by a read of the next program; counted are reads that lacked the last
write (with what is kept in the data folder, and without it for comparison), waits for a follower,
writes that were refused by a member that no longer leads, and errors that reached the caller.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.routing_proxy import Cluster
from graph_model.database.causal_bookmarks import Bookmarks
from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.engine import CURRENT, LONG_TERM, LocalEngine
from graph_model.errors import StoreError
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from loaders.write.small_writes import record

ROUNDS, LAG, MOVES_EVERY, AWAY_EVERY = 30, 0.5, 5, 7
JAVA = ("-Xms256m", "-Xmx1g", "-XX:+UseSerialGC")


@dataclass
class Seen:
    """What was counted on one line."""

    stale: int = 0
    stale_without: int = 0
    errors: int = 0
    moves: int = 0
    away: int = 0
    writes: list[float] = field(default_factory=list)
    reads: list[float] = field(default_factory=list)


def member(number: int) -> NodeRow:
    """A row to write."""
    fields = {"name": f"Member {number}", "stakeholder_group": "academia"}
    return NodeRow(
        "Member", f"m{number}", {**fields, "as_of": "2026-11-27", "confidence": "verified"}
    )


def one_round(cluster: Cluster, kept: Path, number: int, seen: Seen) -> None:
    """Write, and read in the next program, with what was kept and without."""
    if number % MOVES_EVERY == 0:
        cluster.move()
        seen.moves += 1
    if number % AWAY_EVERY == 0:
        cluster.go_away(1 - cluster.leader)
        seen.away += 1
    try:
        with Store(cluster.uri, "any", "any", "neo4j", bookmarks=Bookmarks(kept)) as store:
            begun = time.perf_counter()
            done = record(store, [member(number)], "bench")
            seen.writes.append(time.perf_counter() - begun)
        cluster.go_away(-1)
        with Store(cluster.uri, "any", "any", "neo4j") as stranger:
            seen.stale_without += stranger.last_load() != done.load_id
        with Store(cluster.uri, "any", "any", "neo4j", bookmarks=Bookmarks(kept)) as store:
            begun = time.perf_counter()
            seen.stale += store.read() != done.after
            seen.reads.append(time.perf_counter() - begun)
    except StoreError as error:
        seen.errors += 1
        sys.stdout.write(f"  round {number}: {error}\n")
    finally:
        cluster.go_away(-1)


def run(version: str) -> tuple[Seen, Cluster]:
    """The rounds on two servers of a line."""
    with ExitStack() as stack:
        members = []
        for _ in range(2):
            home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            engine = stack.enter_context(LocalEngine(home, version, JAVA))
            assert engine.running is not None
            with engine.running.store() as store:
                store.prepare()
            members.append(engine.running)
        cluster, seen, kept = Cluster(members, LAG), Seen(), home / "bookmarks.json"
        stack.callback(cluster.close)
        with Store(cluster.uri, "any", "any", "neo4j", bookmarks=Bookmarks(kept)) as store:
            seeds = compare(Snapshot(), seed_snapshot().rows(), "seeds")
            store.write(seeds, Snapshot(), expected="")
        for number in range(1, ROUNDS + 1):
            one_round(cluster, kept, number, seen)
        return seen, cluster


def main() -> None:
    """Both lines, and a line of figures for each."""
    for version in (CURRENT, LONG_TERM):
        seen, cluster = run(version)
        sys.stdout.write(
            f"Neo4j {version}: {ROUNDS} writes each read by the next program, follower {LAG} s"
            f" behind, {seen.moves} moves of the leader, {seen.away} times a member away:"
            f" {seen.errors} errors, {seen.stale} stale reads (without what is kept"
            f" {seen.stale_without}), {cluster.waited} waits for a follower, {cluster.refused}"
            f" refused writes tried again; median write {median(seen.writes):.1f} s, read"
            f" {median(seen.reads):.1f} s\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
