"""What to say where there is nothing yet: one wording for an empty graph, and one for a day on
which nothing is on the table.
"""

from __future__ import annotations

from explorer.html.app_links import href
from explorer.html.look import empty, link
from explorer.html.people import leads_on
from explorer.html.view import View
from explorer.words.text import listed

#: What must be there before anything can be on a table, with the file that brings it.
NEEDED = (
    ("Agreement", "agreements with their phases"),
    ("Issue", "the issues that they treat"),
    ("Delegation", "the delegations that negotiate them"),
)
THEN = "2017-12-01"


def load_first() -> str:
    """Nothing is loaded: where it comes from."""
    return empty(
        "Nothing is loaded.",
        "Bring in a spreadsheet, or start from a template.",
        link(href("data"), "Go to Data", button="main"),
    )


def no_talks(shown: View, page: str = "") -> str:
    """Nothing is on the table: what to load first, or another day of the same page."""
    missing = [says for label, says in NEEDED if not shown.snapshot.of(label)]
    if missing:
        needed = f"Load {listed(missing)}; templates are on the same page."
        return empty(
            "Nothing can be on a table yet.",
            needed,
            link(href("data"), "Go to Data", button="main"),
        )
    then = link(href(page, as_of=THEN), "Look at 1 December 2017", button="plain")
    return empty(
        "No talks on Internet issues are open on this day.",
        f"Choose another day{', or load newer phases' if leads_on('data') else ''}.",
        then,
        link(href("data"), "Go to Data", button="plain"),
    )
