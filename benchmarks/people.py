"""Many people at one explorer: ``python -m benchmarks.people [--minutes 10] [--people 1,10,50]``.

The app runs in a process of its own over the opening facts, with its built-in Neo4j. Each person
is a connection of Streamlit's own protocol that opens a page, reads it for a few seconds, and
opens the next, through all pages, profiles and the map. Counted are visits, errors (a page that
shows one, a run that fails, a connection that breaks) and how long a page takes until it stands;
memory is that of the app's process, beside the engine's.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from explorer.pages import PAGES
from loaders.seeds import seed_snapshot
from tests.browser import running_app

#: Seconds that a person reads a page, and that a page may take before it counts as an error.
READS, MOST = 4.0, 60.0
LARGEST = 2**26


@dataclass
class Seen:
    """What was counted while so many people were there."""

    people: int
    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    engine: list[int] = field(default_factory=list)


def places() -> list[tuple[str, str]]:
    """Every page as it opens, and some of them deeper: the page's address and what follows it."""
    first = {row.label: row.id for row in seed_snapshot().nodes.values()}
    return [
        *((page.address, "") for page in PAGES),
        *(("profile", f"id={id}") for id in first.values()),
        ("map", "focus=usa_ustr"),
        ("gaps", "as_of=2017-12-01&cell=usa_ustr~source_code"),
        ("introduce", "from=edri&delegation=usa_ustr"),
        ("plan", "part=event"),
        ("reports", "report=activities"),
    ]


def connected(address: str) -> connect:
    """A connection to the app, as a browser opens one; like a browser, it does not hang up on an
    app that is too busy to answer a ping.
    """
    stream = f"{address.replace('http', 'ws')}/_stcore/stream"
    return connect(
        stream, origin=Origin(address), max_size=LARGEST, ping_interval=None, open_timeout=None
    )


async def visit(socket: ClientConnection, page: str, query: str) -> str:
    """Open a page and wait until it stands; what went wrong, empty when nothing did."""
    wanted = BackMsg()
    wanted.rerun_script.page_name = page
    wanted.rerun_script.query_string = query
    await socket.send(wanted.SerializeToString())
    wrong = ""
    while True:
        told = ForwardMsg()
        received = await asyncio.wait_for(socket.recv(), MOST)
        if isinstance(received, bytes):
            told.ParseFromString(received)
        kind = told.WhichOneof("type")
        if kind == "delta" and told.delta.new_element.WhichOneof("type") == "exception":
            wrong = f"{page}?{query}: {told.delta.new_element.exception.message[:200]}"
        if kind == "script_finished":
            if told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return wrong
            if told.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                return wrong or f"{page}?{query}: the run failed"


async def person(number: int, address: str, until: float, seen: Seen) -> None:
    """Walk through the pages until the time is over, each person from another place."""
    everywhere = places()
    walk = islice(cycle(everywhere), number * 7 % len(everywhere), None)
    await asyncio.sleep(number * 0.1)
    try:
        async with connected(address) as socket:
            for page, query in walk:
                if time.monotonic() > until:
                    return
                begun = time.monotonic()
                if wrong := await visit(socket, page, query):
                    seen.errors.append(wrong)
                seen.took.append(time.monotonic() - begun)
                await asyncio.sleep(READS + number % 5 / 2)
    except (WebSocketException, OSError, TimeoutError) as error:
        seen.errors.append(f"person {number}: {type(error).__name__} {error}")


async def remember(app: psutil.Process, seen: Seen, until: float) -> None:
    """Look at the memory every two seconds."""
    while time.monotonic() < until:
        seen.memory.append(app.memory_info().rss)
        seen.engine.append(sum(its.memory_info().rss for its in app.children(recursive=True)))
        await asyncio.sleep(2)


async def together(number: int, address: str, app: psutil.Process, seconds: float) -> Seen:
    """So many people at once, for so long."""
    seen, until = Seen(number), time.monotonic() + seconds
    walking = [person(at, address, until, seen) for at in range(number)]
    await asyncio.gather(remember(app, seen, until), *walking)
    return seen


def told(seen: Seen, before: int) -> str:
    """A line of figures; memory for each person is what was added, at most, over them."""
    slow = quantiles(seen.took, n=10)[-1] if len(seen.took) > 1 else max(seen.took)
    most, last = max(seen.memory), seen.memory[-1]
    return (
        f"{seen.people} people: {len(seen.took):,} visits, {len(seen.errors)} errors, median"
        f" {median(seen.took):.2f} s, nine of ten within {slow:.2f} s, slowest"
        f" {max(seen.took):.1f} s;"
        f" app {before / 2**20:.0f} MB before, {most / 2**20:.0f} MB at most,"
        f" {last / 2**20:.0f} MB at the end ({(most - before) / 2**20 / seen.people:.1f} MB a"
        f" person), engine {max(seen.engine) / 2**20:.0f} MB at most"
    )


def main() -> None:
    """One app, and the numbers of people one after the other; only the last stays for long."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--people", default="1,10,50")
    given = asked.parse_args()
    numbers = [int(number) for number in given.people.split(",")]

    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder) / "home", "--server.fileWatcherType=none") as address,
    ):
        app = next(its for its in psutil.Process().children() if "streamlit" in its.cmdline())
        for _ in range(3):  # the first visits make the measures, which all share from then on
            asyncio.run(together(1, address, app, 30 if given.minutes >= 1 else 5))
        for number in numbers:
            before = app.memory_info().rss
            seconds = given.minutes * 60 if number == numbers[-1] else min(given.minutes * 60, 90)
            seen = asyncio.run(together(number, address, app, seconds))
            sys.stdout.write(f"{told(seen, before)}, {seconds / 60:.1f} minutes\n")
            for wrong in list(dict.fromkeys(seen.errors))[:10]:
                sys.stdout.write(f"  {wrong}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
