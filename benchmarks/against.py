"""What a person waits for, beside an earlier build: ``python -m benchmarks.against [COMMIT]``.

The earlier build (by default the one the speed work began from) is taken out of the history into
a temporary folder. Both are asked in turn, on the same machine with the same libraries, so that
what else the machine does weighs on both; a line gives the medians of both and their ratio.
``--network`` adds the installation and the fetch of Neo4j, which take minutes and a network;
``--write`` writes the table to `docs/speed.md`.
"""

from __future__ import annotations

import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.against_pages import CORE, pages
from benchmarks.grown import grown_graph
from benchmarks.growth import without
from benchmarks.side_by_side import (
    HANGS,
    PORTS,
    TURNS,
    Aim,
    Build,
    SpeedLine,
    in_turn,
    served,
    several_in_turn,
)
from graph_model.markdown_text import paragraph
from tests.browser import QUIET, chromium

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "speed.md"
EARLIER = "ffb8a92"
#: Starts the built-in server over a folder that has been filled, and ends it again; by the clock,
#: and in seconds of a core.
START = """\
import sys, time
from pathlib import Path
import psutil
from graph_model.engine import LocalEngine
began = time.perf_counter()
engine = LocalEngine(Path(sys.argv[1]))
engine.open()
taken = time.perf_counter() - began
times = psutil.Process(engine.child.pid).cpu_times()
print(taken, times.user + times.system)
engine.close()
"""
#: Leaves the server on until it has its archive of classes, in a build that makes one.
SETTLE = """\
import sys, threading
from pathlib import Path
from graph_model.engine import LocalEngine
try:
    from graph_model.engine.class_archive import archive_folder
except ImportError:
    sys.exit()
with LocalEngine(Path(sys.argv[1])):
    for _ in range(600):
        if list(archive_folder().glob("*.jsa")):
            break
        threading.Event().wait(0.5)
"""
#: Opens the database, which fills an empty one; a name that both builds have.
FILL = ("-m", "explorer.commands", "status")


def work(build: Build, *words: str) -> float:
    """The seconds of a core that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    build.run("-m", "explorer.commands", *words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def engine_start(build: Build) -> tuple[float, float]:
    """The seconds until the built-in server over a filled folder answers, and those of a core."""
    taken, worked = build.run("-c", START, str(build.home)).split()
    return float(taken), float(worked)


def commands(now: Build, earlier: Build) -> Iterator[SpeedLine]:
    """Commands that need no database, in seconds of a core."""
    for aim, *words in ((0.15, "--help"), (0.4, "coverage", "--json"), (0.4, "gaps", "--json")):
        yield in_turn(
            f"`linkages {' '.join(words)}`, seconds of a core",
            aim,
            partial(work, now, *words),
            partial(work, earlier, *words),
        )


def first_page(build: Build, page: Page, port: int) -> float:
    """The seconds from the start of the app to the heading of its first page."""
    began = time.perf_counter()
    with served(build, port) as (address, _):
        page.goto(address)
        page.locator("h1").first.wait_for(timeout=HANGS)
        return time.perf_counter() - began


def network(now: Build, earlier: Build) -> Iterator[SpeedLine]:
    """The installation, each as its own Makefile does it, into empty environments."""

    def install(build: Build) -> float:
        shutil.rmtree(build.tree / ".venv", ignore_errors=True)
        began = time.perf_counter()
        target = ".venv/installed"
        subprocess.run(
            ["make", "-s", target], cwd=build.tree, check=True, stdout=subprocess.DEVNULL
        )
        return time.perf_counter() - began

    yield in_turn("installation", 0.2, lambda: install(now), lambda: install(earlier), turns=1)


def lines(now: Build, earlier: Build, with_network: bool) -> list[SpeedLine]:
    """Every line of the table."""
    for build in (now, earlier):
        build.run(*FILL, told=True)
    found = list(commands(now, earlier))
    now.run("-c", SETTLE, str(now.home))
    found += several_in_turn(
        "built-in server ready, later starts",
        (Aim("", 0.45), Aim(CORE, 0.45)),
        partial(engine_start, now),
        partial(engine_start, earlier),
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        page = browser.new_page()
        found.append(
            in_turn(
                "first page after `make run`, warm",
                0.55,
                partial(first_page, now, page, PORTS[0]),
                partial(first_page, earlier, page, PORTS[1]),
            )
        )
        found += pages(now, earlier, page)
        browser.close()
    found += [in_turn(*line) for line in grown_graph(now, earlier)]
    if with_network:
        found += network(now, earlier)
    return found


def as_page(found: list[SpeedLine], commit: str) -> str:
    """The table as a page of the documentation."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    says = (
        f"Written by `python -m benchmarks.against --write` on {date.today().isoformat()}"
        f" ({machine})."
        f" Each line was measured in turn for this build and for {commit}, up to {TURNS} times, and"
        " gives the medians in seconds; what else the machine did weighed on both, so the ratio is"
        " what counts; an aim in seconds is one for a machine at rest. A first visit is one to an"
        " app that has just started, while its database starts beside it."
    )
    head = (
        "# How fast it is, beside an earlier build\n\n"
        f"{paragraph(says)}\n\n"
        "| what | now | earlier | ratio | aim | reached |\n|---|---:|---:|---:|---:|---|\n"
    )
    return head + "\n".join(line.as_text() for line in found) + "\n"


def main() -> None:
    """Measure, print, and write the page where that is asked for."""
    options = {word for word in sys.argv[1:] if word.startswith("--")}
    commit = next((word for word in sys.argv[1:] if not word.startswith("--")), EARLIER)
    with tempfile.TemporaryDirectory() as folder:
        trees = {}
        for name, what in (("now", "HEAD"), ("earlier", commit)):
            tree = Path(folder) / name
            subprocess.run(
                ["git", "worktree", "add", "--detach", "--quiet", str(tree), what],
                cwd=ROOT,
                check=True,
            )
            trees[name] = Build(tree, Path(folder) / f"{name}-home")
        try:
            found = lines(trees["now"], trees["earlier"], "--network" in options)
        finally:
            for build in trees.values():
                subprocess.run(
                    ["git", "worktree", "remove", "--force", str(build.tree)], cwd=ROOT, check=False
                )
    if "--write" in options:
        _, growth = without(PAGE.read_text(encoding="utf-8"))
        PAGE.write_text(f"{as_page(found, commit)}\n{growth}", encoding="utf-8")


if __name__ == "__main__":
    main()
