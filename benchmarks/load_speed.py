"""Load and read speed at 20,000 nodes and 200,000 relationships, as ratios to bare loops in the
same run: ``python -m benchmarks.load_speed``.

The peer is what a careful script would do with the same driver: rows of 10,000 as maps, `UNWIND
$rows`, one session. Three rounds in turn, each on fresh servers; the medians count. neomodel takes
part when it is installed (`pip install --no-deps neomodel`: its own pin asks for an older driver),
once, for it writes one statement for each relationship. Cartography's loader does not take part: it
brings the clients of thirty cloud services.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import neo4j

from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.engine.local import Running
from graph_model.rows import NodeRow, RelationshipRow, Rows, Value
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

OURS = {field.name for kind in SCHEMA.types for field in kind.fields}
NODES, TIES, BATCH, ROUNDS = 20_000, 200_000, 10_000, 3
PROVEN: dict[str, Value] = {
    "as_of": "2026-11-23",
    "confidence": "verified",
    "source_url": "https://example.org/x",
}


def rows() -> Rows:
    """Half members, half engagements, and who took part in what."""
    rng = random.Random(1)
    half = NODES // 2
    members = [
        NodeRow(
            "Member",
            f"m{n}",
            {**PROVEN, "name": f"Member {n}", "stakeholder_group": "academia"},
            "bench",
        )
        for n in range(half)
    ]
    meetings = [
        NodeRow("Engagement", f"e{n}", {**PROVEN, "kind": "meeting", "date": "2024-01-02"}, "bench")
        for n in range(half)
    ]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < TIES:
        pairs.add((rng.randrange(half), rng.randrange(half)))
    ties = [
        RelationshipRow("TOOK_PART_IN", f"m{a}", f"e{b}", PROVEN, "bench") for a, b in sorted(pairs)
    ]
    return Rows((*members, *meetings), tuple(ties))


def bare_load(driver: neo4j.Driver, wanted: Rows) -> None:
    """The bare loop: maps in rows of 10,000, a transaction per batch."""
    with driver.session() as session:
        for label in ("Member", "Engagement"):
            nodes = [
                {"id": row.id, "fields": dict(row.fields)}
                for row in wanted.nodes
                if row.label == label
            ]
            for start in range(0, len(nodes), BATCH):
                session.run(
                    f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row.fields",
                    rows=nodes[start : start + BATCH],
                ).consume()
        ties = [
            {"a": row.source, "b": row.target, "fields": dict(row.fields)}
            for row in wanted.relationships
        ]
        tying = (
            "UNWIND $rows AS row MATCH (a:Member {id: row.a}) MATCH (b:Engagement {id: row.b})"
            " MERGE (a)-[r:TOOK_PART_IN]->(b) SET r += row.fields"
        )
        for start in range(0, len(ties), BATCH):
            session.run(tying, rows=ties[start : start + BATCH]).consume()


def entity_read(driver: neo4j.Driver) -> Snapshot:
    """Row by row as it is mostly written: every node and relationship as the driver's own object,
    and the snapshot made of them.
    """
    nodes, ties = [], []
    with driver.session() as session:
        for (node,) in session.run("MATCH (n) WHERE n.first_seen IS NOT NULL RETURN n"):
            nodes.append(
                NodeRow(next(iter(node.labels)), node["id"], _ours(dict(node)), node["dataset"])
            )
        for a, tie, b in session.run("MATCH (a)-[r]->(b) RETURN a.id, r, b.id"):
            ties.append(RelationshipRow(tie.type, a, b, _ours(dict(tie)), tie["dataset"]))
    return Snapshot(Rows(tuple(nodes), tuple(ties)))


def bare_read(driver: neo4j.Driver) -> Snapshot:
    """Row by row as a careful script would: ids and a map of properties in a record, and the
    snapshot made of them.
    """
    nodes, ties = [], []
    with driver.session() as session:
        for record in session.run(
            "MATCH (n) WHERE n.first_seen IS NOT NULL RETURN n.id AS id, labels(n)[0] AS label,"
            " properties(n) AS fields"
        ):
            nodes.append(
                NodeRow(
                    record["label"],
                    record["id"],
                    _ours(record["fields"]),
                    record["fields"]["dataset"],
                )
            )
        for record in session.run(
            "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS"
            " fields"
        ):
            ties.append(
                RelationshipRow(
                    record["type"],
                    record["a"],
                    record["b"],
                    _ours(record["fields"]),
                    record["fields"]["dataset"],
                )
            )
    return Snapshot(Rows(tuple(nodes), tuple(ties)))


def _ours(fields: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in fields.items() if name in OURS}


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def neomodel_load(running: Running, wanted: Rows) -> None:
    """The same rows as neomodel's own classes write them: nodes in batches, relationships one by
    one.
    """
    neomodel: Any = import_module("neomodel")
    texts = {
        name: neomodel.StringProperty()
        for name in (
            "as_of",
            "confidence",
            "source_url",
            "name",
            "stakeholder_group",
            "kind",
            "date",
        )
    }
    tie = type(
        "Tie", (neomodel.StructuredRel,), {name: neomodel.StringProperty() for name in PROVEN}
    )
    meeting: Any = type(
        "Engagement",
        (neomodel.StructuredNode,),
        {"key": neomodel.StringProperty(db_property="id", unique_index=True), **texts},
    )
    to = neomodel.RelationshipTo(meeting, "TOOK_PART_IN", model=tie)
    texts = {name: neomodel.StringProperty() for name in texts}
    member: Any = type(
        "Member",
        (neomodel.StructuredNode,),
        {
            "key": neomodel.StringProperty(db_property="id", unique_index=True),
            "took_part": to,
            **texts,
        },
    )
    neomodel.get_config().database_url = running.uri.replace(
        "//", f"//{running.user}:{running.password}@"
    )
    made: dict[str, Any] = {}
    for kind, label in ((member, "Member"), (meeting, "Engagement")):
        rows = [row for row in wanted.nodes if row.label == label]
        for start in range(0, len(rows), 1_000):
            part = rows[start : start + 1_000]
            made.update(
                zip(
                    (row.id for row in part),
                    kind.nodes.bulk_create(*({"key": row.id, **row.fields} for row in part)),
                    strict=True,
                )
            )
    for start in range(
        0, len(wanted.relationships), BATCH
    ):  # the server ends a transaction after a minute
        with neomodel.db.transaction:
            for row in wanted.relationships[start : start + BATCH]:
                made[row.source].took_part.connect(made[row.target], dict(row.fields))
    neomodel.db.close_connection()


def on_fresh(work: Callable[[Running], float]) -> float:
    """What the work measures on a server of its own, constraints made."""
    with tempfile.TemporaryDirectory() as folder, LocalEngine(Path(folder)) as engine:
        assert engine.running is not None
        with engine.running.store() as store:
            store.prepare()
        return work(engine.running)


def bare_round(running: Running, wanted: Rows) -> float:
    """Seconds of the bare loop's load."""
    with neo4j.GraphDatabase.driver(running.uri, auth=(running.user, running.password)) as driver:
        return timed(lambda: bare_load(driver, wanted))


def our_round(
    running: Running, wanted: Rows, reads: list[tuple[float, ...]] | None = None
) -> float:
    """Seconds of our load; and of both ways to read, when asked."""
    with running.store() as store:
        changes = compare(Snapshot(), wanted, "bench")
        seconds = timed(lambda: store.write(changes, Snapshot(), expected=""))
        if reads is not None:
            with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
                assert (
                    entity_read(driver) == bare_read(driver) == store.read()
                )  # and each once before, so that none pays for planning
                ways = (lambda: entity_read(driver), lambda: bare_read(driver), store.read)
                reads.extend(tuple(timed(way) for way in ways) for _ in range(ROUNDS))
    return seconds


def main() -> None:
    """Measure on fresh databases and print the ratios."""
    wanted, say = rows(), sys.stdout.write
    bare, ours = [], []
    reads: list[tuple[float, ...]] = []
    for turn in range(ROUNDS):
        bare.append(on_fresh(lambda running: bare_round(running, wanted)))
        ours.append(on_fresh(partial(our_round, wanted=wanted, reads=reads if turn == 0 else None)))
        say(f"round {turn + 1}: bare loop {bare[-1]:.1f} s, ours {ours[-1]:.1f} s\n")
        sys.stdout.flush()
    entities, maps, fast = (median(way) for way in zip(*reads, strict=True))
    say(
        f"load  {NODES + TIES:,} rows: bare loop {median(bare):.1f} s, ours (one transaction)"
        f" {median(ours):.1f} s, ratio {median(bare) / median(ours):.2f}\n"
    )
    say(
        f"read  {NODES + TIES:,} rows: row by row as objects {entities:.1f} s, ours {fast:.1f} s,"
        f" ratio {entities / fast:.1f}\n"
    )
    say(
        f"read  {NODES + TIES:,} rows: row by row as maps {maps:.1f} s, ours {fast:.1f} s, ratio"
        f" {maps / fast:.1f}\n"
    )
    if find_spec("neomodel"):
        peer = on_fresh(lambda running: timed(lambda: neomodel_load(running, wanted)))
        say(
            f"load  {NODES + TIES:,} rows: neomodel {peer:.1f} s, ours {median(ours):.1f} s, ratio"
            f" {peer / median(ours):.1f}\n"
        )


if __name__ == "__main__":
    main()
