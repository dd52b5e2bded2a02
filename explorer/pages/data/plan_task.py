"""Reading a large sheet in the background: how far it is, and the way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from explorer.app.load_task import STOPPING, WatchedTask
from explorer.words.text import count
from graph_model.errors import LinkagesError
from graph_model.progress import WorkProgress
from loaders.import_plan import ImportPlan

#: The phases of reading in the words of the page.
PHASES = {
    "read": "Reading the sheet",
    "match": "Matching names",
    "check": "Comparing with the graph",
}


class PlanTask(WatchedTask[ImportPlan]):
    """A plan that is made in a thread of its own."""

    def __init__(self, work: Callable[[WorkProgress], ImportPlan]) -> None:
        super().__init__(work, "read")

    def start(self) -> PlanTask:
        """Begin."""
        threading.Thread(target=self.run, name="plan", daemon=True).start()
        return self

    @property
    def share(self) -> float:
        """How much of the present phase is done, 0 to 1."""
        return min(self.rows / self.total, 1.0) if self.total else 0.0

    def words(self) -> str:
        """The phase, and the rows that it is through with.

        >>> from graph_model.snapshot import Snapshot
        >>> from loaders.import_plan import plan
        >>> from loaders.sheets.row_keeper import ImportOptions
        >>> way = ImportOptions("files", "2026-11-27")
        >>> PlanTask(lambda watch: plan([], Snapshot(), way, {}, watch=watch)).words()
        'Reading the sheet'
        """
        if self.stopping:
            return STOPPING
        rows = f": {self.rows:,} of {count(self.total, 'row')}" if self.total else ""
        return f"{PHASES[self.phase]}{rows}"

    def run(self) -> None:
        """Do it here and now."""
        found, failed = None, None
        try:
            found = self._work(self._watch)
        except LinkagesError as error:
            failed = error
        finally:
            self.end(found, failed)
