"""What every measure is asked of: a graph, the day looked at, and the numbers to count with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from graph_model.measures.settings import Settings
from graph_model.snapshot import Snapshot


@dataclass(frozen=True)
class Day:
    """A graph on a day, counted with the coalition's numbers: the one argument of every measure, so
    that none of the three can be forgotten on the way.

    Two are equal when all three are, and measures are kept by them: each is worked out once for a
    day.

    Parameters
    ----------
    snapshot : Snapshot
        The rows of the graph.
    at : datetime.date
        The day looked at; rows whose validity does not hold on it play no part.
    settings : Settings
        The numbers to count with; `settings_of` gives those of a graph.

    Examples
    --------
    >>> from datetime import date
    >>> from graph_model import Day, Snapshot, settings_of
    >>> today = Day(Snapshot(), date(2026, 11, 1), settings_of(Snapshot()))
    >>> today.on(date(2017, 12, 1)).at, today == today.on(today.at)
    (datetime.date(2017, 12, 1), True)
    """

    snapshot: Snapshot
    at: date
    settings: Settings

    def on(self, at: date) -> Day:
        """The same graph, counted with the same numbers, on another day."""
        return replace(self, at=at)
