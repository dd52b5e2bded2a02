"""A million rows as CSV with flat memory, and ten thousand in a table, beside a bare driver loop: ``python -m benchmarks.console``."""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path

import neo4j

from explorer.console.answers import frame, write_csv
from graph_model.console.ask import Console, Row
from graph_model.console.limits import Limits
from graph_model.engine import LocalEngine

STATEMENT = "UNWIND range(1, $number) AS x RETURN x AS number, 'row ' + x AS name, x * 0.5 AS half"


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of a run, and the largest number of megabytes that a second run held in Python."""
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    tracemalloc.start()
    work()
    held = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return seconds, held


def streamed(console: Console, number: int, file: Path) -> None:
    """Ask for so many rows, straight into a file."""
    with file.open("w", encoding="utf-8") as out:

        def rows_out(columns: Sequence[str], rows: Sequence[Row]) -> None:
            write_csv(out, columns, rows, header=out.tell() == 0)

        console.ask(STATEMENT, {"number": number}, Limits(900, 10**12), rows_out)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, LocalEngine(Path(folder)) as engine:
        if engine.running is None:
            raise SystemExit("Neo4j did not start.")
        running = engine.running
        with running.store() as store, neo4j.GraphDatabase.driver(running.uri, auth=(running.user, running.password)) as driver:
            console, file = Console(store), Path(folder) / "answer.csv"
            console.ask("RETURN 1 AS x")  # the first question of a server is slower
            for number in (10_000, 100_000, 1_000_000):
                seconds, held = timed(lambda number=number: streamed(console, number, file))  # type: ignore[misc]
                bare, kept = timed(lambda number=number: driver.execute_query(STATEMENT, number=number).records)  # type: ignore[misc]
                said = f"{number:>9,} rows to CSV: {seconds:6.1f} s, {held:6.1f} MB held; bare list of records {bare:6.1f} s, {kept:6.1f} MB"
                sys.stdout.write(f"{said}; ratio of time {seconds / bare:.2f}\n")
            seconds, _ = timed(lambda: frame(console.ask(STATEMENT, {"number": 10_000})))
            sys.stdout.write(f"   10,000 rows as a table of the page: {seconds:.2f} s\n")


if __name__ == "__main__":
    main()
