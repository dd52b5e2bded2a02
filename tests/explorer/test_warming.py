"""The first page fetches little, and the rest comes behind it without standing in a reader's
way.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from explorer.app.warming import LIBRARIES, Turns, warm
from explorer.pages import PAGES

FIRST = f"""\
import sys, {PAGES[0].module}
print(*sorted({{name.partition(".")[0] for name in sys.modules}}))
"""


def test_the_first_page_fetches_no_library_that_only_others_need() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST], check=True, text=True, stdout=subprocess.PIPE, stderr=-3
    )
    fetched = set(done.stdout.split())
    assert "streamlit" in fetched
    assert "neo4j" in fetched
    assert not fetched & {name.partition(".")[0] for name in LIBRARIES}


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


def test_all_is_fetched_after_the_first_page_and_then_it_settles() -> None:
    turns, settled = Turns(), threading.Event()
    turns.stood.set()
    warm(turns, [page.module for page in PAGES], settled.set).join(120)
    assert settled.is_set()
    assert {*LIBRARIES, *(page.module for page in PAGES)} <= set(sys.modules)


def test_a_page_that_fails_lets_the_background_go_on() -> None:
    turns = Turns()
    try:
        with turns.page():
            raise RuntimeError("this page")
    except RuntimeError:
        pass
    with turns.step():
        assert turns.stood.is_set()
