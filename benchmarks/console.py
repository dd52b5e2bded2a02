"""What the console says of itself, measured: ``python -m benchmarks.console``.

A million rows as CSV with flat memory, beside a bare driver loop and through ``linkages query``;
ten thousand rows in the page's table, in a real browser, from Run to the drawn table (≤ 2 s); a
million refused there; the search over the opening data, proposed by the index and without it (≤
0.05 s).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import neo4j
from playwright.sync_api import Page, expect, sync_playwright

from graph_model.connection import connected
from graph_model.console.answer_values import ValueRow
from graph_model.console.console import Console
from graph_model.database.limits import QueryLimits
from graph_model.database.store import Store
from graph_model.search import search
from loaders.take_out.cypher_answers import frame, write_csv
from tests.browser import QUIET, chromium, running_app

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


def records(driver: neo4j.Driver, number: int) -> list[neo4j.Record]:
    """The same rows as a bare list of records."""
    return driver.execute_query(STATEMENT, number=number).records


def streamed(console: Console, number: int, file: Path) -> None:
    """Ask for so many rows, straight into a file."""
    with file.open("w", encoding="utf-8") as out:

        def rows_out(columns: Sequence[str], rows: Sequence[ValueRow]) -> None:
            write_csv(out, columns, rows, header=out.tell() == 0)

        console.ask(STATEMENT, {"number": number}, QueryLimits(900, 10**12), rows_out)


def files(store: Store, folder: Path) -> None:
    """Rows as CSV, beside a list of records."""
    console, file = Console(store), folder / "answer.csv"
    console.ask("RETURN 1 AS x")  # the first question of a server is slower
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        for number in (10_000, 100_000, 1_000_000):
            seconds, held = timed(partial(streamed, console, number, file))
            bare, kept = timed(partial(records, driver, number))
            said = (
                f"{number:>9,} rows to CSV: {seconds:6.1f} s, {held:6.1f} MB held; bare list of"
                f" records {bare:6.1f} s, {kept:6.1f} MB"
            )
            sys.stdout.write(f"{said}; ratio of time {seconds / bare:.2f}\n")
    seconds, _ = timed(lambda: frame(console.ask(STATEMENT, {"number": 10_000})))
    sys.stdout.write(f"   10,000 rows as the frame of a table: {seconds:.2f} s\n")


def command_line(home: Path) -> None:
    """Rows through ``linkages query --format csv``, and the most memory that the command had."""
    for number in (10_000, 1_000_000):
        start = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "explorer.commands",
            "query",
            STATEMENT,
            "--param",
            f"number={number}",
            "--format",
            "csv",
            "--timeout",
            "900",
        ]
        with (home / "answer.csv").open("w") as out:
            started = subprocess.Popen(
                command, stdout=out, env={**os.environ, "LINKAGES_HOME": str(home)}
            )
            _, status, used = os.wait4(started.pid, 0)
            started.returncode = os.waitstatus_to_exitcode(status)
        with (home / "answer.csv").open(encoding="utf-8") as found:
            lines = sum(1 for _ in found)
        seconds = time.perf_counter() - start
        sys.stdout.write(
            f"{number:>9,} rows by linkages query: {seconds:6.1f} s, {lines:,} lines, at most"
            f" {used.ru_maxrss / 1024:,.0f} MB\n"
        )


def send(page: Page, statement: str, heading: str) -> float:
    """Seconds from Control and Enter to the drawn table."""
    page.get_by_role("combobox", name="Statement in Cypher").fill(statement)
    start = time.perf_counter()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("stDataFrame").first.locator("canvas").first).to_be_visible(
        timeout=60_000
    )
    return time.perf_counter() - start


def browser(address: str) -> None:
    """Ten thousand rows in the page, and what it says to a million."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        page = opened.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/console")
        expect(page.get_by_text("Database ready")).to_be_visible(timeout=180_000)
        expect(page.get_by_role("button", name="Run", exact=True)).to_be_enabled()
        send(page, "RETURN 1 AS x", "1 row")
        took = []
        for turn in range(5):
            took.append(
                send(
                    page, STATEMENT.replace("$number", f"{9_995 + turn}"), f"{9_995 + turn:,} rows"
                )
            )
        sys.stdout.write(
            f"   10,000 rows in the page's table: {statistics.median(took):.2f} s, slowest"
            f" {max(took):.2f} s\n"
        )
        seconds = send(page, STATEMENT.replace("$number", "1000000"), "10,000 rows and more")
        said = page.get_by_text("Only the first 10,000 rows are shown").inner_text()
        sys.stdout.write(f"1,000,000 rows in the page: {seconds:.2f} s, “{said}”\n")
        opened.close()


def searches(store: Store) -> None:
    """Seconds from the words to the ordered ids, with a slip in every name."""
    graph = store.read()
    words = [
        row.name[:-1]
        for label in ("Delegation", "Agreement", "Issue", "Member", "Venue")
        for row in graph.of(label)[:30]
    ]
    for how, indexed in (("by the index", True), ("without it", False)):
        took = []
        for wanted in words:
            start = time.perf_counter()
            search(graph, wanted, proposed=store.propose(wanted) if indexed else ())
            took.append(time.perf_counter() - start)
        sys.stdout.write(
            f"search {how}: {statistics.median(took) * 1000:.1f} ms, slowest"
            f" {max(took[1:]) * 1000:.1f} ms ({len(words)} names)\n"
        )


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder) / "home") as address:
        home = Path(folder) / "home"
        browser(address)
        with connected(home) as connection:
            searches(connection.store)
            # Before the lists of records: a new process counts the memory of who started it.
            command_line(home)
            files(connection.store, Path(folder))


if __name__ == "__main__":
    main()
