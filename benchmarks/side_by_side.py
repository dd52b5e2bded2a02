"""Two builds side by side: what is asked of them in turn, and the figures that come of it."""

from __future__ import annotations

import os
import resource
import signal
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import psutil
from playwright.sync_api import Page, sync_playwright

from tests.browser import QUIET, chromium, wait_for_app

ROOT = Path(__file__).parents[1]
TURNS = 3
PORTS = (18651, 18652)
#: Milliseconds that only what hangs takes.
HANGS = 120_000
CORE = ", seconds of a core"
Given = TypeVar("Given")
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

    def run(self, *words: str, told: bool = False, **environment: str) -> str:
        """Run Python in it, with more variables; what it prints."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=self.tree,
            env={**self.environment, **environment},
            check=True,
            text=True,
            stdout=subprocess.PIPE,
            stderr=None if told else subprocess.DEVNULL,
        )
        return done.stdout


@dataclass(frozen=True)
class Figures:
    """What was measured for a row: ours, the earlier build's, a peer's."""

    now: float
    earlier: float | None = None
    peer: float | None = None


class Bench:
    """Both builds, and what measurements share: each is made when it is first asked for, and ended
    with the bench.
    """

    def __init__(self, now: Build, earlier: Build, ends: ExitStack) -> None:
        self.now, self.earlier, self.folder = now, earlier, now.tree.parent
        self._ends, self._apps = ends, ExitStack()
        ends.callback(self.end_apps)

    @property
    def builds(self) -> tuple[Build, Build]:
        """Now, and earlier."""
        return self.now, self.earlier

    @cached_property
    def filled(self) -> bool:
        """Both databases hold the opening facts, each app has been opened once and kept its copy
        for the next start, and ours has its archive of classes.
        """
        for build, port in zip(self.builds, PORTS, strict=True):
            build.run(*FILL, told=True)
            with served(build, port) as (address, _):
                read_until_ready(self.page, address)
        self.now.run("-c", SETTLE, str(self.now.home))
        return True

    @cached_property
    def page(self) -> Page:
        """A page of a browser."""
        playwright = self._ends.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        self._ends.callback(browser.close)
        return browser.new_page()

    @cached_property
    def apps(self) -> tuple[tuple[str, psutil.Process], tuple[str, psutil.Process]]:
        """Both apps as they run side by side: address and process."""
        assert self.filled
        first, second = (
            self._apps.enter_context(served(build, port))
            for build, port in zip(self.builds, PORTS, strict=True)
        )
        return first, second

    def end_apps(self) -> None:
        """End both apps, for what is measured without them."""
        self._apps.close()
        self.__dict__.pop("apps", None)


def both_in_turn(
    measure: Callable[[Given], tuple[float, ...]], now: Given, earlier: Given, turns: int = TURNS
) -> list[Figures]:
    """The medians of what both give, asked in turn: of seconds by the clock other work on the
    machine is a part, of those of a core not.
    """
    found = [(measure(now), measure(earlier)) for _ in range(turns)]
    ours, theirs = (medians([pair[side] for pair in found]) for side in (0, 1))
    return [Figures(*pair) for pair in zip(ours, theirs, strict=True)]


def medians(found: Sequence[tuple[float, ...]]) -> list[float]:
    """The median of each figure."""
    return [statistics.median(its) for its in zip(*found, strict=True)]


def child_seconds() -> float:
    """The seconds of a core that the programs took which this one ran to their end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def core_seconds(process: psutil.Process) -> float:
    """The seconds of a core that a process had so far, those of its children included."""
    every = [process, *process.children(recursive=True)]
    return float(sum(its.user + its.system for its in (one.cpu_times() for one in every)))


def read_until_ready(page: Page, address: str) -> None:
    """Look at page 1 until it says that the database is ready, and leave it."""
    page.goto(address)
    page.get_by_text("Database ready").first.wait_for(timeout=HANGS)
    page.goto("about:blank")


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
        start_new_session=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for_app(f"{address}/_stcore/health", app)
        yield address, psutil.Process(app.pid)
    finally:
        app.terminate()
        ended(app)


def ended(app: subprocess.Popen[bytes]) -> None:
    """Wait for a program that was told to end. One that does not is killed with all it started, or
    it would keep its port and its database from what is measured next.
    """
    try:
        app.wait(timeout=60)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(app.pid, signal.SIGKILL)
        app.wait()
