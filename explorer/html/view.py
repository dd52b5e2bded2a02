"""What a page shows: a graph on a day, counted with the coalition's numbers, and whether sources
are shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from graph_model.measures import Settings
from graph_model.measures.day import Day
from graph_model.snapshot import Snapshot


@dataclass(frozen=True)
class View:
    """What a page shows."""

    day: Day
    show_sources: bool

    @property
    def snapshot(self) -> Snapshot:
        """The graph."""
        return self.day.snapshot

    @property
    def as_of(self) -> date:
        """The day looked at."""
        return self.day.at

    @property
    def settings(self) -> Settings:
        """The numbers that measures count with."""
        return self.day.settings

    def over(self, snapshot: Snapshot) -> View:
        """The same view of another graph: what an audience may see of this one."""
        return replace(self, day=replace(self.day, snapshot=snapshot))
