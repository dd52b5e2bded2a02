"""What the console adds to the official driver, in pairs: ``python -m benchmarks.console_pairs``.

Each question is asked of one server by the driver and by the console in turn, so that what else the
machine does weighs on both (the work of this process alone is told beside it): small questions
(each a new one, and one repeated), the opening data's relationships with both ends, and ten
thousand plain rows. What is printed is the median of the ratios of each pair.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import neo4j

from graph_model.console.console import Console
from graph_model.database.limits import QueryLimits
from graph_model.database.store import Store
from loaders.opening import open_database

PLAIN = "UNWIND range(1, 10000) AS x RETURN x AS number, 'row ' + x AS name, x * 0.5 AS half"
TIES = "MATCH (a)-[r]->(b) RETURN a, r, b LIMIT 4000"
SMALL = "MATCH (d:Delegation {{id: 'usa_ustr'}})-[:NEGOTIATES]->(a) RETURN a.name AS name, {0} AS n"
BOUNDS = {
    "small, new": 3.0,
    "small, repeated": 3.0,
    "4,000 node-tie-node": 1.5,
    "10,000 plain rows": 1.3,
}


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """How long it takes, and how long this process works for it."""
    start, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - worked


def pairs(driver: neo4j.Driver, console: Console, statement: Callable[[], str], times: int) -> str:
    """Ask in turn; the medians, and the median of the ratios."""

    def by_driver(asked: str) -> object:
        with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            return list(session.run(asked))

    bare, ours = [], []
    for turn in range(times + 3):
        first, second = statement(), statement()
        bare.append(seconds(lambda: by_driver(first)))  # noqa: B023
        ours.append(seconds(lambda: console.ask(second, {}, QueryLimits(60, 10**6))))  # noqa: B023
        if turn == 2:  # what is first is slower
            bare, ours = [], []
    ratios = [
        statistics.median(b[at] / a[at] for a, b in zip(bare, ours, strict=True) if a[at])
        for at in (0, 1)
    ]
    took = " → ".join(
        f"{statistics.median(one[0] for one in found) * 1000:8.1f} ms" for found in (bare, ours)
    )
    return f"{took}, ratio {ratios[0]:.2f}, of this process's own work {ratios[1]:.2f}"


def measure(store: Store) -> None:
    """Measure and print."""
    number = count(time.time_ns() % 10**9)  # no statement that this server has seen
    asked: dict[str, tuple[Callable[[], str], int]] = {
        "small, new": (
            lambda: SMALL.format(next(number)).replace("name,", f"name, a.id AS i{next(number)},"),
            200,
        ),
        "small, repeated": (lambda: SMALL.format("1"), 200),
        "4,000 node-tie-node": (lambda: TIES, 20),
        "10,000 plain rows": (lambda: PLAIN, 20),
    }
    console = Console(store)
    with neo4j.GraphDatabase.driver(
        store.uri, auth=store.auth, notifications_min_severity="OFF"
    ) as driver:
        for name, (statement, times) in asked.items():
            told = pairs(driver, console, statement, times)
            sys.stdout.write(f"{name:20} {told} (at most {BOUNDS[name]})\n")
            sys.stdout.flush()


def main() -> None:
    """Start a server with the opening data, and measure."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_database(Path(folder) / "home") as connection,
    ):
        measure(connection.store)


if __name__ == "__main__":
    main()
