"""The map's own component with 300, 2,000 and 5,000 entries: first readable picture, click to
answer, pixels moved by a rerun, bytes of a rerun.

Run it with `python -m benchmarks.map_app`; it starts an app of its own, without a database, and a
Chromium. `HOW_MANY` tells the app its size.
"""

from __future__ import annotations

import os
import random
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

GOALS = {300: 2.0, 2_000: 3.0, 5_000: 4.0}
CLICK = 0.45
WHERE = (
    "(() => { const { net } = globalThis.__linkages_picture; return"
    " JSON.stringify([net.getPositions(), net.getScale(), net.getViewPosition()]); })()"
)
SPOT = (
    "(id) => { const { net } = globalThis.__linkages_picture; return"
    " net.canvasToDOM(net.getPosition(id)); }"
)


def app(number: int) -> None:
    """One picture and what was chosen in it, in a fragment as on the map."""
    import streamlit as st

    from explorer.picture.layout import arrange
    from explorer.picture.network_component import Selection, draw
    from explorer.picture.network_payload import DrawOptions
    from explorer.picture.picture import Entry, Picture, Tie
    from graph_model.vocabulary import SCHEMA

    @st.cache_resource
    def made() -> Picture:
        chance = random.Random(3)
        ids = [f"n{at}" for at in range(number)]
        pairs = [
            (
                ids[at],
                ids[
                    (
                        (at // 40 * 40 + chance.randrange(40)) % number
                        if chance.random() < 0.8
                        else chance.randrange(number)
                    )
                ],
            )
            for at in range(number)
        ]
        pairs = list(
            {pair for pair in pairs + [(b, a) for a, b in pairs[::2]] if pair[0] != pair[1]}
        )
        places, kinds = arrange(ids, pairs), SCHEMA.nodes
        entries = tuple(
            Entry(id, f"Entry {id}", kind.label, *places[id], 8.0, kind.color, kind.shape, 1.0)
            for at, id in enumerate(ids)
            for kind in [kinds[at % len(kinds)]]
        )
        return Picture(
            entries, tuple(Tie(a, b, "is tied to", "NEGOTIATES", "#85827A") for a, b in pairs)
        )

    @st.fragment
    def body() -> None:
        found = draw(made(), "bench", Selection(), None, DrawOptions(base="bench"), height=640)
        st.markdown(f"chosen: {', '.join(found.chosen or [])}.")

    body()


def measure(number: int) -> None:
    """One size."""
    from playwright.sync_api import sync_playwright

    from tests.browser import QUIET, ROOT, chromium, wait_for_app

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [
        f"--server.port={port}",
        "--server.headless=true",
        "--server.address=127.0.0.1",
        "--server.fileWatcherType=none",
    ]
    command = [sys.executable, "-m", "streamlit", "run", str(Path(__file__).resolve()), *options]
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "HOW_MANY": str(number), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for_app(f"http://127.0.0.1:{port}/_stcore/health", running)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=list(QUIET))
            firsts, clicks, moved = [], [], 0
            for _ in range(3):  # the first also waits for the layout, which is kept
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                start = time.perf_counter()
                page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
                page.wait_for_function(
                    "globalThis.__linkages_picture?.fitted &&"
                    " globalThis.__linkages_picture.named?.length > 5",
                    polling=20,
                    timeout=60_000,
                )
                firsts.append(time.perf_counter() - start)
                box = page.locator(".lk-graph canvas").bounding_box()
                assert box is not None
                before = page.evaluate(WHERE)
                for at in range(4):
                    id = page.evaluate("(at) => globalThis.__linkages_picture.named[at]", at)
                    spot = page.evaluate(SPOT, id)
                    start = time.perf_counter()
                    page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
                    page.wait_for_function(
                        "(id) => document.body.innerText.includes(`chosen: ${id}.`)",
                        arg=id,
                        polling=10,
                        timeout=20_000,
                    )
                    clicks.append(time.perf_counter() - start)
                moved += page.evaluate(WHERE) != before
                page.close()
            browser.close()
    finally:
        running.terminate()
        running.wait(timeout=30)
    first, click = statistics.median(firsts[1:]), statistics.median(clicks)
    verdicts = [
        "met" if first <= GOALS[number] else "MISSED",
        "met" if click <= CLICK else "MISSED",
        "none" if not moved else "MOVED",
    ]
    sys.stdout.write(
        f"{number:6,} entries: first readable picture {first:.2f} s (goal {GOALS[number]:g} s:"
        f" {verdicts[0]}), click to answer {click:.2f} s (goal {CLICK} s: {verdicts[1]}), moved:"
        f" {verdicts[2]}\n"
    )


if os.environ.get("HOW_MANY"):
    app(int(os.environ["HOW_MANY"]))
elif __name__ == "__main__":
    for size in GOALS:
        measure(size)
