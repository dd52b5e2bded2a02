"""A real Chromium, and an app that runs in a process of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from graph_model.snapshot import Snapshot
from loaders.opening import KeptCopy, keep_copy

ROOT = Path(__file__).parents[1]
#: Seconds that only what hangs takes, on the busiest machine; how fast things are is measured in
#: `benchmarks/`.
HANGS = 300
#: A server of one's own that nobody runs.
NOWHERE = "bolt://127.0.0.1:9"
#: The one without windows, as Debian has it: it draws the same pages with less work.
WITHOUT_WINDOWS = "chromium-headless-shell"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The pages of a context share one process, and so the scripts that are compiled in it.
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
    # Pages of tests live for seconds: what they run is not worth a second compiler.
    "--js-flags=--no-opt --no-maglev",
    # Letters are as wide as their font says: without windows they else go by whole pixels.
    *(("--font-render-hinting=none",) if shutil.which(WITHOUT_WINDOWS) else ()),
)


def chromium() -> str | None:
    """Where the system's Chromium is."""
    return next(
        (
            found
            for name in (WITHOUT_WINDOWS, "chromium", "chromium-browser", "google-chrome")
            if (found := shutil.which(name))
        ),
        None,
    )


#: What a link of the app does.
GO = """(where) => {
  history.pushState({}, "", where);
  dispatchEvent(new PopStateEvent("popstate"));
}"""
#: Nothing is being drawn.
STILL = '[data-testid="stApp"][data-test-script-state="notRunning"]'
#: Whether the page of an address stands: its foot is drawn last and says for which address, nothing
#: is being drawn, and what makes the page the main part of it listens to its links.
STANDS = f"""(where) => {{
  const app = document.querySelector('{STILL}');
  const hears = document.querySelector('.st-key-lk-main[role="main"]');
  const feet = document.querySelectorAll(".lk-foot");
  const parts = (address) => {{
    const url = new URL(address, location.origin);
    const filled = [...url.searchParams].filter(([, value]) => value);
    return JSON.stringify([url.pathname, filled.sort()]);
  }};
  const drawn = feet.length === 1 && feet[0].dataset.drawn;
  return app && hears && drawn !== false && parts(drawn) === parts(where ?? location);
}}"""


@contextmanager
def running_app(home: Path, *more: str, at: str = "", **environment: str) -> Iterator[str]:
    """The app over a data folder, with more options of Streamlit and variables; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(at or probe.getsockname()[1])
    options = [f"--server.port={port}", "--server.headless=true", *more]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "explorer_app.py"), *options]
    log = (home.parent / "app.log").open("w")
    app = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=log,
        stderr=subprocess.STDOUT,
        env={**os.environ, "LINKAGES_HOME": str(home), **environment},
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for_app(f"{address}/_stcore/health", app)
        yield address
    finally:
        app.terminate()
        app.wait(timeout=40)
        log.close()


@contextmanager
def window(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page in a context of its own, which waits as long as `expect` does."""
    context = browser.new_context(**options)
    context.set_default_timeout(HANGS * 1000)
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def kept_context(browser: Browser, address: str, **options: Any) -> Iterator[BrowserContext]:
    """A context for the pages of one app, one after the other. A page that stays open keeps what
    they fetched and compiled: to load the app again takes half as much.
    """
    context = browser.new_context(base_url=address, **options)
    context.set_default_timeout(HANGS * 1000)
    context.new_page().goto("/_stcore/health")
    try:
        yield context
    finally:
        context.close()


@contextmanager
def newcomer(kept: BrowserContext) -> Iterator[Page]:
    """A page of a kept context as on a first visit: nothing that was kept for another page is left
    in the browser.
    """
    stays = kept.pages[0]
    page = kept.new_page()
    try:
        yield page
    finally:
        for other in kept.pages[1:]:
            other.close()
        kept.clear_cookies()
        kept.clear_permissions()
        stays.evaluate("localStorage.clear()")
        assert kept.storage_state() == {"cookies": [], "origins": []}


def visit(page: Page, where: str) -> None:
    """Go to another address of the app as its own links do, and wait until that page stands: the
    app is not loaded anew, which takes longer than most pages.
    """
    page.locator(".lk-foot").wait_for()  # before it, nobody listens
    page.evaluate(GO, where)
    page.wait_for_function(STANDS, arg=where)


def load(page: Page, where: str) -> None:
    """Load an address of the app, and wait until its page stands."""
    page.goto(where)
    page.wait_for_function(STANDS, arg=where)


def stands(page: Page) -> None:
    """Wait until the page of the address in the bar stands: what is drawn anew while somebody
    clicks may move or be another between the press and its end, and then nothing was clicked.

    A part of a page that changes the address by itself, as on the map, leaves the foot as it was:
    `settled` is for those.
    """
    page.wait_for_function(STANDS)


def settled(page: Page) -> None:
    """Wait until the page has been drawn with what was chosen, of which it shows something."""
    page.locator(STILL).wait_for(state="attached")


def is_ready(page: Page) -> None:
    """Wait until the database is ready, for which the page is drawn once more."""
    page.get_by_text("Database ready").wait_for()
    settled(page)


def open_list(field: Locator) -> None:
    """Open the list of a field once the page stands still: a list closes when the page scrolls, and
    a click first scrolls to what it clicks.
    """
    box = field.get_by_role("combobox")
    box.evaluate(
        "async box => { box.scrollIntoView({ block: 'center' });"
        " await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); }"
    )
    box.click()


def keep_for_nowhere(home: Path, snapshot: Snapshot) -> None:
    """Keep a graph as the copy of the server that nobody runs: pages show the data as last kept,
    and no database has to be filled.
    """
    keep_copy(home, KeptCopy(snapshot, "kept", f"{NOWHERE}  neo4j"))


@contextmanager
def app_over(home: Path, snapshot: Snapshot) -> Iterator[str]:
    """The app over a graph that is kept so; its address."""
    keep_for_nowhere(home, snapshot)
    with running_app(home, NEO4J_URI=NOWHERE) as found:
        yield found


def wait_for_app(address: str, app: subprocess.Popen[bytes]) -> None:
    """Ask until the app answers; it either comes up or ends."""
    ask = Event()
    for _ in range(3000):
        if app.poll() is not None:
            raise RuntimeError("the app ended at its start")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            ask.wait(0.1)
    raise RuntimeError("the app did not answer for five minutes")
