"""What pages need is fetched in the background once the first page stands, so that who opens the
next does not wait for it.

Fetching gives way: while a page is drawn, the next step waits, and a page waits for no more than
the step that is under way. So no page ever meets a library that is half there.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

#: So long it is waited for a first visitor, who is to meet an idle process.
PATIENCE_SECONDS = 5.0
#: What takes longest to fetch, in steps that are short.
LIBRARIES = (
    "networkx",
    "scipy.sparse",
    "scipy.linalg",
    "scipy.optimize",
    "igraph",
    "scipy.spatial",
    "pandas",
    "jinja2",
    "pyvis.network",
    "fontTools.subset",
    "pypdf",
    "openpyxl",
    "icalendar",
    "docx",
    "fpdf",
)


class Turns:
    """Pages, as many as there are, or one step of the background: never both at once."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._pages, self._fetching = 0, False
        self.stood = threading.Event()

    @contextmanager
    def page(self) -> Iterator[None]:
        """While a page is drawn, nothing is fetched beside it. What it fetched itself is there to
        stay: set aside, or Streamlit looks through it for garbage before the next.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._fetching)
            self._pages += 1
        known = len(sys.modules)
        try:
            yield
        finally:
            if len(sys.modules) > known:
                gc.freeze()
            with self._changed:
                self._pages -= 1
                self._changed.notify_all()
            self.stood.set()

    @contextmanager
    def step(self) -> Iterator[None]:
        """A step of the background, once no page is being drawn."""
        with self._changed:
            self._changed.wait_for(lambda: not self._pages)
            self._fetching = True
        try:
            yield
        finally:
            with self._changed:
                self._fetching = False
                self._changed.notify_all()


TURNS = Turns()


def warm(turns: Turns, names: Sequence[str], settle: Callable[[], None]) -> threading.Thread:
    """Fetch modules in a thread after the first page, and settle in the end."""

    def fetch() -> None:
        turns.stood.wait(PATIENCE_SECONDS)
        for name in (*LIBRARIES, *names):
            with turns.step():
                import_module(name)
        with turns.step():
            settle()

    begun = threading.Thread(target=fetch, name="warming", daemon=True)
    begun.start()
    return begun
