"""The pages, and the eight places of the bar in which they stand.

To add a page: a folder here with `page.py` and its function `page()`, and one line in `PAGES`; a
line in `PLACES` where it is to be looked at from the bar.
"""

from __future__ import annotations

from explorer.app.frame import Page, Place, Sight

PAGES = (
    Page("Where we stand", "", "where_we_stand"),
    Page("What changed", "changes", "changes"),
    Page("Gaps", "gaps", "gaps"),
    Page("Whose voices", "balance", "voices"),
    Page("Questions", "questions", "questions"),
    Page("Who can introduce us", "introduce", "introduce"),
    Page("Plan", "plan", "plan"),
    Page("Map", "map", "map"),
    Page("Pictures", "pictures", "pictures"),
    Page("Reports", "reports", "reports"),
    Page("Data", "data", "data"),
    Page("Schema", "schema", "schema"),
    Page("Settings", "settings", "settings"),
    Page("Ask in Cypher", "console", "console"),
    Page("Profile", "profile", "profile"),
    Page("Record a contact", "record", "record"),
)
PLACES = (
    Place("Where we stand", (Sight("Today", ""), Sight("What changed", "changes"))),
    Place("Gaps", (Sight("Delegations and issues", "gaps"), Sight("Whose voices", "balance"))),
    Place("Questions", (Sight("Questions", "questions"),)),
    Place(
        "Who can introduce us",
        (
            Sight("Ways to a delegation", "introduce"),
            Sight("If someone leaves", "plan", "leaving"),
            Sight("Try a link", "plan", "link"),
        ),
    ),
    Place(
        "Plan",
        (
            Sight("Next meetings", "plan"),
            Sight("An event", "plan", "event"),
            Sight("Questions to members", "plan", "question"),
            Sight("Before a meeting", "plan", "ground"),
            Sight("Kept plans", "plan", "kept"),
        ),
    ),
    Place("Map", (Sight("Map", "map"), Sight("Pictures", "pictures"))),
    Place("Reports", (Sight("Reports", "reports"),)),
    Place(
        "Data",
        (
            Sight("Bring in and take out", "data"),
            Sight("Schema", "schema"),
            Sight("Settings", "settings"),
            Sight("Ask in Cypher", "console"),
        ),
    ),
)
