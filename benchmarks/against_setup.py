"""What a newcomer waits for, for `benchmarks.against`: the installation, the fetch of Neo4j, and a
clean clone until its first page and its database stand; and the suite. Each begins with an empty
home, so that nothing is kept from before.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Error, Page

from benchmarks.side_by_side import (
    CORE,
    PORTS,
    ROOT,
    Bench,
    Build,
    Figures,
    both_in_turn,
    child_seconds,
    ended,
)
from benchmarks.speed_page import Aim, Group

#: Seconds in which even a slow network brings everything.
LONG = 1_500
#: Fetches the jars of the built-in server, in either build.
JARS = """\
import time
from graph_model.engine import CURRENT
from graph_model.engine.fetch import fetch
began = time.perf_counter()
fetched = fetch(f"org.neo4j:neo4j:{CURRENT}")
print(time.perf_counter() - began)
print(sum(jar.stat().st_size for jar in fetched) / 2**20)
"""
#: Variables that tell of caches and folders outside the home.
ASIDE = ("XDG_", "LINKAGES_", "UV_CACHE", "PIP_CACHE", "VIRTUAL_ENV", "PYTHONPATH")


class CleanClone:
    """A clone of its own with a home of its own, both empty but for what is in the history."""

    def __init__(self, folder: Path, build: Build) -> None:
        self.tree, self.home = folder / "clone", folder / "home"
        self.home.mkdir(parents=True)
        commit = _told("git", "-C", str(build.tree), "rev-parse", "HEAD")
        _told("git", "clone", "--quiet", "--no-checkout", str(ROOT), str(self.tree))
        _told("git", "-C", str(self.tree), "checkout", "--quiet", commit)

    @property
    def environment(self) -> dict[str, str]:
        """What its programs are started with."""
        own = {name: its for name, its in os.environ.items() if not name.startswith(ASIDE)}
        return {**own, "HOME": str(self.home), "PYTHON": str(Path(sys.base_prefix) / "bin/python3")}

    def make(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run make in it, whatever becomes of it."""
        return subprocess.run(
            ["make", "-s", *words],
            cwd=self.tree,
            env=self.environment,
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    @contextmanager
    def running(self, port: int) -> Iterator[str]:
        """The app by `make run`, begun and not waited for; its address."""
        app = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=self.tree,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(app.pid, signal.SIGTERM)
            ended(app)


def _told(*command: str) -> str:
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout.strip()


def _clones(bench: Bench, what: str) -> tuple[CleanClone, CleanClone]:
    now, earlier = (
        CleanClone(bench.folder / f"{what}-{build.tree.name}", build) for build in bench.builds
    )
    return now, earlier


def installation(bench: Bench) -> list[Figures]:
    """Seconds of the installation as each Makefile does it, those of a core, and what it takes on
    disk in MB.
    """

    def install(clone: CleanClone) -> tuple[float, ...]:
        began, before = time.perf_counter(), child_seconds()
        if (done := clone.make(".venv/installed")).returncode:
            raise RuntimeError(done.stdout[-2000:])
        taken, worked = time.perf_counter() - began, child_seconds() - before
        return taken, worked, float(_told("du", "-sm", str(clone.tree / ".venv")).split()[0])

    return both_in_turn(install, *_clones(bench, "install"), 1)


def fetch_of_neo4j(bench: Bench) -> list[Figures]:
    """Seconds of the fetch by the list that ships, and by jgo as the earlier build had it."""

    def fetched(build: Build) -> tuple[float, ...]:
        home = bench.folder / f"jars-{build.tree.name}"
        home.mkdir()
        return tuple(map(float, build.run("-c", JARS, HOME=str(home), XDG_CACHE_HOME="").split()))

    return both_in_turn(fetched, *bench.builds, turns=1)


def first_run(page: Page, clone: CleanClone, port: int) -> tuple[float, ...]:
    """Seconds of `make run` from nothing to the heading of the first page, and until that page says
    that the database is ready.
    """
    began = time.perf_counter()
    with clone.running(port) as address:
        while True:
            with suppress(Error):
                page.goto(address)
                break
            if time.perf_counter() - began > LONG:
                raise RuntimeError(f"no page after {LONG} seconds")
            page.wait_for_timeout(200)
        page.locator("h1").first.wait_for(timeout=LONG * 1000)
        stands = time.perf_counter() - began
        page.get_by_text("Database ready").first.wait_for(timeout=LONG * 1000)
        return stands, time.perf_counter() - began


def clean_clones(bench: Bench) -> list[Figures]:
    """`make run` of both, one after the other."""
    now, earlier = zip(_clones(bench, "clone"), PORTS, strict=True)
    return both_in_turn(lambda its: first_run(bench.page, *its), now, earlier, 1)


def suites(bench: Bench) -> list[Figures]:
    """`make test` of both from nothing: seconds, those of the suite alone as it says them itself,
    for each of its tests, and those of a core for each; and `make test-fast` of ours.
    """
    fast = 0.0

    def tested(clone: CleanClone) -> tuple[float, ...]:
        nonlocal fast
        began, before = time.perf_counter(), child_seconds()
        said = clone.make("test").stdout
        whole, worked = time.perf_counter() - began, child_seconds() - before
        closing = re.findall(r"(\d+) passed.* in ([\d.]+)s", said)
        if not closing:
            raise RuntimeError(said[-2000:])
        lines = said.splitlines()
        told = [its for its in lines if its.startswith(("FAILED", "ERROR", "===")) and " " in its]
        sys.stdout.write("\n".join([f"{clone.tree}:", *told[1:], ""]))
        sys.stdout.flush()
        tests, seconds = int(closing[-1][0]), float(closing[-1][1])
        if not fast:  # ours is the first
            began = time.perf_counter()
            clone.make("test-fast")
            fast = time.perf_counter() - began
        return whole, seconds, 1000 * seconds / tests, 1000 * worked / tests

    return [*both_in_turn(tested, *_clones(bench, "suite"), 1), Figures(fast)]


UNPACKING = (
    "of its 11 seconds of a core pip takes 1.9 to fetch uv and setuptools 1.2 to build this"
    " project; the rest is the unpacking of 950 MB"
)
MORE_TESTS = (
    "the suite has more than three times as many tests as the earlier build had (4,761 beside"
    " 1,327 in November 2026); what each takes stands in the rows below"
)
SETUP = (
    Group(
        "install",
        (
            Aim("installation at the first `make run`", 0.2, why=UNPACKING),
            Aim(f"installation{CORE}", 0.2, why=UNPACKING),
            Aim(
                "what is installed on disk, in MB",
                0.6,
                why="pyarrow, pandas and numpy, which Streamlit needs, take 330 MB, and scipy, Java"
                " and PDF with real text another 340; no part can go without loss (CONTRIBUTING,"
                " “What it takes on disk”)",
            ),
        ),
        installation,
        needs="network",
    ),
    Group(
        "jars",
        (Aim("fetch of Neo4j, by our list and by jgo", 0.2), Aim("jars of Neo4j on disk, in MB")),
        fetch_of_neo4j,
        needs="network",
    ),
    Group(
        "clone",
        (
            Aim("a clean clone, `make run` to the first page", 0.35),
            Aim("a clean clone, `make run` to “Database ready”", 0.35),
        ),
        clean_clones,
        needs="network",
    ),
)
SUITE = (
    Group(
        "suite",
        (
            Aim("`make test` from nothing", 0.6, why=MORE_TESTS),
            Aim("the suite", 0.5, why=MORE_TESTS),
            Aim("the suite, a thousandth of a second for each test"),
            Aim(f"the suite, a thousandth{CORE} for each test"),
            Aim("`make test-fast`", most=60),
        ),
        suites,
        needs="long",
    ),
)
