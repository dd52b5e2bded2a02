"""Each interaction on the real map page over the seeds: from what the reader does until the page
has answered and the picture is drawn.

Run it with `python -m benchmarks.map_page`; it starts the app over a data folder of its own, and a
Chromium. Beside the seconds on the clock it prints (on Linux) those of a core that the app and all
of the browser worked, which a busy machine does not change.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

GOAL, ROUNDS = 0.3, 3
START = "/map?focus=usa_ustr&as_of=2017-12-01&each=in"
SPOT = (
    "(id) => { const p = globalThis.__linkages_picture; return"
    " p.net.canvasToDOM(p.net.getPosition(id)); }"
)
#: Until something in the page says so; asked in every frame.
SAYS = (
    "([selector, words]) => [...document.querySelectorAll(selector)].some((found) =>"
    " found.innerText.includes(words))"
)


def opened(page: Page, address: str = START) -> None:
    """The map, with nothing under way."""
    page.goto(address)
    page.wait_for_function(
        "globalThis.__linkages_picture?.fitted && globalThis.__linkages_picture.named?.length > 3",
        timeout=60_000,
    )
    settled(page)


def settled(page: Page) -> None:
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(
        state="attached", timeout=60_000
    )
    page.wait_for_timeout(400)


def says(page: Page, selector: str, words: str) -> None:
    page.wait_for_function(SAYS, arg=[selector, words], timeout=20_000)


def click(page: Page, id: str, how: str = "click") -> None:
    box = page.locator(".lk-graph canvas").bounding_box()
    at = page.evaluate(SPOT, id)
    assert box is not None
    getattr(page.mouse, how)(box["x"] + at["x"], box["y"] + at["y"])


def pick(page: Page, label: str, option: str) -> Callable[[], None]:
    """Open a list of choices, so that only choosing is measured."""
    page.get_by_label(label, exact=True).first.click()
    wanted = page.get_by_role("option", name=option, exact=True)
    wanted.wait_for()
    return wanted.click


def worked() -> float:
    """Seconds of a core that the app and the browser have used; the database, which the app starts,
    is left out.
    """
    parents, seconds, names = {}, {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parts = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            names[folder.name] = (folder / "cmdline").read_text()
        except OSError:
            continue
        parents[folder.name], seconds[folder.name] = (
            parts[1],
            (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK"),
        )
    total, reach = 0.0, {str(os.getpid())}
    while reach:
        reach = {
            pid
            for pid, parent in parents.items()
            if parent in reach and "streamlit" not in names.get(parent, "")
        }
        total += sum(seconds[pid] for pid in reach)
    return total


def timed(
    page: Page,
    name: str,
    does: Callable[[], None],
    until: Callable[[], None],
    found: dict[str, list[tuple[float, float]]],
) -> None:
    start, before = time.perf_counter(), worked()
    does()
    until()
    found.setdefault(name, []).append((time.perf_counter() - start, worked() - before))
    settled(page)


def round_of(page: Page, found: dict[str, list[tuple[float, float]]]) -> None:
    """Every interaction once."""
    opened(page)

    def nodes(test: str) -> Callable[[], None]:
        return lambda: void(
            page.wait_for_function(
                f"(({{ nodes, marks }}) => {test})(globalThis.__linkages_picture)", timeout=20_000
            )
        )

    timed(
        page,
        "click",
        lambda: click(page, "tisa"),
        lambda: says(page, ".lk-card h2", "Trade in Services Agreement"),
        found,
    )
    timed(
        page,
        "click",
        lambda: click(page, "tpp"),
        lambda: says(page, ".lk-card h2", "Trans-Pacific Partnership"),
        found,
    )
    contacts = page.locator(".lk-keys button").filter(has_text="contacts")
    timed(
        page, "hide a label", contacts.click, lambda: says(page, ".lk-small", "30 entries"), found
    )
    timed(
        page, "show a label", contacts.click, lambda: says(page, ".lk-small", "54 entries"), found
    )
    page.get_by_text("Find, colour, size, days").click()
    page.get_by_label("Size says", exact=True).first.wait_for()
    settled(page)
    color, large = page.evaluate(
        "(({ color, size }) => [color, size])(globalThis.__linkages_picture.marks.get('tisa'))"
    )
    timed(
        page,
        "colour by",
        pick(page, "Colour says", "Kind of gap"),
        nodes(f"marks.get('tisa').color !== '{color}'"),
        found,
    )
    timed(
        page,
        "size by",
        pick(page, "Size says", "All the same"),
        nodes(f"marks.get('tisa').size !== {large}"),
        found,
    )
    slider = page.get_by_role("slider").first
    slider.focus()
    timed(
        page,
        "time slider",
        lambda: page.keyboard.press("ArrowLeft"),
        lambda: says(page, ".st-key-lk-bar button", "1 October 2017"),
        found,
    )
    timed(page, "widen", lambda: click(page, "tisa", "dblclick"), nodes("nodes.length > 61"), found)
    timed(
        page,
        "undo",
        page.get_by_role("button", name="Undo").click,
        nodes("nodes.length < 61"),
        found,
    )
    opened(page, f"{START}&pick=tisa,ttip")
    around = page.get_by_role("link", name="A picture around these")
    timed(page, "focus", around.click, lambda: says(page, "h1", "Around T"), found)
    opened(page, f"{START}&pick=tisa,ttip")
    way = page.get_by_role("link", name="Ways from")
    timed(page, "path", way.click, lambda: says(page, "h1", "step"), found)


def void(_: object) -> None:
    """What an answer is good for here."""


def main() -> None:
    """Print the median of each interaction beside the goal."""
    from playwright.sync_api import sync_playwright

    from tests.browser import QUIET, chromium, running_app

    found: dict[str, list[tuple[float, float]]] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder) / "home") as address,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=chromium(), args=list(QUIET))
        page = browser.new_page(viewport={"width": 1280, "height": 1500}, base_url=address)
        opened(page)
        page.get_by_text("Database ready").wait_for(timeout=180_000)
        round_of(page, {})
        for _ in range(ROUNDS):
            round_of(page, found)
        browser.close()
    for name, took in found.items():
        clock, core = (statistics.median(part) for part in zip(*took, strict=True))
        sys.stdout.write(
            f"{name:14} {clock:.2f} s (goal {GOAL} s: {'met' if clock <= GOAL else 'MISSED'}),"
            f" {core:.2f} s of a core\n"
        )


if __name__ == "__main__":
    main()
