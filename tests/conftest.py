"""Real Neo4j servers of both lines for the suite, started once; a missing one is a failure in CI
and a loud skip on a laptop.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import neo4j
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.engine import CURRENT, LONG_TERM, LocalEngine, Running
from graph_model.errors import FetchFailed
from loaders.seeds import seed_snapshot
from tests.browser import HANGS as HANGS
from tests.browser import QUIET, chromium
from tests.together import APP, LINES, LONG, Together, group_of

settings.register_profile(
    "suite", deadline=None
)  # how long an example takes says more about the machine than about the code
settings.load_profile("suite")
#: Servers of tests live for minutes: they compile quickly and not well. Whatever the suite starts
#: inherits it.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")
#: Graphs of tests come and go by the second. What Neo4j planned for one it keeps for the next: by
#: itself it plans a statement anew, ten seconds after the last time, where the numbers of rows have
#: changed much.
KEPT_PLANS = ("dbms.cypher.min_replan_interval=1h",)
#: What is compiled once stays compiled: for the next process of the suite, of which there are
#: hundreds, and for the next run.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
#: Nothing of what is collected is garbage: it is looked for again when all is there.
gc.disable()
#: With these words begins why a test was skipped for want of a part of the machine.
MISSING = "not on this machine: "
#: The turn of what needs no server and no browser.
LAST = len(LONG) + 2
expect.set_options(timeout=HANGS * 1000)
IN_CI = os.environ.get("CI") == "true"


def leave_out(what: str) -> None:
    """Skip a test for want of a part that only a laptop may lack."""
    if IN_CI:
        pytest.fail(f"{what} is missing, and in CI nothing may be missing")
    pytest.skip(MISSING + what)


def not_here(what: str) -> NoReturn:
    """Skip a test for want of somebody else's program, in CI too; the summary says so."""
    pytest.skip(MISSING + what)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's own data folder or server."""
    monkeypatch.setenv("LINKAGES_HOME", str(tmp_path / "home"))
    for name in (
        "NEO4J_URI",
        "NEO4J_USERNAME",
        "NEO4J_PASSWORD",
        "NEO4J_DATABASE",
        "LINKAGES_ENGINE",
    ):
        monkeypatch.delenv(name, raising=False)


def _engine(version: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    engine = LocalEngine(
        tmp_path_factory.mktemp(f"neo4j-{version}"), version, server_options=KEPT_PLANS
    )
    try:
        engine.open()
    except FetchFailed:
        leave_out(f"Neo4j {version}")
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def current(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    """The current line of Neo4j."""
    yield from _engine(CURRENT, tmp_path_factory)


@pytest.fixture(scope="session")
def long_term(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    """The long-term line of Neo4j."""
    yield from _engine(LONG_TERM, tmp_path_factory)


def empty(engine: LocalEngine) -> None:
    """Take out whatever earlier tests left in a shared server."""
    assert engine.running is not None
    with neo4j.GraphDatabase.driver(
        engine.running.uri, auth=(engine.running.user, engine.running.password)
    ) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


@contextmanager
def seeded_store(engine: LocalEngine) -> Iterator[Store]:
    """A shared server that holds the opening facts and nothing else."""
    empty(engine)
    assert engine.running is not None
    with engine.running.store() as opened:
        before = opened.read()
        opened.write(compare(before, seed_snapshot().rows(), "seeds"), before)
        yield opened


def login(running: Running) -> dict[str, str]:
    """The variables by which a program asks this server."""
    return {
        "NEO4J_URI": running.uri,
        "NEO4J_USERNAME": running.user,
        "NEO4J_PASSWORD": running.password,
    }


@pytest.fixture(params=["current", "long_term"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty database, on both lines in turn."""
    engine: LocalEngine = request.getfixturevalue(request.param)
    empty(engine)
    assert engine.running is not None
    with engine.running.store() as opened:
        yield opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium()
    if found is None:
        leave_out("Chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield opened
        opened.close()


# ---------------------------------------------------------------- what a test needs, where it runs


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a server, a browser or a large generated graph, for `make test-fast` leaves
    it out; and let the longest begin.
    """
    turns: dict[str, int] = {}
    for item in items:
        call = getattr(item, "callspec", None)
        given = dict(call.params) if call else {}
        needs = {*getattr(item, "fixturenames", ())} - {*given}
        needs |= {value for value in given.values() if isinstance(value, str)}
        if needs & {*LINES, APP}:
            item.add_marker(pytest.mark.neo4j)
        if needs & {"browser", APP}:
            item.add_marker(pytest.mark.browser)
        if "generated" in item.name:
            item.add_marker(pytest.mark.generated)
        group = group_of(item.nodeid)
        turns[group] = min(turns.get(group, LAST), _turn(item, group))
    items.sort(
        key=lambda item: (
            turns[group_of(item.nodeid)],
            "early" not in getattr(item, "fixturenames", ()),
        )
    )


def _turn(item: pytest.Item, group: str) -> int:
    """How early a group comes for the sake of this test."""
    if group in LONG:
        return LONG.index(group)
    marks = {mark.name for mark in item.iter_markers()}
    return LAST - 2 if "neo4j" in marks else LAST - 1 if "browser" in marks else LAST


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector of garbage need not look through it again.

    Streamlit looks through all installed packages for components before each page that it tests,
    and Typer through all commands before each that it runs, which takes longer than most pages and
    commands: nothing is installed or written meanwhile, so once is enough.
    """
    gc.collect()
    gc.freeze()
    gc.enable()
    if "streamlit.testing.v1" in sys.modules:
        from streamlit.components.v2 import manifest_scanner

        _once(manifest_scanner, "scan_component_manifests")
    if "typer.testing" in sys.modules:
        _once(sys.modules["typer.testing"], "_get_command")
    # What keeps the log of a test goes, six times a test, into each logger that passes nothing on:
    # those of Streamlit's seventy files.
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("streamlit")]:
        logging.getLogger(name).propagate = True


def _once(module: ModuleType, name: str) -> None:
    """What a function of a library found once stands."""
    pytest.MonkeyPatch().setattr(module, name, cache(getattr(module, name)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Whole groups, in the order of `pytest_collection_modifyitems`."""
    config.option.loadscopereorder = False
    return Together(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not tested."""
    skipped = (str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []))
    reasons = {reason.partition(MISSING)[2] for reason in skipped if MISSING in reason}
    for what in sorted(reasons):
        terminalreporter.write_line(
            f"NOT TESTED: {what} was not available on this machine", red=True, bold=True
        )
