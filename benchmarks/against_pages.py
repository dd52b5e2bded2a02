"""What readers of the app wait for, for `benchmarks.against`: pages alone and many at once, a ready
question, the plan for an event, and a contact that is recorded and taken back.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator, Sequence
from functools import partial

import psutil
from playwright.sync_api import Page, expect

from benchmarks.people import connected, visit
from benchmarks.side_by_side import (
    HANGS,
    PORTS,
    Aim,
    Build,
    SpeedLine,
    core_seconds,
    in_turn,
    served,
    several_in_turn,
)

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
CORE = ", seconds of a core"


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


def first_visits(build: Build, port: int) -> float:
    """The median seconds of a page for the first reader of an app that has just started, who opens
    one after the other without reading any.
    """
    with served(build, port) as (address, _):
        return statistics.median(asyncio.run(walk(address, 0))[1:])


def one_reader(address: str) -> float:
    """The median seconds of a page for a single reader."""
    return statistics.median(asyncio.run(walk(address, 0)))


def many_readers(address: str, app: psutil.Process) -> tuple[float, ...]:
    """The seconds until so many readers who come at once have seen every page, those of a core, and
    what nineteen of twenty pages took at most.
    """

    async def all_of_them() -> list[list[float]]:
        return await asyncio.gather(*(walk(address, at / MANY) for at in range(MANY)))

    began, before = time.perf_counter(), app.cpu_times()
    seen = asyncio.run(all_of_them())
    taken, after = time.perf_counter() - began, app.cpu_times()
    worked = after.user + after.system - before.user - before.system
    return taken, worked, statistics.quantiles([its for one in seen for its in one], n=20)[-1]


def opened(
    address: str, app: psutil.Process, places: Sequence[tuple[str, str]]
) -> tuple[float, ...]:
    """The median seconds of a page among these, and the seconds of a core for one, those of the
    database included.
    """
    before = core_seconds(app)
    taken = asyncio.run(walk(address, 0, places))
    return statistics.median(taken), (core_seconds(app) - before) / len(places)


def recorded(page: Page, address: str, app: psutil.Process) -> tuple[float, ...]:
    """The seconds from the button until a contact is saved, until it is taken back, and those of a
    core for both.
    """
    page.goto(f"{address}/{FORM}")
    save = page.get_by_role("button", name="Save this contact")
    expect(save).to_be_enabled(timeout=HANGS)
    before, began = core_seconds(app), time.perf_counter()
    save.click()
    undo = page.locator(".st-key-record_undo button")
    undo.wait_for(timeout=HANGS)
    saved = time.perf_counter()
    undo.click()
    page.get_by_text("Taken back").first.wait_for(timeout=HANGS)
    ended = time.perf_counter()
    return saved - began, ended - saved, core_seconds(app) - before


def pages(now: Build, earlier: Build, page: Page) -> Iterator[SpeedLine]:
    """A visit to an app that has just started; then visits and many, at apps that stay."""
    yield in_turn(
        "a page, first visit",
        0.5,
        partial(first_visits, now, PORTS[0]),
        partial(first_visits, earlier, PORTS[1]),
    )
    with served(now, PORTS[0]) as ours, served(earlier, PORTS[1]) as theirs:
        for address, app in (ours, theirs):  # so many visits stand for none that is a first
            one_reader(address)
            recorded(page, address, app)
        yield in_turn(
            "a page, later visits",
            0.5,
            partial(one_reader, ours[0]),
            partial(one_reader, theirs[0]),
        )
        yield from deeper(ours, theirs)
        yield from several_in_turn(
            "a contact ",
            (
                Aim("saved", most=1.0),
                Aim("taken back", most=1.0),
                Aim(f"saved and back{CORE}", 1.0),
            ),
            partial(recorded, page, *ours),
            partial(recorded, page, *theirs),
        )
        yield from several_in_turn(
            f"{MANY} readers at once, {len(VISITED)} pages each",
            (Aim("", 0.33), Aim(CORE, 0.33), Aim(", nineteen of twenty pages", most=1.0)),
            partial(many_readers, *ours),
            partial(many_readers, *theirs),
        )


def deeper(
    ours: tuple[str, psutil.Process], theirs: tuple[str, psutil.Process]
) -> Iterator[SpeedLine]:
    """What lies behind a button of a page, once it was opened before."""
    for what, places in (("a ready question", ASKED), ("Plan, An event", EVENT)):
        for address, app in (ours, theirs):
            opened(address, app, places)
        yield from several_in_turn(
            what,
            (Aim("", most=0.5), Aim(CORE, 1.0)),
            partial(opened, *ours, places),
            partial(opened, *theirs, places),
        )
