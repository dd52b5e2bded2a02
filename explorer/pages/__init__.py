"""The pages. To add one: a folder here with `page.py` and its function `page()`, and one line in
`PAGES`.
"""

from __future__ import annotations

from explorer.app.frame import Page

PAGES = (
    Page("Where we stand", "", "where_we_stand"),
    Page("Delegations & gaps", "gaps", "gaps"),
    Page("The map", "map", "map"),
    Page("Who can introduce us", "introduce", "introduce"),
    Page("Plan", "plan", "plan"),
    Page("Profiles", "profile", "profile"),
    Page("Questions", "questions", "questions", more=True),
    Page("What changed", "changes", "changes", more=True),
    Page("Whose voices", "balance", "voices", more=True),
    Page("Record a contact", "record", "record", more=True),
    Page("Pictures", "pictures", "pictures", more=True),
    Page("Reports", "reports", "reports", more=True),
    Page("Data", "data", "data", more=True),
    Page("Ask in Cypher", "console", "console", more=True),
    Page("What is in the graph", "schema", "schema", more=True),
    Page("Settings", "settings", "settings", more=True),
)
