"""The pages. To add one: a module here with `page()`, and one line in `PAGES`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from explorer.pages import ask, balance, changes, console, data, gaps, map, pictures, plan, profile, record, reports, routes, schema, settings, where_we_stand


@dataclass(frozen=True)
class Page:
    """A page of the app: its title, its address (the first has none) and what draws it."""

    title: str
    address: str
    draw: Callable[[], None]
    #: Listed under “More”.
    more: bool = False


PAGES = (
    Page("Where we stand", "", where_we_stand.page),
    Page("Delegations & gaps", "gaps", gaps.page),
    Page("The map", "map", map.page),
    Page("Who can introduce us", "introduce", routes.page),
    Page("Plan", "plan", plan.page),
    Page("Profiles", "profile", profile.page),
    Page("Questions", "questions", ask.page, more=True),
    Page("What changed", "changes", changes.page, more=True),
    Page("Whose voices", "balance", balance.page, more=True),
    Page("Record a contact", "record", record.page, more=True),
    Page("Pictures", "pictures", pictures.page, more=True),
    Page("Reports", "reports", reports.page, more=True),
    Page("Data", "data", data.page, more=True),
    Page("Ask in Cypher", "console", console.page, more=True),
    Page("What is in the graph", "schema", schema.page, more=True),
    Page("Settings", "settings", settings.page, more=True),
)
