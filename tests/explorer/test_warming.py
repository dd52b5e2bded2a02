"""The first page fetches little, and the rest comes behind it without standing in a reader's
way.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from explorer.app import database, warming
from explorer.app.turns import Turns
from explorer.app.warming import LIBRARIES, PAPERS, warm
from explorer.pages import PAGES
from tests.browser import NOWHERE

FIRST = f"""\
import sys, {PAGES[0].module}
print(*sorted({{name.partition(".")[0] for name in sys.modules}}))
"""


@pytest.mark.long
def test_the_first_page_fetches_no_library_that_only_others_need() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST], check=True, text=True, stdout=subprocess.PIPE, stderr=-3
    )
    fetched = set(done.stdout.split())
    assert "streamlit" in fetched
    assert "neo4j" in fetched
    assert not fetched & {name.partition(".")[0] for name in (*LIBRARIES, *PAPERS)}


def test_the_background_waits_for_pages_and_a_page_for_its_step_alone() -> None:
    turns, seen, begun, go_on = Turns(), [], threading.Event(), threading.Event()

    def step() -> None:
        with turns.step():
            begun.set()
            go_on.wait(60)
            seen.append("step")

    def page() -> None:
        with turns.page():
            seen.append("page")

    with ThreadPoolExecutor(2) as pool:
        with turns.page(), turns.page():  # two pages at once are no matter
            waiting = pool.submit(step)
            seen.append("pages")
            assert not begun.is_set()
        assert begun.wait(60)
        opened = pool.submit(page)
        go_on.set()
        waiting.result(60)
        opened.result(60)
    assert seen == ["pages", "step", "page"]


def test_what_the_first_page_needs_is_fetched_before_anybody_looks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns, begun, fetched = Turns(), threading.Event(), list[str]()

    def noted(name: str) -> None:
        fetched.append(name)
        begun.set()

    monkeypatch.setattr(warming, "import_module", noted)
    monkeypatch.setattr(warming, "PATIENCE_SECONDS", 3600.0)
    thread = warm(turns, ["first", "other"], lambda: fetched.append("settled"))
    assert begun.wait(60)
    assert fetched == ["first"]
    turns.stood.set()
    thread.join(60)
    assert fetched == ["first", *LIBRARIES, "other", *PAPERS, "settled"]


def test_all_is_fetched_after_the_first_page_and_then_it_settles() -> None:
    turns, settled = Turns(), threading.Event()
    turns.stood.set()
    warm(turns, [page.module for page in PAGES], settled.set).join(120)
    assert settled.is_set()
    assert {*LIBRARIES, *PAPERS, *(page.module for page in PAGES)} <= set(sys.modules)


#: The other tests of pages start no database.
START = database.AppDatabase.start


class Opened(database.AppDatabase):
    """A database of which it is only noted that it was to be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = threading.Event()

    def _open(self) -> bool:
        self.opened.set()
        return True


def test_the_built_in_server_lets_the_first_page_go_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns = Turns()
    monkeypatch.setattr(database, "TURNS", turns)
    behind = Opened()
    behind.lets_go_before = 3600
    START(behind)
    with turns.page():
        assert not behind.opened.is_set()
    assert behind.opened.wait(60)


def test_a_server_of_ones_own_is_asked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "TURNS", Turns())
    monkeypatch.setenv("NEO4J_URI", NOWHERE)
    behind = Opened()
    behind.lets_go_before = 3600
    START(behind)
    assert behind.opened.wait(60)
