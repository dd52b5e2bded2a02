"""Two builds side by side: what is asked of them in turn, and the lines that come of it."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.browser import wait_for_app

TURNS = 3
PORTS = (18651, 18652)
#: Milliseconds that only what hangs takes.
HANGS = 120_000


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
    """A line of the table: medians of both builds, and what is aimed at: a ratio, or where `most`
    is given so many seconds, whatever the earlier build took.
    """

    what: str
    now: float
    earlier: float
    aim: float = 0.0
    most: float = 0.0

    @property
    def ratio(self) -> float:
        """Ours as a share of the earlier build's."""
        return self.now / self.earlier

    @property
    def reached(self) -> bool:
        """Whether the aim is reached."""
        return self.now <= self.most if self.most else self.ratio <= self.aim

    def as_text(self) -> str:
        """The line as a row of a table in Markdown."""
        aim = f"{self.most:.2f} s" if self.most else f"{self.aim:.2f}"
        return (
            f"| {self.what} | {self.now:.2f} | {self.earlier:.2f} | {self.ratio:.2f} | {aim} |"
            f" {'yes' if self.reached else 'no'} |"
        )


def tell(line: SpeedLine) -> SpeedLine:
    """Print a line as soon as it is known."""
    sys.stdout.write(f"{line.as_text()}\n")
    sys.stdout.flush()
    return line


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
    return tell(SpeedLine(what, statistics.median(found[0]), statistics.median(found[1]), aim))


@dataclass(frozen=True)
class Aim:
    """One of several numbers that a measurement gives: how its line is called after the others, and
    its aim.
    """

    how: str
    aim: float = 0.0
    most: float = 0.0


def several_in_turn(
    what: str,
    aims: Sequence[Aim],
    now: Callable[[], tuple[float, ...]],
    earlier: Callable[[], tuple[float, ...]],
) -> Iterator[SpeedLine]:
    """A line for each number of what gives several: of seconds by the clock other work on the
    machine is a part, of those of a core not.
    """
    found = [(now(), earlier()) for _ in range(TURNS)]
    for place, its in enumerate(aims):
        ours, theirs = (statistics.median(pair[side][place] for pair in found) for side in (0, 1))
        yield tell(SpeedLine(f"{what}{its.how}", ours, theirs, its.aim, its.most))


def core_seconds(process: psutil.Process) -> float:
    """The seconds of a core that a process had so far, those of its children included."""
    every = [process, *process.children(recursive=True)]
    return float(sum(its.user + its.system for its in (one.cpu_times() for one in every)))


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
