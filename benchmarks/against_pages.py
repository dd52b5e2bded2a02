"""What readers of the app wait for, for `benchmarks.against`: pages alone and many at once, a ready
question, the plan for an event, and a contact that is recorded and taken back.
"""

from __future__ import annotations

import asyncio
import re
import statistics
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import psutil
from playwright.sync_api import Page, expect

from benchmarks.people import connected, visit
from benchmarks.side_by_side import (
    CORE,
    HANGS,
    PORTS,
    Bench,
    Build,
    Figures,
    both_in_turn,
    core_seconds,
    read_until_ready,
    served,
)
from benchmarks.speed_page import Aim, Group

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
#: Answers that the database gives, and the plan for an event.
ASKED = (
    ("questions", "id=who-negotiates"),
    ("questions", "id=stale-lines"),
    ("questions", "id=what-an-agreement-covers"),
)
EVENT = (("plan", "part=event"),)
FORM = "record?delegation=usa_ustr&member=edri&issue=source_code"
Found = TypeVar("Found")
#: An app as it runs: its address and its process.
App = tuple[str, psutil.Process]


def finished(work: Coroutine[Any, Any, Found]) -> Found:
    """What comes of it, in a thread of its own: the browser's driver has a loop in ours."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, work).result()


async def walk(
    address: str, started: float, places: Sequence[tuple[str, str]] = VISITED
) -> list[float]:
    """One reader opens every page, without reading any; the seconds of each."""
    await asyncio.sleep(started)
    found = []
    async with connected(address) as socket:
        for page, query in places:
            began = time.perf_counter()
            if wrong := await visit(socket, page, query):
                raise RuntimeError(wrong)
            found.append(time.perf_counter() - began)
    return found


def first_page(page: Page, given: tuple[Build, int]) -> tuple[float, ...]:
    """The seconds from the start of the app to the heading of its first page."""
    began = time.perf_counter()
    with served(*given) as (address, _):
        page.goto(address)
        page.locator("h1").first.wait_for(timeout=HANGS)
        taken = time.perf_counter() - began
        page.goto("about:blank")
    return (taken,)


def first_visits(given: tuple[Build, int]) -> tuple[float, ...]:
    """The seconds of a page, the median and the most, for the first reader of an app that has just
    started, who opens one after the other without reading any.
    """
    with served(*given) as (address, _):
        return _middle_and_most(finished(walk(address, 0))[1:])


def first_visits_settled(page: Page, given: tuple[Build, int]) -> tuple[float, ...]:
    """The same for a first reader who reads page 1 until the database is ready."""
    with served(*given) as (address, _):
        read_until_ready(page, address)
        return _middle_and_most(finished(walk(address, 0))[1:])


def later_visits(app: App) -> tuple[float, ...]:
    """The same for a single reader of an app that everybody has read."""
    return _middle_and_most(finished(walk(app[0], 0)))


def _middle_and_most(taken: Sequence[float]) -> tuple[float, ...]:
    return statistics.median(taken), max(taken)


def many_readers(given: App) -> tuple[float, ...]:
    """The seconds until so many readers who come at once have seen every page, those of a core, and
    what nineteen of twenty pages took at most.
    """
    address, app = given

    async def all_of_them() -> list[list[float]]:
        return await asyncio.gather(*(walk(address, at / MANY) for at in range(MANY)))

    began, before = time.perf_counter(), app.cpu_times()
    seen = finished(all_of_them())
    taken, after = time.perf_counter() - began, app.cpu_times()
    worked = after.user + after.system - before.user - before.system
    return taken, worked, statistics.quantiles([its for one in seen for its in one], n=20)[-1]


def opened(places: Sequence[tuple[str, str]], given: App) -> tuple[float, ...]:
    """The median seconds of a page among these, and the seconds of a core for one, those of the
    database included.
    """
    address, app = given
    before = core_seconds(app)
    taken = finished(walk(address, 0, places))
    return statistics.median(taken), (core_seconds(app) - before) / len(places)


def recorded(page: Page, given: App) -> tuple[float, ...]:
    """The seconds from the button until a contact is saved, until it is taken back, and those of a
    core for both.
    """
    address, app = given
    page.goto(f"{address}/{FORM}")
    save = page.get_by_role("button", name="Save this contact")
    expect(save).to_be_enabled(timeout=HANGS)
    before, began = core_seconds(app), time.perf_counter()
    save.click()
    undo = page.locator(".st-key-record_undo button")
    undo.wait_for(timeout=HANGS)
    saved = time.perf_counter()
    undo.click()
    page.get_by_text(re.compile("Taken back:")).first.wait_for(timeout=HANGS)
    ended, after = time.perf_counter(), core_seconds(app)
    page.goto("about:blank")  # it would ask the app every second how its database does
    return saved - began, ended - saved, after - before


def apart(
    measure: Callable[[tuple[Build, int]], tuple[float, ...]], bench: Bench, turns: int = 2
) -> list[Figures]:
    """What is measured on apps that have just started, one at a time."""
    assert bench.filled
    now, earlier = zip(bench.builds, PORTS, strict=True)
    return both_in_turn(measure, now, earlier, turns)


def beside(
    measure: Callable[[App], tuple[float, ...]], bench: Bench, turns: int, warm: bool = True
) -> list[Figures]:
    """What is measured on apps that stay; once before, where the first time is another thing."""
    if warm:
        for app in bench.apps:
            measure(app)
    return both_in_turn(measure, *bench.apps, turns=turns)


def many(bench: Bench) -> list[Figures]:
    """Many readers at apps that one has read before."""
    for app in bench.apps:
        later_visits(app)
    return beside(many_readers, bench, 1, warm=False)


FIRST_VISIT = (
    "a first visit fetches the modules of its page, which the earlier build did before its first"
    " page (for the map half a second of a core, most of it pandas, pyvis and networkx), and works"
    " out its measures, while the database starts on the same two cores"
)
STREAMLIT = (
    "our own part of a visit is 0.01 to 0.03 seconds of a core (decision 7); the rest is"
    " Streamlit's run of a page, its session and its messages, which is the same in both builds"
)
TOGETHER = (
    "fifty who open the same page at the same moment wait for fifty times its work: 13 to 20"
    " thousandths of a second of a core, most of it what Streamlit does with each of some sixty"
    " pieces of a page (decision 7)"
)
SETTLED = (
    "what is left is Streamlit's run of the page, as on later visits, and its measures, which"
    " nobody has asked for before"
)
FIRST_PAGE = Group(
    "first-page",
    (
        Aim(
            "first page after `make run`, warm",
            0.55,
            why="what is left is the start of Python and of Streamlit and the libraries of that"
            " page, while the database starts on the same two cores",
        ),
    ),
    lambda bench: apart(partial(first_page, bench.page), bench, 3),
)
READERS = (
    Group(
        "first-visits",
        (
            Aim("a page, first visit", 0.5, 0.3, why=FIRST_VISIT),
            Aim("the slowest of ten pages, first visit", most=0.3, why=FIRST_VISIT),
        ),
        partial(apart, first_visits),
    ),
    Group(
        "settled-visits",
        (
            Aim("a page, first visit once the database is ready", 0.5, 0.3, why=SETTLED),
            Aim(
                "the slowest of ten pages, first visit once the database is ready",
                most=0.3,
                why=SETTLED,
            ),
        ),
        lambda bench: apart(partial(first_visits_settled, bench.page), bench),
    ),
    Group(
        "later-visits",
        (
            Aim("a page, later visits", 0.5, 0.15, why=STREAMLIT),
            Aim("the slowest of ten pages, later visits", most=0.15, why=STREAMLIT),
        ),
        lambda bench: beside(later_visits, bench, 3),
        with_apps=True,
    ),
    Group(
        "question",
        (Aim("a ready question", most=0.5), Aim(f"a ready question{CORE}", 1.0)),
        lambda bench: beside(partial(opened, ASKED), bench, 3),
        with_apps=True,
    ),
    Group(
        "event",
        (Aim("Plan, An event", most=0.5), Aim(f"Plan, An event{CORE}", 1.0)),
        lambda bench: beside(partial(opened, EVENT), bench, 3),
        with_apps=True,
    ),
    Group(
        "record",
        (
            Aim("a contact saved", most=1.0),
            Aim("a contact taken back", most=1.0),
            Aim(f"a contact saved and taken back{CORE}", 1.0),
        ),
        lambda bench: beside(partial(recorded, bench.page), bench, 3),
        with_apps=True,
    ),
    Group(
        "many",
        (
            Aim(f"{MANY} readers at once, {len(VISITED)} pages each", 0.33, why=STREAMLIT),
            Aim(f"{MANY} readers at once{CORE}", 0.33, why=STREAMLIT),
            Aim(f"{MANY} readers at once, nineteen of twenty pages", most=1.0, why=TOGETHER),
        ),
        many,
        with_apps=True,
    ),
)
