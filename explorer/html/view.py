"""What a page shows: a snapshot, a day, the settings, and whether sources are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph_model.measures import Settings
from graph_model.snapshot import Snapshot


@dataclass(frozen=True)
class View:
    """What a page shows."""

    snapshot: Snapshot
    as_of: date
    settings: Settings
    show_sources: bool

    @property
    def looked_at(self) -> tuple[Snapshot, date, Settings]:
        """What every measure asks for."""
        return self.snapshot, self.as_of, self.settings
