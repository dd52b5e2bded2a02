"""Load and read speed at 20,000 nodes and 200,000 relationships, as ratios to bare loops in the same run: ``make bench``.

The peer is what a careful script would do with the same driver: rows of 10,000 as maps, `UNWIND $rows`, one session.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import neo4j

from graph_model.changes import compare
from graph_model.engine import LocalEngine
from graph_model.rows import NodeRow, RelationshipRow, Rows, Value
from graph_model.snapshot import Snapshot

NODES, TIES, BATCH = 20_000, 200_000, 10_000
PROVEN: dict[str, Value] = {"as_of": "2026-11-23", "confidence": "verified", "source_url": "https://example.org/x"}


def rows() -> Rows:
    """Half members, half engagements, and who took part in what."""
    rng = random.Random(1)
    half = NODES // 2
    members = [NodeRow("Member", f"m{n}", {**PROVEN, "name": f"Member {n}", "stakeholder_group": "academia"}, "bench") for n in range(half)]
    meetings = [NodeRow("Engagement", f"e{n}", {**PROVEN, "kind": "meeting", "date": "2024-01-02"}, "bench") for n in range(half)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < TIES:
        pairs.add((rng.randrange(half), rng.randrange(half)))
    ties = [RelationshipRow("TOOK_PART_IN", f"m{a}", f"e{b}", PROVEN, "bench") for a, b in sorted(pairs)]
    return Rows((*members, *meetings), tuple(ties))


def bare_load(driver: neo4j.Driver, wanted: Rows) -> None:
    """The bare loop: maps in rows of 10,000, a transaction per batch."""
    with driver.session() as session:
        for label in ("Member", "Engagement"):
            nodes = [{"id": row.id, "fields": dict(row.fields)} for row in wanted.nodes if row.label == label]
            for start in range(0, len(nodes), BATCH):
                session.run(f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row.fields", rows=nodes[start : start + BATCH]).consume()
        ties = [{"a": row.source, "b": row.target, "fields": dict(row.fields)} for row in wanted.relationships]
        tying = "UNWIND $rows AS row MATCH (a:Member {id: row.a}) MATCH (b:Engagement {id: row.b}) MERGE (a)-[r:TOOK_PART_IN]->(b) SET r += row.fields"
        for start in range(0, len(ties), BATCH):
            session.run(tying, rows=ties[start : start + BATCH]).consume()


def bare_read(driver: neo4j.Driver) -> None:
    """The bare loop: a record per row."""
    with driver.session() as session:
        found = [record.data() for record in session.run("MATCH (n) WHERE n.dataset IS NOT NULL RETURN n.id AS id, properties(n) AS fields")]
        found += [record.data() for record in session.run("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS fields")]


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure on fresh databases and print the ratios."""
    wanted = rows()
    with tempfile.TemporaryDirectory() as folder:
        with LocalEngine(Path(folder) / "bare") as engine:
            assert engine.running is not None
            with neo4j.GraphDatabase.driver(engine.running.uri, auth=(engine.running.user, engine.running.password)) as driver:
                with engine.running.store() as store:
                    store.prepare()
                bare = timed(lambda: bare_load(driver, wanted))
        with LocalEngine(Path(folder) / "ours") as engine:
            assert engine.running is not None
            with engine.running.store() as store:
                store.prepare()
                changes = compare(Snapshot(), wanted, "bench")
                ours = timed(lambda: store.write(changes, Snapshot()))
                with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
                    bare_read(driver)  # both once before, so that neither pays for planning
                    store.read()
                    slow = timed(lambda: bare_read(driver))
                    fast = timed(store.read)
    sys.stdout.write(f"load  {NODES + TIES:,} rows: bare loop {bare:.1f} s, ours (one transaction) {ours:.1f} s, ratio {bare / ours:.2f}\n")
    sys.stdout.write(f"read  {NODES + TIES:,} rows: row by row {slow:.1f} s, ours {fast:.1f} s, ratio {slow / fast:.2f}\n")


if __name__ == "__main__":
    main()
