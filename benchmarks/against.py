"""What a person waits for, beside an earlier build: ``python -m benchmarks.against [COMMIT]``.

The earlier build (by default the one the speed work began from) is taken out of the history into
a temporary folder. Both are asked in turn, on the same machine with the same libraries, so that
what else the machine does weighs on both; a line gives the medians of both and their ratio.
``--network`` adds the installation and the fetch of Neo4j, which take minutes and a network;
``--write`` writes the table to `docs/speed.md`.
"""

from __future__ import annotations

import asyncio
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import psutil
from playwright.sync_api import Page, sync_playwright

from benchmarks.grown import grown_graph
from benchmarks.growth import without
from benchmarks.people import connected, visit
from graph_model.markdown_text import paragraph
from tests.browser import QUIET, chromium, wait_for_app

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "speed.md"
EARLIER = "ffb8a92"
TURNS = 3
PORTS = (18651, 18652)
#: Milliseconds that only what hangs takes.
HANGS = 120_000
#: Pages that both builds have: address, and what follows it.
VISITED = (
    ("", ""),
    ("gaps", ""),
    ("introduce", "delegation=usa_ustr"),
    ("map", "focus=usa_ustr"),
    ("plan", ""),
    ("profile", "id=usa_ustr"),
    ("questions", ""),
    ("changes", "since=2024-01-01"),
    ("pictures", ""),
    ("reports", ""),
)
MANY = 50
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


@dataclass(frozen=True)
class Build:
    """A checkout that is measured, and a data folder of its own."""

    tree: Path
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """What its programs are started with."""
        return {**os.environ, "PYTHONPATH": str(self.tree), "LINKAGES_HOME": str(self.home)}

    def run(self, *words: str, told: bool = False) -> str:
        """Run Python in it; what it prints."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=self.tree,
            env=self.environment,
            check=True,
            text=True,
            stdout=subprocess.PIPE,
            stderr=None if told else subprocess.DEVNULL,
        )
        return done.stdout


@dataclass(frozen=True)
class SpeedLine:
    """A line of the table: medians in seconds, and the ratio that is aimed at."""

    what: str
    now: float
    earlier: float
    aim: float

    @property
    def ratio(self) -> float:
        """Ours as a share of the earlier build's."""
        return self.now / self.earlier


def in_turn(
    what: str,
    aim: float,
    now: Callable[[], float],
    earlier: Callable[[], float],
    turns: int = TURNS,
) -> SpeedLine:
    """Both measured in turn; what is printed meanwhile is each line as it is known."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns):
        found[0].append(now())
        found[1].append(earlier())
    line = SpeedLine(what, statistics.median(found[0]), statistics.median(found[1]), aim)
    sys.stdout.write(f"{_as_text(line)}\n")
    sys.stdout.flush()
    return line


def in_turn_with_work(
    what: str,
    aim: float,
    now: Callable[[], tuple[float, float]],
    earlier: Callable[[], tuple[float, float]],
) -> Iterator[SpeedLine]:
    """Two lines of what gives seconds by the clock and seconds of a core: of the former other work
    on the machine is a part, of the latter not.
    """
    found = [(now(), earlier()) for _ in range(TURNS)]
    for place, how in enumerate(("", ", seconds of a core")):
        ours, theirs = (statistics.median(pair[side][place] for pair in found) for side in (0, 1))
        line = SpeedLine(f"{what}{how}", ours, theirs, aim)
        sys.stdout.write(f"{_as_text(line)}\n")
        sys.stdout.flush()
        yield line


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


@contextmanager
def served(build: Build, port: int) -> Iterator[tuple[str, psutil.Process]]:
    """The app of a build as `make run` starts it, without opening a browser; its address and its
    process.
    """
    command = [sys.executable, "-m", "explorer.commands", "serve", "--port", str(port)]
    app = subprocess.Popen(
        command,
        cwd=build.tree,
        env={**build.environment, "STREAMLIT_SERVER_HEADLESS": "true"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for_app(f"{address}/_stcore/health", app)
        yield address, psutil.Process(app.pid)
    finally:
        app.terminate()
        app.wait(timeout=60)


def first_page(build: Build, page: Page, port: int) -> float:
    """The seconds from the start of the app to the heading of its first page."""
    began = time.perf_counter()
    with served(build, port) as (address, _):
        page.goto(address)
        page.locator("h1").first.wait_for(timeout=HANGS)
        return time.perf_counter() - began


async def walk(address: str, started: float) -> list[float]:
    """One reader opens every page, without reading any; the seconds of each."""
    await asyncio.sleep(started)
    found = []
    async with connected(address) as socket:
        for page, query in VISITED:
            began = time.perf_counter()
            if wrong := await visit(socket, page, query):
                raise RuntimeError(wrong)
            found.append(time.perf_counter() - began)
    return found


def first_visits(build: Build, port: int) -> float:
    """The median seconds of a page for the first reader of an app that has just started, who opens
    one after the other without reading any.
    """
    with served(build, port) as (address, _):
        return statistics.median(asyncio.run(walk(address, 0))[1:])


def one_reader(address: str) -> float:
    """The median seconds of a page for a single reader."""
    return statistics.median(asyncio.run(walk(address, 0)))


def many_readers(address: str, app: psutil.Process) -> tuple[float, float]:
    """The seconds until so many readers who come at once have seen every page, and those of a
    core.
    """

    async def all_of_them() -> None:
        await asyncio.gather(*(walk(address, at / MANY) for at in range(MANY)))

    began, before = time.perf_counter(), app.cpu_times()
    asyncio.run(all_of_them())
    after = app.cpu_times()
    worked = after.user + after.system - before.user - before.system
    return time.perf_counter() - began, worked


def pages(now: Build, earlier: Build) -> Iterator[SpeedLine]:
    """A visit to an app that has just started; then visits and many, at apps that stay."""
    yield in_turn(
        "a page, first visit",
        0.5,
        partial(first_visits, now, PORTS[0]),
        partial(first_visits, earlier, PORTS[1]),
    )
    with served(now, PORTS[0]) as ours, served(earlier, PORTS[1]) as theirs:
        for address, _ in (ours, theirs):  # so many visits stand for none that is a first
            one_reader(address)
        yield in_turn(
            "a page, later visits",
            0.5,
            partial(one_reader, ours[0]),
            partial(one_reader, theirs[0]),
        )
        yield from in_turn_with_work(
            f"{MANY} readers at once, {len(VISITED)} pages each",
            0.33,
            partial(many_readers, *ours),
            partial(many_readers, *theirs),
        )


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
    found += in_turn_with_work(
        "built-in server ready, later starts",
        0.45,
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
        browser.close()
    found += pages(now, earlier)
    found += [in_turn(*line) for line in grown_graph(now, earlier)]
    if with_network:
        found += network(now, earlier)
    return found


def _as_text(line: SpeedLine) -> str:
    kept = "yes" if line.ratio <= line.aim else "no"
    return (
        f"| {line.what} | {line.now:.2f} | {line.earlier:.2f} | {line.ratio:.2f} | {line.aim:.2f} |"
        f" {kept} |"
    )


def as_page(found: list[SpeedLine], commit: str) -> str:
    """The table as a page of the documentation."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    says = (
        f"Written by `python -m benchmarks.against --write` on {date.today().isoformat()}"
        f" ({machine})."
        f" Each line was measured in turn for this build and for {commit}, up to {TURNS} times, and"
        " gives the medians in seconds; what else the machine did weighed on both, so the ratio is"
        " what counts. A first visit is one to an app that has just started, while its database"
        " starts beside it."
    )
    head = (
        "# How fast it is, beside an earlier build\n\n"
        f"{paragraph(says)}\n\n"
        "| what | now | earlier | ratio | aim | reached |\n|---|---:|---:|---:|---:|---|\n"
    )
    return head + "\n".join(map(_as_text, found)) + "\n"


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
