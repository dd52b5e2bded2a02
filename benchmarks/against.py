"""What a person waits for, beside an earlier build: ``python -m benchmarks.against [COMMIT]``.

The earlier build (by default the one the speed work began from) is taken out of the history into
a temporary folder. Both are asked in turn, on the same machine with the same libraries, so that
what else the machine does weighs on both; a row gives the medians of both and their ratio.

``--write`` keeps each group of rows as soon as it is measured in `docs/speed.json` and writes
`docs/speed.md` from that; with ``--resume`` groups are left out that were measured at this commit.
``--only NAME`` measures one group, ``--list`` names them all. ``--network`` adds what fetches
packages and jars, ``--suite`` both suites from nothing, which take half an hour. ``--page`` writes
the page from what is kept and measures nothing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import psutil
from playwright.sync_api import Error

from benchmarks.against_loads import LOADS
from benchmarks.against_pages import FIRST_PAGE, READERS
from benchmarks.against_setup import SETUP, SUITE
from benchmarks.grown import GROWN
from benchmarks.growth_page import as_section
from benchmarks.side_by_side import CORE, ROOT, Bench, Build, Figures, both_in_turn, child_seconds
from benchmarks.speed_page import Aim, Group, Kept, commit_of, table

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
#: What a build, a browser or a network that fails raises; a fault of our own ends the run.
FAULTS = (AssertionError, OSError, RuntimeError, subprocess.SubprocessError, Error, psutil.Error)
#: Commands that need no database, and what each may take beside the earlier build.
COMMANDS = {"--help": 0.15, "coverage --json": 0.4, "gaps --json": 0.4}


def work(words: str, build: Build) -> float:
    """The seconds of a core that a command takes."""
    before = child_seconds()
    build.run("-m", "explorer.commands", *words.split())
    return child_seconds() - before


def commands(bench: Bench) -> list[Figures]:
    """Every command in turn."""
    assert bench.filled
    return both_in_turn(
        lambda build: tuple(work(words, build) for words in COMMANDS), *bench.builds
    )


def engine_start(build: Build) -> tuple[float, ...]:
    """The seconds until the built-in server over a filled folder answers, and those of a core."""
    return tuple(map(float, build.run("-c", START, str(build.home)).split()))


def starts(bench: Bench) -> list[Figures]:
    """Later starts: the first has been."""
    assert bench.filled
    return both_in_turn(engine_start, *bench.builds)


GROUPS: tuple[Group, ...] = (
    *SETUP,
    Group(
        "engine",
        (
            Aim("built-in server ready, later starts", 0.45),
            Aim(f"built-in server ready, later starts{CORE}", 0.45),
        ),
        starts,
    ),
    FIRST_PAGE,
    Group(
        "commands",
        tuple(Aim(f"`linkages {words}`{CORE}", aim) for words, aim in COMMANDS.items()),
        commands,
    ),
    *READERS,
    *GROWN,
    *LOADS,
    *SUITE,
)


@contextmanager
def bench_of(commit: str) -> Iterator[Bench]:
    """This commit and the earlier one, each in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as ends:
        builds: list[Build] = []
        for name, what in (("now", "HEAD"), ("earlier", commit)):
            tree = Path(folder) / name
            add = ["git", "worktree", "add", "--detach", "--quiet", str(tree), what]
            subprocess.run(add, cwd=ROOT, check=True)
            remove = ["git", "worktree", "remove", "--force", str(tree)]
            ends.callback(partial(subprocess.run, remove, cwd=ROOT, check=False))
            builds.append(Build(tree, Path(folder) / f"{name}-home"))
        now, earlier = builds
        yield Bench(now, earlier, ends)


def chosen(asked: argparse.Namespace, kept: Kept, commit: str) -> list[Group]:
    """The groups that are to be measured."""
    if asked.only:
        return [group for group in GROUPS if group.name in asked.only]
    wanted = {"", *(["network"] if asked.network else []), *(["long"] if asked.suite else [])}
    return [
        group
        for group in GROUPS
        if group.needs in wanted
        and not (
            asked.resume and kept.figures(group) and kept.groups[group.name]["commit"] == commit
        )
    ]


def measured(groups: Sequence[Group], bench: Bench) -> Iterator[tuple[Group, list[Figures]]]:
    """Each group as soon as it is measured; one that fails is told, and the next is begun."""
    for group in groups:
        began = time.perf_counter()
        if not group.with_apps:
            bench.end_apps()
        try:
            found = list(group.measure(bench))
        except FAULTS as error:
            sys.stdout.write(f"{group.name}: {type(error).__name__}: {error}\n")
            continue
        for aim, its in zip(group.aims, found, strict=True):
            sys.stdout.write(f"{aim.row(its, '')}\n")
        sys.stdout.write(f"{group.name}: {time.perf_counter() - began:.0f} s\n")
        sys.stdout.flush()
        yield group, found


def main() -> int:
    """Measure, print, and keep and write where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit", nargs="?", default=EARLIER)
    parser.add_argument("--only", action="append", choices=[group.name for group in GROUPS])
    for option in ("--list", "--network", "--suite", "--write", "--resume", "--page"):
        parser.add_argument(option, action="store_true")
    asked = parser.parse_args()
    began, kept, commit = time.perf_counter(), Kept.read(), commit_of("HEAD")
    if asked.list:
        sys.stdout.writelines(f"{group.name} {group.needs}\n" for group in GROUPS)
        return 0
    if asked.page:
        kept.write(GROUPS, asked.commit, as_section)
        return 0
    wanted, done = chosen(asked, kept, commit), 0
    with bench_of(asked.commit) as bench:
        for group, found in measured(wanted, bench):
            done += 1
            if asked.write:
                kept = Kept.read()  # another run may have kept others meanwhile
            kept.put(group, found, commit)
            if asked.write:
                kept.write(GROUPS, asked.commit, as_section)
    took = (time.perf_counter() - began) / 60
    sys.stdout.write(f"\n{table(kept, GROUPS if asked.write else wanted)}\n")
    sys.stdout.write(f"{done} of {len(wanted)} groups in {took:.1f} minutes\n")
    return 0 if done == len(wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
