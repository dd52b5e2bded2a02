"""The pages, and the eight places of the bar in which they stand.

To add a page: a folder here with `page.py` and its function `page()`, and one line in `PAGES`; a
line in `PLACES` where it is to be looked at from the bar.
"""

from __future__ import annotations

from explorer.app.frame import Page, Place, PlaceView

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
    Place("Where we stand", (PlaceView("Today", ""), PlaceView("What changed", "changes"))),
    Place(
        "Gaps", (PlaceView("Delegations and issues", "gaps"), PlaceView("Whose voices", "balance"))
    ),
    Place("Questions", (PlaceView("Questions", "questions"),)),
    Place(
        "Who can introduce us",
        (
            PlaceView("Ways to a delegation", "introduce"),
            PlaceView("If someone leaves", "plan", "leaving"),
            PlaceView("Try a link", "plan", "link"),
        ),
    ),
    Place(
        "Plan",
        (
            PlaceView("Next meetings", "plan"),
            PlaceView("An event", "plan", "event"),
            PlaceView("Questions to members", "plan", "question"),
            PlaceView("Before a meeting", "plan", "ground"),
            PlaceView("Kept plans", "plan", "kept"),
        ),
    ),
    Place("Map", (PlaceView("Map", "map"), PlaceView("Pictures", "pictures"))),
    Place("Reports", (PlaceView("Reports", "reports"),)),
    Place(
        "Data",
        (
            PlaceView("Bring in and take out", "data"),
            PlaceView("Schema", "schema"),
            PlaceView("Settings", "settings"),
            PlaceView("Ask in Cypher", "console"),
        ),
    ),
)
