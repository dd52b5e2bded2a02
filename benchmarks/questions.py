"""How fast the ready questions are: warm, on the seeds and on a generated graph, with the operators
that their plans start from.

``python benchmarks/questions.py`` measures the seeds (every question ≤ 0.2 s); ``… 100000 1000000``
a generated graph of that many nodes and relationships (≤ 1 s where a question has an entry as a
blank). A search takes ≤ 0.05 s.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import typer

from benchmarks.generator import snapshot as generated
from graph_model.console.console import Answer
from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.engine import CURRENT, LONG_TERM, LocalEngine
from graph_model.errors import LinkagesError
from graph_model.measures import Day, settings_of
from graph_model.questions import QUESTIONS, ReadyQuestion
from graph_model.questions.answering import ask
from graph_model.rows import Rows
from graph_model.search import likely_entry, search
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot

PART = 50_000
ON = date(2026, 11, 23)
LIMIT, LIMIT_LARGE, SEARCH_LIMIT = 0.2, 1.0, 0.05


def starts(plan: Mapping[str, Any]) -> Iterator[str]:
    """The operators that a plan starts from, those that only pass arguments on aside."""
    children = plan.get("children") or []
    if not children and not str(plan["operatorType"]).startswith("Argument"):
        yield str(plan["operatorType"]).split("@")[0]
    for child in children:
        yield from starts(child)


def measure(store: Store, question: ReadyQuestion, graph: Snapshot) -> tuple[float, Answer]:
    """Seconds of a warm run (the median of three, the look at the plan included) and the answer."""
    given = {
        blank.name: likely_entry(graph, blank.label)
        for blank in question.parameters
        if blank.kind == "id"
    }
    day = Day(graph, ON, settings_of(graph))
    answers = [ask(store, question, given, day) for _ in range(4)]
    return statistics.median(answer.seconds for answer in answers[1:]), answers[-1]


def report(store: Store, graph: Snapshot, limit: float, every: bool) -> int:
    """Print a line per question; how many are over the limit."""
    over = 0
    for question in QUESTIONS:
        entry = any(blank.kind == "id" for blank in question.parameters)
        try:
            seconds, answer = measure(store, question, graph)
        except LinkagesError as error:
            typer.echo(f"{question.id:28} {'ended':>8}  {str(error)[:90]}")
            over += every or entry
            continue
        slow = seconds > limit and (every or entry)
        over += slow
        leaves = ", ".join(dict.fromkeys(starts(answer.plan)))
        typer.echo(
            f"{question.id:28} {seconds * 1000:7.1f} ms {len(answer.rows):7,} rows "
            f" {leaves}{'  OVER' if slow else ''}"
        )
    return over


def report_search(store: Store, graph: Snapshot) -> int:
    """Print how long a search takes, from the words to the ordered ids; 1 when the median is over
    the limit.
    """
    took = []
    for row in graph.of("Delegation")[:60]:
        start = time.perf_counter()
        search(graph, row.name[:-1], proposed=store.propose(row.name[:-1]))
        took.append(time.perf_counter() - start)
    middle = statistics.median(took[1:])
    typer.echo(f"search {middle * 1000:.1f} ms, slowest {max(took[1:]) * 1000:.1f} ms")
    return int(middle > SEARCH_LIMIT)


def fill(store: Store, graph: Snapshot) -> None:
    """Write it in parts, for a million rows are more than one transaction of a small machine
    holds.
    """
    rows, nothing, ends = (
        graph.rows(),
        Snapshot(),
        Snapshot(Rows(graph.rows().nodes)),
    )  # the labels of its ends are all that a tie needs
    for number, at in enumerate(range(0, len(rows.nodes), PART)):
        store.write(
            compare(nothing, Rows(rows.nodes[at : at + PART]), f"entries_{number}"), nothing
        )
    for number, at in enumerate(range(0, len(rows.relationships), PART)):
        store.write(
            compare(ends, Rows((), rows.relationships[at : at + PART]), f"ties_{number}"), ends
        )


def main() -> int:
    """Load, measure, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("nodes", type=int, nargs="?", default=0)
    parser.add_argument("relationships", type=int, nargs="?", default=0)
    parser.add_argument("--long-term", action="store_true", help="the long-term line of Neo4j")
    asked = parser.parse_args()
    graph = generated(asked.nodes, asked.relationships) if asked.nodes else seed_snapshot()
    with (
        tempfile.TemporaryDirectory() as home,
        LocalEngine(Path(home), LONG_TERM if asked.long_term else CURRENT) as engine,
    ):
        assert engine.running is not None
        with engine.running.store() as store:
            start = time.perf_counter()
            fill(store, graph)
            typer.echo(
                f"{len(graph.nodes):,} nodes, {len(graph.relationships):,} relationships, loaded in"
                f" {time.perf_counter() - start:.1f} s"
            )
            over = report(
                store, graph, LIMIT_LARGE if asked.nodes else LIMIT, not asked.nodes
            ) + report_search(store, graph)
    typer.echo(f"{over} over the limit" if over else "all within the limit")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
