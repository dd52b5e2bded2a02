"""How the work grows with the graph: ``python -m benchmarks.growth [--write] [ROWS…]``.

Graphs of 1,000 to 1,000,000 rows, one entry to ten ties, in a database of their own each; nothing
is kept from one measure to the next but the rows. ``--write`` draws `docs/growth.svg`, with both
axes logarithmic, and puts the table beside it into `docs/speed.md`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import altair
import pandas
import vl_convert
from streamlit.testing.v1 import AppTest

from benchmarks.generator import snapshot as generated
from benchmarks.questions import fill, measure
from explorer.app import database
from explorer.picture.selection import choose, picture
from graph_model.engine import LocalEngine
from graph_model.markdown_text import paragraph
from graph_model.measures import DEFAULTS, Day
from graph_model.measures.gaps import band
from graph_model.measures.introductions import find_routes
from graph_model.measures.next.efforts import plan
from graph_model.questions import QUESTION
from graph_model.search import likely_entry
from graph_model.snapshot import Snapshot

ROOT = Path(__file__).parents[1]
PAGE, DRAWN = ROOT / "docs" / "speed.md", ROOT / "docs" / "growth.svg"
HEADING = "## As the graph grows"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
ON = date(2026, 11, 1)
#: Seconds that only what hangs takes.
HANGS = 900
#: The ready question that is asked: about one delegation, as most are.
ASKED = "contacts-with"


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def page_one() -> None:
    """The first page, as the app runs it."""
    from explorer.pages import PAGES

    next(page for page in PAGES if not page.address).draw()


def first_page(graph: Snapshot) -> None:
    """Run the first page over a graph; raises what the page shows as an error."""
    database.snapshot = lambda: graph
    test = AppTest.from_function(page_one, default_timeout=HANGS).run()
    if test.exception:
        raise RuntimeError(str(test.exception))


def measures(graph: Snapshot) -> Iterator[tuple[str, Callable[[], object]]]:
    """What needs no database, in the order of the table."""
    day = Day(graph, ON, DEFAULTS)
    delegation = likely_entry(graph, "Delegation")
    yield "band", lambda: band(day)
    yield "route", lambda: find_routes(day, delegation)
    yield "plan", lambda: plan(day, 20.0)
    yield "map", lambda: picture(day, choose(day, [delegation]))
    yield "page 1", lambda: first_page(graph)


def grown(rows: int) -> Iterator[tuple[str, float]]:
    """The seconds of each work on a graph of so many rows."""
    graph = generated(rows // 11, rows - rows // 11)
    with tempfile.TemporaryDirectory() as home, LocalEngine(Path(home)) as engine:
        assert engine.running is not None
        with engine.running.store() as store:
            yield "load", timed(lambda: fill(store, graph))
            yield "read", timed(store.read)
            yield "question", measure(store, QUESTION[ASKED], graph)[0]
    for what, work in measures(graph):
        yield what, timed(work)


def drawn(found: dict[str, dict[int, float]]) -> str:
    """The growth as SVG: a line for each work, both axes logarithmic."""
    points = [
        {"work": what, "rows": rows, "seconds": seconds}
        for what, line in found.items()
        for rows, seconds in line.items()
    ]
    chart = (
        altair.Chart(pandas.DataFrame(points), width=520, height=380)
        .mark_line(point=True)
        .encode(
            altair.X("rows:Q", title="rows of the graph").scale(type="log").axis(format="~s"),
            altair.Y("seconds:Q", title="seconds").scale(type="log").axis(format="~g"),
            altair.Color("work:N", title=None, sort=list(found)).scale(scheme="tableau10"),
            altair.Shape("work:N", title=None, sort=list(found)),
        )
        .properties(title="How the work grows with the graph")
    )
    return str(vl_convert.vegalite_to_svg(chart.to_json()))


def as_section(found: dict[str, dict[int, float]]) -> str:
    """The table as a section of the page."""
    sizes = sorted({rows for line in found.values() for rows in line})
    says = (
        f"Written by `python -m benchmarks.growth --write` on {date.today().isoformat()}"
        f" ({os.cpu_count()} cores): seconds of one run each, one entry to ten ties. *Load* is in"
        f" parts of 50,000 rows; *question* is the ready question `{ASKED}`, asked again; *map* is"
        " the picture around one delegation; *page 1* is its first visit with nothing kept."
    )
    head = "| | " + " | ".join(f"{rows:,} rows" for rows in sizes) + " |\n|---|"
    lines = (
        f"| {what} | " + " | ".join(f"{line[rows]:.3g}" for rows in sizes) + " |"
        for what, line in found.items()
    )
    return (
        f"{HEADING}\n\n{paragraph(says)}\n\n![How the work grows](growth.svg)\n\n"
        f"{head}{'---:|' * len(sizes)}\n" + "\n".join(lines) + "\n"
    )


def without(page: str) -> tuple[str, str]:
    """What of a page stands before the section, and the section with what follows it."""
    before, mark, after = page.partition(HEADING)
    return before.rstrip() + "\n", mark + after


def one(rows: int) -> Iterator[tuple[str, float]]:
    """The same in a process of its own, so that nothing is warm from a smaller graph."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.growth", "--one", str(rows)],
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    for line in done.stdout.splitlines():
        if line.startswith("work\t"):
            _, what, seconds = line.split("\t")
            yield what, float(seconds)


def main() -> None:
    """Measure, print, and write the picture and the table where that is asked for."""
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or list(SIZES)
    if "--one" in sys.argv:
        for what, seconds in grown(sizes[0]):
            sys.stdout.write(f"work\t{what}\t{seconds}\n")
            sys.stdout.flush()
        return
    found: dict[str, dict[int, float]] = {}
    for rows in sizes:
        for what, seconds in one(rows):
            found.setdefault(what, {})[rows] = seconds
            sys.stdout.write(f"{rows:>9,} rows  {what:10} {seconds:9.3f} s\n")
            sys.stdout.flush()
    if "--write" in sys.argv:
        DRAWN.write_text(drawn(found), encoding="utf-8")
        before, _ = without(PAGE.read_text(encoding="utf-8"))
        PAGE.write_text(f"{before}\n{as_section(found)}", encoding="utf-8")


if __name__ == "__main__":
    main()
