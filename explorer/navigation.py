"""The pages of the explorer, in the order of the navigation. To add a page, add one line to `PAGES`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from explorer.pages import data, gaps, map, profile, where_we_stand


@dataclass(frozen=True)
class Entry:
    """A page: what it is called, its address, and the function that writes it."""

    title: str
    address: str
    page: Callable[[], None]


#: The first one opens when no page is named.
PAGES = (
    Entry("Where we stand", "where-we-stand", where_we_stand.page),
    Entry("Delegations & gaps", "gaps", gaps.page),
    Entry("The map", "map", map.page),
    Entry("Profiles", "profile", profile.page),
    Entry("Data", "data", data.page),
)
