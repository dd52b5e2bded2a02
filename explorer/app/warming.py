"""What pages need is fetched in the background, that of the first page at once and the rest when it
stands, so that who opens the next does not wait for it.

Fetching gives way: while a page is drawn, the next step waits, and a page waits for no more than
the step that is under way. So no page ever meets a library that is half there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from importlib import import_module

from explorer.app.turns import Turns

#: So long it is waited for a first visitor, who is to meet an idle process.
PATIENCE_SECONDS = 5.0
#: What pages take longest to fetch, in steps that are short: first what draws the map.
LIBRARIES = (
    "networkx",
    "jinja2",
    "pyvis.network",
    "pandas",
    "igraph",
    "scipy.sparse",
    "scipy.linalg",
    "scipy.optimize",
    "scipy.spatial",
)
#: What files and papers need that a page makes when somebody asks for them.
PAPERS = ("fontTools.subset", "pypdf", "openpyxl", "icalendar", "docx", "fpdf")


def warm(turns: Turns, names: Sequence[str], settle: Callable[[], None]) -> threading.Thread:
    """Fetch modules in a thread and settle in the end: that of the first page at once, for who
    comes first waits for it, and the others after that page.
    """
    first, *others = names

    def fetch() -> None:
        with turns.step():
            import_module(first)
        turns.stood.wait(PATIENCE_SECONDS)
        for name in (*LIBRARIES, *others, *PAPERS):
            with turns.step():
                import_module(name)
        with turns.step():
            settle()

    begun = threading.Thread(target=fetch, name="warming", daemon=True)
    begun.start()
    return begun
